import path from 'node:path';

import { parse as parseToml } from 'smol-toml';

import { entriesOf, remembered, textOf } from '../../resolve/disk.ts';
import { directoriesAbove, isRecord } from '../../resolve/project-files.ts';

/** What a project's `pyproject.toml` says that matters for where imports can stand and how they are written. */
export interface ProjectFacts {
  /** The minor version of the oldest Python 3 that the project supports. */
  readonly oldestPython: number;
  /** Characters that a line may have; `undefined` where it does not say. */
  readonly lineLength: number | undefined;
}

/** The oldest Python that is itself still supported, for projects that do not say what they support. */
const OLDEST_PYTHON = 10;
const UNKNOWN: ProjectFacts = { oldestPython: OLDEST_PYTHON, lineLength: undefined };

/** The facts of the nearest project around a file; nothing known of a text without a file. */
export function projectFactsOf(file: string): ProjectFacts {
  return path.isAbsolute(file) ? factsAbove(path.dirname(file)) : UNKNOWN;
}

const factsAbove = remembered((directory: string): ProjectFacts => {
  const found = directoriesAbove(directory).find((above) => entriesOf(above).has('pyproject.toml'));
  return found === undefined ? UNKNOWN : factsIn(path.join(found, 'pyproject.toml'));
});

function factsIn(file: string): ProjectFacts {
  try {
    const table = parseToml((textOf(file) ?? '').replace(/^\uFEFF/, ''));
    return { oldestPython: oldestPython(table), lineLength: lineLength(table) };
  } catch {
    // Its owner will hear of a damaged file from the tools that are about it.
    return UNKNOWN;
  }
}

function oldestPython(table: unknown): number {
  const minors = [
    [at(table, 'project', 'requires-python'), /(?:>=|~=|==)\s*3\.(\d+)/],
    [at(table, 'tool', 'poetry', 'dependencies', 'python'), /(?:>=|~=|\^|~|==)\s*3\.(\d+)/],
    [at(table, 'tool', 'ruff', 'target-version'), /^py3(\d+)$/],
  ] as const;
  const [minor] = minors.flatMap(([stated, version]) =>
    typeof stated === 'string' ? (version.exec(stated)?.[1] ?? []) : [],
  );
  return minor === undefined ? OLDEST_PYTHON : Number(minor);
}

function lineLength(table: unknown): number | undefined {
  const lengths = [
    at(table, 'tool', 'ruff', 'line-length'),
    at(table, 'tool', 'black', 'line-length'),
    at(table, 'tool', 'isort', 'line_length'),
  ];
  return lengths.find((length) => typeof length === 'number');
}

function at(table: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), table);
}
