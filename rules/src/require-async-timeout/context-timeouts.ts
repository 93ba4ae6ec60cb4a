import type { TSESTree } from '@typescript-eslint/utils';

import { isConstant, type Source } from '../resolve/source.ts';
import { isFunction, memberName, patternPath } from '../resolve/syntax.ts';
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
  source: Source,
): readonly ContextTimeout[] {
  return thisExpressions.flatMap((node) => {
    const settings = settingsOn(node, source);
    const owner = settings.length > 0 && hasOwnThis(node) ? file.ownerOf(node) : undefined;
    return owner ? settings.map((setting) => ({ ...setting, owner })) : [];
  });
}

type Setting = Omit<ContextTimeout, 'owner'>;

/** What is set on a `this` itself, or on a name that it is kept by: `const self = this`, `const { test } = this`. */
function settingsOn(node: TSESTree.ThisExpression, { scopeManager }: Source): readonly Setting[] {
  const { parent } = node;
  if (parent.type !== 'VariableDeclarator') {
    const setting = settingOn(node);
    return setting ? [setting] : [];
  }
  return scopeManager.getDeclaredVariables(parent).flatMap((variable) => {
    const [name] = variable.identifiers;
    const path = name && isConstant(variable) ? patternPath(parent.id, name) : undefined;
    if (!path) return [];
    return variable.references.flatMap(({ identifier }) => settingOn(identifier, path.includes('currentTest')) ?? []);
  });
}

/** The `….timeout(value)` at the end of a chain that starts at a `this` or a name for it. */
function settingOn(start: TSESTree.Node, startsAtTest = false): Setting | undefined {
  let isForTest = startsAtTest;
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
