import { isInTest } from '../lifecycle.ts';
import { threadState } from '../realm.ts';

type Reset = () => unknown;

const state = threadState('resets', (): { file: Reset[]; test: Reset[] } => ({ file: [], test: [] }));

/**
 * Has a function run after each test, after the test's own hooks: to put back what tests change. The newest
 * runs first, and each runs even where another fails.
 *
 * Called in a test, or in a hook that runs for each test, it holds for that test alone; elsewhere for all
 * tests of the file. Where files share their modules (Mocha, Playwright) what a module registers as it loads
 * holds for all files of the process, as a hook outside every suite does there.
 *
 * @param reset - It may return a promise, which is awaited. Where it fails, the test fails.
 */
export function resetAfterEach(reset: () => unknown): void {
  if (typeof reset !== 'function') throw new TypeError('resetAfterEach(fn): fn is a function.');
  (isInTest() ? state.test : state.file).push(reset);
}

/**
 * Runs what was registered, at the end of a test.
 *
 * @throws {unknown} What a function threw; an `AggregateError` where several did.
 */
export async function runResets(): Promise<void> {
  const resets = [...state.file, ...state.test].reverse();
  state.test = [];
  const errors: unknown[] = [];
  for (const reset of resets) {
    try {
      await reset();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} functions of resetAfterEach failed`);
  if (errors.length === 1) throw errors[0];
}

/** Forgets what was registered, at the end of a file whose modules end with it. */
export function forgetResets(): void {
  state.file = [];
  state.test = [];
}
