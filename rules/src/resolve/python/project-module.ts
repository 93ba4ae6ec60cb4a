import path from 'node:path';

import { isSystemModule } from '@cogniverse/guide';

import { directoriesAbove } from '../project-files.ts';
import { moduleIn } from './module-file.ts';

/** Folders of a project that its packages can lie in. */
const ROOTS = ['.', 'src', 'lib', 'python'];

/**
 * The file that a module name means as seen from a directory, be it of the tests or of the product;
 * `undefined` for what is installed.
 */
export function projectModule(module: string, directory: string): string | undefined {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const names = rest === '' ? [] : rest.split('.');
  if (dots !== '')
    return moduleIn(path.resolve(directory, ...Array<string>(dots.length - 1).fill('..')), names);
  if (names.length === 0 || isSystemModule('python', module, 'stdlib') || !path.isAbsolute(directory))
    return undefined;
  for (const above of directoriesAbove(directory)) {
    for (const root of ROOTS) {
      const file = moduleIn(path.join(above, root), names);
      if (file !== undefined) return file;
    }
  }
  return undefined;
}
