import type { Definition, Py } from '@cogniverse/eslint-python';

import { defaultOf } from './calls.ts';
import { fixtureValues } from './fixtures.ts';
import { isFunction } from './functions.ts';
import { parametrizedValues } from './parametrize.ts';
import type { PythonSource } from './source.ts';

/**
 * The expressions that a parameter is known to be given: its default, what `parametrize` lists for it, and what a
 * fixture of the file that has its name returns or yields. Callers may give it others.
 */
export function parameterValues({ kind, name }: Definition, source: PythonSource): readonly Py.expr[] {
  const fn = name.parent?.parent;
  if (kind !== 'parameter' || name.nodeType !== 'arg' || !isFunction(fn)) return [];
  const preset = defaultOf(name, fn.args);
  const listed = parametrizedValues(fn, name.arg, source).filter((value) => value.source === source);
  return [...(preset ? [preset] : []), ...listed.map(({ node }) => node), ...fixtureValues(name.arg, fn, source)];
}
