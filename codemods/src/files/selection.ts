import path from 'node:path';

import { UsageError } from '../errors.ts';
import { git, GitError, splitNul } from './git.ts';

/**
 * Which files of a repository a run is limited to: those staged, or those changed since they left a revision.
 */
export type Selection =
  | { readonly kind: 'staged' }
  | { readonly kind: 'changed'; readonly ref?: string | undefined };

/** Added, copied, modified, renamed: whatever leaves a file that can be read. */
const PRESENT = '--diff-filter=ACMR';

/**
 * The absolute paths of the files of a repository that differ from where they left a revision.
 *
 * @param ref By default the upstream of the branch, or the main one.
 * @throws {UsageError} where the revision is not known.
 */
export async function changedFiles(root: string, ref: string | undefined): Promise<readonly string[]> {
  const base = await mergeBase(root, ref);
  const [changed, untracked] = await Promise.all([
    git(root, ['diff', '--name-only', PRESENT, '-z', base]),
    git(root, ['ls-files', '-o', '--exclude-standard', '-z']),
  ]);
  return [...absolute(root, changed), ...absolute(root, untracked)];
}

async function mergeBase(root: string, ref: string | undefined): Promise<string> {
  const candidates = ref === undefined ? ['@{upstream}', 'origin/HEAD', 'main', 'master'] : [ref];
  for (const candidate of candidates) {
    try {
      const commit = await git(root, [
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${candidate}^{commit}`,
      ]);
      return (await git(root, ['merge-base', 'HEAD', commit.trim()])).trim();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
  throw new UsageError(await whyNoBase(root, ref));
}

async function whyNoBase(root: string, ref: string | undefined): Promise<string> {
  if ((await git(root, ['rev-parse', '--is-shallow-repository'])).trim() === 'true') {
    const where = ref === undefined ? 'the branch began' : `HEAD left ${JSON.stringify(ref)}`;
    return (
      `--changed: the history of this clone does not go back to where ${where}; fetch all of it ` +
      '(git fetch --unshallow; fetch-depth: 0 in actions/checkout; GIT_DEPTH: 0 in GitLab CI)'
    );
  }
  if (ref === undefined) {
    return `--changed finds no upstream and no branch main or master in ${root}; name a revision: --changed=REF`;
  }
  return (
    `--changed: ${JSON.stringify(ref)} is no revision with history in common with HEAD in ${root}. ` +
    'To limit the run to a folder, write it before the option: src --changed'
  );
}

function absolute(root: string, output: string): string[] {
  return splitNul(output)
    .filter((file) => !file.endsWith('/'))
    .map((file) => path.join(root, file));
}
