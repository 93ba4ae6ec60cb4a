import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { keywordOf } from './calls.ts';
import { isFunction, returnedBy, type PyFunction } from './functions.ts';
import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { staticPrimitive } from './static-value.ts';
import { pythonNodesIn } from './walk.ts';

const FIXTURES = new Set(['pytest.fixture', 'pytest.yield_fixture', 'pytest_asyncio.fixture', 'anyio.fixture']);

/** A fixture, and what its decorator says of it. */
export interface Fixture {
  readonly node: PyFunction;
  /** The name that tests ask for it by. */
  readonly name: string;
  readonly isAutouse: boolean;
  /** For how long one value serves; `undefined` where a function decides. */
  readonly scope: string | undefined;
  /** The values that pytest runs it with one by one; left out where it takes none. */
  readonly params?: Py.expr;
}

/** The fixture that a function is, if a decorator makes it one. */
export function fixtureOf(node: PyFunction, source: PythonSource): Fixture | undefined {
  for (const decorator of node.decorator_list) {
    const call = decorator.nodeType === 'Call' ? decorator : undefined;
    if (!originsOf(call?.func ?? decorator, source).some(({ path }) => FIXTURES.has(path))) continue;
    const option = (name: string): unknown => {
      const value = keywordOf(call, name);
      return value && staticPrimitive(value, source);
    };
    const name = option('name');
    const scope = call && (keywordOf(call, 'scope') ?? call.args[0]);
    const stated = scope && staticPrimitive(scope, source);
    const params = keywordOf(call, 'params');
    return {
      node,
      name: typeof name === 'string' ? name : node.name,
      isAutouse: option('autouse') === true,
      scope: scope ? (typeof stated === 'string' ? stated : undefined) : 'function',
      ...(params && { params }),
    };
  }
  return undefined;
}

/** The fixtures that a file defines. */
export const fixturesIn = oncePer((source: PythonSource): readonly Fixture[] => {
  const nodes = source.text.includes('fixture') ? [...pythonNodesIn(source.ast)] : [];
  return nodes.flatMap((node) => (isFunction(node) ? fixtureOf(node, source) ?? [] : []));
});

/** What fixtures of the file hand a function under a name; none is itself, for a fixture may take over another's name. */
export function fixtureValues(name: string, asking: PyFunction, source: PythonSource): readonly Py.expr[] {
  return fixturesIn(source)
    .filter((fixture) => fixture.name === name && fixture.node !== asking)
    .flatMap(({ node }) => returnedBy(node));
}
