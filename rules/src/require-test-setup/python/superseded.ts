import { threadEnvironment } from '@cogniverse/guide';
import { parseSourceCode, PythonSyntaxError, type Py } from '@cogniverse/eslint-python';

import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { mayBe, originsOf } from '../../resolve/python/origin.ts';
import { sourceFrom, type PythonSource } from '../../resolve/python/source.ts';
import { staticPrimitive } from '../../resolve/python/static-value.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';

/** Code of a `conftest.py` that does by hand what the plugin does. */
export interface SupersededCode {
  /** As a report names it: variables, a call, a function. */
  readonly name: string;
  /** What the plugin does in its place: a clause. */
  readonly instead: string;
  /** The first line, from 1. */
  readonly line: number;
}

const VARIABLES = new Map(threadEnvironment.map(({ name, value }) => [name, value]));
const TORCH_LIMITS = ['torch.set_num_threads', 'torch.set_num_interop_threads'];
/** Modules that code waits for threads with, and what else it may call and still do nothing but that. */
const WAITING = /^(?:time|threading|gc|asyncio\.sleep|builtins)(?:\.|$)/;
const HARMLESS_METHODS = new Set([
  'append',
  'endswith',
  'getName',
  'is_alive',
  'isDaemon',
  'join',
  'lower',
  'startswith',
]);
const PAUSE = /sleep|delay|wait|pause/i;

/**
 * What a `conftest.py` does that the plugin does too, as far as that is certain: it may be deleted once the
 * plugin is there. Empty where the text can't be parsed.
 *
 * @param text - Without byte order mark.
 */
export function supersededCode(text: string, file: string): readonly SupersededCode[] {
  try {
    return supersededIn(sourceFrom(parseSourceCode(text), file));
  } catch (error) {
    if (error instanceof PythonSyntaxError) return [];
    throw error;
  }
}

function supersededIn(source: PythonSource): readonly SupersededCode[] {
  const functions = source.ast.body.filter(isFunction);
  const waiting = functions.filter((fn) => waitsForThreads(fn, source));
  const cleaners = waiting.map(({ name }) => name);
  const resets = functions.filter((fn) => resetsDspy(fn, cleaners, source));
  return [
    ...variablesSet(source),
    ...torchLimits(source),
    ...waiting.map((fn) => named(fn, 'the plugin waits for the threads of tqdm and posthog')),
    ...resets.map((fn) => named(fn, "the plugin puts dspy's settings back after each test")),
  ].sort((a, b) => a.line - b.line);
}

function named({ name, loc }: PyFunction, instead: string): SupersededCode {
  return { name: `${name}()`, instead, line: loc.start.line };
}

/** `os.environ["OMP_NUM_THREADS"] = "1"` as the module runs: one entry for all of them. */
function variablesSet(source: PythonSource): readonly SupersededCode[] {
  const found = loadTime(source).flatMap((node) => {
    const stated = variableSet(node, source);
    return stated && VARIABLES.get(stated.name) === stated.value
      ? [{ name: stated.name, line: node.loc.start.line }]
      : [];
  });
  const [first] = found;
  if (!first) return [];
  const names = [...new Set(found.map(({ name }) => name))].join(', ');
  return [{ name: names, instead: 'the plugin sets them before anything is imported', line: first.line }];
}

function variableSet(
  node: Py.Node,
  source: PythonSource,
): { readonly name: string; readonly value: unknown } | undefined {
  const stated = (key: Py.expr, value: Py.expr | undefined): { name: string; value: unknown } | undefined => {
    const name = staticPrimitive(key, source);
    return typeof name === 'string' && value ? { name, value: staticPrimitive(value, source) } : undefined;
  };
  if (node.nodeType === 'Assign') {
    const [target, ...others] = node.targets;
    if (target?.nodeType !== 'Subscript' || others.length > 0) return undefined;
    return mayBe(target.value, 'os.environ', source) ? stated(target.slice, node.value) : undefined;
  }
  if (node.nodeType !== 'Expr' || node.value.nodeType !== 'Call') return undefined;
  const { func, args } = node.value;
  const [key, value] = args;
  return key && mayBe(func, 'os.environ.setdefault', source) ? stated(key, value) : undefined;
}

