import { beforeAll, type RunnerTestCase, type RunnerTestSuite } from 'vitest';

import type { Skip } from './skip.ts';

/** The hooks of a suite, which Vitest hands out as the lists that it runs. */
interface SuiteHooks {
  readonly beforeAll: ((...args: unknown[]) => unknown)[];
}

type HooksOf = (suite: RunnerTestSuite) => SuiteHooks;

/** What turns errors that mean a skip into skips. */
export interface VitestSkips {
  /** What skips the test or hook that is running; `undefined` while the file is loaded. */
  readonly find: () => Skip | undefined;
  /** Makes a test skipped that has left by a skip; called after it. */
  readonly accept: (test: Readonly<RunnerTestCase>) => void;
}

const SIGNAL = 'SkipSignal';

/**
 * Lets tests and `beforeAll` hooks of the test file be skipped by an error. Vitest's own `skip` needs the
 * context of the test, which only the test is given, and a `beforeAll` has none.
 *
 * @param skip - Throws an error that is named `SkipSignal`.
 */
export function skipInVitest(skip: Skip): VitestSkips {
  let isRunning = false;
  beforeAll(async function () {
    isRunning = true;
    // The file is the first argument in Vitest 3 and the second in 4, which allows no other parameters before.
    // eslint-disable-next-line prefer-rest-params
    const file = [...arguments].find(isSuite);
    const hooksOf = file === undefined ? undefined : await findHooks();
    if (file !== undefined && hooksOf !== undefined) rescueHooks(file, hooksOf);
  });
  return { find: () => (isRunning ? skip : undefined), accept };
}

function isSuite(argument: unknown): argument is RunnerTestSuite {
  return typeof argument === 'object' && argument !== null && 'type' in argument && argument.type === 'suite';
}

function accept({ result }: Readonly<RunnerTestCase>): void {
  const errors = result?.errors ?? [];
  const [signal] = errors;
  if (result === undefined || signal === undefined || errors.some(({ name }) => name !== SIGNAL)) return;
  Object.assign(result, { state: 'skip', pending: true, note: signal.message, errors: undefined });
}

/** Vitest 4 and later hand the hooks out in one place, versions before that in another. */
async function findHooks(): Promise<HooksOf | undefined> {
  const { TestRunner } = (await import('vitest')) as { TestRunner?: { getSuiteHooks?: HooksOf } };
  if (TestRunner?.getSuiteHooks !== undefined) return TestRunner.getSuiteHooks;
  // Vitest 5 has no such entry, and its loader would look for it before this runs.
  const entry = 'vitest/suite';
  const { getHooks } = (await import(/* @vite-ignore */ entry)) as { getHooks?: HooksOf };
  return getHooks;
}

function rescueHooks(suite: RunnerTestSuite, hooksOf: HooksOf): void {
  const { beforeAll: hooks } = hooksOf(suite);
  for (const [at, hook] of hooks.entries()) hooks[at] = rescued(hook, suite);
  for (const task of suite.tasks) {
    if (task.type === 'suite') rescueHooks(task, hooksOf);
  }
}

function rescued(hook: (...args: unknown[]) => unknown, suite: RunnerTestSuite): typeof hook {
  const wrapped = async (...args: unknown[]): Promise<unknown> => {
    try {
      return await hook(...args);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== SIGNAL) throw error;
      skipAll(suite, error.message);
      return undefined;
    }
  };
  // Vitest notes a timeout on the function.
  return Object.assign(wrapped, hook);
}

function skipAll(suite: RunnerTestSuite, note: string): void {
  for (const task of suite.tasks) {
    if (task.type === 'suite') skipAll(task, note);
    else if (task.mode === 'run' || task.mode === 'queued') {
      task.mode = 'skip';
      Object.assign(task, { result: { state: 'skip', note } });
    }
  }
}
