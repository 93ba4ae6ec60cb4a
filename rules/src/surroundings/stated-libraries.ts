import path from 'node:path';

import { entriesOf, remembered, textOf } from '../resolve/disk.ts';
import { directoriesAbove, packageIn } from '../resolve/project-files.ts';
import { LISTS, packagesStatedIn, STATEMENTS } from '../resolve/python/stated-packages.ts';
import type { SuiteLanguage } from './suite-command.ts';

/** Names of packages whose import name is another one. */
const DISTRIBUTIONS: Readonly<Record<string, readonly string[]>> = {
  sklearn: ['scikit-learn'],
  faiss: ['faiss-cpu', 'faiss-gpu'],
  mem0: ['mem0ai'],
};

/** The packages that a project states for a folder's tests, itself or above; `undefined` where it states none. */
export function packagesFor(folder: string, language: SuiteLanguage): ReadonlySet<string> | undefined {
  const stated = directoriesAbove(folder).flatMap((above) =>
    language === 'python' ? [...pythonPackagesIn(above)] : [...(packageIn(above)?.dependencies.keys() ?? [])],
  );
  return stated.length === 0 ? undefined : new Set(stated);
}

/** Whether a library, by the name that Python imports or by its npm package, is among packages. */
export function isStated(library: string, packages: ReadonlySet<string>): boolean {
  return [library, library.replaceAll('_', '-'), ...(DISTRIBUTIONS[library] ?? [])].some((name) => packages.has(name));
}

const pythonPackagesIn = remembered((directory): ReadonlySet<string> => {
  const names = [
    ...entriesOf(directory).matching(STATEMENTS),
    ...entriesOf(path.join(directory, 'requirements')).matching(LISTS).map((name) => `requirements/${name}`),
  ];
  return new Set(names.flatMap((name) => [...packagesStatedIn(name, textOf(path.join(directory, name)) ?? '')]));
});
