/** Lints the examples of a rule's page, so that what the page says of them stays true. */
import python from '@cogniverse/eslint-python';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';

const FENCE = /^```(?<language>tsx?|js|python)(?<info>[^\n]*)\n(?<code>[^]*?)^```$/gm;

/**
 * Every fenced example under the headings "Bad" and "Good" of a page, linted with the page's rule in its language.
 * Options of a rule stand in the fence's info line as JSON: ` ```ts { "max": "5m" } `.
 *
 * @param {string} name The rule's name.
 * @param {string} page The page's text.
 * @returns {string[]} What is not as the page says.
 */
export function checkExamples(name, page) {
  const bad = examplesUnder(page, 'Bad');
  const good = examplesUnder(page, 'Good');
  if (bad.length === 0 || good.length === 0) return ['it needs an example under "Bad" and under "Good"'];
  return [
    ...bad.filter((example) => lint(name, example).length === 0).map(({ code }) => `not reported:\n${code}`),
    ...good.flatMap((example) => lint(name, example).map((message) => `${message} in a good example:\n${example.code}`)),
  ];
}

/**
 * @param {string} page The page's text.
 * @param {string} heading A heading of the second level.
 * @returns {{ language: string, code: string, options: unknown[] }[]} The examples below it.
 */
function examplesUnder(page, heading) {
  const section = new RegExp(`^## ${heading}\n([^]*?)(?=^## |(?![^]))`, 'm').exec(page)?.[1] ?? '';
  return [...section.matchAll(FENCE)].map(({ groups }) => {
    const info = groups?.info?.trim() ?? '';
    const options = info === '' ? [] : [JSON.parse(info)];
    return { language: groups?.language ?? '', code: groups?.code ?? '', options };
  });
}

/**
 * @param {string} name The rule's name.
 * @param {{ language: string, code: string, options: unknown[] }} example The code and the rule's options.
 * @returns {string[]} The messages.
 */
function lint(name, { language, code, options }) {
  /** @type {Linter.Config[]} */
  const configs = [
    { files: ['**/*.ts'], languageOptions: { parser } },
    { files: ['**/*.py'], plugins: { python }, language: 'python/python' },
    { plugins: { cogniverse: plugin }, rules: { [`cogniverse/${name}`]: ['error', ...options] } },
  ];
  const filename = language === 'python' ? 'tests/test_example.py' : 'example.test.ts';
  return new Linter().verify(code, configs, { filename }).map(({ fatal, message }) => {
    if (fatal) throw new Error(`${message} in an example of ${name}:\n${code}`);
    return message;
  });
}
