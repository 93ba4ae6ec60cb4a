import { skipWith } from '../../gating/skip.ts';
import { beginRun } from '../files-of-run.ts';
import { moveToEnd, runSuitesOfFiles } from './files.ts';
import type { MochaHook } from './mocha.ts';
import { skipInMocha, watchRunning } from './running.ts';

/** Mocha's root hooks. */
export interface MochaHooks {
  readonly beforeAll: MochaHook;
  readonly beforeEach: MochaHook;
  readonly afterEach: MochaHook;
  readonly afterAll: MochaHook;
}

/** The longest wait that a policy can ask for, and the time that ending takes. */
const HOOK_TIMEOUT_MS = 90_000;

/**
 * Begins a run of Mocha, before its files are loaded. In a worker of `--parallel` the hooks run once for each
 * file, else once for all of them.
 */
export function beginMochaRun(): MochaHooks {
  const files = beginRun('mocha');
  skipWith(skipInMocha);
  const hooks: MochaHooks = {
    beforeAll() {
      const { test } = this;
      if (test?.parent === undefined) return;
      watchRunning(test);
      moveToEnd(test.parent._afterEach, hooks.afterEach);
      moveToEnd(test.parent._afterAll, hooks.afterAll);
      runSuitesOfFiles(test.parent, { begin: files.enter, end: files.leave }, HOOK_TIMEOUT_MS);
    },
    beforeEach() {
      files.current().beforeEach(this.currentTest?.fullTitle());
    },
    afterEach() {
      this.timeout(HOOK_TIMEOUT_MS);
      return files.current().afterEach(this.currentTest?.fullTitle());
    },
    afterAll() {
      this.timeout(HOOK_TIMEOUT_MS);
      return files.end();
    },
  };
  return hooks;
}
