import { threadState } from '../realm.ts';
import { workerId } from './worker-id.ts';

const RADIX = 36;

// All of it is taken as the module loads, before a test can replace the clock or `Math.random`.
const { timeOrigin } = performance;

/** What tells this thread from all others: when it began, and as much chance as two of them a moment need. */
const state = threadState('unique-ids', () => ({
  thread: Math.trunc(timeOrigin).toString(RADIX) + Math.trunc(Math.random() * RADIX ** 6).toString(RADIX).padStart(6, '0'),
  count: 0,
}));

/**
 * An id that no other test gets: not in this run, not in its parallel workers, not when it is run again.
 *
 * @param prefix - What it is an id of: `tenant` gives `tenant_w1_mf2k9c3z9q7h2e_1`. What is neither letter,
 *   digit nor `_` becomes `_`.
 * @returns Letters, digits and `_`, with the runner's id of this worker inside. What is added to the prefix
 *   is in lower case and about 25 characters long.
 */
export function uniqueId(prefix = 'id'): string {
  const name = prefix.replaceAll(/\W/g, '_') || 'id';
  state.count += 1;
  return `${name}_w${workerId()}_${state.thread}_${state.count.toString(RADIX)}`;
}
