import { createHook } from 'node:async_hooks';

/** A test, suite or root of node:test: an object of its internal class `Test`. */
export interface NodeTest {
  readonly name: string;
  readonly parent: NodeTest | null;
  /** The limit in force, in milliseconds: its own, or that of what it stands in. */
  readonly timeout: unknown;
}

/** What the set-up wraps of that class. */
export interface NodeTestMethods {
  createSubtest: (this: NodeTest, factory: NodeTestFactory, ...given: readonly unknown[]) => NodeTest;
  createHook: (this: NodeTest, name: string, hook: unknown, options: unknown) => unknown;
}

/** `Test`, `Suite`, or in the parent process `FileTest`. */
export type NodeTestFactory = new (...args: never) => NodeTest;

/**
 * Waits for the first test of this process: node:test has no way to reach the tests of others before they
 * are made, so its class is taken from the first resource that it announces to `async_hooks`. Costs a
 * callback for each asynchronous resource until then, and nothing later.
 *
 * @param wrap - Gets the methods that all tests inherit, to replace them.
 */
export function onFirstTest(wrap: (methods: NodeTestMethods) => void): void {
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type !== 'Test') return;
      hook.disable();
      const methods = methodsOf(resource);
      if (methods !== undefined) wrap(methods);
    },
  });
  hook.enable();
}

/** Looks for the prototype that has the methods itself: a hook or suite is of a class derived from it. */
function methodsOf(resource: object): NodeTestMethods | undefined {
  for (let level: unknown = resource; typeof level === 'object' && level !== null; ) {
    if (hasMethods(level)) return level;
    level = Object.getPrototypeOf(level);
  }
  return undefined;
}

function hasMethods(level: object): level is NodeTestMethods {
  return ['createSubtest', 'createHook'].every(
    (name) => typeof Object.getOwnPropertyDescriptor(level, name)?.value === 'function',
  );
}
