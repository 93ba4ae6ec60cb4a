import type { TSESTree } from '@typescript-eslint/utils';

import { isFunction, memberName, type FunctionNode } from './syntax.ts';

/** Code that does not run as its file is loaded: a function, or what an instance field is set to. */
export type DeferredCode = FunctionNode | TSESTree.AccessorProperty | TSESTree.PropertyDefinition;

/**
 * The innermost code around a node that runs later than the file is loaded. A function that is called where
 * it stands
 * runs with the code around it, and a static field with its class.
 */
export function deferredAround(node: TSESTree.Node): DeferredCode | undefined {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (isFunction(parent)) {
      if (!isCalledInPlace(parent)) return parent;
    } else if (
      (parent.type === 'PropertyDefinition' || parent.type === 'AccessorProperty') &&
      parent.value === child
    ) {
      if (!parent.static) return parent;
    }
  }
  return undefined;
}

/** All code around a node that runs later than the file is loaded, from the inside out. */
export function allDeferredAround(node: TSESTree.Node): readonly DeferredCode[] {
  const found: DeferredCode[] = [];
  for (let code = deferredAround(node); code; code = deferredAround(code)) found.push(code);
  return found;
}

/** `(() => {})()`, `(function () {}).call(this)`. */
function isCalledInPlace(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === 'CallExpression') return parent.callee === fn && !('generator' in fn && fn.generator);
  if (parent.type !== 'MemberExpression' || parent.object !== fn) return false;
  const name = memberName(parent);
  return (
    (name === 'call' || name === 'apply') &&
    parent.parent.type === 'CallExpression' &&
    parent.parent.callee === parent
  );
}
