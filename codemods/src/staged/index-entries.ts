import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { StagedContent } from '../engine/protocol.ts';
import { git, GitError, gitPath, indexOfHook, splitNul } from '../files/git.ts';

/** An entry of the index as it is now. */
export interface IndexEntry extends StagedContent {
  /** Whether git keeps the file out of the working tree, as a sparse checkout does. */
  readonly isSparse: boolean;
}

/** What to put in the place of an entry. */
export interface Replacement {
  /** Path from the root, with `/`. */
  readonly relative: string;
  readonly before: StagedContent;
  /** The id of the new bytes. */
  readonly blob: string;
}

/**
 * The entries of a repository's index, by path from the root with `/`; without those that a conflict has.
 *
 * @param index Absolute path of the index, if it is not the repository's.
 */
export async function readIndex(root: string, index?: string): Promise<ReadonlyMap<string, IndexEntry>> {
  const listed = await git(root, ['ls-files', '-s', '-t', '-z'], index === undefined ? {} : { index });
  const entries = new Map<string, IndexEntry>();
  for (const line of splitNul(listed)) {
    // `H 100644 3f2… 0<tab>path`: a letter for the state, mode, id, and the stage in a conflict.
    const tab = line.indexOf('\t');
    const [state, mode = '', blob = '', stage] = line.slice(0, tab).split(' ');
    if (stage === '0') entries.set(line.slice(tab + 1), { mode, blob, isSparse: state === 'S' });
  }
  return entries;
}

/**
 * Passes where the index may be written.
 *
 * @throws {GitError} where another process is about to write it.
 */
export async function refuseLocked(root: string): Promise<void> {
  const lock = `${await gitPath(root, 'index')}.lock`;
  if (!existsSync(lock)) return;
  throw new GitError(`another process of git holds the index; if there is none, remove ${lock}`, 'failed');
}

/** Adds texts to what a repository keeps, by one process of git, and returns their ids. */
export async function keepTexts(root: string, texts: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cogniverse-codemod-'));
  try {
    const files = texts.map((_, index) => path.join(folder, String(index)));
    for (const [index, file] of files.entries()) await writeFile(file, texts[index] ?? '');
    const input = files.map((file) => `${file}\n`).join('');
    // The texts are as git keeps them; no filter is run on them.
    const ids = await git(root, ['hash-object', '-w', '--no-filters', '--stdin-paths'], { input });
    return ids.split('\n').slice(0, texts.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Puts new content into the index, all of it or none. Where git commits named files only, the hook has an
 * index of its own beside the one that the repository has afterwards; both are written.
 *
 * @throws {GitError} where git refuses, because another process holds the index, say.
 */
export async function replaceEntries(root: string, replacements: readonly Replacement[]): Promise<void> {
  await write(root, replacements);
  const later = indexAfterPartialCommit(root);
  if (later === undefined) return;
  const entries = await readIndex(root, later);
  const isSame = ({ relative, before }: Replacement): boolean => {
    const entry = entries.get(relative);
    return entry?.blob === before.blob && entry.mode === before.mode;
  };
  await write(root, replacements.filter(isSame), later);
}

async function write(root: string, replacements: readonly Replacement[], index?: string): Promise<void> {
  const which = index === undefined ? {} : { index };
  const input = replacements.map(({ relative, before, blob }) => `${before.mode} ${blob} 0\t${relative}\0`);
  await git(root, ['update-index', '-z', '--index-info'], { input: input.join(''), ...which });
  // Otherwise the next command of git would take these files for changed until it has read them. Other files
  // may well be changed, which it says by its exit code.
  await git(root, ['update-index', '-q', '--refresh'], { answers: [1], ...which });
}

/** `git commit FILE` shows its hook an index with that file alone, and keeps the real one beside it. */
function indexAfterPartialCommit(root: string): string | undefined {
  const index = indexOfHook(root);
  if (index === undefined || !/^next-index-\d+\.lock$/.test(path.basename(index))) return undefined;
  const later = path.join(path.dirname(index), 'index.lock');
  return existsSync(later) ? later : undefined;
}
