import path from 'node:path';

import { entriesOf, exists, remembered, textOf } from './disk.ts';

/** The directories from a file's own up to the root of its repository, or of the file system. */
export const directoriesAbove = remembered((directory): readonly string[] => {
  const parent = path.dirname(directory);
  const isRoot = parent === directory || exists(path.join(directory, '.git'));
  return isRoot ? [directory] : [directory, ...directoriesAbove(parent)];
});

/** The parts of a `package.json` that say how tests run. */
export interface PackageFile {
  readonly file: string;
  /** Names and version ranges of dependencies of every kind. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly scripts: ReadonlyMap<string, string>;
  /** The whole object. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The `package.json` in a directory; `undefined` where there is none that can be read. */
export const packageIn = remembered((directory): PackageFile | undefined => {
  if (!entriesOf(directory).has('package.json')) return undefined;
  const file = path.join(directory, 'package.json');
  const fields = readJson(file);
  if (!isRecord(fields)) return undefined;
  const dependencies = ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'];
  return {
    file,
    dependencies: new Map(dependencies.flatMap((field) => textEntries(fields[field]))),
    scripts: new Map(textEntries(fields['scripts'])),
    fields,
  };
});

function readJson(file: string): unknown {
  try {
    return JSON.parse(textOf(file) ?? '');
  } catch {
    return undefined;
  }
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textEntries(value: unknown): [string, string][] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : []));
}
