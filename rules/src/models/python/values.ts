import type { Definition, Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { defaultOf, keywordOf } from '../../resolve/python/calls.ts';
import { fixtureOf, fixtureValues } from '../../resolve/python/fixtures.ts';
import { isFunction, returnedBy, type PyFunction } from '../../resolve/python/functions.ts';
import { elementsOf, parametrizedValues } from '../../resolve/python/parametrize.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import {
  dictEntries,
  elementValues,
  keyOf,
  staticValues,
  type PyEntry,
  type PyValue,
} from '../../resolve/python/static-value.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { isGivenFixtures } from './given-fixtures.ts';
import { namesIn, stringOf } from './syntax.ts';

const MAX_DEPTH = 6;
/** Functions and methods that give a default where there is nothing else. */
const HAS_DEFAULT = new Set(['get', 'getattr', 'getenv', 'pop', 'setdefault']);
const VIEWS = new Set(['items', 'keys', 'values']);

/**
 * The values that an expression can have, also through parameters, fixtures, loops over constants and functions of
 * the file that return one.
 */
export function valuesOf(node: Py.expr, source: PythonSource): readonly PyValue[] {
  return followed(staticValues(node, source), source, 0);
}

function followed(values: readonly PyValue[], source: PythonSource, depth: number): readonly PyValue[] {
  return values.flatMap((value) => {
    if (value.kind !== 'unknown' || value.source !== source || depth > MAX_DEPTH) return [value];
    const given = givenAtRunTime(value.node, source);
    // A default does not say what else there can be.
    const hasOthers = given.length === 0 || hasDefault(value.node);
    return [...(hasOthers ? [value] : []), ...followed(given, source, depth + 1)];
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
      return [...returnedByCall(node, source), ...defaultInCall(node, source)];
    case 'Subscript':
      return itemOf(node, source);
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
  const { iter, target } = node;
  const elements = staticValues(iter, source).flatMap((value) =>
    value.kind === 'sequence' ? elementValues(value) : [],
  );
  return [
    ...elements.flatMap((element) => partOf(element, name, target)),
    ...entriesIn(iter, source).flatMap((entry) => partOfEntry(entry, name, target, iter)),
  ];
}

/** The entries of a dict that a loop goes through, by its keys or by a view. */
function entriesIn(iterable: Py.expr, source: PythonSource): readonly PyEntry[] {
  const func = iterable.nodeType === 'Call' ? iterable.func : undefined;
  const isView = func?.nodeType === 'Attribute' && VIEWS.has(func.attr);
  return staticValues(isView ? func.value : iterable, source).flatMap((value) =>
    value.kind === 'dict' ? dictEntries(value) : [],
  );
}

/** What a name in the target of a loop takes of an entry. */
function partOfEntry({ key, value }: PyEntry, name: Py.Name, target: Py.expr, iter: Py.expr): readonly PyValue[] {
  const view = iter.nodeType === 'Call' ? namesIn(iter).at(-1) : undefined;
  if (target === name) return view === 'values' ? value : view === 'items' ? [] : key;
  const place = view === 'items' && target.nodeType === 'Tuple' ? target.elts.indexOf(name) : -1;
  return place < 0 ? [] : ([key, value][place] ?? []);
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
  if (!isFunction(func)) return byDefault;
  const given = isGivenFixtures(func, source)
    ? givenByPytest(parameter, func, source)
    : callsOf(func, source).flatMap((call) => givenByCall(parameter, func, call, source));
  return [...byDefault, ...given];
}

function givenByPytest({ arg: name }: Py.arg, func: PyFunction, source: PythonSource): readonly PyValue[] {
  const table = parametrizedValues(func, name, source);
  if (table.length > 0) return table;
  return fixtureValues(name, func, source).flatMap((value) => staticValues(value, source));
}

function requestedParams(node: Py.Node, source: PythonSource): readonly PyValue[] {
  for (const above of ancestorsOf(node)) {
    const fixture = isFunction(above) ? fixtureOf(above, source) : undefined;
    if (fixture) return fixture.params ? elementsOf(fixture.params, source) : [];
  }
  return [];
}

/** `'…'` of `config.get('model', '…')` and `getattr(request, 'param', '…')`. */
function defaultInCall(call: Py.Call, source: PythonSource): readonly PyValue[] {
  if (!hasDefault(call)) return [];
  const preset = keywordOf(call, 'default') ?? call.args[namesIn(call).at(-1) === 'getattr' ? 2 : 1];
  return preset ? staticValues(preset, source) : [];
}

function hasDefault(node: Py.expr): boolean {
  return node.nodeType === 'Call' && HAS_DEFAULT.has(namesIn(node).at(-1) ?? '');
}

/** What a key of a dict is that a parameter or a loop gives. */
function itemOf({ value: container, slice }: Py.Subscript, source: PythonSource): readonly PyValue[] {
  const key = stringOf(slice);
  if (container.nodeType !== 'Name' || key === undefined) return [];
  return valuesOf(container, source).flatMap((value) =>
    value.kind === 'dict' ? dictEntries(value).flatMap((entry) => (keyOf(entry) === key ? entry.value : [])) : [],
  );
}

function returnedByCall({ func }: Py.Call, source: PythonSource): readonly PyValue[] {
  if (func.nodeType !== 'Name') return [];
  const [definition, ...others] = definitionsAt(func, source) ?? [];
  if (!isFunction(definition?.node) || others.length > 0) return [];
  return returnedBy(definition.node).flatMap((value) => staticValues(value, source));
}

/** The calls of a function of the file by its name. */
function callsOf(func: PyFunction, source: PythonSource): readonly Py.Call[] {
  const variable = source.scopes.variableOf(func);
  return (variable?.references ?? []).flatMap(({ node }) => {
    const call = node.parent;
    return call?.nodeType === 'Call' && call.func === node ? [call] : [];
  });
}

function givenByCall(
  parameter: Py.arg,
  { args }: PyFunction,
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
