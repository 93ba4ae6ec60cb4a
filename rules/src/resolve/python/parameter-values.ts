import type { Definition, Py } from '@cogniverse/eslint-python';

import { fixtureOf, isFunction, type PyFunction } from './fixtures.ts';
import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { ancestorsOf, pythonNodesIn } from './walk.ts';

/**
 * The expressions that a parameter is known to be given: its default, what `parametrize` lists for it, and what a
 * fixture of the file that has its name returns or yields. Callers may give it others.
 */
export function parameterValues({ kind, name }: Definition, source: PythonSource): readonly Py.expr[] {
  const fn = name.parent?.parent;
  if (kind !== 'parameter' || name.nodeType !== 'arg' || !isFunction(fn)) return [];
  return [...defaultOf(name, fn), ...parametrized(name.arg, fn, source), ...fixtureValues(name.arg, fn, source)];
}

function defaultOf(
  parameter: Py.arg,
  { args: { posonlyargs, args, defaults, kwonlyargs, kw_defaults } }: PyFunction,
): readonly Py.expr[] {
  const positional = [...posonlyargs, ...args];
  const place = positional.indexOf(parameter);
  const value =
    place >= 0
      ? defaults[place - positional.length + defaults.length]
      : kw_defaults[kwonlyargs.indexOf(parameter)];
  return value ? [value] : [];
}

function parametrized(name: string, fn: PyFunction, source: PythonSource): readonly Py.expr[] {
  const decorators = [fn, ...ancestorsOf(fn)].flatMap((node) =>
    isFunction(node) || node.nodeType === 'ClassDef' ? node.decorator_list : [],
  );
  return decorators.flatMap((decorator) => {
    if (decorator.nodeType !== 'Call') return [];
    const isParametrize = originsOf(decorator.func, source).some(({ path }) => path === 'pytest.mark.parametrize');
    const argument = (place: number, keyword: string): Py.expr | undefined =>
      decorator.args[place] ?? decorator.keywords.find(({ arg }) => arg === keyword)?.value;
    const [names, values] = [argument(0, 'argnames'), argument(1, 'argvalues')];
    if (!isParametrize || !names || !values) return [];
    return valuesAt(namesIn(names), name, itemsIn(values), source);
  });
}

function valuesAt(
  names: readonly string[],
  name: string,
  rows: readonly Py.expr[],
  source: PythonSource,
): readonly Py.expr[] {
  const place = names.indexOf(name);
  if (place < 0) return [];
  return rows.flatMap((row): readonly Py.expr[] => {
    const isParam =
      row.nodeType === 'Call' && originsOf(row.func, source).some(({ path }) => path === 'pytest.param');
    const parts = isParam ? row.args : names.length === 1 ? [row] : itemsIn(row);
    const value = parts[place];
    return value ? [value] : [];
  });
}

function namesIn(names: Py.expr): readonly string[] {
  if (names.nodeType === 'Constant')
    return typeof names.value === 'string' ? names.value.split(/\s*,\s*/).map((name) => name.trim()) : [];
  return itemsIn(names).flatMap((item) =>
    item.nodeType === 'Constant' && item.valueType === 'str' ? item.value : [],
  );
}

function itemsIn(list: Py.expr): readonly Py.expr[] {
  return list.nodeType === 'List' || list.nodeType === 'Tuple' || list.nodeType === 'Set' ? list.elts : [];
}

/** What fixtures of a name return or yield, but for the function itself: a fixture may take over another's name. */
function fixtureValues(name: string, fn: PyFunction, source: PythonSource): readonly Py.expr[] {
  return fixturesOf(source)
    .filter((fixture) => fixture.name === name && fixture.node !== fn)
    .flatMap(({ node }) => returnedBy(node));
}

interface FileFixture {
  readonly name: string;
  readonly node: PyFunction;
}

const fixturesByFile = new WeakMap<PythonSource, readonly FileFixture[]>();

function fixturesOf(source: PythonSource): readonly FileFixture[] {
  let fixtures = fixturesByFile.get(source);
  if (!fixtures) {
    fixtures = [...pythonNodesIn(source.ast)].flatMap((node) => {
      const fixture = isFunction(node) ? fixtureOf(node, source) : undefined;
      return isFunction(node) && fixture ? [{ name: fixture.name, node }] : [];
    });
    fixturesByFile.set(source, fixtures);
  }
  return fixtures;
}

function returnedBy(fn: PyFunction): readonly Py.expr[] {
  const isOwn = (node: Py.Node): boolean =>
    !isFunction(node) && node.nodeType !== 'Lambda' && node.nodeType !== 'ClassDef';
  return [...pythonNodesIn(fn, isOwn)].flatMap((node) => {
    const value = node.nodeType === 'Return' || node.nodeType === 'Yield' ? node.value : null;
    return value ? [value] : [];
  });
}
