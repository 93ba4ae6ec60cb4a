import type { TSESTree } from '@typescript-eslint/utils';

import { isTarget } from '../resolve/mutation.ts';
import type { Source } from '../resolve/source.ts';
import { isFunction, memberName, type FunctionNode } from '../resolve/syntax.ts';

/** Methods that put a value where it stays. */
const STORES = new Set(['set', 'push', 'add']);

/**
 * Whether what a node gives is kept for the next time by hand: a function around it asks a variable from outside
 * whether the value is there, and sets it if not.
 */
export function isKept(node: TSESTree.Node, source: Source): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (parent.type === 'AssignmentExpression' && isConditional(parent)) return true;
    if (isFunction(child) && remembers(child, source)) return true;
  }
  return false;
}

/** `??=` and its like. */
function isConditional({ operator }: TSESTree.AssignmentExpression): boolean {
  return operator === '??=' || operator === '||=' || operator === '&&=';
}

/** Whether a function asks and sets the same variable from outside. */
function remembers(fn: FunctionNode, source: Source): boolean {
  const references = source.scopeManager.acquire(fn, true)?.through ?? [];
  const asked = new Set<unknown>();
  const set = new Set<unknown>();
  for (const { identifier, resolved } of references) {
    if (!resolved) continue;
    if (isAsked(identifier)) asked.add(resolved);
    if (isSet(identifier)) set.add(resolved);
  }
  return [...asked].some((variable) => set.has(variable));
}

/** Whether a condition depends on a name. */
function isAsked(identifier: TSESTree.Node): boolean {
  for (let node = identifier, { parent } = identifier; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        return parent.test === node;
      case 'LogicalExpression':
        if (parent.left === node) return true;
        continue;
      case 'AssignmentExpression':
        return parent.left === node && isConditional(parent);
      default:
        if (isFunction(parent) || /Statement$|^VariableDeclarator$/.test(parent.type)) return false;
    }
  }
  return false;
}

/** Whether a name, or what it holds, gets a value: `x = 1`, `x.a = 1`, `x.set('a', 1)`. */
function isSet(identifier: TSESTree.Node): boolean {
  let node = identifier;
  while (node.parent?.type === 'MemberExpression' && node.parent.object === node) node = node.parent;
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === 'CallExpression' && parent.callee === node) {
    return node.type === 'MemberExpression' && STORES.has(memberName(node) ?? '');
  }
  return isTarget(node, parent);
}
