import type { Py } from '@cogniverse/eslint-python';

import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/** A place in which code runs. */
export interface Run {
  /** In a test, before each test, or once for the file or a class of it. */
  readonly when: 'in-test' | 'each-test' | 'once';
  /** The test, fixture or method that runs it; left out for code that runs as the file loads. */
  readonly owner: PyFunction | undefined;
}

/** What unittest, nose and pytest run before each test, and what they run once. */
const EACH_TEST = /^(?:(?:async)?setUp|setup_method|setup_function|setup)$/;
const ONCE = /^(?:setUpClass|setUpModule|setup_class|setup_module)$/;
/** Decorators that leave a function one that its callers call. */
const PLAIN = /^builtins\.(?:static|class)method$|^pytest\.mark\.|^torch\.(?:no_grad|inference_mode)/;

/** The tests of a file, by their functions. */
export type Tests = ReadonlySet<PyFunction>;

/**
 * Where a node runs: in the test, fixture or set-up that it stands in, or wherever the function of the file around it
 * is called. Empty where nothing runs it that the file shows.
 */
export function runsOf(node: Py.Node, tests: Tests, source: PythonSource): readonly Run[] {
  const seen = new Set<Py.Node>();
  const runsOfNode = (at: Py.Node): readonly Run[] => {
    const owner = deferredAround(at);
    if (!owner) return [{ when: 'once', owner: undefined }];
    if (!isFunction(owner) || seen.has(owner)) return [];
    seen.add(owner);
    return runsOfFunction(owner, tests, source) ?? callsOf(owner, source).flatMap(runsOfNode);
  };
  return runsOfNode(node);
}

/** The innermost function around a node that does not run where it stands. */
function deferredAround(node: Py.Node): Py.Node | undefined {
  let below = node;
  for (const above of ancestorsOf(node)) {
    if (above.nodeType === 'Lambda' || above.nodeType === 'GeneratorExp') return above;
    if (isFunction(above) && above.body.some((statement) => statement === below)) return above;
    below = above;
  }
  return undefined;
}

/** Where a function runs by what it is; `undefined` for one that is merely called. */
function runsOfFunction(fn: PyFunction, tests: Tests, source: PythonSource): readonly Run[] | undefined {
  if (tests.has(fn)) return [{ when: 'in-test', owner: fn }];
  const fixture = fixtureOf(fn, source);
  if (fixture) {
    if (fixture.scope === undefined) return [];
    return [{ when: fixture.scope === 'function' ? 'each-test' : 'once', owner: fn }];
  }
  const isOfClassOrModule = fn.parent?.nodeType === 'ClassDef' || fn.parent?.nodeType === 'Module';
  if (isOfClassOrModule && EACH_TEST.test(fn.name) && holdsTests(fn, tests)) {
    return [{ when: 'each-test', owner: fn }];
  }
  if (isOfClassOrModule && ONCE.test(fn.name)) return [{ when: 'once', owner: fn }];
  const isPlain = fn.decorator_list.every((decorator) =>
    originsOf(decorator, source).some(({ path }) => PLAIN.test(path)),
  );
  return isPlain ? undefined : [];
}

/** Whether a class or module has tests beside its set-up. */
function holdsTests({ parent }: PyFunction, tests: Tests): boolean {
  return [...tests].some((test) => [...ancestorsOf(test)].some((above) => above === parent));
}

/** The calls of a function of the file by its name, and of a method by `self`. */
export function callsOf(fn: PyFunction, source: PythonSource): readonly Py.Node[] {
  const { parent } = fn;
  if (parent?.nodeType === 'ClassDef') {
    return [...pythonNodesIn(parent)].filter((node) => node.nodeType === 'Call' && isOwnCall(node, fn.name));
  }
  const uses = source.scopes.variableOf(fn)?.references.filter(({ isRead }) => isRead) ?? [];
  const calls = uses.flatMap(({ node }) => {
    const call = node.parent;
    return call?.nodeType === 'Call' && call.func === node ? [call] : [];
  });
  // What is handed on is called who knows when, and may be kept.
  return calls.length === uses.length ? calls : [];
}

function isOwnCall({ func }: Py.Call, name: string): boolean {
  return (
    func.nodeType === 'Attribute' &&
    func.attr === name &&
    func.value.nodeType === 'Name' &&
    /^(?:self|cls)$/.test(func.value.id)
  );
}
