import path from 'node:path';

import { exists, remembered } from './disk.ts';

/** A file's path from its project's root; what lies above the root says nothing about the file. */
export function pathFromRoot(file: string, cwd: string): string {
  const absolute = path.resolve(cwd, file);
  const root = repositoryRoot(path.dirname(absolute)) ?? cwd;
  const fromRoot = path.relative(root, absolute);
  return fromRoot.startsWith('..') ? path.basename(absolute) : fromRoot;
}

/** The root of the repository that a directory lies in, by its `.git`. */
const repositoryRoot = remembered((directory): string | undefined => {
  const parent = path.dirname(directory);
  if (exists(path.join(directory, '.git'))) return directory;
  return parent === directory ? undefined : repositoryRoot(parent);
});
