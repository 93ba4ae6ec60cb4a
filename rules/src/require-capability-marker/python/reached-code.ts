import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { classFacts, type PythonClass } from '../../resolve/python/classes.ts';
import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import type { PlacedFixture } from '../../resolve/python/fixture-lookup.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { namespaceOf } from '../../resolve/python/namespace.ts';
import { definedIn, originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import { runsForCertain } from './certainty.ts';

/** A function that runs for a test. */
export interface ReachedFunction {
  readonly node: PyFunction;
  readonly source: PythonSource;
  /** It runs whatever happens. */
  readonly isCertain: boolean;
  /** The fixture that it is. */
  readonly fixture?: PlacedFixture;
}

/** What runs before the tests of a class or module, by the names of unittest, nose and pytest. */
const SETUP = /^(?:async)?set_?up(?:_?(?:class|method|module|function))?$/i;
const MAX_FUNCTIONS = 60;

/**
 * The functions that run for a test: its own, its fixtures, what sets its class and module up, and the functions of the
 * project's tests that these call.
 */
export function reachedBy(
  test: CollectedTest,
  fixtures: readonly PlacedFixture[],
  source: PythonSource,
): readonly ReachedFunction[] {
  const found = new Map<PyFunction, ReachedFunction>();
  const waiting: ReachedFunction[] = [
    { node: test.fn.node, source, isCertain: true },
    ...fixtures.map((fixture) => ({ node: fixture.node, source: fixture.source, isCertain: true, fixture })),
    ...setUpFor(test, source).map((setUp) => ({ ...setUp, isCertain: true })),
  ];
  for (let reached = waiting.shift(); reached && found.size < MAX_FUNCTIONS; reached = waiting.shift()) {
    const known = found.get(reached.node);
    if (known && (known.isCertain || !reached.isCertain)) continue;
    found.set(reached.node, reached);
    waiting.push(...calledBy(reached, test.classes));
  }
  return [...found.values()];
}

interface Located {
  readonly node: PyFunction;
  readonly source: PythonSource;
}

function setUpFor({ classes }: CollectedTest, source: PythonSource): readonly Located[] {
  const ofClasses = classes.flatMap((own) =>
    classFacts(own).order.flatMap((part) => methodsOf(part.node, part.source)),
  );
  return [...ofClasses, ...methodsOf(source.ast, source)].filter(({ node }) => SETUP.test(node.name));
}

function methodsOf(owner: Py.ClassDef | Py.Module, source: PythonSource): readonly Located[] {
  return [...namespaceOf(owner, source).values()]
    .flat()
    .flatMap(({ node }) => (isFunction(node) ? [{ node, source }] : []));
}

function calledBy(reached: ReachedFunction, classes: readonly PythonClass[]): readonly ReachedFunction[] {
  const { node: fn, source } = reached;
  return callsIn(fn).flatMap((call) => {
    const isCertain = reached.isCertain && runsForCertain(call, fn, source);
    return calledFunctions(call, source, classes).map((called) => ({ ...called, isCertain }));
  });
}

/** The calls that a function makes, those in functions within it included. */
export function callsIn(fn: PyFunction): readonly Py.Call[] {
  return fn.body.flatMap((statement) =>
    [...pythonNodesIn(statement)].flatMap((node) => (node.nodeType === 'Call' ? [node] : [])),
  );
}

/** The functions of the project's tests that a call can mean. */
function calledFunctions(
  call: Py.Call,
  source: PythonSource,
  classes: readonly PythonClass[],
): readonly Located[] {
  const { func } = call;
  if (
    func.nodeType === 'Attribute' &&
    func.value.nodeType === 'Name' &&
    /^(?:self|cls)$/.test(func.value.id)
  ) {
    const name = func.attr;
    return classes.flatMap((own) => {
      const part = classFacts(own).order.find(({ node, source: file }) => namespaceOf(node, file).has(name));
      const bindings = part ? (namespaceOf(part.node, part.source).get(name) ?? []) : [];
      return bindings.flatMap(({ node }) =>
        part && isFunction(node) ? [{ node, source: part.source }] : [],
      );
    });
  }
  if (func.nodeType === 'Name') {
    const own = (definitionsAt(func, source) ?? []).flatMap(({ node }) =>
      isFunction(node) && node.name === func.id ? [node] : [],
    );
    if (own.length > 0) return own.map((node) => ({ node, source }));
  }
  return originsOf(func, source).flatMap(({ path }) => {
    const found = definedIn(path, source);
    if (found?.rest !== '') return [];
    return found.definitions.flatMap(({ node }) =>
      isFunction(node) ? [{ node, source: found.source }] : [],
    );
  });
}
