import type { Py } from '@cogniverse/eslint-python';

import { fixtureOf, type Fixture } from '../../resolve/python/fixtures.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import { marksAround } from '../../resolve/python/marks-around.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import type { Options } from '../options.ts';

/** Whether the options allow threads where a node stands: in that function or class, or under that mark. */
export function isAllowedPlace(
  node: Py.Node,
  { allowIn = [], allowMarkers = [] }: Options,
  source: PythonSource,
): boolean {
  if (allowIn.length > 0 && namesAround(node, source).some((name) => allowIn.includes(name))) return true;
  return allowMarkers.length > 0 && marksAround(node, source).some(({ name }) => allowMarkers.includes(name));
}

/** The fixture that a node stands in. */
export function fixtureAround(node: Py.Node, source: PythonSource): Fixture | undefined {
  for (const above of ancestorsOf(node)) {
    const fixture = isFunction(above) ? fixtureOf(above, source) : undefined;
    if (fixture) return fixture;
  }
  return undefined;
}

/** The names of the functions, fixtures and classes that a node is or stands in. */
function namesAround(node: Py.Node, source: PythonSource): readonly string[] {
  return [node, ...ancestorsOf(node)].flatMap((above) => {
    if (above.nodeType === 'ClassDef') return above.name;
    if (!isFunction(above)) return [];
    const fixture = fixtureOf(above, source);
    return fixture ? [above.name, fixture.name] : above.name;
  });
}
