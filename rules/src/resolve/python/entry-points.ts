import path from 'node:path';

import { parse as parseToml } from 'smol-toml';

import { entriesOf, remembered, textOf } from '../disk.ts';
import { directoriesAbove, isRecord } from '../project-files.ts';
import { parseIni } from './ini.ts';

const GROUP = 'pytest11';

/** A module that a package of the project has pytest load, with the directory of that package. */
export interface PluginModule {
  readonly module: string;
  readonly directory: string;
}

/**
 * The plugins of pytest that packages of the project state as entry points: those in the directories above a
 * file, and the other packages of the repository.
 */
export const entryPointPlugins = remembered((directory: string): readonly PluginModule[] => {
  const above = directoriesAbove(directory);
  const root = above.find((folder) => entriesOf(folder).has('.git'));
  return [...new Set([...above, ...(root === undefined ? [] : packagesBelow(root))])].flatMap(pluginsIn);
});

/** How deep the packages of a repository lie. */
const DEPTH = 2;
/** A folder with more in it holds data. */
const MAX_ENTRIES = 200;

const packagesBelow = remembered((root: string): readonly string[] => {
  let level: readonly string[] = [root];
  const found: string[] = [];
  for (let depth = 0; depth < DEPTH; depth++) {
    level = level.flatMap((folder) => {
      const names = entriesOf(folder).matching(/^(?!node_modules$|__pycache__$)[^.]*$/);
      return names.length > MAX_ENTRIES ? [] : names.map((name) => path.join(folder, name));
    });
    found.push(...level.filter((folder) => READERS.some(([name]) => entriesOf(folder).has(name))));
  }
  return found;
});

const pluginsIn = remembered((directory: string): readonly PluginModule[] =>
  READERS.flatMap(([name, read]) => {
    const text = entriesOf(directory).has(name) ? (textOf(path.join(directory, name)) ?? '').replace(/^\uFEFF/, '') : '';
    return text.includes(GROUP) ? attempt(read, text).map((module) => ({ module, directory })) : [];
  }),
);

const READERS: readonly (readonly [name: string, read: (text: string) => readonly string[]])[] = [
  ['pyproject.toml', readPyproject],
  ['setup.cfg', readSetupCfg],
  ['setup.py', readSetupPy],
];

function attempt(read: (text: string) => readonly string[], text: string): readonly string[] {
  try {
    return read(text);
  } catch {
    // A damaged file states nothing.
    return [];
  }
}

function readPyproject(text: string): readonly string[] {
  const { project, tool } = parseToml(text);
  const poetry = isRecord(tool) ? tool['poetry'] : undefined;
  const groups = [fieldOf(project, 'entry-points'), fieldOf(poetry, 'plugins')];
  return groups.flatMap((group) => modulesIn(fieldOf(group, GROUP)));
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function modulesIn(table: unknown): readonly string[] {
  return isRecord(table)
    ? Object.values(table).flatMap((value) => (typeof value === 'string' ? moduleOf(value) : []))
    : [];
}

/** `package.module:object` */
function moduleOf(reference: string): string {
  return reference.split(':', 1)[0]?.trim() ?? '';
}

function readSetupCfg(text: string): readonly string[] {
  const lines = parseIni(text).get('options.entry_points')?.get(GROUP)?.split('\n') ?? [];
  return lines.flatMap((line) => (line.includes('=') ? moduleOf(line.slice(line.indexOf('=') + 1)) : []));
}

/** `'pytest11': ['name = package.module']` */
function readSetupPy(text: string): readonly string[] {
  const [, list = ''] = /["']pytest11["']\s*:\s*[[(]([^\])]*)[\])]/.exec(text) ?? [];
  return [...list.matchAll(/=\s*([\w.]+)/g)].flatMap(([, module]) => module ?? []);
}
