import path from 'node:path';

import { git, GitError, repositoryRoot, splitNul } from './git.ts';

interface State {
  readonly tracked: ReadonlySet<string>;
  /** Files whose content the index or the working tree has and no commit. */
  readonly modified: ReadonlySet<string>;
  /** Files with changes that are not staged. */
  readonly unstaged: ReadonlySet<string>;
}

/** Tells which files git could not bring back if an edit turned out wrong. */
export class UncommittedChanges {
  readonly #mayBeStaged: boolean;
  readonly #states = new Map<string, Promise<State | GitError>>();

  /** @param mayBeStaged Whether what is staged counts as kept: for runs over staged files. */
  constructor({ mayBeStaged }: { readonly mayBeStaged: boolean }) {
    this.#mayBeStaged = mayBeStaged;
  }

  /** Why a file must not be edited; `undefined` where it may be. Outside repositories there is nothing to lose track of. */
  async objection(file: string): Promise<string | undefined> {
    const root = repositoryRoot(path.dirname(file));
    if (root === undefined) return undefined;
    const state = await this.#stateOf(root);
    if (state instanceof GitError) {
      return state.isNoRepository && state.message !== 'git is not installed'
        ? undefined
        : `git can't tell whether it has uncommitted changes (${state.message}); pass --allow-dirty to edit it`;
    }
    const relative = path.relative(root, file).replaceAll(path.sep, '/');
    if (!state.tracked.has(relative)) return 'git does not track it; add it, or pass --allow-dirty';
    if (this.#mayBeStaged) {
      return state.unstaged.has(relative)
        ? 'it has changes that are not staged; stage or stash them, or pass --allow-dirty'
        : undefined;
    }
    return state.modified.has(relative)
      ? 'it has uncommitted changes; commit or stash them, or pass --allow-dirty'
      : undefined;
  }

  async #stateOf(root: string): Promise<State | GitError> {
    let state = this.#states.get(root);
    if (!state) {
      state = readState(root).catch((error: unknown) => {
        if (error instanceof GitError) return error;
        throw error;
      });
      this.#states.set(root, state);
    }
    return state;
  }
}

async function readState(root: string): Promise<State> {
  const [tracked, status] = await Promise.all([
    git(root, ['ls-files', '-z']),
    git(root, ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=no', '--ignore-submodules=all']),
  ]);
  const entries = splitNul(status);
  // Each entry is two letters, for the index and the working tree, and the path.
  const pathsOf = (list: readonly string[]): Set<string> => new Set(list.map((entry) => entry.slice(3)));
  return {
    tracked: new Set(splitNul(tracked)),
    modified: pathsOf(entries),
    unstaged: pathsOf(entries.filter((entry) => entry[1] !== ' ')),
  };
}
