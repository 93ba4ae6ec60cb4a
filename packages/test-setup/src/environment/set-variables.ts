import { isMainThread } from 'node:worker_threads';

import { debug } from '../debug.ts';
import { mainProcess, threadState } from '../realm.ts';
import { reportOnce } from '../report-once.ts';

interface VariablesState {
  /** What the set-up has set in this thread, by name. */
  readonly set: Map<string, string>;
}

const state = threadState<VariablesState>('variables', () => ({ set: new Map() }));

/**
 * Sets the policy's variables where the user has not set them. A value that stands there already is kept, and
 * reported if it is another one.
 *
 * @param wanted - Values by name.
 * @param seenByTests - The `env` that tests see; Jest gives them a copy.
 */
export function setVariables(wanted: Readonly<Record<string, string>>, seenByTests: NodeJS.ProcessEnv): void {
  const env = mainProcess.env;
  const kept: string[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const present = env[name];
    if (present === undefined) {
      env[name] = value;
      state.set.set(name, value);
    } else if (present !== value && state.set.get(name) !== present) {
      kept.push(`${name}=${present} (the policy says ${value})`);
    }
    // A test file may have changed the copy that it was given, or the runner made it before the set-up ran.
    seenByTests[name] ??= env[name];
  }
  debug(() => `variables set: ${[...state.set.keys()].join(' ') || 'none'}`);
  if (kept.length > 0) {
    reportOnce(`kept, since the environment sets them: ${kept.join(', ')}.`);
  }
}

/**
 * Whether native code in this thread sees what the set-up has set. A worker thread has its own copy of the
 * variables: only JavaScript and child processes see what is set in it.
 */
export function variablesReachNativeCode(): boolean {
  return isMainThread || state.set.size === 0;
}
