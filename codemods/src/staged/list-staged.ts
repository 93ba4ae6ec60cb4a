import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { SkipReason, StagedContent } from '../engine/protocol.ts';
import { hasCode } from '../errors.ts';
import { git, gitPath, splitNul } from '../files/git.ts';
import { MAX_BYTES } from '../files/read.ts';

/** A file whose content differs between the index and the last commit. */
export interface StagedFile extends StagedContent {
  /** Absolute path; the working tree need not have it. */
  readonly path: string;
  /** Why its content can't be looked at. */
  readonly reason?: SkipReason;
}

const DIFF = [
  'diff',
  '--cached',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-ext-diff',
  // A renamed file is then a new one, under its new name.
  '--no-renames',
  '--ita-invisible-in-index',
  // Added, modified, changed in type, unmerged: whatever leaves content in the index.
  '--diff-filter=AMTU',
];
const SUBMODULE = '160000';
const SYMBOLIC_LINK = '120000';

/**
 * The files that are staged in a repository: the ones of the index that differ from the last commit and, where
 * a merge is about to be committed, from the commits that are merged too. What comes unchanged from another
 * branch is not the work of who commits.
 *
 * @param root Absolute path of the repository's root.
 * @throws {GitError} where git refuses.
 */
export async function listStaged(root: string): Promise<readonly StagedFile[]> {
  const merged = await mergedCommits(root);
  const [own, ...others] = await Promise.all([
    readDiff(root),
    ...merged.map((commit) => readDiff(root, commit)),
  ]);
  const isNew = ({ path: file }: StagedFile): boolean => others.every((files) => files.has(file));
  return withoutLarge(root, [...own.values()].filter(isNew));
}

/** Gives files that are too large for what is done with them that reason. */
async function withoutLarge(root: string, files: readonly StagedFile[]): Promise<readonly StagedFile[]> {
  const input = files.map(({ blob }) => `${blob}\n`).join('');
  const sizes = (await git(root, ['cat-file', '--batch-check=%(objectsize)'], { input })).split('\n');
  return files.map((file, index) =>
    file.reason === undefined && Number(sizes[index]) > MAX_BYTES
      ? { ...file, reason: 'larger than 20 MB' }
      : file,
  );
}

/** The commits that the merge under way brings in; none where there is no merge. */
async function mergedCommits(root: string): Promise<readonly string[]> {
  const file = await gitPath(root, 'MERGE_HEAD');
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function readDiff(root: string, commit?: string): Promise<ReadonlyMap<string, StagedFile>> {
  const parts = splitNul(await git(root, [...DIFF, ...(commit === undefined ? [] : [commit])]));
  const files = new Map<string, StagedFile>();
  // Each file has two parts: modes, ids and a letter in the first, its path in the second.
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, mode = '', , blob = '', status = ''] = (parts[index] ?? '').split(' ');
    const relative = parts[index + 1] ?? '';
    if (mode === SUBMODULE) continue;
    const file = path.join(root, relative);
    const reason = reasonFor(relative, mode, status);
    files.set(file, { path: file, blob, mode, ...(reason && { reason }) });
  }
  return files;
}

function reasonFor(relative: string, mode: string, status: string): SkipReason | undefined {
  if (status === 'U') return 'with conflicts that are not resolved';
  if (mode === SYMBOLIC_LINK) return 'staged as links';
  // git lists names as bytes; those that are not UTF-8 become other names here.
  return relative.includes('\uFFFD') ? 'with a name that is not UTF-8' : undefined;
}
