import type { Py } from '@cogniverse/eslint-python';

import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';

/** A function by `def` or `async def`. */
export type Func = Py.FunctionDef | Py.AsyncFunctionDef;

const FIXTURES = new Set(['pytest.fixture', 'pytest_asyncio.fixture']);

/** Whether a node is a function by `def`. */
export function isFunc(node: Py.Node | null | undefined): node is Func {
  return node?.nodeType === 'FunctionDef' || node?.nodeType === 'AsyncFunctionDef';
}

/** A fixture of a file. */
export interface Fixture {
  readonly name: string;
  readonly func: Func;
  /** The values that pytest runs it with one by one; left out where it takes none. */
  readonly params?: Py.expr;
}

const fixturesOf = new WeakMap<PythonSource, readonly Fixture[]>();

/** The fixtures that a file defines. */
export function fixturesIn(source: PythonSource): readonly Fixture[] {
  let fixtures = fixturesOf.get(source);
  if (!fixtures) {
    const nodes = source.text.includes('fixture') ? [...pythonNodesIn(source.ast)] : [];
    fixtures = nodes.flatMap((node) => (isFunc(node) ? fixtureOf(node, source) ?? [] : []));
    fixturesOf.set(source, fixtures);
  }
  return fixtures;
}

/** The fixture that a function is, if it is one. */
export function fixtureOf(func: Func, source: PythonSource): Fixture | undefined {
  for (const decorator of func.decorator_list) {
    const call = decorator.nodeType === 'Call' ? decorator : undefined;
    if (!originsOf(call?.func ?? decorator, source).some(({ path }) => FIXTURES.has(path))) continue;
    const given = keywordOf(call, 'name');
    const name = given?.nodeType === 'Constant' && given.valueType === 'str' ? given.value : func.name;
    const params = keywordOf(call, 'params');
    return { name, func, ...(params && { params }) };
  }
  return undefined;
}

/** What a call is given by keyword. */
export function keywordOf(call: Py.Call | undefined, name: string): Py.expr | undefined {
  return call?.keywords.find(({ arg }) => arg === name)?.value;
}

/** What a function returns or yields itself, and not by a function in it. */
export function returnedBy(func: Func): readonly Py.expr[] {
  const returned: Py.expr[] = [];
  const isOwn = (node: Py.Node): boolean =>
    !isFunc(node) && node.nodeType !== 'Lambda' && node.nodeType !== 'ClassDef';
  for (const statement of func.body) {
    if (!isOwn(statement)) continue;
    for (const node of pythonNodesIn(statement, isOwn)) {
      if ((node.nodeType === 'Return' || node.nodeType === 'Yield') && node.value) returned.push(node.value);
    }
  }
  return returned;
}

/** Whether a function is given its parameters by pytest: a test or a fixture. */
export function isGivenFixtures(func: Func, source: PythonSource): boolean {
  return func.name.startsWith('test') || fixtureOf(func, source) !== undefined;
}
