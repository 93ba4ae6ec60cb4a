import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import { UsageError } from '../errors.ts';
import { requireNames } from '../files/arguments.ts';

/**
 * The folders that the user named, or the current one: absolute and without links.
 *
 * @throws {UsageError} where one does not exist, is a file or has no name.
 */
export function foldersOf(given: readonly string[], cwd: string): readonly string[] {
  requireNames(given);
  return (given.length === 0 ? ['.'] : given).map((folder) => {
    const absolute = path.resolve(cwd, folder);
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (!stats) throw new UsageError(`${JSON.stringify(folder)} does not exist`);
    if (!stats.isDirectory())
      throw new UsageError(`${JSON.stringify(folder)} is a file; name the folder of a package`);
    return realpathSync(absolute);
  });
}
