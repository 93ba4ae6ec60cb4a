import type { TSESTree } from '@typescript-eslint/utils';

import { followOneImport } from '../resolve/module-file.ts';
import { isGlobal, resolveOrigin } from '../resolve/origin.ts';
import { returnedExpressions } from '../resolve/returns.ts';
import { definitionOf, isConstant, variableOf, type Source } from '../resolve/source.ts';
import { elementValues, evaluate, evaluateOne, type StaticValue } from '../resolve/static-value.ts';
import { memberName, unwrap, type FunctionNode } from '../resolve/syntax.ts';
import { functionOf } from '../resolve/test-calls/arguments.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';

/**
 * Whether a test is known to go on after its callback returned: an async function, one that returns a promise, one
 * that is handed a `done` to call, or a function wrapped in a call (`withDatabase(async () => {})`) that is async.
 */
export function isAsyncTest(test: TestCall, source: Source): boolean {
  const { body, callback } = test;
  if (body) return isAsyncFunction(body, source) || isDriven(test, body) || takesDone(test, body, source);
  if (!callback) return false;
  const node = unwrap(callback);
  if (node.type === 'CallExpression') {
    return node.arguments.some((argument) => {
      const wrapped = functionOf(argument, source);
      return wrapped !== undefined && wrapped.async && !wrapped.generator;
    });
  }
  // `bodies.answers`, one of two functions, a function of another file.
  const values = evaluate(callback, source, { followImport: followOneImport });
  return values.some((value) => value.kind === 'function' && isAsyncFunction(value.node, value.source));
}

/** Jest goes through a generator to its end, and waits for the promises that it yields. */
function isDriven({ runner }: TestCall, { generator, async }: FunctionNode): boolean {
  return runner === 'jest' && generator && !async;
}

function isAsyncFunction(fn: FunctionNode, source: Source, depth = 0): boolean {
  if (fn.generator) return false;
  if (fn.async || returnsPromiseType(fn)) return true;
  return returnedExpressions(fn).some((expression) => isPromise(expression, source, depth + 1));
}

function returnsPromiseType({ returnType }: FunctionNode): boolean {
  const type = returnType?.typeAnnotation;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise';
}

const MAX_DEPTH = 8;
const PROMISE_METHODS = new Set(['then', 'catch', 'finally']);
/** Modules of Node.js all of whose functions give promises; `setInterval` of timers gives an iterator. */
const PROMISE_MODULES = /^(?:node:)?(?:dns|fs|readline|stream|timers)\/promises$/;
const PROMISE_FUNCTIONS = /^(?:fetch|(?:vi|vitest)\.wait(?:For|Until))$/;
/** Of `expect`: Vitest's and Jest's own, and chai-as-promised's. */
const PROMISED_ASSERTIONS = new Set(['resolves', 'rejects', 'eventually', 'rejected', 'rejectedWith', 'fulfilled']);

/** Whether an expression is known to be a promise. */
function isPromise(expression: TSESTree.Node, source: Source, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const node = unwrap(expression);
  switch (node.type) {
    case 'ImportExpression':
      return true;
    case 'NewExpression':
      return isGlobalPromise(node.callee, source);
    case 'ConditionalExpression':
      return isPromise(node.consequent, source, depth + 1) || isPromise(node.alternate, source, depth + 1);
    case 'LogicalExpression':
      return isPromise(node.right, source, depth + 1);
    case 'Identifier': {
      const value = constantInit(node, source);
      return value !== undefined && isPromise(value, source, depth + 1);
    }
    case 'MemberExpression':
      return isPromisedAssertion(node, source);
    case 'CallExpression':
      return isPromiseCall(node, source, depth);
    default:
      return false;
  }
}

function isPromiseCall(node: TSESTree.CallExpression, source: Source, depth: number): boolean {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') {
    const method = memberName(callee);
    return (
      (method !== undefined && PROMISE_METHODS.has(method)) ||
      isGlobalPromise(callee.object, source) ||
      isPromisedAssertion(callee, source) ||
      isPromiseFunction(callee, source, depth)
    );
  }
  return isPromiseFunction(callee, source, depth);
}

