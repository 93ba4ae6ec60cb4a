import { skipWith } from '../../gating/skip.ts';
import { beginFile, type TestFile } from '../../lifecycle.ts';
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
  const run = begin(undefined);
  let current = run;
  /** What the end of a file found, where that was noticed as another file began. */
  const late: unknown[] = [];
  skipWith(skipInMocha);

  async function endFile(): Promise<void> {
    const ended = current;
    current = run;
    if (ended !== run) await ended.end();
  }

  /** A file whose last suite is not run, as with `--grep`, ends as the next one begins. */
  async function beginNext(file: string): Promise<void> {
    if (current.host.file === file) return;
    await endFile().catch((error: unknown) => late.push(error));
    current = begin(file);
  }

  const hooks: MochaHooks = {
    beforeAll() {
      const { test } = this;
      if (test?.parent === undefined) return;
      watchRunning(test);
      moveToEnd(test.parent._afterEach, hooks.afterEach);
      moveToEnd(test.parent._afterAll, hooks.afterAll);
      runSuitesOfFiles(test.parent, { begin: beginNext, end: endFile }, HOOK_TIMEOUT_MS);
    },
    beforeEach() {
      current.beforeEach(this.currentTest?.fullTitle());
    },
    afterEach() {
      this.timeout(HOOK_TIMEOUT_MS);
      return current.afterEach(this.currentTest?.fullTitle());
    },
    async afterAll() {
      this.timeout(HOOK_TIMEOUT_MS);
      await endFile();
      await run.end();
      const errors = late.splice(0);
      if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
    },
  };
  return hooks;
}

function begin(file: string | undefined): TestFile {
  return beginFile({ runner: 'mocha', file, process, global: globalThis, ownModules: file === undefined });
}
