import type { CollectedTest } from '../../resolve/python/collected-tests.ts';

/** For how much of a Python file the fix writes one mark. */
export const FIX_SCOPES = ['function', 'class', 'module', 'auto'] as const;

/** For how much of a Python file the fix writes one mark; `auto` decides by file. */
export type FixScope = (typeof FIX_SCOPES)[number];

/**
 * With `auto`, a module gets one mark where most of its asynchronous tests have no timeout, else each of them one.
 */
export function fixScopeFor(
  scope: FixScope,
  tests: readonly CollectedTest[],
  unbounded: number,
): Exclude<FixScope, 'auto'> {
  if (scope !== 'auto') return scope;
  const all = new Set(tests.map(({ fn }) => fn.node)).size;
  return unbounded > 1 && unbounded * 2 > all ? 'module' : 'function';
}
