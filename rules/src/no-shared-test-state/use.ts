import type { TSESTree } from '@typescript-eslint/utils';

import { isTarget } from '../resolve/mutation.ts';
import { memberName, stringValue, unwrap } from '../resolve/syntax.ts';
import { partBelow, type AccessKind, type Part } from './handed-on.ts';

/** What an expression does with the state that a name in it holds. */
export interface Use {
  /** `'guard'` where code asks for it, and so copes without. */
  readonly kind: AccessKind | 'guard';
  readonly part: Part;
  /** The expression around the name that does it. */
  readonly node: TSESTree.Node;
  /** What it is set to, where one expression says so. */
  readonly value?: TSESTree.Expression;
  /** It empties the state. */
  readonly empties?: boolean;
}

/** What a state is made as. */
export type Container = 'array' | 'map' | 'set' | 'object';

const CHANGING: Readonly<Record<Container, ReadonlySet<string>>> = {
  array: new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin']),
  map: new Set(['set', 'delete', 'clear']),
  set: new Set(['add', 'delete', 'clear']),
  object: new Set(),
};
const KEYED: ReadonlySet<string> = new Set(['get', 'has', 'set', 'add', 'delete']);

/**
 * What the code around a name does with what it holds; `undefined` where that says nothing: a key of a
 * collection that only the running program knows, a mere mention.
 *
 * @param container - What the name holds, if the file makes it one of those; anything else is used as a
 * whole.
 */
export function useOf(
  name: TSESTree.Identifier | TSESTree.JSXIdentifier,
  container: Container | undefined,
): Use | undefined {
  const node = throughWrappers(name);
  const { parent } = node;
  if (!parent) return undefined;
  const written = writeOf(node, parent, undefined);
  if (written) return written;
  if (parent.type === 'MemberExpression' && parent.object === node && container) {
    return memberUse(throughWrappers(parent), parent, container);
  }
  if (parent.type === 'CallExpression' && isObjectAssign(parent, node)) {
    return { kind: 'change', part: undefined, node: parent };
  }
  return readOf(node, undefined);
}

function memberUse(
  whole: TSESTree.Node,
  member: TSESTree.MemberExpression,
  container: Container,
): Use | undefined {
  const name = memberName(member);
  const { parent } = whole;
  if (parent?.type === 'CallExpression' && parent.callee === whole) return callUse(parent, name, container);
  if (container === 'array' && name === 'length' && parent && isTarget(whole, parent)) {
    return { kind: 'set', part: undefined, node: parent, empties: true };
  }
  if (container !== 'object' && name !== undefined && !/^\d+$/.test(name)) return readOf(whole, undefined);
  if (name === undefined) return undefined;
  const written = parent && writeOf(whole, parent, name);
  if (written) return written;
  return useBelow(whole, name);
}

function callUse(
  call: TSESTree.CallExpression,
  method: string | undefined,
  container: Container,
): Use | undefined {
  const [first, second] = call.arguments;
  if (method === undefined) return undefined;
  if (container === 'object') return readOf(call, method);
  const isEmptying =
    method === 'clear' || (method === 'splice' && isZero(first) && (!second || call.arguments.length === 2));
  if (isEmptying) return { kind: 'set', part: undefined, node: call, empties: true };
  const isUsed = throughWrappers(call).parent?.type !== 'ExpressionStatement';
  if (container !== 'array' && KEYED.has(method)) {
    const key = first && keyOf(first);
    if (key === undefined)
      return method === 'add' ? { kind: 'change', part: undefined, node: call } : undefined;
    if (method === 'set') return { kind: 'set', part: key, node: call };
    if (method === 'delete') return { kind: 'set', part: key, node: call, empties: true };
    return method === 'add' ? { kind: 'change', part: key, node: call } : readOf(call, key);
  }
  // What `pop()` gives was left by somebody.
  if (CHANGING[container].has(method) && (!isUsed || !/^(?:pop|shift|splice)$/.test(method))) {
    return { kind: 'change', part: undefined, node: call };
  }
  return readOf(call, undefined);
}

