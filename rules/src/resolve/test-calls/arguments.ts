import type { TSESTree } from '@typescript-eslint/utils';

import { definitionOf, isConstant, variableOf, type Source } from '../source.ts';
import { evaluateOne } from '../static-value.ts';
import { isFunction, unwrap, type FunctionNode } from '../syntax.ts';

/** The arguments of a test, suite or hook by their meaning. */
export interface CallArguments {
  readonly title: TSESTree.Expression | undefined;
  readonly options: TSESTree.Expression | undefined;
  readonly callback: TSESTree.Expression | undefined;
  readonly trailing: readonly TSESTree.Expression[];
}

/**
 * Sorts the arguments of a runner's function: a title, options, a callback, and what follows it. Any of them can be
 * missing. After a spread argument nothing is known.
 */
export function sortArguments(
  call: TSESTree.CallExpression,
  isHook: boolean,
  source: Source,
): CallArguments {
  const known = call.arguments.slice(0, firstSpread(call)).filter((argument) => argument.type !== 'SpreadElement');
  const index = callbackIndex(known, isHook, source);
  const before = index < 0 ? known : known.slice(0, index);
  const [first, second] = before;
  const hasTitle = first !== undefined && evaluateOne(first, source)?.kind !== 'object';
  return {
    title: hasTitle ? first : undefined,
    options: hasTitle ? second : first,
    callback: known[index],
    trailing: index < 0 ? [] : known.slice(index + 1),
  };
}

function firstSpread(call: TSESTree.CallExpression): number | undefined {
  const index = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  return index < 0 ? undefined : index;
}

function callbackIndex(known: readonly TSESTree.Expression[], isHook: boolean, source: Source): number {
  const index = known.findIndex((argument) => functionOf(argument, source) !== undefined);
  if (index >= 0) return index;
  // A callback made by a call or held by a name that this file does not explain: not the title, not a plain value.
  const start = isHook ? 0 : 1;
  const candidates = known
    .map((argument, place) => ({ argument: unwrap(argument), place }))
    .filter(({ argument, place }) => place >= start && mayBeFunction(argument, source) && !isPlainValue(argument, source));
  const [first] = candidates;
  return (candidates.find(({ argument }) => wrapsFunction(argument)) ?? first)?.place ?? -1;
}

function mayBeFunction(node: TSESTree.Node, source: Source): boolean {
  if (node.type === 'ConditionalExpression') {
    return [node.consequent, node.alternate].some((branch) => functionOf(branch, source) !== undefined);
  }
  return node.type === 'CallExpression' || node.type === 'Identifier' || node.type === 'MemberExpression';
}

function isPlainValue(node: TSESTree.Node, source: Source): boolean {
  const value = evaluateOne(node, source);
  return value !== undefined && value.kind !== 'function';
}

/** Whether a call is given a function in place: `withDatabase(async (database) => {})`, `fn.bind(this)`. */
function wrapsFunction(node: TSESTree.Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression') return false;
  return node.arguments.some((argument) => isFunction(unwrap(argument))) || boundFunction(node) !== undefined;
}

/** The function expression in `function () {}.bind(this)`. */
function boundFunction(node: TSESTree.CallExpression): FunctionNode | undefined {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const object = unwrap(callee.object);
  return callee.property.name === 'bind' && isFunction(object) ? object : undefined;
}

/** The function that an expression is or names, as far as the same file has it. */
export function functionOf(expression: TSESTree.Node, source: Source): FunctionNode | undefined {
  const node = unwrap(expression);
  if (isFunction(node)) return node;
  if (node.type === 'CallExpression') return boundFunction(node);
  if (node.type !== 'Identifier') return undefined;
  const variable = variableOf(node, source);
  if (!variable || variable === 'global' || !isConstant(variable)) return undefined;
  const definition = definitionOf(variable);
  if (definition?.type === 'FunctionName') return isFunction(definition.node) ? definition.node : undefined;
  if (definition?.node.type !== 'VariableDeclarator' || definition.node.id.type !== 'Identifier') return undefined;
  const init = definition.node.init && unwrap(definition.node.init);
  return isFunction(init) ? init : undefined;
}
