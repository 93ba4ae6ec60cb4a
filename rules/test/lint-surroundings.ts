import path from 'node:path';

import { Linter } from 'eslint';

import plugin from '../src/index.ts';
import { makeProject } from './project.ts';

/** A file around the tests in a project that has other files too. */
export interface Surroundings {
  readonly name: string;
  readonly text: string;
  /** Texts by path; an object is written as JSON. */
  readonly others?: Readonly<Record<string, string | object>>;
}

/** What the preset for files around the tests says of a file. */
function lintSurroundings({ name, text, others = {} }: Surroundings): readonly Linter.LintMessage[] {
  const root = makeProject({ ...others, [name]: text });
  const linter = new Linter({ cwd: root });
  return linter.verify(text, plugin.configs.project, { filename: path.join(root, name) });
}

/** The rules that report, each with its line. */
export function reported(surroundings: Surroundings): readonly string[] {
  return lintSurroundings(surroundings).map(({ ruleId, line, message }) =>
    ruleId === null ? message : `${ruleId.replace('cogniverse/', '')} ${line}`,
  );
}

/** What is said, in the order of the places. */
export function messagesOf(surroundings: Surroundings): readonly string[] {
  return lintSurroundings(surroundings).map(({ message }) => message);
}

/** The text with all that is suggested; a second look suggests nothing more. */
export function mended(surroundings: Surroundings): string {
  let { text } = surroundings;
  for (;;) {
    const [suggestion] = lintSurroundings({ ...surroundings, text }).flatMap(({ suggestions = [] }) => suggestions);
    if (!suggestion) return text;
    const { range, text: inserted } = suggestion.fix;
    text = text.slice(0, range[0]) + inserted + text.slice(range[1]);
  }
}
