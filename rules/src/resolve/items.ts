import type { TSESTree } from '@typescript-eslint/utils';

import { onlyAssignment, variableOf, type Source } from './source.ts';
import {
  elementValues,
  evaluate,
  propertyNames,
  propertyValues,
  type EvaluateOptions,
  type ObjectValue,
  type StaticValue,
} from './static-value.ts';
import { memberName, staticName, unwrap } from './syntax.ts';

/** One thing that a loop or a callback is given, seen through a path of keys; `[]` gives the thing itself. */
export type Item = (path: readonly string[]) => readonly StaticValue[];

/** Beyond this many, the keys of an object are data that no loop is written for. */
const MAX_KEYS = 1_000;
const MAX_DEPTH = 16;

/** Array methods that hand on items of their array, though perhaps not all or in another order. */
const PASSING_ON = new Set(['filter', 'reverse', 'slice', 'sort', 'toReversed', 'toSorted', 'values']);

/** An item whose value is known to be one of these. */
export function itemOf(values: readonly StaticValue[], options: EvaluateOptions): Item {
  return (path) => path.reduce((found, key) => found.flatMap((value) => member(value, key, options)), values);
}

/** An item that the source does not state. */
export function unknownItem(node: TSESTree.Node, source: Source): Item {
  return () => [{ kind: 'unknown', node, source }];
}

/** What a `for…of` over an expression is given, or a callback on it: elements, `Object.entries()` and its like. */
export function itemsOf(
  iterable: TSESTree.Node,
  source: Source,
  options: EvaluateOptions,
  depth = 0,
): readonly Item[] {
  const node = madeBy(unwrap(iterable), source);
  // A list can be declared as a part of itself.
  if (depth > MAX_DEPTH) return [unknownItem(node, source)];
  const made = node.type === 'CallExpression' ? itemsOfCall(node, source, options, depth + 1) : undefined;
  if (made) return made;
  if (node.type === 'NewExpression' && isGlobalNamed(node.callee, 'Set', source)) {
    const [list] = node.arguments;
    return list ? itemsOf(list, source, options, depth + 1) : [];
  }
  return evaluate(node, source, options).flatMap((value) =>
    value.kind === 'array'
      ? elementValues(value, options).map((element) => itemOf(element, options))
      : [unknownItem(value.node, value.source)],
  );
}

/** What a `for…in` over an expression is given: the keys of a constant object. */
export function keysOf(object: TSESTree.Node, source: Source, options: EvaluateOptions): readonly Item[] {
  return pairsOf(object, source, options).map((pair) => () => pair(['0']));
}

/** The call that a constant holds the outcome of; any other node as it is. */
function madeBy(node: TSESTree.Node, source: Source): TSESTree.Node {
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  if (assignment?.pattern.type !== 'Identifier') return node;
  const value = unwrap(assignment.value);
  return value.type === 'CallExpression' || value.type === 'NewExpression' ? value : node;
}

function itemsOfCall(
  call: TSESTree.CallExpression,
  source: Source,
  options: EvaluateOptions,
  depth: number,
): readonly Item[] | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const method = memberName(callee) ?? '';
  const [argument] = call.arguments;
  if (isGlobalNamed(callee.object, 'Object', source)) {
    if (!argument) return undefined;
    if (method === 'keys') return keysOf(argument, source, options);
    if (method === 'entries') return pairsOf(argument, source, options);
    if (method !== 'values') return undefined;
    return pairsOf(argument, source, options).map((pair) => (path) => pair(['1', ...path]));
  }
  if (isGlobalNamed(callee.object, 'Array', source)) {
    const isCopy = method === 'from' && call.arguments.length === 1;
    return isCopy && argument ? itemsOf(argument, source, options, depth) : undefined;
  }
  if (PASSING_ON.has(method)) return itemsOf(callee.object, source, options, depth);
  if (method === 'entries') {
    const index = unknownItem(call, source);
    const elements = itemsOf(callee.object, source, options, depth);
    return elements.map((element) => ([key, ...path]) => (key === '1' ? element(path) : index(path)));
  }
  return undefined;
}

/** The entries of constant objects, each an item that has its key at `0` and its value at `1`. */
function pairsOf(expression: TSESTree.Node, source: Source, options: EvaluateOptions): readonly Item[] {
  return evaluate(expression, source, options).flatMap((value) => {
    const unknown = unknownItem(value.node, value.source);
    const names = value.kind === 'object' ? propertyNames(value, options) : [];
    if (value.kind !== 'object' || names.length > MAX_KEYS) return [unknown];
    return names.map((name): Item => ([key, ...path]) => {
      if (key === '1') return itemOf(propertyValues(value, name, options), options)(path);
      return key === '0' && path.length === 0 ? keyValue(value, name) : unknown(path);
    });
  });
}

function keyValue({ node, source }: ObjectValue, name: string): readonly StaticValue[] {
  const property = node.properties.find(
    (candidate) => candidate.type === 'Property' && staticName(candidate.key, candidate.computed) === name,
  );
  return property?.type === 'Property'
    ? [{ kind: 'constant', value: name, node: property.key, source }]
    : [{ kind: 'unknown', node, source }];
}

function member(value: StaticValue, key: string, options: EvaluateOptions): readonly StaticValue[] {
  const { node, source } = value;
  const absent: StaticValue = { kind: 'constant', value: undefined, node, source };
  if (value.kind === 'object') {
    const found = propertyValues(value, key, options);
    return found.length > 0 ? found : [absent];
  }
  if (value.kind === 'array' && /^\d+$/.test(key)) {
    return elementValues(value, options)[Number(key)] ?? [absent];
  }
  return [{ kind: 'unknown', node, source }];
}

/** Whether an expression is a name that nothing in the file declares. */
export function isGlobalNamed(expression: TSESTree.Node, name: string, source: Source): boolean {
  return (
    expression.type === 'Identifier' &&
    expression.name === name &&
    variableOf(expression, source) === 'global'
  );
}
