import { threadState } from '../realm.ts';

/** Skips what is running, the way its runner does that. */
export type Skip = (reason: string) => never;

const state = threadState('skip', (): { find: () => Skip | undefined } => ({ find: () => undefined }));

/**
 * Tells how the runner skips.
 *
 * @param find - Gives what skips the test or hook that is running; `undefined` while files are loaded.
 */
export function skipWith(find: () => Skip | undefined): void {
  state.find = find;
}

/** What skips the test or hook that is running; `undefined` while files are loaded. */
export function currentSkip(): Skip | undefined {
  return state.find();
}

/** Thrown to leave a test or hook whose runner has no way of its own to do that. */
export class SkipSignal extends Error {
  override readonly name = 'SkipSignal';
}

/** Skips by an error, which the runner's entry makes a skip of. */
export const skipByError: Skip = (reason) => {
  throw new SkipSignal(reason);
};

/** Whether an error is a {@link SkipSignal}, whichever copy of this package made it. */
export function isSkipSignal(error: unknown): error is SkipSignal {
  return error instanceof Error && error.name === 'SkipSignal';
}
