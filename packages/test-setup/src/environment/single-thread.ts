import type { Policy } from '@cogniverse/guide/runtime';

import { watchNativeLibraries } from './native-libraries.ts';
import { holdSessions } from './one-thread-sessions.ts';
import { setVariables } from './set-variables.ts';

/**
 * Holds libraries to one thread, and their telemetry off, before any of them is loaded.
 *
 * @param policy - The policy of the test file.
 * @param seenByTests - The `env` that its tests see.
 */
export function holdToSingleThread({ environment, setup }: Policy, seenByTests: NodeJS.ProcessEnv): void {
  holdSessions(setup.singleThread);
  if (setup.singleThread) {
    setVariables(environment, seenByTests);
    watchNativeLibraries();
  }
}
