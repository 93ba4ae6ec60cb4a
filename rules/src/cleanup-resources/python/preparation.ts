import type { Py } from '@cogniverse/eslint-python';

import { fixtureOf, type Fixture } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';

/** A function that prepares tests. */
export interface Preparation {
  readonly node: PyFunction;
  /** How the rule calls it: `the fixture db`, `setUp`. */
  readonly label: string;
  readonly fixture?: Fixture;
}

const SETUP = /^(?:setUp(?:Class|Module)?|asyncSetUp|setup_(?:module|class|method|function))$/;

/** The fixture or set-up method that a node stands in itself, and not in a function within it. */
export function preparationAround(node: Py.Node, source: PythonSource): Preparation | undefined {
  const fn = [...ancestorsOf(node)].find(
    (above) => isFunction(above) || above.nodeType === 'Lambda' || above.nodeType === 'ClassDef',
  );
  if (!isFunction(fn) || fn.decorator_list.some((decorator) => decorator === node)) return undefined;
  const fixture = fixtureOf(fn, source);
  if (fixture) return { node: fn, label: `the fixture ${fixture.name}`, fixture };
  return SETUP.test(fn.name) && (fn.parent?.nodeType === 'ClassDef' || fn.parent?.nodeType === 'Module')
    ? { node: fn, label: fn.name }
    : undefined;
}
