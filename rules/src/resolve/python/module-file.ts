import path from 'node:path';

import { parseSourceCode, PythonSyntaxError } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { entriesOf, fileStats, onForget, remembered, textOf } from '../disk.ts';
import { pathFromRoot } from '../path-from-root.ts';
import { directoriesAbove } from '../project-files.ts';
import { sourceFrom, type PythonSource } from './source.ts';
import { isPythonTestPath } from './test-file.ts';

/** Files beyond this are not constants' homes; reading them would only cost time. */
const MAX_BYTES = 1_000_000;
const CACHE_SIZE = 200;

interface CachedSource {
  readonly modified: number;
  readonly size: number;
  readonly source: PythonSource | undefined;
}

const cache = new Map<string, CachedSource>();
onForget(() => {
  cache.clear();
});

/**
 * Parses another file of the project, without running it. `undefined` where it can't be read or parsed.
 * The result is kept until the file changes, or another one that was read.
 */
export function readPythonSource(file: string): PythonSource | undefined {
  const stats = fileStats(file);
  if (!stats || stats.size > MAX_BYTES) return undefined;
  const known = cache.get(file);
  if (known?.modified === stats.mtimeMs && known.size === stats.size) return known.source;
  const source = parsePythonSource(file, textOf(file) ?? '');
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(file, { modified: stats.mtimeMs, size: stats.size, source });
  return source;
}

/** Parses text as the file it belongs to; `undefined` where it has a syntax error. */
function parsePythonSource(file: string, text: string): PythonSource | undefined {
  try {
    return sourceFrom(parseSourceCode(text), file);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return undefined;
    throw error;
  }
}

/**
 * The file of the project that a module name means in a file: a relative one (`.helpers`), one that lies beside it, or
 * one of the project's tests (`tests.helpers`) seen from a folder above. Modules of the product and installed ones are
 * not looked for.
 */
export function resolvePythonModule(module: string, fromFile: string): string | undefined {
  if (!path.isAbsolute(fromFile)) return undefined;
  const directory = path.dirname(fromFile);
  const known = modulesSeenFrom(directory);
  if (!known.has(module)) known.set(module, moduleSeenFrom(directory, module));
  return known.get(module);
}

/** What modules mean in the files of a directory: each of those asks for most of them again. */
const modulesSeenFrom = remembered((): Map<string, string | undefined> => new Map());

function moduleSeenFrom(directory: string, module: string): string | undefined {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const names = rest === '' ? [] : rest.split('.');
  if (dots !== '') {
    const folder = path.resolve(directory, ...Array<string>(dots.length - 1).fill('..'));
    return moduleIn(folder, names);
  }
  if (isSystemModule('python', module, 'stdlib')) return undefined;
  for (const folder of directoriesAbove(directory)) {
    const file = moduleIn(folder, names);
    if (file === undefined) continue;
    const isBeside = path.dirname(file) === directory;
    return isBeside || isPythonTestPath(pathFromRoot(file, folder)) ? file : undefined;
  }
  return undefined;
}

/** The file of a module that is looked for in one folder. */
export function moduleIn(folder: string, names: readonly string[]): string | undefined {
  const last = names.at(-1);
  let parent = folder;
  for (const name of names.slice(0, -1)) {
    if (!entriesOf(parent).has(name)) return undefined;
    parent = path.join(parent, name);
  }
  const entries = entriesOf(parent);
  if (last !== undefined && entries.has(`${last}.py`)) return path.join(parent, `${last}.py`);
  const own = last === undefined ? parent : entries.has(last) ? path.join(parent, last) : undefined;
  return own !== undefined && entriesOf(own).has('__init__.py') ? path.join(own, '__init__.py') : undefined;
}
