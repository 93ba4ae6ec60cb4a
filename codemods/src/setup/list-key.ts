import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { namesSetup, type Runner, setupEntry } from './registration.ts';

/** The key of the list that a runner takes its set-up from. */
export const LIST_KEY: Readonly<Record<'vitest' | 'jest' | 'mocha', string>> = {
  vitest: 'setupFiles',
  jest: 'setupFilesAfterEnv',
  mocha: 'require',
};

/**
 * Whether one of the modules that a configuration lists is the set-up, or a file of the project's own that loads
 * it.
 *
 * @param folder What paths are relative to.
 */
export function listsSetup(listed: readonly unknown[], runner: Runner, folder: string): boolean {
  return listed.some((item) => {
    if (typeof item !== 'string') return false;
    return namesSetup(item, runner) || loadsSetup(item, runner, folder);
  });
}

function loadsSetup(item: string, runner: Runner, folder: string): boolean {
  const relative = item.replace(/^<rootDir>\/?/, './');
  if (!/^\.{0,2}\//.test(relative) && !/^[\w-]+\/.*\.[cm]?[jt]s$/.test(relative)) return false;
  const base = path.resolve(folder, relative);
  const file = ['', '.js', '.ts', '.mjs', '.cjs'].map((ending) => base + ending).find((name) => isFile(name));
  if (file === undefined) return false;
  const entry = setupEntry(runner);
  const text = readFileSync(file, 'utf8');
  return [`'${entry}'`, `"${entry}"`].some((quoted) => text.includes(quoted));
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
