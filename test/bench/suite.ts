import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { generateTestFile } from './generate-test-file.ts';

const SEED = 20_26;

/**
 * Of the generated half. Of all files, 13 % then load a module late and 9 % a model, as in the test suites of
 * seven public projects; but 4.5 % load a system module late, where there it was 0.3 %: a suite to be mended.
 */
const SHARES = { lateImports: 0.09, localLoads: 0.15, models: 0.18, workers: 0.006 };

/** Files to measure on, in a Git repository of their own where everything is committed. */
export interface Suite {
  /** The repository's root, absolute. */
  readonly directory: string;
  /** The files, absolute. */
  readonly files: readonly string[];
  /** All files together, in bytes. */
  readonly bytes: number;
  /** Where the files come from, in a sentence. */
  readonly origin: string;
}

/**
 * Writes a suite: every second file is copied from the test files of installed packages (repeated until there
 * are enough), every other one is generated.
 *
 * @param directory - Where to write it, absolute; it must not exist.
 * @param count - How many files.
 */
export function makeSuite(directory: string, count: number): Suite {
  const found = installedTestFiles();
  const files: string[] = [];
  let bytes = 0;
  for (let number = 0; number < count; number += 1) {
    const copied = number % 2 === 0 ? found[(number / 2) % Math.max(found.length, 1)] : undefined;
    const text = copied ? readFileSync(copied, 'utf8') : generateTestFile(SEED + number, SHARES);
    const folder = path.join(directory, `area-${Math.floor(number / 100)}`, 'test');
    const file = path.join(folder, `${number}-${copied ? path.basename(copied) : 'search.test.ts'}`);
    if (number % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    files.push(file);
    bytes += Buffer.byteLength(text);
  }
  writeFileSync(path.join(directory, 'package.json'), '{ "private": true, "type": "module" }\n');
  commitAll(directory);
  const copies = `half copied from the ${found.length} TypeScript test files in installed packages, half`;
  const origin = `${found.length > 0 ? copies : 'all'} generated from seed ${SEED}`;
  return { directory, files, bytes, origin };
}

/** Puts back every file that a tool changed. */
export function restore(suite: Suite): void {
  git(suite.directory, 'checkout', '--quiet', '--', '.');
}

/** The number of files that a tool changed. */
export function countChanged(suite: Suite): number {
  return git(suite.directory, 'diff', '--name-only').split('\n').filter(Boolean).length;
}

function commitAll(directory: string): void {
  git(directory, 'init', '--quiet');
  git(directory, 'add', '--all');
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  git(directory, ...author, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', 'Suite');
}

function git(directory: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

/** The `*.test.ts` files of the packages in pnpm's store, in a stable order. */
function installedTestFiles(): string[] {
  const store = path.resolve(import.meta.dirname, '../../../node_modules/.pnpm');
  const files: string[] = [];
  const pending = [store];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      // Packages are linked to each other; each stands only once as a folder.
      if (entry.isDirectory()) pending.push(file);
      else if (entry.isFile() && entry.name.endsWith('.test.ts')) files.push(file);
    }
  }
  return files.sort();
}
