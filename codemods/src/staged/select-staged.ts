import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import { isMissing, sortArguments, type Arguments } from '../files/arguments.ts';
import { isInside, type Candidate } from '../files/expand-path.ts';
import { rootOf } from '../files/git.ts';
import { toPosix } from '../files/posix.ts';
import { listStaged } from './list-staged.ts';

/** The candidates of a run over what is staged, and a sentence for each argument that stands for nothing. */
interface Selected {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly string[];
}

/**
 * The staged files that lie under the given paths or match the given patterns. Both are compared with the
 * index: a file that is gone from the working tree is still staged.
 *
 * @throws {UsageError | GitError} where a path is in no repository, or git refuses.
 */
export async function selectStaged(patterns: readonly string[], cwd: string): Promise<Selected> {
  const given = await sortArguments(patterns, cwd);
  const here = realpathSync(cwd);
  const matches = await matcher(given, here);
  const bounds = given.paths.map((one) => realPath(path.resolve(here, one)));
  const gone = given.missing.map((one) => {
    return { one, bound: realPath(path.resolve(here, one)), isStaged: false };
  });
  const places = [...bounds, ...gone.map(({ bound }) => bound), ...(given.globs.length > 0 ? [here] : [])];
  const roots = new Set(places.map((place) => rootOf(existingFolder(place), '--staged')));
  const candidates: Candidate[] = [];
  for (const root of roots) {
    for (const { path: file, blob, mode, reason } of await listStaged(root)) {
      const found = gone.filter(({ bound }) => isInside(file, bound));
      for (const one of found) one.isStaged = true;
      const isGiven = found.length > 0 || bounds.some((bound) => isInside(file, bound)) || matches(file);
      if (!isGiven) continue;
      const relative = toPosix(path.relative(root, file));
      const staged = { blob, mode };
      candidates.push({ path: file, relative, root, named: false, mayBeLink: false, staged, reason });
    }
  }
  const missing = gone.filter(({ isStaged }) => !isStaged);
  return { candidates, problems: missing.map(({ one }) => isMissing(one)) };
}

/** Tells whether a file matches one of the patterns, and none of those that exclude. */
async function matcher(
  { globs, exclusions }: Arguments,
  cwd: string,
): Promise<(file: string) => boolean> {
  if (globs.length === 0) return () => false;
  const { default: picomatch } = await import('picomatch');
  const ignore = exclusions.map((one) => one.slice(1));
  // A pattern is read as the one that lists files of the working tree reads it.
  const matches = picomatch([...globs], { dot: true, ignore });
  return (file) => matches(toPosix(path.relative(cwd, file)));
}

/** A path whose folders are without links, as far as they exist. */
function realPath(file: string): string {
  const folder = existingFolder(file);
  return path.join(realpathSync(folder), path.relative(folder, file));
}

/** A path itself if it is a folder, or else the nearest folder above it. */
function existingFolder(file: string): string {
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? file : existingFolder(path.dirname(file));
}
