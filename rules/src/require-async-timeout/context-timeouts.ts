import type { TSESTree } from '@typescript-eslint/utils';

import { isFunction, memberName } from '../resolve/syntax.ts';
import type { TestCalls } from '../resolve/test-calls/index.ts';
import type { ContextTimeout } from './file-facts.ts';

/**
 * The timeouts that Mocha's callbacks set through their `this`, in the order of the text.
 *
 * An arrow function has the `this` of the suite around it, and that reaches its own test too.
 */
export function contextTimeouts(
  thisExpressions: readonly TSESTree.ThisExpression[],
  file: TestCalls,
): readonly ContextTimeout[] {
  return thisExpressions.flatMap((node) => {
    const setting = settingOn(node);
    const owner = setting && hasOwnThis(node) ? file.ownerOf(node) : undefined;
    return setting && owner ? [{ ...setting, owner }] : [];
  });
}

/** The `….timeout(value)` at the end of a chain that starts at a `this`. */
function settingOn(start: TSESTree.ThisExpression): Omit<ContextTimeout, 'owner'> | undefined {
  let isForTest = false;
  for (let node: TSESTree.Node = start; ;) {
    const member: TSESTree.Node | undefined = node.parent;
    if (member?.type !== 'MemberExpression' || member.object !== node) return undefined;
    const name = memberName(member);
    isForTest ||= name === 'currentTest';
    const call: TSESTree.Node = member.parent;
    const isCalled: boolean = call.type === 'CallExpression' && call.callee === member;
    const value: TSESTree.CallExpressionArgument | undefined = call.type === 'CallExpression' && isCalled ? call.arguments[0] : undefined;
    if (name === 'timeout' && value && value.type !== 'SpreadElement') return { isForTest, value };
    node = isCalled ? call : member;
  }
}

/** Whether any function around a `this` gives it a meaning. */
function hasOwnThis(node: TSESTree.Node): boolean {
  for (let { parent } = node; parent; { parent } = parent) {
    if (isFunction(parent) && parent.type !== 'ArrowFunctionExpression') return true;
  }
  return false;
}
