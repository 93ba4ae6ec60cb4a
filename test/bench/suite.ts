import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SEED = 20_26;

/** The language of a suite, and where its files come from. */
export interface SuiteLanguage {
  readonly name: string;
  /** Real test files, absolute, in a stable order; they may be none. */
  readonly found: () => readonly string[];
  /** Where they were found, in a phrase. */
  readonly where: string;
  /** Writes a test file; the same seed always gives the same text. */
  readonly generate: (seed: number) => string;
  /** What a file is called behind its number: `suite.nameOf('a.test.ts', 7)`. */
  readonly nameOf: (original: string | undefined, number: number) => string;
  /** The file that makes its folder a project, and its text. */
  readonly manifest: readonly [name: string, text: string];
}

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
 * Writes a suite: every second file is copied from real ones (repeated until there are enough), every other one
 * is generated.
 *
 * @param directory - Where to write it, absolute; it must not exist.
 * @param count - How many files.
 */
export function makeSuite(directory: string, count: number, language: SuiteLanguage): Suite {
  const found = language.found();
  const files: string[] = [];
  let bytes = 0;
  for (let number = 0; number < count; number += 1) {
    const copied = number % 2 === 0 ? found[(number / 2) % Math.max(found.length, 1)] : undefined;
    const text = copied ? readFileSync(copied, 'utf8') : language.generate(SEED + number);
    const folder = path.join(directory, `area-${Math.floor(number / 100)}`, 'test');
    const file = path.join(folder, language.nameOf(copied, number));
    if (number % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    files.push(file);
    bytes += Buffer.byteLength(text);
  }
  const [name, text] = language.manifest;
  writeFileSync(path.join(directory, name), text);
  commitAll(directory);
  const copies = `half copied from the ${found.length} ${language.name} test files ${language.where}, half`;
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
