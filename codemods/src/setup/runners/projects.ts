import path from 'node:path';

import { isFolder } from './target.ts';

/** A project of a configuration that is named by its path. */
export interface NamedProject {
  /** Absolute. */
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * The files and folders that the paths and patterns of projects stand for. Those that stand for nothing are left
 * out: their runner reports them.
 *
 * @param folder What they are relative to, and what `<rootDir>` stands for.
 */
export async function expandProjects(
  named: readonly string[],
  folder: string,
): Promise<readonly NamedProject[]> {
  if (named.length === 0) return [];
  const { globby, isDynamicPattern } = await import('globby');
  const texts = named.map((text) => text.replace(/^<rootDir>\/?/, './').replace(/^\.\//, ''));
  const isPattern = (text: string): boolean =>
    text !== '' && (text.startsWith('!') || isDynamicPattern(text));
  const plain = texts
    .filter((text) => !isPattern(text))
    .map((text) => path.resolve(folder, text === '' ? '.' : text));
  const patterns = texts.filter(isPattern);
  const matched =
    patterns.length === 0
      ? []
      : await globby(patterns, {
          cwd: folder,
          absolute: true,
          dot: true,
          expandDirectories: false,
          followSymbolicLinks: false,
          ignore: ['**/node_modules/**', '**/*.timestamp-*'],
          onlyFiles: false,
          suppressErrors: true,
        });
  const paths = new Set([...plain, ...matched.map((found) => path.resolve(found)).sort()]);
  return [...paths].map((found) => ({ path: found, isFolder: isFolder(found) }));
}
