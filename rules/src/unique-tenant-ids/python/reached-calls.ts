import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { defaultOf, keywordOf } from '../../resolve/python/calls.ts';
import { classFacts } from '../../resolve/python/classes.ts';
import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/** What parameters of the file's own functions are given on the way from a test. */
export type Given = ReadonlyMap<Py.Node, Py.expr>;

/** A call that a test makes, itself or through functions of the file. */
export interface ReachedCall {
  readonly call: Py.Call;
  readonly given: Given;
}

/** What a test reaches. */
export interface Reached {
  readonly calls: readonly ReachedCall[];
  /** The functions of the file that it calls on the way. */
  readonly helpers: readonly PyFunction[];
}

const MAX_DEPTH = 3;

/** The calls that a test makes, itself or through functions of the file and methods of its class. */
export function reachedFrom(test: PyFunction, source: PythonSource): Reached {
  const calls: ReachedCall[] = [];
  const helpers = new Set<PyFunction>();
  const enter = (fn: PyFunction, given: Given, above: readonly PyFunction[]): void => {
    for (const node of pythonNodesIn(fn)) {
      if (node.nodeType !== 'Call') continue;
      calls.push({ call: node, given });
      const helper = above.length < MAX_DEPTH ? calledFunction(node, source) : undefined;
      if (!helper || helper === fn || above.includes(helper)) continue;
      helpers.add(helper);
      enter(helper, new Map([...given, ...givenTo(helper, node, given, source)]), [...above, fn]);
    }
  };
  enter(test, new Map(), []);
  return { calls, helpers: [...helpers] };
}

/** What an expression stands for where a function was given it. */
export function standsFor(expression: Py.expr, given: Given, source: PythonSource): Py.expr {
  if (expression.nodeType !== 'Name') return expression;
  const [definition, ...others] = definitionsAt(expression, source) ?? [];
  return (definition && others.length === 0 ? given.get(definition.name) : undefined) ?? expression;
}

/** The function of the file, or the method of the class around, that a call runs. */
function calledFunction({ func }: Py.Call, source: PythonSource): PyFunction | undefined {
  if (func.nodeType === 'Name') {
    const [definition, ...others] = definitionsAt(func, source) ?? [];
    const node = others.length === 0 ? definition?.node : undefined;
    return isFunction(node) && !fixtureOf(node, source) ? node : undefined;
  }
  if (func.nodeType !== 'Attribute' || func.value.nodeType !== 'Name') return undefined;
  if (!/^(?:self|cls)$/.test(func.value.id)) return undefined;
  const owner = [...ancestorsOf(func)].find(({ nodeType }) => nodeType === 'ClassDef');
  if (owner?.nodeType !== 'ClassDef') return undefined;
  return classFacts({ node: owner, source })
    .order.filter((known) => known.source === source)
    .flatMap(({ node }) => node.body.filter(isFunction))
    .find(({ name }) => name === func.attr);
}

function givenTo(
  helper: PyFunction,
  call: Py.Call,
  above: Given,
  source: PythonSource,
): readonly (readonly [Py.Node, Py.expr])[] {
  const { posonlyargs, args, kwonlyargs } = helper.args;
  const isStatic = helper.decorator_list.some(
    (decorator) => decorator.nodeType === 'Name' && decorator.id === 'staticmethod',
  );
  const isBound = call.func.nodeType === 'Attribute' && !isStatic;
  const placed = [...posonlyargs, ...args].slice(isBound ? 1 : 0);
  const isSpread = call.args.some(({ nodeType }) => nodeType === 'Starred');
  return [...placed, ...kwonlyargs].flatMap((parameter): [Py.Node, Py.expr][] => {
    const place = placed.indexOf(parameter);
    const positional = isSpread || place < 0 ? undefined : call.args[place];
    const value = positional ?? keywordOf(call, parameter.arg) ?? defaultOf(parameter, helper.args);
    return value ? [[parameter, standsFor(value, above, source)]] : [];
  });
}