/** Whether what is called gives a promise: an async function of the file, `fetch`, what Node.js has as promises. */
function isPromiseFunction(callee: TSESTree.Node, source: Source, depth: number): boolean {
  const called = functionOf(callee, source);
  if (called) return isAsyncFunction(called, source, depth + 1);
  const origin = resolveOrigin(callee, source);
  if (origin) {
    const { module = 'vitest', path } = origin;
    return PROMISE_MODULES.test(module) || (module === 'vitest' && PROMISE_FUNCTIONS.test(path.join('.')));
  }
  const value = evaluateOne(callee, source);
  return value?.kind === 'function' && isAsyncFunction(value.node, value.source, depth + 1);
}

function isGlobalPromise(node: TSESTree.Node, source: Source): boolean {
  const origin = resolveOrigin(node, source);
  return origin !== undefined && isGlobal(origin, 'Promise');
}

/** `expect(value).resolves.toBe(1)`, `expect.poll(read).toBe(1)`. */
function isPromisedAssertion(member: TSESTree.MemberExpression, source: Source): boolean {
  let isPromised = false;
  let node: TSESTree.Node = member;
  while (node.type === 'MemberExpression') {
    isPromised ||= PROMISED_ASSERTIONS.has(memberName(node) ?? '');
    node = unwrap(node.object);
    if (node.type !== 'CallExpression') continue;
    const path = resolveOrigin(node.callee, source)?.path ?? [];
    if (path.at(-1) === 'poll' && path.at(-2) === 'expect') return true;
    if (!isPromised) continue;
    if (path.at(-1) === 'expect') return true;
    node = unwrap(node.callee);
  }
  return false;
}

function constantInit(identifier: TSESTree.Identifier, source: Source): TSESTree.Expression | undefined {
  const variable = variableOf(identifier, source);
  if (!variable || variable === 'global' || !isConstant(variable)) return undefined;
  const declaration = definitionOf(variable)?.node;
  if (declaration?.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier') return undefined;
  return declaration.init ?? undefined;
}

/** Runners tell by the number of parameters whether a callback is to be waited for. */
function takesDone(test: TestCall, body: FunctionNode, source: Source): boolean {
  const required = requiredParameters(body);
  if (test.modifiers.includes('each')) return test.runner === 'jest' && required > rowLength(test, source);
  if (test.modifiers.includes('for')) return false;
  switch (test.runner) {
    case 'jest':
    case 'mocha':
      return required > 0;
    case 'node':
      return required > 1;
    case 'unknown':
      // In Vitest it would be the test's context, which is taken apart or has members that are read.
      return required > 0 && isCalledBack(body, source);
    default:
      return false;
  }
}

/** How many parameters a row of `test.each(table)` takes up; `Infinity` where the file does not show it. */
function rowLength({ node }: TestCall, source: Source): number {
  const callee = unwrap(node.callee);
  const [argument] = callee.type === 'CallExpression' ? callee.arguments : [];
  const table = argument && evaluateOne(argument, source);
  const rows = table?.kind === 'array' ? elementValues(table).flat() : [];
  if (rows.length === 0 || rows.some(({ kind }) => kind === 'unknown')) return Infinity;
  return rows.every(({ kind }) => kind === 'array') ? Math.max(...rows.map(lengthOf)) : 1;
}

function lengthOf(row: StaticValue): number {
  if (row.kind !== 'array') return 1;
  const { elements } = row.node;
  return elements.some((element) => element?.type === 'SpreadElement') ? Infinity : elements.length;
}

/** What `length` of a function says: parameters up to the first that has a default or is a rest. */
function requiredParameters({ params }: FunctionNode): number {
  const named = params.filter((parameter) => parameter.type !== 'Identifier' || parameter.name !== 'this');
  const optional = named.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
  return optional < 0 ? named.length : optional;
}

function isCalledBack(body: FunctionNode, source: Source): boolean {
  const [parameter] = body.params;
  if (parameter?.type !== 'Identifier') return false;
  const variable = source.scopeManager.getDeclaredVariables(body).find(({ identifiers }) => identifiers.includes(parameter));
  const uses = variable?.references.map(({ identifier }) => identifier) ?? [];
  const isMember = ({ parent }: TSESTree.Node): boolean => parent?.type === 'MemberExpression';
  return uses.some((use) => !isMember(use)) && uses.every((use) => !isMember(use) || isFailure(use));
}

/** `done.fail()` is a callback's too. */
function isFailure({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'MemberExpression' && memberName(parent) === 'fail';
}
