import path from 'node:path';

import { cleanUpAfter } from './background/clean-up.ts';
import { aliveThings } from './background/tracked.ts';
import { watchFile } from './background/watch.ts';
import { now } from './clock.ts';
import { debug, timed } from './debug.ts';
import { holdToSingleThread } from './environment/single-thread.ts';
import { isolateFile } from './isolation/isolate-file.ts';
import { usePolicyOf } from './policy.ts';
import { mainProcess, threadState } from './realm.ts';
import { type RunningTest, watchTime } from './timeouts/watchdog.ts';
import { endManagedWorkers } from './workers/managed.ts';

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
  /** Whether hooks of the file may run beside or after `end`, and still end what it left. */
  readonly hooksMayFollow?: boolean;
}

/** A test file under way. A runner's entry calls these around its tests. */
export interface TestFile {
  readonly host: TestFileHost;
  /**
   * Before each test, before the hooks of the test file. Tests may overlap.
   *
   * @param title - What the test is called, for messages.
   */
  beforeEach(title?: string): void;
  /**
   * After each test, after the hooks of the test file.
   *
   * @param title - As given to `beforeEach`.
   * @throws {unknown} What a function of `resetAfterEach` threw.
   */
  afterEach(title?: string): Promise<void>;
  /** After the last test of the file. */
  end(): Promise<void>;
}

interface LifecycleState {
  file: TestFile | undefined;
  running: RunningTest[];
}

const state = threadState<LifecycleState>('lifecycle', () => ({ file: undefined, running: [] }));

/**
 * Begins a test file: the environment, what is tracked and what is guarded, before any code of the file runs.
 *
 * @param host - The runner and its file.
 * @throws {PolicyError} If the project's policy cannot be read or is not valid.
 */
export function beginFile(host: TestFileHost): TestFile {
  const directory = host.file === undefined ? mainProcess.cwd() : path.dirname(host.file);
  debug(() => `set-up for ${host.runner}: ${host.file ?? directory}`);
  const policy = timed('policy', () => usePolicyOf(directory));
  timed('one thread', () => {
    holdToSingleThread(policy, host.process.env);
  });
  timed('watch', () => {
    watchFile(host, policy.setup);
  });
  const before = new Set(aliveThings());
  const isolation = isolateFile(host);
  const endWatch = host.file === undefined ? () => undefined : watchTime(host.file, policy, () => state.running);
  const file: TestFile = {
    host,
    beforeEach(title = 'a test') {
      state.running.push({ title, since: now() });
      isolation.beforeEach();
    },
    async afterEach(title = 'a test') {
      try {
        await isolation.afterEach();
      } finally {
        const at = state.running.findIndex((test) => test.title === title);
        state.running.splice(at === -1 ? 0 : at, 1);
        if (state.running.length === 0) {
          await endManagedWorkers('test');
        }
      }
    },
    async end() {
      endWatch();
      isolation.end();
      await endManagedWorkers('file');
      await cleanUpAfter({ ...host, before }, policy.setup);
    },
  };
  state.running = [];
  state.file = file;
  return file;
}

/** The test file that is running in this thread; `undefined` where no runner's entry has begun one. */
export function currentFile(): TestFile | undefined {
  return state.file;
}

/** Whether a test, with its hooks, is running, and not the file around it. */
export function isInTest(): boolean {
  return state.running.length > 0;
}
