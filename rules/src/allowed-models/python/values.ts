import type { Definition, Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { elementValues, staticValues, type PyValue } from '../../resolve/python/static-value.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import {
  fixtureOf,
  fixturesIn,
  isFunc,
  isGivenFixtures,
  keywordOf,
  returnedBy,
  type Func,
} from './fixtures.ts';
import { elementsOf, parametrizedValues } from './parametrize.ts';

const MAX_DEPTH = 6;

/**
 * The values that an expression can have, also through parameters, fixtures, loops over constants and functions of
 * the file that return one.
 */
export function valuesOf(node: Py.expr, source: PythonSource): readonly PyValue[] {
  return followed(staticValues(node, source), source, 0);
}

/** The values that a parameter can have: its default, and what tables, fixtures and calls of the file give it. */
export function parameterValues(parameter: Py.arg, source: PythonSource): readonly PyValue[] {
  return followed(givenTo(parameter, source), source, 1);
}

function followed(values: readonly PyValue[], source: PythonSource, depth: number): readonly PyValue[] {
  return values.flatMap((value) => {
    if (value.kind !== 'unknown' || value.source !== source || depth > MAX_DEPTH) return [value];
    const given = givenAtRunTime(value.node, source);
    return given.length === 0 ? [value] : followed(given, source, depth + 1);
  });
}

function givenAtRunTime(node: Py.expr, source: PythonSource): readonly PyValue[] {
  switch (node.nodeType) {
    case 'Name':
      return (definitionsAt(node, source) ?? []).flatMap((definition) => givenBy(definition, source));
    case 'Attribute':
      return node.attr === 'param' && node.value.nodeType === 'Name' && node.value.id === 'request'
        ? requestedParams(node, source)
        : [];
    case 'Call':
      return returnedByCall(node, source);
    case 'Await':
      return staticValues(node.value, source);
    default:
      return [];
  }
}

function givenBy({ kind, node, name }: Definition, source: PythonSource): readonly PyValue[] {
  if (kind === 'parameter') return name.nodeType === 'arg' ? givenTo(name, source) : [];
  const isLoop = node.nodeType === 'For' || node.nodeType === 'AsyncFor' || node.nodeType === 'comprehension';
  if (!isLoop || name.nodeType !== 'Name') return [];
  return staticValues(node.iter, source).flatMap((value) =>
    value.kind === 'sequence'
      ? elementValues(value).flatMap((element) => partOf(element, name, node.target))
      : [],
  );
}

/** What a name in the target of a loop takes of an element. */
function partOf(element: readonly PyValue[], name: Py.Name, target: Py.expr): readonly PyValue[] {
  if (target === name) return element;
  if (target.nodeType !== 'Tuple' && target.nodeType !== 'List') return [];
  const place = target.elts.indexOf(name);
  if (place < 0) return [];
  return element.flatMap((value) => (value.kind === 'sequence' ? elementValues(value)[place] ?? [] : []));
}

function givenTo(parameter: Py.arg, source: PythonSource): readonly PyValue[] {
  const func = parameter.parent?.parent;
  if (parameter.parent?.nodeType !== 'arguments') return [];
  const preset = defaultOf(parameter, parameter.parent);
  const byDefault = preset ? staticValues(preset, source) : [];
  if (!isFunc(func)) return byDefault;
  const given = isGivenFixtures(func, source)
    ? givenByPytest(parameter, func, source)
    : callsOf(func, source).flatMap((call) => givenByCall(parameter, func, call, source));
  return [...byDefault, ...given];
}

/** The default of a parameter. */
export function defaultOf(parameter: Py.arg, parameters: Py.Arguments): Py.expr | undefined {
  const { posonlyargs, args, defaults, kwonlyargs, kw_defaults: keywordDefaults } = parameters;
  const positional = [...posonlyargs, ...args];
  const place = positional.indexOf(parameter);
  if (place >= 0) return defaults[place - (positional.length - defaults.length)];
  return keywordDefaults[kwonlyargs.indexOf(parameter)] ?? undefined;
}

function givenByPytest({ arg: name }: Py.arg, func: Func, source: PythonSource): readonly PyValue[] {
  const table = parametrizedValues(func, name, source);
  if (table.length > 0) return table;
  return fixturesIn(source)
    .filter((fixture) => fixture.name === name && fixture.func !== func)
    .flatMap((fixture) => returnedBy(fixture.func).flatMap((value) => staticValues(value, source)));
}

function requestedParams(node: Py.Node, source: PythonSource): readonly PyValue[] {
  for (const above of ancestorsOf(node)) {
    const fixture = isFunc(above) ? fixtureOf(above, source) : undefined;
    if (fixture) return fixture.params ? elementsOf(fixture.params, source) : [];
  }
  return [];
}

function returnedByCall({ func }: Py.Call, source: PythonSource): readonly PyValue[] {
  if (func.nodeType !== 'Name') return [];
  const [definition, ...others] = definitionsAt(func, source) ?? [];
  if (!isFunc(definition?.node) || others.length > 0) return [];
  return returnedBy(definition.node).flatMap((value) => staticValues(value, source));
}

/** The calls of a function of the file by its name. */
function callsOf(func: Func, source: PythonSource): readonly Py.Call[] {
  const variable = source.scopes.variableOf(func);
  return (variable?.references ?? []).flatMap(({ node }) => {
    const call = node.parent;
    return call?.nodeType === 'Call' && call.func === node ? [call] : [];
  });
}

function givenByCall(
  parameter: Py.arg,
  { args }: Func,
  call: Py.Call,
  source: PythonSource,
): readonly PyValue[] {
  const byKeyword = keywordOf(call, parameter.arg);
  if (byKeyword) return staticValues(byKeyword, source);
  const place = [...args.posonlyargs, ...args.args].indexOf(parameter);
  const before = call.args.slice(0, place + 1);
  const argument = before[place];
  const isCounted = place >= 0 && argument && !before.some(({ nodeType }) => nodeType === 'Starred');
  return isCounted ? staticValues(argument, source) : [];
}
