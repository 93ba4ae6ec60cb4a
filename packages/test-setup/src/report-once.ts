import { debug, warn } from './debug.ts';
import { threadState } from './realm.ts';
import { isFirstInRun } from './run-files.ts';

interface Reported {
  readonly messages: Set<string>;
}

const state = threadState<Reported>('reported', () => ({ messages: new Set() }));

/**
 * Tells the user something once in a run, though most runners give every test file a process or thread of its
 * own.
 *
 * @param message - Whole sentences.
 */
export function reportOnce(message: string): void {
  if (state.messages.has(message)) {
    return;
  }
  state.messages.add(message);
  if (isFirstInRun(message)) {
    warn(message);
  } else {
    debug(() => `told before in this run: ${message}`);
  }
}
