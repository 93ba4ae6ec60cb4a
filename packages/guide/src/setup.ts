/** What the set-up does about something it finds. */
export type SetupAction = 'off' | 'warn' | 'error';

/** How the run-time set-up holds a suite to the guide. */
export interface SetupPolicy {
  /**
   * Whether variables hold libraries to one thread and keep their telemetry off, and sessions of onnxruntime
   * run in one thread.
   */
  readonly singleThread: boolean;
  /** A thread, worker or fork that test code makes by hand. */
  readonly guard: SetupAction;
  /** What a test file leaves alive. `off` also leaves it alone. */
  readonly leaks: SetupAction;
  /** How long the end of a test file waits for what it left to end by itself, in milliseconds. */
  readonly wait: number;
  /** The loading of a model that the policy refuses. */
  readonly models: SetupAction;
  /** Whether environment variables are put back after each test. */
  readonly restoreEnvironment: boolean;
  /** Whether a file that is about to be killed says what is still running in it. */
  readonly watchdog: boolean;
}

/** The actions that a policy can name. */
export const setupActions = ['off', 'warn', 'error'] as const satisfies readonly SetupAction[];

/** The guide's own set-up. Two seconds are what telemetry and progress bars need to flush and end. */
export const guideSetup: SetupPolicy = {
  singleThread: true,
  guard: 'warn',
  leaks: 'warn',
  wait: 2000,
  models: 'error',
  restoreEnvironment: true,
  watchdog: true,
};
