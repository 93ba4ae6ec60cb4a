import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import type { Region } from './patch-region.ts';
import type { Replacement } from './replacements.ts';

/** Whether a call of what `path` leads to finds a fake there. */
export function isReplaced(
  call: Py.Call,
  path: string,
  replacements: readonly Replacement[],
  source: PythonSource,
): boolean {
  return replacements.some((replacement) => {
    if (!replacement.region(call)) return false;
    if (isOwnName(call.func, replacement.path, source.file)) return true;
    // Without its `start`, a thread that is made runs nothing.
    if (`.${replacement.path}`.endsWith(`.${path}.start`)) return true;
    return leadsThrough(path, replacement.path) && isLookedUpIn(replacement.region, call.func, source);
  });
}

/** `product.jobs.threading.Thread` is `threading.Thread` as well. */
function leadsThrough(path: string, replaced: string): boolean {
  const names = replaced.split('.');
  // A last name alone would be any member of that name.
  const suffixes = names.slice(0, Math.max(names.length - 1, 1)).map((_, place) => names.slice(place).join('.'));
  return suffixes.some(
    (suffix) => path === suffix || path.startsWith(`${suffix}.`) || path.startsWith(`${suffix}(`),
  );
}

/** Whether a replaced name is the one in this file that a call uses. */
function isOwnName(func: Py.expr, replaced: string, file: string): boolean {
  if (func.nodeType !== 'Name') return false;
  const dot = replaced.lastIndexOf('.');
  const module = replaced.slice(0, dot);
  if (replaced.slice(dot + 1) !== func.id) return false;
  const ownModule = file
    .replaceAll('\\', '/')
    .replace(/(?:\/__init__)?\.pyi?$/, '')
    .replaceAll('/', '.');
  return module === '__name__' || ownModule === module || ownModule.endsWith(`.${module}`);
}

/** A name that was bound before the fake came still has the real thing; an attribute is looked up when it is used. */
function isLookedUpIn(region: Region, func: Py.expr, source: PythonSource): boolean {
  if (func.nodeType !== 'Name') return true;
  return definitionsAt(func, source)?.every(({ node }) => region(node)) ?? false;
}
