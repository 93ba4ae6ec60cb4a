/** A function of the test's author: of a test, a suite or a hook. */
export type TestFunction = (this: unknown, ...args: unknown[]) => unknown;

/** The arguments of `test`, `it`, `suite` and their like, which may leave out any. */
export interface TestArguments {
  readonly options: object | undefined;
  readonly fn: TestFunction | undefined;
  /** The same arguments with another function. */
  readonly withFunction: (fn: TestFunction) => readonly unknown[];
}

/** Reads `(name?, options?, fn?, ...overrides)` as node:test does. */
export function readArguments(given: readonly unknown[]): TestArguments {
  const at = given.slice(0, 3).findIndex((argument) => typeof argument === 'function');
  const fn = given[at];
  return {
    options: given.slice(0, 2).find(isObject),
    fn: isFunction(fn) ? fn : undefined,
    withFunction: (replacement) => given.with(at, replacement),
  };
}

/** Makes a function that node:test takes for the other: it calls it by how many parameters it has. */
export function standIn(original: TestFunction, replacement: TestFunction): TestFunction {
  return Object.defineProperties(replacement, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is a function that can be called with anything. */
export function isFunction(value: unknown): value is TestFunction {
  return typeof value === 'function';
}
