import path from 'node:path';

import { parse as parseToml } from 'smol-toml';

import { isRecord } from '../project-files.ts';
import { parseIni } from './ini.ts';

/** Files that list what a project depends on, by their path from the directory that they lie in. */
const READERS: readonly (readonly [name: RegExp, read: (text: string) => readonly string[]])[] = [
  [/^(?:pyproject|pixi)\.toml$|^Pipfile$/, readToml],
  [/^(?:uv|poetry|pdm|pixi)\.lock$|^pylock(?:\..+)?\.toml$/, readLock],
  [
    /^[\w.-]*(?:requirements|constraints)[\w.-]*\.(?:txt|in|pip)$|^requirements\/[\w.-]+\.(?:txt|in|pip)$/i,
    readRequirements,
  ],
  [/^setup\.cfg$/, readSetupCfg],
  [/^setup\.py$/, readSetupPy],
  [/^tox\.ini$/, readTox],
];

/** The names of files of a project that may state what it depends on. */
export const STATEMENTS = new RegExp(READERS.map(([{ source }]) => source).join('|'), 'i');

/** The names of those in its folder `requirements`. */
export const LISTS = /^[\w.-]+\.(?:txt|in|pip)$/i;

/**
 * The packages that a file states as dependencies, by their normalized names.
 *
 * @param file - The file's path from the directory of the project that it lies in.
 * @param text - What it holds.
 */
export function packagesStatedIn(file: string, text: string): ReadonlySet<string> {
  const read = READERS.find(([name]) => name.test(file.split(path.sep).join('/')))?.[1];
  try {
    return new Set(read?.(text.replace(/^\uFEFF/, '')).flatMap(packageName));
  } catch {
    // A file that is damaged states nothing.
    return new Set();
  }
}

/** `Pytest_Timeout[x]>=2 ; python_version > "3"` is about `pytest-timeout`. */
function packageName(requirement: string): readonly string[] {
  const name = /^\s*([a-z0-9](?:[\w.-]*[a-z0-9])?)/i.exec(requirement)?.[1];
  return name === undefined ? [] : [name.toLowerCase().replace(/[-_.]+/g, '-')];
}

function readToml(text: string): readonly string[] {
  return dependenciesIn(parseToml(text));
}

/** Every tool has tables and lists of its own; their names say what they are. */
function dependenciesIn(table: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (/dependenc(?:y|ies)|^(?:dev-)?packages$/.test(name))
      return [...requirementsIn(value), ...groupsIn(value)];
    return isRecord(value) ? dependenciesIn(value) : [];
  });
}

function requirementsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'string');
  return isRecord(value) ? Object.keys(value) : [];
}

/** `optional-dependencies` and `dependency-groups` hold lists by name. */
function groupsIn(value: unknown): readonly string[] {
  return isRecord(value) ? Object.values(value).filter(Array.isArray).flatMap(requirementsIn) : [];
}

function readLock(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:-\s+)?name\s*[=:]\s*["']?([\w.-]+)/gm)].flatMap(([, name]) => name ?? []);
}

function readRequirements(text: string): readonly string[] {
  return text.split(/[\r\n]+/).filter((line) => !/^\s*[-#]/.test(line));
}

function readSetupCfg(text: string): readonly string[] {
  const sections = parseIni(text);
  const options = sections.get('options');
  const lists = ['install_requires', 'tests_require'].flatMap((name) => options?.get(name) ?? []);
  return [...lists, ...(sections.get('options.extras_require')?.values() ?? [])].flatMap((list) =>
    list.split(/[\n;]/),
  );
}

/** The strings of a set-up module that states requirements; most of them are none, and no harm. */
function readSetupPy(text: string): readonly string[] {
  if (!/(?:install|extras|tests)_require/.test(text)) return [];
  return [...text.matchAll(/(["'])([^"'\n]*)\1/g)].flatMap(([, , content]) => content ?? []);
}

function readTox(text: string): readonly string[] {
  return [...parseIni(text).values()].flatMap((options) => options.get('deps')?.split('\n') ?? []);
}
