import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, memberName, unwrap, type FunctionNode } from '../../resolve/syntax.ts';

/** The function of a fixture that a node stands in: `test.extend({ server: async ({}, use) => {} })`. */
export function fixtureAround(node: TSESTree.Node): FunctionNode | undefined {
  const fn = enclosingFunction(node);
  return fn && fixtureNameOf(fn) !== undefined ? fn : undefined;
}

/** The name of the fixture that a function makes, if it is given `use` as its second parameter. */
export function fixtureNameOf(fn: FunctionNode): string | undefined {
  if (fn.params.length < 2) return undefined;
  // `[async ({}, use) => {}, { scope: 'worker' }]`
  const value = fn.parent.type === 'ArrayExpression' ? fn.parent : fn;
  const property = value.parent;
  if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.computed) return undefined;
  const call = property.parent.parent;
  if (call.type !== 'CallExpression' || call.arguments[0] !== property.parent) return undefined;
  const callee = unwrap(call.callee);
  const isExtend = callee.type === 'MemberExpression' && memberName(callee) === 'extend';
  return isExtend ? property.key.name : undefined;
}
