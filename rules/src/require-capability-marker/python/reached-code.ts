import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../resolve/once-per.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { classFacts, type PythonClass } from '../../resolve/python/classes.ts';
import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import type { PlacedFixture } from '../../resolve/python/fixture-lookup.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { namespaceOf } from '../../resolve/python/namespace.ts';
import { definedIn, originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
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
  const owners = [...classes.flatMap((own) => classFacts(own).order), { node: source.ast, source }];
  return owners.flatMap((owner) => setUpIn(owner.node).map((node) => ({ node, source: owner.source })));
}

const setUpIn = oncePer(({ body }: Py.ClassDef | Py.Module): readonly PyFunction[] =>
  body.filter(isFunction).filter(({ name }) => SETUP.test(name)),
);

function calledBy(reached: ReachedFunction, classes: readonly PythonClass[]): readonly ReachedFunction[] {
  return callees(reached).flatMap(({ call, named, isCertain }) => {
    const called = named ?? ownMethods(call, classes);
    return called.map((fn) => ({ ...fn, isCertain: reached.isCertain && isCertain }));
  });
}

/** A call with what it means. */
interface Callee {
  readonly call: Py.Call;
  /** The functions by their name; left out for a method of the class, which depends on the class of the test. */
  readonly named: readonly Located[] | undefined;
  /** It is made whatever happens. */
  readonly isCertain: boolean;
}

const calleesOf = new WeakMap<PyFunction, readonly Callee[]>();

/** The calls of functions of the project's tests that a function makes. */
function callees({ node: fn, source }: Located): readonly Callee[] {
  let found = calleesOf.get(fn);
  if (!found) {
    found = callsIn(fn).flatMap((call) => {
      const named = isOwnMethod(call) ? undefined : namedFunctions(call, source);
      return named?.length === 0 ? [] : { call, named, isCertain: runsForCertain(call, fn, source) };
    });
    calleesOf.set(fn, found);
  }
  return found;
}

/** The calls that a function makes, those in functions within it included. */
export const callsIn = oncePer((fn: PyFunction): readonly Py.Call[] =>
  fn.body.flatMap((statement) =>
    [...pythonNodesIn(statement)].flatMap((node) => (node.nodeType === 'Call' ? [node] : [])),
  ),
);

const certainCallsOf = new WeakMap<PyFunction, readonly Py.Call[]>();

/** The calls that a function makes itself whenever it runs. */
export function certainCallsIn({ node: fn, source }: ReachedFunction): readonly Py.Call[] {
  let found = certainCallsOf.get(fn);
  if (!found) {
    found = callsIn(fn).filter((call) => {
      const owner = [...ancestorsOf(call)].find(isFunction);
      return owner === fn && runsForCertain(call, fn, source);
    });
    certainCallsOf.set(fn, found);
  }
  return found;
}

/** `self.method()` */
function isOwnMethod({ func }: Py.Call): boolean {
  return (
    func.nodeType === 'Attribute' && func.value.nodeType === 'Name' && /^(?:self|cls)$/.test(func.value.id)
  );
}

function ownMethods({ func }: Py.Call, classes: readonly PythonClass[]): readonly Located[] {
  const name = func.nodeType === 'Attribute' ? func.attr : '';
  return classes.flatMap((own) => {
    const part = classFacts(own).order.find(({ node, source }) => namespaceOf(node, source).has(name));
    const bindings = part ? (namespaceOf(part.node, part.source).get(name) ?? []) : [];
    return bindings.flatMap(({ node }) => (part && isFunction(node) ? [{ node, source: part.source }] : []));
  });
}

/** The functions of the project's tests that a call means by a name. */
function namedFunctions({ func }: Py.Call, source: PythonSource): readonly Located[] {
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
