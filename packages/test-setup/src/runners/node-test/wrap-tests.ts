import { AsyncLocalStorage } from 'node:async_hooks';

import { formatDuration } from '@cogniverse/guide/runtime';

import { warn } from '../../debug.ts';
import { type Skip, skipByError } from '../../gating/skip.ts';
import type { TestFile } from '../../lifecycle.ts';
import { TestClock } from '../../timeouts/test-clock.ts';
import { isFunction, readArguments, standIn, type TestFunction } from './arguments.ts';
import { callTest, isThenable } from './call.ts';
import type { NodeTest, NodeTestMethods } from './test-class.ts';

/** The part of node:test's `TestContext` that the set-up uses. */
interface Context {
  readonly name: string;
  readonly signal: AbortSignal;
  skip(message: string): void;
  after(hook: () => Promise<void>): void;
}

const skipRunning = new AsyncLocalStorage<Skip>();

/** What skips the test or hook that runs here; `undefined` while a file is loaded. */
export function skipInNodeTest(): Skip | undefined {
  return skipRunning.getStore();
}

/**
 * Wraps the methods that make tests and hooks, so that each test begins and ends with the file's set-up, has
 * a time limit, and can be skipped from within. The set-up's own hooks stand before the file's, and what
 * ends a test or the file runs after them.
 *
 * @param methods - Of the class of all tests.
 * @param file - The test file, or the whole run where files share a process.
 * @param limit - What an async test without a timeout may take, in milliseconds.
 */
export function wrapTests(methods: NodeTestMethods, file: TestFile, limit: number): void {
  const { createSubtest, createHook } = methods;
  /** Tests and suites whose author said how long they may take, be it for ever. */
  const limited = new WeakSet<NodeTest>();
  /** Why tests, suites and contexts are skipped. */
  const skipped = new WeakMap<object, string>();
  const clocks = new WeakMap<NodeTest, TestClock>();
  const ends = new WeakMap<Context, () => Promise<void>>();
  let hasBegun = false;
  let hasEnd = false;

  /** Registers the set-up's hook before any other of the file. */
  function beginWith(root: NodeTest): void {
    if (hasBegun) return;
    hasBegun = true;
    const options = { hookType: 'beforeEach', parent: root };
    Reflect.apply(createHook, root, ['beforeEach', beginTest, options]);
  }

  function beginTest(context: Context): void {
    let ended: Promise<void> | undefined;
    const end = (): Promise<void> => (ended ??= file.afterEach(context.name));
    file.beforeEach(context.name);
    ends.set(context, end);
    // A test that is not waited for any longer, because it ran out of time, ends here at the latest.
    context.signal.addEventListener('abort', () => {
      end().catch((error: unknown) => {
        warn(`after the test "${context.name}": ${String(error)}`);
      });
    });
  }

  /** Registers the end of the file once its own hooks are registered, so that it runs after them. */
  function endAfter(test: NodeTest): void {
    if (hasEnd) return;
    hasEnd = true;
    const root = ancestors(test).at(-1) ?? test;
    const loc = [1, 1, file.host.file ?? process.cwd()];
    Reflect.apply(createHook, root, ['after', () => file.end(), { hookType: 'after', parent: root, loc }]);
  }

  function runTest(test: NodeTest, fn: TestFunction, self: unknown, args: readonly unknown[]): unknown {
    // What node:test hands to every test.
    const context = args[0] as Context;
    endAfter(test);
    const inherited = [context, ...ancestors(test)].map((owner) => skipped.get(owner)).find(Boolean);
    const body: TestFunction =
      inherited === undefined ? fn : standIn(fn, (_context, done) => (isFunction(done) ? done() : undefined));
    if (inherited !== undefined) context.skip(inherited);
    const held = ancestors(test).flatMap((ancestor) => clocks.get(ancestor) ?? []);
    for (const clock of held) clock.hold();
    const finish = (): void => {
      clocks.get(test)?.stop();
      for (const clock of held.splice(0)) clock.release();
      const end = ends.get(context);
      if (end !== undefined) context.after(end);
    };
    return within(test, body, self, args, { context, finish });
  }

  function within(
    test: NodeTest,
    fn: TestFunction,
    self: unknown,
    args: readonly unknown[],
    { context, finish }: { readonly context: Context; readonly finish: () => void },
  ): unknown {
    const onSkip = (reason: string): void => {
      context.skip(reason);
    };
    const watch = (expire: (error: Error) => void): void => {
      if (hasLimit(test)) return;
      clocks.set(test, new TestClock(limit, () => { expire(outOfTime(limit)); }));
    };
    const call = (given: readonly unknown[]): unknown =>
      skipRunning.run(skipByError, () => callTest(fn, self, given, onSkip));
    const [, done] = args;
    if (fn.length === 2 && isFunction(done)) {
      const callback: TestFunction = (error) => {
        finish();
        return done(error);
      };
      watch(callback);
      return call([context, callback]);
    }
    let result: unknown;
    try {
      result = call(args);
    } catch (error) {
      finish();
      throw error;
    }
    if (!isThenable(result)) {
      finish();
      return result;
    }
    return new Promise((resolve, reject) => {
      watch(reject);
      Promise.resolve(result).then(resolve, reject);
    }).finally(finish);
  }

  function hasLimit(test: NodeTest): boolean {
    const given = Number(test.timeout);
    return (given > 0 && given < Infinity) || [test, ...ancestors(test)].some((owner) => limited.has(owner));
  }

  methods.createSubtest = function (factory, ...given) {
    const isTest = factory.name === 'Test';
    // The process that runs the files of others makes tests of a third kind.
    if (!isTest && factory.name !== 'Suite') return createSubtest.call(this, factory, ...given);
    if (this.parent === null) beginWith(this);
    const { options, fn, withFunction } = readArguments(given);
    const args: readonly unknown[] =
      isTest && fn !== undefined
        ? withFunction(
            standIn(fn, function (this: unknown, ...passed) {
              return runTest(made, fn, this, passed);
            }),
          )
        : given;
    const made: NodeTest = createSubtest.call(this, factory, ...args);
    if (options !== undefined && 'timeout' in options && typeof options.timeout === 'number') limited.add(made);
    return made;
  };

  methods.createHook = function (name, hook, options) {
    if (this.parent === null) beginWith(this);
    if (!isFunction(hook)) return Reflect.apply(createHook, this, [name, hook, options]);
    const ofEachTest = name === 'beforeEach' || name === 'afterEach';
    const wrapped = standIn(hook, (...passed) => {
      const [context] = passed;
      const owner = ofEachTest && typeof context === 'object' && context !== null ? context : this;
      if (name === 'before') endAfter(this);
      return skipRunning.run(skipByError, () =>
        callTest(hook, context, passed, (reason) => {
          skipped.set(owner, reason);
        }),
      );
    });
    return Reflect.apply(createHook, this, [name, wrapped, options]);
  };
}

/** What a test or suite stands in, from the inside out; the last one is the root. */
function ancestors(test: NodeTest): NodeTest[] {
  const found: NodeTest[] = [];
  for (let { parent } = test; parent !== null; { parent } = parent) found.push(parent);
  return found;
}

function outOfTime(limit: number): Error {
  const error = new Error(
    `the test did not end within ${formatDuration(limit)}, the policy's timeouts.default. ` +
      'Give it a time of its own if it needs longer: test(name, { timeout: 60_000 }, fn).',
  );
  // Where the time ran out says nothing of the test.
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
