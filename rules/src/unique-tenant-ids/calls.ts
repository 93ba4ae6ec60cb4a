import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, memberName, unwrap, type FunctionNode } from '../resolve/syntax.ts';

/** A call, of a function, a constructor or a template's tag. */
export type Call = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

/** The names in a callee from left to right: `['request', 'post', 'send']` for `request(app).post(url).send`. */
export function namesIn(callee: TSESTree.Node): readonly string[] {
  const node = unwrap(callee);
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'MemberExpression':
      return [...namesIn(node.object), memberName(node) ?? ''];
    case 'CallExpression':
    case 'NewExpression':
      return namesIn(node.callee);
    case 'TaggedTemplateExpression':
      return namesIn(node.tag);
    case 'AwaitExpression':
      return namesIn(node.argument);
    default:
      return [];
  }
}

/** The names of the functions that a chain calls: of `store.list()` only `list`. */
export function calledNames(chain: TSESTree.Node): readonly string[] {
  const node = unwrap(chain);
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return [...calledNames(node.callee), ...namesIn(node.callee).slice(-1)];
    case 'TaggedTemplateExpression':
      return [...calledNames(node.tag), ...namesIn(node.tag).slice(-1)];
    case 'MemberExpression':
      return calledNames(node.object);
    case 'AwaitExpression':
      return calledNames(node.argument);
    default:
      return [];
  }
}

/** The expression that a chain of members and calls begins with. */
export function rootOf(expression: TSESTree.Node): TSESTree.Node {
  const node = unwrap(expression);
  switch (node.type) {
    case 'MemberExpression':
      return rootOf(node.object);
    case 'CallExpression':
      return rootOf(node.callee);
    case 'TaggedTemplateExpression':
      return rootOf(node.tag);
    case 'AwaitExpression':
      return rootOf(node.argument);
    default:
      return node;
  }
}

/** The last call of the chain that a call begins: `request(app).post(url).send(data).expect(201)`. */
export function wholeChain(call: TSESTree.Node): TSESTree.Node {
  let node = call;
  for (let { parent } = node; parent; { parent } = node) {
    const goesOn =
      (parent.type === 'MemberExpression' && parent.object === node) ||
      (parent.type === 'CallExpression' && parent.callee === node) ||
      parent.type === 'ChainExpression' ||
      parent.type === 'TSNonNullExpression' ||
      parent.type === 'TSAsExpression';
    if (!goesOn) break;
    node = parent;
  }
  return node;
}

/** Whether the code around a call waits for it, itself or through what it is handed on to. */
export function isAwaited(call: TSESTree.Node): boolean {
  const whole = wholeChain(call);
  const { parent } = whole;
  switch (parent?.type) {
    case 'AwaitExpression':
      return true;
    case 'ReturnStatement': {
      const fn = enclosingFunction(parent);
      return fn !== undefined && isPromised(fn);
    }
    case 'ArrowFunctionExpression':
      return parent.body === whole && isPromised(parent);
    case 'ArrayExpression':
      return parent.parent.type === 'CallExpression' && namesIn(parent.parent.callee)[0] === 'Promise';
    case 'CallExpression': {
      // `await expect(call).resolves…`: a call that is to fail leaves nothing behind.
      if (namesIn(parent.callee)[0] !== 'expect') return false;
      const names = namesIn(wholeChain(parent));
      return names.includes('resolves') && wholeChain(parent).parent?.type === 'AwaitExpression';
    }
    default:
      return namesIn(whole).includes('then');
  }
}

/** Whether a function gives a promise, or is a callback that may. */
function isPromised(fn: FunctionNode): boolean {
  return fn.async || (fn.parent.type === 'CallExpression' && fn.parent.callee !== fn);
}

/** Whether a call compares or expects: what it is given goes no further. */
export function isAssertion(names: readonly string[]): boolean {
  const [first = ''] = names;
  return first === 'expect' || first === 'expectTypeOf' || first === 'assert' || names.includes('should');
}
