import path from 'node:path';

import { git, GitError, repositoryRoot } from '../../files/git.ts';
import type { InitProject } from '../project.ts';

/** Where a repository is hosted, as far as it can be told. */
export type Host = 'github' | 'gitlab';

/** A repository as its CI sees it. */
export interface Repository {
  readonly root: string;
  readonly host: Host | undefined;
  readonly defaultBranch: string;
}

/** Finds out where a project is hosted: by its remote, else by the configurations of CI in it. */
export async function findRepository({ folder, files }: InitProject): Promise<Repository | undefined> {
  const root = repositoryRoot(folder);
  if (root === undefined) return undefined;
  const remote = await answer(root, ['config', '--get', 'remote.origin.url']);
  const has = (name: string): boolean => files.has(path.join(root, name));
  const byRemote = /github\.com/i.test(remote) ? 'github' : /gitlab/i.test(remote) ? 'gitlab' : undefined;
  const byFile = has('.gitlab-ci.yml') ? 'gitlab' : has('.github') ? 'github' : undefined;
  return { root, host: byRemote ?? byFile, defaultBranch: await defaultBranch(root) };
}

async function defaultBranch(root: string): Promise<string> {
  const head = await answer(root, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']);
  if (head !== '') return head.replace(/^origin\//, '');
  const branches = (await answer(root, ['for-each-ref', '--format=%(refname:short)', 'refs/heads'])).split(
    '\n',
  );
  const usual = ['main', 'master'].find((name) => branches.includes(name));
  const [first] = branches;
  return usual ?? (first === undefined || first === '' ? 'main' : first);
}

/** What git prints, without the line end; nothing where it refuses. */
async function answer(root: string, args: readonly string[]): Promise<string> {
  try {
    return (await git(root, args, { answers: [1, 128] })).trim();
  } catch (error) {
    if (error instanceof GitError) return '';
    throw error;
  }
}