function isZero(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'Literal' && node.value === 0;
}

function keyOf(node: TSESTree.Node): string | undefined {
  const key = unwrap(node);
  return key.type === 'Literal' ? String(key.value) : stringValue(key);
}

/** `Object.assign(state, …)` */
function isObjectAssign(call: TSESTree.CallExpression, node: TSESTree.Node): boolean {
  const { callee } = call;
  return (
    call.arguments[0] === node &&
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    /^(?:assign|defineProperty|defineProperties)$/.test(memberName(callee) ?? '')
  );
}

/** What writes to a node as it stands. */
function writeOf(node: TSESTree.Node, parent: TSESTree.Node, part: Part): Use | undefined {
  if (!isTarget(node, parent)) return undefined;
  switch (parent.type) {
    case 'AssignmentExpression': {
      if (parent.operator === '=') return { kind: 'set', part, node: parent, value: parent.right };
      const asks = parent.operator === '??=' || parent.operator === '||=' || parent.operator === '&&=';
      return { kind: asks ? 'guard' : 'change', part, node: parent };
    }
    case 'UpdateExpression':
      return { kind: 'change', part, node: parent };
    case 'UnaryExpression':
      return { kind: 'set', part, node: parent, empties: true };
    default:
      return { kind: 'set', part, node };
  }
}

/** What is done with a member, or with one below it: `state.items.push(x)`, `state.user.name = 'a'`. */
function useBelow(member: TSESTree.Node, name: string): Use | undefined {
  let part = name;
  let isWhole = true;
  for (let node = member, { parent } = member; parent; node = parent, { parent } = parent) {
    if (parent.type !== 'MemberExpression' || parent.object !== node) {
      const written = node === member ? undefined : writeOf(node, parent, part);
      if (!written) break;
      return isWhole ? written : { kind: 'change', part, node: member };
    }
    const key = memberName(parent);
    const { parent: user } = parent;
    if (user.type === 'CallExpression' && user.callee === parent) {
      const isChanged = CHANGING.array.has(key ?? '') && isStatement(user);
      return isChanged ? { kind: 'change', part, node: member } : readOf(member, part);
    }
    isWhole &&= key !== undefined;
    if (isWhole) part = partBelow(part, key ?? '');
  }
  return readOf(member, part);
}

function isStatement(call: TSESTree.Node): boolean {
  return call.parent?.type === 'ExpressionStatement';
}

/** A use of a value: one that decides what runs asks whether it is there. */
function readOf(read: TSESTree.Node, part: Part): Use | undefined {
  for (let node = read, { parent } = read; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'MemberExpression':
        if (parent.object !== node) return { kind: 'read', part, node: read };
        continue;
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'ChainExpression':
        continue;
      case 'BinaryExpression':
        // What is compared with something else is used.
        if (!isSpelt(parent.left === node ? parent.right : parent.left))
          return { kind: 'read', part, node: read };
        continue;
      case 'UnaryExpression':
        if (parent.operator === 'void') return undefined;
        continue;
      case 'LogicalExpression':
        if (parent.left === node) return { kind: 'guard', part, node: read };
        continue;
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'SwitchStatement':
        return { kind: isAsked(parent, node) ? 'guard' : 'read', part, node: read };
      case 'ExpressionStatement':
        return node === read && read.type === 'Identifier' ? undefined : { kind: 'read', part, node: read };
      default:
        return { kind: 'read', part, node: read };
    }
  }
  return undefined;
}

function isSpelt(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === 'Literal' || (value.type === 'Identifier' && value.name === 'undefined');
}

function isAsked(parent: TSESTree.Node, node: TSESTree.Node): boolean {
  return (
    ('test' in parent && parent.test === node) || ('discriminant' in parent && parent.discriminant === node)
  );
}

/**
 * The expression around a node that has the same value: with a cast, `!`, or the end of an optional chain.
 */
function throughWrappers(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  switch (parent?.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
      return throughWrappers(parent);
    default:
      return node;
  }
}
