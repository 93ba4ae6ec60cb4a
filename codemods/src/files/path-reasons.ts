import { surroundingsKind } from 'eslint-plugin-cogniverse/surroundings-kind';

import type { SkipReason } from '../engine/protocol.ts';

/** The endings of source files, for a glob pattern. */
export const EXTENSIONS = 'js,mjs,cjs,jsx,ts,mts,cts,tsx,py,pyi';
/** Folders that package managers fill, and that are never listed outside of a repository. */
export const INSTALLED = ['node_modules', '.venv', 'venv', 'site-packages', '.tox', '.nox', '.eggs'];

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|pyi?)$/;
const DECLARATIONS = /\.(?:d\.[cm]?ts|pyi)$/;
/** Folders whose files are not the project's own source, by what to call them. */
const FOLDERS: readonly (readonly [RegExp, SkipReason])[] = [
  [/(?:^|\/)node_modules\//, 'in node_modules'],
  [/(?:^|\/)\.yarn\//, 'in .yarn'],
  [/(?:^|\/)(?:\.venv|venv|site-packages|\.tox|\.nox|\.eggs)\//, 'in a virtual environment'],
  [/(?:^|\/)_vendor\//, 'vendored code'],
  [/(?:^|\/)(?:__fixtures__|__testfixtures__|__snapshots__)\//, 'inputs of tests'],
  // pytest's fixtures are code, which suites keep in folders of that name.
  [/(?:^|\/)tests?\/(?:.*\/)?fixtures\/(?!.*\.py$)/, 'inputs of tests'],
  // What setuptools builds stands in these two; a folder `build` alone may be the project's own.
  [/(?:^|\/)(?:dist|build\/(?:lib|bdist)(?:\.[^/]*)?)\//, 'build output'],
];

/** Whether a file is in JavaScript, TypeScript or Python. */
export function isSource(file: string): boolean {
  return SOURCE.test(file);
}

/** Whether a file is one around the tests: a CI workflow, an image, a configuration of pytest. */
export function isAroundTests(file: string): boolean {
  return surroundingsKind(file) !== undefined;
}

/** Why a file is left alone whoever names it: it is neither source code nor around the tests. */
export function reasonByName(file: string): SkipReason | undefined {
  if (!SOURCE.test(file)) return isAroundTests(file) ? undefined : 'not JavaScript, TypeScript or Python';
  return DECLARATIONS.test(file) ? 'type declarations' : undefined;
}

/**
 * Why a file is left alone that was found and not named.
 *
 * @param relative Path from where the search began, with `/`: a folder that the user names is searched
 *   whatever it is.
 */
export function reasonByFolder(relative: string): SkipReason | undefined {
  return FOLDERS.find(([pattern]) => pattern.test(relative))?.[1];
}
