import { existsSync } from 'node:fs';
import path from 'node:path';

const roots = new Map<string, string | undefined>();

/** A file's path from its project's root; what lies above the root says nothing about the file. */
export function pathFromRoot(file: string, cwd: string): string {
  const absolute = path.resolve(cwd, file);
  const root = repositoryRoot(path.dirname(absolute)) ?? cwd;
  const fromRoot = path.relative(root, absolute);
  return fromRoot.startsWith('..') ? path.basename(absolute) : fromRoot;
}

/** The root of the repository that a directory lies in, by its `.git`. */
function repositoryRoot(directory: string): string | undefined {
  if (roots.has(directory)) return roots.get(directory);
  const parent = path.dirname(directory);
  const isRoot = existsSync(path.join(directory, '.git'));
  const root = isRoot ? directory : parent === directory ? undefined : repositoryRoot(parent);
  roots.set(directory, root);
  return root;
}
