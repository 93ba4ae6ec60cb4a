/** Lints the examples of a rule's page, so that what the page says of them stays true. */
import path from 'node:path';

import python from '@cogniverse/eslint-python';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';

/** @typedef {{ language: string, code: string, options: unknown[], file: string }} Example */

const FENCE = /^```(?<language>tsx?|js|python|yaml|dockerfile|ini)(?<info>[^\n]*)\n(?<code>[^]*?)^```$/gm;

/** @type {Record<string, string>} The file that an example is, by its language. */
const FILES = {
  python: 'tests/test_example.py',
  yaml: '.github/workflows/test.yml',
  dockerfile: 'Dockerfile',
  ini: 'pytest.ini',
};
/** The rules for files around the tests read what lies beside them: a folder that holds nothing. */
const NOWHERE = path.resolve('/nowhere');

/**
 * Every fenced example under the headings "Bad" and "Good" of a page, linted with the page's rule in its language.
 * Options of a rule stand in the fence's info line as JSON: ` ```ts { "max": "5m" } `; in front of them may stand the
 * name of the file that the example is: ` ```ts vitest.config.ts `.
 *
 * @param {string} name The rule's name.
 * @param {string} page The page's text.
 * @returns {string[]} What is not as the page says.
 */
export function checkExamples(name, page) {
  const { bad, good } = examplesIn(page);
  if (bad.length === 0 || good.length === 0) return ['it needs an example under "Bad" and under "Good"'];
  return [
    ...bad.filter((example) => lint(name, example).length === 0).map(({ code }) => `not reported:\n${code}`),
    ...good.flatMap((example) => lint(name, example).map((message) => `${message} in a good example:\n${example.code}`)),
  ];
}

/**
 * The examples of a rule's page.
 *
 * @param {string} page The page's text.
 * @returns {{ bad: Example[], good: Example[] }} Those that are reported and those that are not.
 */
export function examplesIn(page) {
  return { bad: examplesUnder(page, 'Bad'), good: examplesUnder(page, 'Good') };
}

/**
 * @param {string} page The page's text.
 * @param {string} heading A heading of the second level.
 * @returns {Example[]} The examples below it.
 */
function examplesUnder(page, heading) {
  const section = new RegExp(`^## ${heading}\n([^]*?)(?=^## |(?![^]))`, 'm').exec(page)?.[1] ?? '';
  return [...section.matchAll(FENCE)].map(({ groups }) => exampleOf(groups?.language ?? '', groups?.info ?? '', groups?.code ?? ''));
}

/**
 * @param {string} language The language of a fenced example.
 * @param {string} info What stands behind it in the fence's line.
 * @param {string} code What the fence holds.
 * @returns {Example} The example.
 */
export function exampleOf(language, info, code) {
  const [, file, json = ''] = /^\s*(\.?\w\S*)?\s*(.*)$/.exec(info) ?? [];
  const options = json === '' ? [] : [JSON.parse(json)];
  return { language, code, options, file: file ?? defaultFile(language) };
}

/**
 * @param {string} language The language of an example.
 * @returns {string} The file that it is unless it says so.
 */
function defaultFile(language) {
  return FILES[language] ?? 'example.test.ts';
}

/**
 * @param {string} name The rule's name.
 * @param {Example} example The code, the file that it is, and the rule's options.
 * @returns {string[]} The messages.
 */
function lint(name, { language, code, options, file }) {
  const filename = /^(?:yaml|dockerfile|ini)$/.test(language) ? path.join(NOWHERE, file) : file;
  /** @type {Linter.Config[]} */
  const configs = [
    { files: ['**/*.ts'], languageOptions: { parser } },
    { files: ['**/*.py'], plugins: { python }, language: 'python/python' },
    { files: ['**/*.yml', '**/Dockerfile', '**/*.ini'], plugins: { cogniverse: plugin }, language: 'cogniverse/text' },
    { plugins: { cogniverse: plugin }, rules: { [`cogniverse/${name}`]: ['error', ...options] } },
  ];
  return new Linter({ cwd: path.parse(NOWHERE).root }).verify(code, configs, { filename }).map(({ fatal, message }) => {
    if (fatal) throw new Error(`${message} in an example of ${name}:\n${code}`);
    return message;
  });
}
