import type { Py } from '@cogniverse/eslint-python';

import { keywordOf } from './calls.ts';
import type { PyFunction } from './functions.ts';
import { mayBe } from './origin.ts';
import type { PythonSource } from './source.ts';
import { elementValues, staticValues, type PyValue } from './static-value.ts';
import { ancestorsOf } from './walk.ts';

/** What `parametrize` gives to one argument of a test. */
export interface Parametrized {
  readonly name: string;
  readonly values: readonly PyValue[];
}

/** What a call of `pytest.mark.parametrize` gives to each argument; nothing for other calls. */
export function parametrizedBy(call: Py.Call, source: PythonSource): readonly Parametrized[] {
  if (!mayBe(call.func, 'pytest.mark.parametrize', source)) return [];
  const [first, second] = call.args;
  const argnames = first ?? keywordOf(call, 'argnames');
  const argvalues = second ?? keywordOf(call, 'argvalues');
  if (!argnames || !argvalues) return [];
  const names = namesIn(argnames, source);
  const rows = rowsIn(argvalues, source);
  return names.map((name, place) => ({
    name,
    values: rows.flatMap((row) => cellOf(row, names.length === 1 ? undefined : place)),
  }));
}

/** What decorators of a test, or of the classes around it, give to one of its arguments. */
export function parametrizedValues(fn: PyFunction, name: string, source: PythonSource): readonly PyValue[] {
  const decorators = [fn, ...ancestorsOf(fn)].flatMap((node) =>
    node === fn || node.nodeType === 'ClassDef' ? node.decorator_list : [],
  );
  return decorators.flatMap((decorator) =>
    decorator.nodeType === 'Call'
      ? parametrizedBy(decorator, source).flatMap((given) => (given.name === name ? given.values : []))
      : [],
  );
}

/** The values of each element of a list, as `params` of a fixture gives them, or of what stands at a place in it. */
export function elementsOf(list: Py.expr, source: PythonSource, place?: number): readonly PyValue[] {
  return rowsIn(list, source).flatMap((row) => cellOf(row, place));
}

function namesIn(argnames: Py.expr, source: PythonSource): readonly string[] {
  return staticValues(argnames, source).flatMap((value) => {
    if (value.kind === 'constant')
      return typeof value.value === 'string' ? value.value.split(',').map((name) => name.trim()) : [];
    if (value.kind !== 'sequence') return [];
    return elementValues(value).map(([name]) =>
      name?.kind === 'constant' && typeof name.value === 'string' ? name.value : '',
    );
  });
}

function rowsIn(argvalues: Py.expr, source: PythonSource): readonly (readonly PyValue[])[] {
  return staticValues(argvalues, source).flatMap((value) =>
    value.kind === 'sequence' ? elementValues(value) : [],
  );
}

/** What stands at a place of a row, or the row itself where it is for one argument. */
function cellOf(row: readonly PyValue[], place: number | undefined): readonly PyValue[] {
  return row.flatMap((value): readonly PyValue[] => {
    if (
      value.kind === 'unknown' &&
      value.node.nodeType === 'Call' &&
      mayBe(value.node.func, 'pytest.param', value.source)
    ) {
      const argument = value.node.args[place ?? 0];
      return argument ? staticValues(argument, value.source) : [];
    }
    if (place === undefined) return [value];
    return value.kind === 'sequence' ? elementValues(value)[place] ?? [] : [];
  });
}
