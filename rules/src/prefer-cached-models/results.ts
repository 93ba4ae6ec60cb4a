import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { callsOf } from '../resolve/named-function.ts';
import { variableOf, type Source } from '../resolve/source.ts';
import { isTarget } from '../resolve/mutation.ts';
import { enclosingFunction, isFunction, memberName, unwrap, type FunctionNode } from '../resolve/syntax.ts';
import type { Call } from './repeated-loads.ts';

const ENDS = /^(?:abort|cleanUp|cleanup|close|destroy|dispose|end|free|release|shutdown|stop|terminate|unload)/;
/** What is said of models and sessions, not of any other thing that ends. */
const FREES = /^(?:dispose|free|release|unload)/;
const ASSERTS = /^(?:assert|expect)/;
const MAX_DEPTH = 4;

/** Where code ends or changes what a load gives, as a clause; another test could not use it then. */
export function endOf(call: Call, source: Source): string | undefined {
  const end = findEnd(call, source, 0);
  if (!end) return undefined;
  return `what it gives is ${end.how} in line ${end.node.loc.start.line}, and other tests would share it`;
}

interface End {
  readonly how: 'freed' | 'changed';
  readonly node: TSESTree.Node;
}

/** Follows a value to its end: through awaits, variables, and functions that return it. */
function findEnd(value: TSESTree.Node, source: Source, depth: number): End | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (let node = value, { parent } = value; parent; node = parent, { parent } = parent) {
    if (isTarget(node, parent) && node.type === 'MemberExpression') return { how: 'changed', node: parent };
    switch (parent.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        continue;
      case 'MemberExpression': {
        if (parent.object !== node) return undefined;
        const call = parent.parent;
        if (call.type !== 'CallExpression' || call.callee !== parent) continue;
        const name = memberName(parent) ?? '';
        if (ENDS.test(name)) return { how: 'freed', node: parent };
        return name === 'then' ? findEndOfPromised(call, source, depth) : undefined;
      }
      case 'CallExpression':
        if (parent.callee === node) return undefined;
        if (ENDS.test(lastName(parent.callee))) return { how: 'freed', node: parent };
        return ASSERTS.test(firstName(parent.callee)) ? undefined : anyEnd(source);
      case 'ArrayExpression':
      case 'NewExpression':
      case 'Property':
      case 'SpreadElement':
      case 'YieldExpression':
        return anyEnd(source);
      case 'ReturnStatement': {
        const fn = enclosingFunction(parent);
        return fn && findEndOfResult(fn, source, depth);
      }
      case 'ArrowFunctionExpression':
        return parent.body === node ? findEndOfResult(parent, source, depth) : undefined;
      case 'VariableDeclarator':
        if (parent.init !== node) return undefined;
        // `using` frees what it is given.
        if (parent.parent.kind.includes('using')) return { how: 'freed', node: parent };
        return findEndOfVariables(source.scopeManager.getDeclaredVariables(parent), source, depth);
      case 'AssignmentExpression': {
        if (parent.right !== node) return undefined;
        if (parent.left.type !== 'Identifier') return anyEnd(source);
        const variable = variableOf(parent.left, source);
        return variable && variable !== 'global' ? findEndOfVariables([variable], source, depth) : undefined;
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

/** What `promise.then(use)` does with a value. */
function findEndOfPromised(call: TSESTree.CallExpression, source: Source, depth: number): End | undefined {
  const [handler] = call.arguments;
  const fn = handler && unwrap(handler);
  if (!isFunction(fn)) return anyEnd(source);
  return findEndOfVariables(source.scopeManager.getDeclaredVariables(fn), source, depth);
}

/** Where the file frees something: perhaps what was put out of sight. */
function anyEnd(source: Source): End | undefined {
  for (const { references } of source.scopeManager.scopes) {
    for (const { identifier } of references) {
      const node = memberFrom(identifier);
      const isFree = node.type === 'MemberExpression' && FREES.test(memberName(node) ?? '');
      if (isFree && node.parent.type === 'CallExpression' && node.parent.callee === node) {
        return { how: 'freed', node };
      }
    }
  }
  return undefined;
}

/** The longest chain of members that begins with a node: `a.b.c` for `a`. */
function memberFrom(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  return parent?.type === 'MemberExpression' && parent.object === node ? memberFrom(parent) : node;
}

function findEndOfVariables(
  variables: readonly TSESLint.Scope.Variable[],
  source: Source,
  depth: number,
): End | undefined {
  for (const { references } of variables) {
    for (const reference of references) {
      const end = reference.isRead() ? findEnd(reference.identifier, source, depth + 1) : undefined;
      if (end) return end;
    }
  }
  return undefined;
}

/** Where a function's result ends, at the calls of it by its name. */
function findEndOfResult(fn: FunctionNode, source: Source, depth: number): End | undefined {
  for (const call of callsOf(fn, source)) {
    const end = findEnd(call, source, depth + 1);
    if (end) return end;
  }
  return undefined;
}

function firstName(callee: TSESTree.Node): string {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression') return firstName(node.object);
  return node.type === 'Identifier' ? node.name : '';
}

function lastName(callee: TSESTree.Node): string {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression') return memberName(node) ?? '';
  return node.type === 'Identifier' ? node.name : '';
}
