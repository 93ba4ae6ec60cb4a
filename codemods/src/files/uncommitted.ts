import path from 'node:path';

import { git, GitError, repositoryRoot, splitNul } from './git.ts';
import { toPosix } from './posix.ts';

interface State {
  readonly tracked: ReadonlySet<string>;
  /** Files whose content the index or the working tree has and no commit. */
  readonly modified: ReadonlySet<string>;
}

/** A file that git could not bring back. */
class UncommittedError extends Error {
  override readonly name = 'UncommittedError';
}

/** Tells which files git could not bring back if an edit turned out wrong. */
export class UncommittedChanges {
  readonly #states = new Map<string, Promise<State | GitError>>();

  /**
   * Passes where a file may be edited: git could bring it back, or it is in no repository.
   *
   * @throws {UncommittedError} where it may not.
   */
  async refuse(file: string): Promise<void> {
    const root = repositoryRoot(path.dirname(file));
    if (root === undefined) return;
    const state = await this.#stateOf(root);
    if (state instanceof GitError) {
      if (state.reason === 'no repository') return;
      throw new UncommittedError(
        `git can't tell whether it has uncommitted changes (${state.message}); pass --allow-dirty to edit it`,
      );
    }
    const relative = toPosix(path.relative(root, file));
    if (!state.tracked.has(relative))
      throw new UncommittedError('git does not track it; add it, or pass --allow-dirty');
    if (state.modified.has(relative)) {
      throw new UncommittedError('it has uncommitted changes; commit or stash them, or pass --allow-dirty');
    }
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
    git(root, [
      'status',
      '--porcelain=v1',
      '-z',
      '--no-renames',
      '--untracked-files=no',
      '--ignore-submodules=all',
    ]),
  ]);
  return {
    tracked: new Set(splitNul(tracked)),
    // Each entry is two letters, for the index and the working tree, and the path.
    modified: new Set(splitNul(status).map((entry) => entry.slice(3))),
  };
}
