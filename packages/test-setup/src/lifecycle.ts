import path from 'node:path';

import { debug, timed } from './debug.ts';
import { usePolicyOf } from './policy.ts';
import { mainProcess, threadState } from './realm.ts';

/** The runners that have an entry of their own. */
export type RunnerName = 'vitest' | 'jest' | 'mocha' | 'node' | 'playwright';

/** What a runner's entry says of the test file that it begins. */
export interface TestFileHost {
  readonly runner: RunnerName;
  /** Absolute path of the test file; without one the policy of the working directory holds. */
  readonly file: string | undefined;
  /** The `process` and globals that the tests see, which in Jest are not those of the main realm. */
  readonly process: NodeJS.Process;
  readonly global: typeof globalThis;
  /**
   * Whether the runner gives each file modules of its own, so that what a file leaves alive serves no other
   * file and may be ended.
   */
  readonly ownModules: boolean;
}

/** A test file under way. A runner's entry calls these around its tests. */
export interface TestFile {
  readonly host: TestFileHost;
  /** Before each test, before the hooks of the test file. */
  beforeEach(): void;
  /** After each test, after the hooks of the test file. */
  afterEach(): Promise<void>;
  /** After the last test of the file. */
  end(): Promise<void>;
}

interface LifecycleState {
  file: TestFile | undefined;
  inTest: boolean;
}

const state = threadState<LifecycleState>('lifecycle', () => ({ file: undefined, inTest: false }));

/**
 * Begins a test file: the environment, what is tracked and what is guarded, before any code of the file runs.
 *
 * @param host - The runner and its file.
 * @throws {PolicyError} If the project's policy cannot be read or is not valid.
 */
export function beginFile(host: TestFileHost): TestFile {
  const directory = host.file === undefined ? mainProcess.cwd() : path.dirname(host.file);
  debug(() => `set-up for ${host.runner}: ${host.file ?? directory}`);
  timed('policy', () => usePolicyOf(directory));
  const file: TestFile = {
    host,
    beforeEach() {
      state.inTest = true;
    },
    async afterEach() {
      state.inTest = false;
      await Promise.resolve();
    },
    async end() {
      state.inTest = false;
      await Promise.resolve();
    },
  };
  state.file = file;
  return file;
}

/** The test file that is running in this thread; `undefined` where no runner's entry has begun one. */
export function currentFile(): TestFile | undefined {
  return state.file;
}

/** Whether a test, with its hooks, is running, and not the file around it. */
export function isInTest(): boolean {
  return state.inTest;
}
