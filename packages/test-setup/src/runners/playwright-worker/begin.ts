import { holdToSingleThread } from '../../environment/single-thread.ts';
import { skipWith } from '../../gating/skip.ts';
import { usePolicyOf } from '../../policy.ts';
import { beginRun, type FilesOfRun } from '../files-of-run.ts';

/** Playwright's `TestInfo` as far as the set-up uses it. */
export interface PlaywrightTestInfo {
  readonly file: string;
  readonly title: string;
  skip(condition: boolean, description: string): void;
}

/**
 * Begins a process of Playwright, which loads the configuration before all else.
 *
 * @param runningTest - Gives the test that is running.
 * @returns The files that this process runs; `undefined` in the runner's own process, which runs none.
 */
export function beginPlaywright(runningTest: () => PlaywrightTestInfo | undefined): FilesOfRun | undefined {
  if (process.env['TEST_WORKER_INDEX'] === undefined) {
    // Workers inherit the environment, and so does what a global set-up starts.
    holdToSingleThread(usePolicyOf(process.cwd()), process.env);
    return undefined;
  }
  skipWith(() => {
    const test = runningTest();
    return test === undefined ? undefined : (reason) => skip(test, reason);
  });
  return beginRun('playwright');
}

function skip(test: PlaywrightTestInfo, reason: string): never {
  test.skip(true, reason);
  throw new Error(`Playwright went on with a test that was skipped: ${reason}`);
}
