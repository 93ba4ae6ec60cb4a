import type { Py } from '@cogniverse/eslint-python';

import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { staticPrimitive } from './static-value.ts';

/** A `def` or `async def`. */
export type PyFunction = Py.FunctionDef | Py.AsyncFunctionDef;

/** Whether a node is a `def` or `async def`. */
export function isFunction(node: Py.Node | null | undefined): node is PyFunction {
  return node?.nodeType === 'FunctionDef' || node?.nodeType === 'AsyncFunctionDef';
}

const FIXTURES = new Set(['pytest.fixture', 'pytest.yield_fixture', 'pytest_asyncio.fixture', 'anyio.fixture']);

/** What a fixture's decorator says of it. */
export interface Fixture {
  /** The name that tests ask for it by. */
  readonly name: string;
  readonly isAutouse: boolean;
}

/** The fixture that a function is, if a decorator makes it one. */
export function fixtureOf(node: PyFunction, source: PythonSource): Fixture | undefined {
  for (const decorator of node.decorator_list) {
    const call = decorator.nodeType === 'Call' ? decorator : undefined;
    if (!originsOf(call?.func ?? decorator, source).some(({ path }) => FIXTURES.has(path))) continue;
    const option = (name: string): unknown => {
      const value = call?.keywords.find(({ arg }) => arg === name)?.value;
      return value && staticPrimitive(value, source);
    };
    const name = option('name');
    return { name: typeof name === 'string' ? name : node.name, isAutouse: option('autouse') === true };
  }
  return undefined;
}
