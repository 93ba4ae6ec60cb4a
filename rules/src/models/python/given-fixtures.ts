import { fixtureOf } from '../../resolve/python/fixtures.ts';
import type { PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';

/** Whether a function is given its parameters by pytest: a test or a fixture. */
export function isGivenFixtures(fn: PyFunction, source: PythonSource): boolean {
  return fn.name.startsWith('test') || fixtureOf(fn, source) !== undefined;
}
