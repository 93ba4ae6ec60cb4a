import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * How long an answer about a directory is taken as it is, in milliseconds. A run over many files asks the disk once in
 * that time for each directory, and an editor's session sees a changed configuration a moment later.
 */
const FRESH_FOR = 2_000;

interface Answer<Value> {
  readonly at: number;
  readonly value: Value;
}

/** Remembers what a function says of a path, for a moment. */
export function remembered<Value>(find: (path: string) => Value): (path: string) => Value {
  const answers = new Map<string, Answer<Value>>();
  return (asked) => {
    const known = answers.get(asked);
    const now = Date.now();
    if (known && now - known.at < FRESH_FOR) return known.value;
    const value = find(asked);
    answers.set(asked, { at: now, value });
    return value;
  };
}

/** The names of what a directory holds; empty where it can't be read. */
export const entriesOf = remembered((directory): ReadonlySet<string> => {
  try {
    return new Set(readdirSync(directory));
  } catch {
    return new Set();
  }
});

/** The directories from a file's own up to the root of its repository, or of the file system. */
export const directoriesAbove = remembered((directory): readonly string[] => {
  const parent = path.dirname(directory);
  const isRoot = parent === directory || existsSync(path.join(directory, '.git'));
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
    return JSON.parse(readFileSync(file, 'utf8'));
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
