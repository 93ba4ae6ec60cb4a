import type { TSESTree } from '@typescript-eslint/utils';

import { allDeferredAround, deferredAround } from '../../resolve/deferred.ts';
import type { LintedFile } from '../linted-file.ts';
import type { ModuleLoad } from './module-load.ts';

/** Whether a statement of the functions around a load runs before it. */
export function runsBefore(node: TSESTree.Node, load: ModuleLoad): boolean {
  const code = deferredAround(node);
  return (
    code !== undefined && node.range[0] < load.node.range[0] && allDeferredAround(load.node).includes(code)
  );
}

/**
 * Whether what a call or assignment sets up is in force when a load runs: it stands before it, in the same
 * code or
 * around it, or in a hook, a suite or a helper function. What another test does is over by then.
 */
export function isInForce(node: TSESTree.Node, load: ModuleLoad, { byBody }: LintedFile): boolean {
  const innermost = deferredAround(node);
  if (!innermost) return node.range[0] < load.node.range[0];
  const around = allDeferredAround(load.node);
  if (around.includes(innermost)) return node.range[0] < load.node.range[0];
  return allDeferredAround(node).every((code) => around.includes(code) || byBody.get(code)?.kind !== 'test');
}
