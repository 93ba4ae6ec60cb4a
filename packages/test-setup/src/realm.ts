import { EventEmitter } from 'node:events';

import type * as Main from './main.ts';

/**
 * The process of the main realm. Jest, and Vitest's `vmThreads`, run tests in a `vm` context whose `process`
 * can be a copy, so the real one is asked of a function that every context gets from Node.js itself.
 */
export const mainProcess: NodeJS.Process = findMainProcess();

function findMainProcess(): NodeJS.Process {
  try {
    const ask: unknown = Reflect.construct(EventEmitter.constructor, ['return process']);
    const found: unknown = typeof ask === 'function' ? Reflect.apply(ask, undefined, []) : undefined;
    return isProcess(found) ? found : process;
  } catch {
    // `node --disallow-code-generation-from-strings`.
    return process;
  }
}

function isProcess(value: unknown): value is NodeJS.Process {
  return typeof value === 'object' && value !== null && 'dlopen' in value && 'versions' in value;
}

/**
 * Loads this package's code in the main realm with Node's own loader. It is loaded once a thread, whatever the
 * runner does to module registries, so later test files get it for nothing.
 */
export function loadMain(): typeof Main {
  const load = mainProcess.getBuiltinModule('node:module').createRequire(import.meta.url);
  // Published beside this module.
  return load('./main.cjs') as typeof Main;
}

const slot = Symbol.for('@cogniverse/test-setup');

/**
 * State that there is once for each thread of a process, however many copies of this package are loaded.
 *
 * @param name - The state's own name.
 * @param make - Makes it where it is not there yet.
 */
export function threadState<T extends object>(name: string, make: () => T): T {
  const states = statesOf(mainProcess);
  let state = states.get(name);
  if (state === undefined) {
    state = make();
    states.set(name, state);
  }
  // Each name belongs to one module, which makes its state and alone asks for it.
  return state as T;
}

function statesOf(holder: NodeJS.Process & { [slot]?: Map<string, object> }): Map<string, object> {
  const states = holder[slot] ?? new Map<string, object>();
  holder[slot] = states;
  return states;
}
