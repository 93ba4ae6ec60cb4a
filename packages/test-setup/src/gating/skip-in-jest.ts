import { reportOnce } from '../report-once.ts';
import { isSkipSignal, type Skip, skipByError } from './skip.ts';

type HookFunction = (this: unknown, ...args: unknown[]) => unknown;

/** A test of Jest's own runner, jest-circus, as far as it is used here. */
interface CircusTest {
  readonly type: 'test';
  /** Errors, or pairs of an error and one that tells where the test stands. */
  errors: unknown[];
  mode?: string | null;
  status?: string | null;
}

interface CircusDescribe {
  readonly type: 'describeBlock';
  readonly children: readonly (CircusTest | CircusDescribe)[];
  readonly hooks: readonly { readonly type: string; fn: HookFunction }[];
}

/** What the runner keeps of a file in the globals that its tests see. */
interface CircusState {
  readonly rootDescribeBlock: CircusDescribe;
  readonly hasStarted: boolean;
  readonly currentlyRunningTest: CircusTest | null;
}

/** What turns errors that mean a skip into skips. */
export interface JestSkips {
  /** What skips the test or hook that is running; `undefined` while the file is loaded. */
  readonly find: () => Skip | undefined;
  /** To be called in the first `beforeAll` of the file. */
  readonly begin: () => void;
  /** Makes the running test skipped if it has left by a skip; to be called in its last `afterEach`. */
  readonly accept: () => void;
}

/**
 * Lets tests and hooks of a file be skipped by an error: Jest has no way to skip a test that runs.
 *
 * @param global - The globals that the tests see.
 */
export function skipInJest(global: object): JestSkips {
  return {
    // Concurrent tests start before the first hook.
    find: () => (stateIn(global)?.hasStarted === true ? skipByError : undefined),
    begin() {
      const state = stateIn(global);
      if (state !== undefined) rescueHooks(state.rootDescribeBlock);
    },
    accept() {
      const test = stateIn(global)?.currentlyRunningTest;
      if (test !== null && test !== undefined) acceptSkip(test);
    },
  };
}

function stateIn(global: object): CircusState | undefined {
  const key = Object.getOwnPropertySymbols(global).find(
    ({ description }) => description === 'JEST_STATE_SYMBOL',
  );
  const state: unknown = key === undefined ? undefined : Reflect.get(global, key);
  return isState(state) ? state : undefined;
}

function isState(state: unknown): state is CircusState {
  return (
    typeof state === 'object' &&
    state !== null &&
    'rootDescribeBlock' in state &&
    'hasStarted' in state &&
    'currentlyRunningTest' in state
  );
}

function acceptSkip(test: CircusTest): void {
  const errors = test.errors.map(errorOf);
  const [signal] = errors;
  if (!isSkipSignal(signal) || !errors.every(isSkipSignal)) return;
  reportReason(signal.message);
  test.errors = [];
  // The runner is about to say that the test is done.
  Object.defineProperty(test, 'status', { get: () => 'skip', set: () => undefined });
}

function errorOf(entry: unknown): unknown {
  return Array.isArray(entry) ? entry[0] : entry;
}

function rescueHooks(describe: CircusDescribe): void {
  for (const hook of describe.hooks) {
    // A hook with a parameter waits for a callback.
    if (hook.type === 'beforeAll' && hook.fn.length === 0) hook.fn = rescued(hook.fn, describe);
  }
  for (const child of describe.children) {
    if (child.type === 'describeBlock') rescueHooks(child);
  }
}

function rescued(hook: HookFunction, describe: CircusDescribe): HookFunction {
  return async function () {
    try {
      return await hook.call(this);
    } catch (error) {
      if (!isSkipSignal(error)) throw error;
      reportReason(error.message);
      skipAll(describe);
      return undefined;
    }
  };
}

function skipAll(describe: CircusDescribe): void {
  for (const child of describe.children) {
    if (child.type === 'describeBlock') skipAll(child);
    else child.mode = 'skip';
  }
}

/** Jest's reports have no place for it. */
function reportReason(reason: string): void {
  reportOnce(`skipped: ${reason}.`);
}
