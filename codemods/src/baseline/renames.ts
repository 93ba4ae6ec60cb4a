import path from 'node:path';

import { git, GitError, repositoryRoot, splitNul } from '../files/git.ts';

/**
 * The files that git knows to have been renamed since a file was last committed: the former absolute path of
 * each by its present one. None outside of a repository, or where git can't tell.
 */
export async function renamesSince(file: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.dirname(file);
  const root = repositoryRoot(folder);
  if (root === undefined) return new Map();
  try {
    const commit = (await git(folder, ['log', '-1', '--format=%H', '--', path.basename(file)])).trim();
    const diff = ['diff', '--name-status', '--find-renames', '--diff-filter=R', '-z', commit || 'HEAD', '--'];
    const parts = splitNul(await git(root, diff));
    const renames = new Map<string, string>();
    // Each entry is three parts: how alike they are, the former name and the present one.
    for (let index = 0; index + 2 < parts.length; index += 3) {
      const [, before = '', after = ''] = parts.slice(index, index + 3);
      renames.set(path.join(root, after), path.join(root, before));
    }
    return renames;
  } catch (error) {
    if (error instanceof GitError) return new Map();
    throw error;
  }
}