function torchLimits(source: PythonSource): readonly SupersededCode[] {
  return loadTime(source).flatMap((node): readonly SupersededCode[] => {
    if (node.nodeType !== 'Expr' || node.value.nodeType !== 'Call') return [];
    const { func, args } = node.value;
    const [count] = args;
    const limit = TORCH_LIMITS.find((path) => mayBe(func, path, source));
    if (limit === undefined || !count || staticPrimitive(count, source) !== 1) return [];
    return [
      { name: `${limit}(1)`, instead: 'the plugin holds torch to one thread', line: node.loc.start.line },
    ];
  });
}

/** The statements that run as the module is loaded. */
function loadTime({ ast }: PythonSource): readonly Py.Node[] {
  return [...pythonNodesIn(ast, (node) => !isFunction(node) && node.nodeType !== 'ClassDef')];
}

/** Whether a function does nothing but wait for the threads of tqdm or posthog to end. */
function waitsForThreads(fn: PyFunction, source: PythonSource): boolean {
  const nodes = fn.body.flatMap((statement) => [...pythonNodesIn(statement)]);
  const calls = nodes.filter((node) => node.nodeType === 'Call');
  const names = nodes.flatMap((node) => (node.nodeType === 'Constant' ? String(node.value) : []));
  return (
    nodes.some(({ nodeType }) => nodeType === 'While' || nodeType === 'For') &&
    names.some((name) => name === 'tqdm' || name === 'posthog') &&
    calls.some(({ func }) => mayBe(func, 'threading.enumerate', source)) &&
    calls.every((call) => isWaiting(call, source)) &&
    !nodes.some((node) => node.nodeType === 'Yield' || (node.nodeType === 'Return' && node.value !== null))
  );
}

function isWaiting({ func }: Py.Call, source: PythonSource): boolean {
  const origins = originsOf(func, source);
  if (origins.length > 0 && origins.every(({ path }) => WAITING.test(path))) return true;
  if (func.nodeType === 'Name') return PAUSE.test(func.id);
  return func.nodeType === 'Attribute' && HARMLESS_METHODS.has(func.attr);
}

/** Whether a function is an autouse fixture that does nothing but reset dspy, and wait for threads. */
function resetsDspy(fn: PyFunction, cleaners: readonly string[], source: PythonSource): boolean {
  if (fixtureOf(fn, source)?.isAutouse !== true) return false;
  const nodes = fn.body.flatMap((statement) => [...pythonNodesIn(statement)]);
  const isOfDspy = (node: Py.expr): boolean =>
    originsOf(node, source).some(({ path }) => /^dspy(?:\.|$)/.test(path));
  const targets = nodes.flatMap((node) => (node.nodeType === 'Assign' ? node.targets : []));
  const isReset = (node: Py.expr): boolean =>
    node.nodeType === 'Attribute' &&
    originsOf(node.value, source).some(({ path }) => path === 'dspy.settings');
  const isAllowed = ({ func }: Py.Call): boolean => {
    if (func.nodeType === 'Name' && cleaners.includes(func.id)) return true;
    return isOfDspy(func) || mayBe(func, 'gc.collect', source) || isLooking(func, source);
  };
  return (
    targets.length > 0 &&
    targets.every(isReset) &&
    nodes.every((node) => node.nodeType !== 'Call' || isAllowed(node)) &&
    !nodes.some(({ nodeType }) => nodeType === 'AugAssign' || nodeType === 'Delete')
  );
}

/** `hasattr` and its like, which change nothing. */
function isLooking(func: Py.expr, source: PythonSource): boolean {
  return ['hasattr', 'getattr', 'isinstance'].some((name) => mayBe(func, `builtins.${name}`, source));
}
