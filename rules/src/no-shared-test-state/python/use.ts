import type { Py } from '@cogniverse/eslint-python';

import type { AccessKind, Part } from '../handed-on.ts';
import type { Container } from './initial.ts';
import type { Mention } from './mentions.ts';

/** What code does with the state that it names. */
export interface Use {
  /** `'guard'` where code asks for it, and so copes without. */
  readonly kind: AccessKind | 'guard';
  readonly part: Part;
  /** The expression or statement that does it. */
  readonly node: Py.Node;
  /** What it is set to, where one expression says so. */
  readonly value?: Py.expr;
  /** It empties the state, or hides it from the others. */
  readonly empties?: boolean;
}

const CHANGING: Readonly<Record<Container, ReadonlySet<string>>> = {
  list: new Set([
    'append',
    'appendleft',
    'extend',
    'extendleft',
    'insert',
    'pop',
    'popleft',
    'remove',
    'reverse',
    'sort',
  ]),
  dict: new Set(['update', 'setdefault', 'pop', 'popitem']),
  set: new Set(['add', 'discard', 'remove', 'update', 'pop']),
  object: new Set(),
};

/**
 * What the code around a mention of a state does with it; `undefined` where that says nothing: a key that
 * only the running program knows, a mere mention.
 *
 * @param container - What the state is made as, if the file makes it a collection.
 */
export function useOf({ node, isOfInstance }: Mention, container: Container | undefined): Use | undefined {
  const written = writeOf(node, undefined);
  if (written) return isOfInstance && written.kind === 'set' ? { ...written, empties: true } : written;
  const { parent } = node;
  if (container === 'object')
    return parent?.nodeType === 'Attribute' ? attributeUse(parent) : readOf(node, undefined);
  if (container && parent?.nodeType === 'Subscript' && parent.value === node)
    return itemUse(parent, container);
  if (container && parent?.nodeType === 'Attribute' && parent.parent?.nodeType === 'Call') {
    const call = parent.parent;
    if (call.func === parent) return callUse(call, parent.attr, container);
  }
  return readOf(node, undefined);
}

function attributeUse(attribute: Py.Attribute): Use | undefined {
  const part = attribute.attr;
  const written = writeOf(attribute, part);
  if (written) return written;
  return isChangedBelow(attribute) ? { kind: 'change', part, node: attribute } : readOf(attribute, part);
}

function itemUse(item: Py.Subscript, container: Container): Use | undefined {
  if (item.slice.nodeType === 'Slice') {
    const isAll = item.slice.lower === null && item.slice.upper === null;
    const written = writeOf(item, undefined);
    if (!written) return readOf(item, undefined);
    return isAll ? { ...written, empties: true } : { ...written, kind: 'change' };
  }
  const part = item.slice.nodeType === 'Constant' ? String(item.slice.value) : undefined;
  if (part === undefined)
    return container === 'list' && item.ctx === 'Load' ? readOf(item, undefined) : undefined;
  const written = writeOf(item, part);
  if (written) return written;
  return isChangedBelow(item) ? { kind: 'change', part, node: item } : readOf(item, part);
}

function callUse(call: Py.Call, method: string, container: Container): Use | undefined {
  const [first] = call.args;
  const key = first?.nodeType === 'Constant' ? String(first.value) : undefined;
  if (method === 'clear') return { kind: 'set', part: undefined, node: call, empties: true };
  const isUsed = call.parent?.nodeType !== 'Expr';
  if (container === 'dict' && ['get', 'pop', 'setdefault'].includes(method)) {
    if (key === undefined) return undefined;
    if (method === 'get') return readOf(call, key);
    return { kind: method === 'pop' ? 'set' : 'guard', part: key, node: call, empties: true };
  }
  if (container === 'set' && ['add', 'discard', 'remove'].includes(method)) {
    return { kind: 'change', part: key, node: call };
  }
  // What `pop()` gives was left by somebody.
  if (CHANGING[container].has(method) && !(isUsed && method.startsWith('pop'))) {
    return { kind: 'change', part: undefined, node: call };
  }
  return readOf(call, undefined);
}

/** What writes to an expression as it stands. */
function writeOf(node: Py.Name | Py.Attribute | Py.Subscript, part: Part): Use | undefined {
  const { parent } = node;
  if (parent?.nodeType === 'AugAssign' && parent.target === node)
    return { kind: 'change', part, node: parent };
  if (node.ctx === 'Load') return undefined;
  if (node.ctx === 'Del') return { kind: 'set', part, node, empties: true };
  switch (parent?.nodeType) {
    case 'Assign':
      return { kind: 'set', part, node: parent, value: parent.value };
    case 'AnnAssign':
      return parent.value ? { kind: 'set', part, node: parent, value: parent.value } : undefined;
    case 'NamedExpr':
      return { kind: 'set', part, node: parent, value: parent.value };
    default:
      return { kind: 'set', part, node };
  }
}

/** Whether an item of an item is written to: `state["items"].append(1)`, `state["user"]["name"] = "a"`. */
function isChangedBelow(item: Py.Node): boolean {
  for (let node = item, { parent } = item; parent; node = parent, { parent } = parent) {
    if (parent.nodeType === 'Subscript' && parent.value === node) {
      if (parent.ctx !== 'Load') return true;
    } else if (parent.nodeType === 'Attribute') {
      if (parent.ctx !== 'Load') return true;
      const call = parent.parent;
      if (call?.nodeType === 'Call' && call.func === parent) {
        return call.parent?.nodeType === 'Expr' && isChanging(parent.attr);
      }
    } else {
      return parent.nodeType === 'AugAssign' && parent.target === node;
    }
  }
  return false;
}

function isChanging(method: string): boolean {
  return Object.values(CHANGING).some((methods) => methods.has(method));
}

/** A use of a value: one that decides what runs asks whether it is there. */
function readOf(read: Py.Node, part: Part): Use | undefined {
  for (let node = read, { parent } = read; parent; node = parent, { parent } = parent) {
    switch (parent.nodeType) {
      case 'Compare':
        // What is compared with something else is used; `key in state` asks.
        if (![parent.left, ...parent.comparators].some((side) => side !== node && isAsking(side, parent))) {
          return { kind: 'read', part, node: read };
        }
        continue;
      case 'Attribute':
      case 'UnaryOp':
      case 'BinOp':
        continue;
      case 'Subscript':
        if (parent.value !== node) return { kind: 'read', part, node: read };
        continue;
      case 'Call':
        if (parent.func !== node && !(parent.func.nodeType === 'Name' && parent.func.id === 'len')) {
          return { kind: 'read', part, node: read };
        }
        continue;
      case 'BoolOp':
        if (parent.op === 'Or' && parent.values.at(-1) !== node && !isAsserted(parent)) {
          return { kind: 'guard', part, node: read };
        }
        continue;
      case 'If':
      case 'IfExp':
      case 'While':
        return { kind: parent.test === node ? 'guard' : 'read', part, node: read };
      case 'Expr':
        return node === read && read.nodeType !== 'Call' ? undefined : { kind: 'read', part, node: read };
      default:
        return { kind: 'read', part, node: read };
    }
  }
  return undefined;
}

function isAsking(side: Py.expr, { ops }: Py.Compare): boolean {
  return side.nodeType === 'Constant' || ops.includes('In') || ops.includes('NotIn');
}

function isAsserted(node: Py.Node): boolean {
  return node.parent?.nodeType === 'Assert';
}
