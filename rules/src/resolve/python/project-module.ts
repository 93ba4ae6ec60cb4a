import path from 'node:path';

import { isSystemModule } from '@cogniverse/guide';

import { directoriesAbove } from '../project-files.ts';
import { moduleIn } from './module-file.ts';

/** Folders of a project that its packages can lie in. */
const ROOTS = ['.', 'src', 'lib', 'python'];

/**
 * The file that a module name means in one of the folders, or as seen from a directory, be it of the tests or
 * of the product; `undefined` for what is installed.
 */
export function projectModule(
  module: string,
  directory: string,
  folders: readonly string[] = [],
): string | undefined {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const names = rest === '' ? [] : rest.split('.');
  if (dots !== '')
    return moduleIn(path.resolve(directory, ...Array<string>(dots.length - 1).fill('..')), names);
  if (names.length === 0 || isSystemModule('python', module, 'stdlib') || !path.isAbsolute(directory))
    return undefined;
  const above = directoriesAbove(directory).flatMap((each) => ROOTS.map((root) => path.join(each, root)));
  for (const folder of [...folders, ...above]) {
    const file = moduleIn(folder, names);
    if (file !== undefined) return file;
  }
  return undefined;
}
