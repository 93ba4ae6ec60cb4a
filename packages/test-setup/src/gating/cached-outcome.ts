import { now } from '../clock.ts';
import { threadState } from '../realm.ts';
import { readShared, writeShared } from './shared-outcomes.ts';

/** Why something is not there; `undefined` where it is. */
export type Outcome = string | undefined;

/** How long an outcome holds, in milliseconds: long enough for a run, short enough for watch mode. */
const OUTCOME_AGE = 60_000;

const state = threadState('outcomes', () => ({
  known: new Map<string, { readonly at: number; readonly outcome: Promise<Outcome> }>(),
}));

/**
 * Gives an earlier outcome of a look, of this process or another one of the run, or looks.
 *
 * @param key - What is looked for; the same key is the same look.
 * @param look - Looks; it does not reject.
 * @param ownOnly - Whether the outcome is of this process alone, as where the test's own code looks.
 */
export function cachedOutcome(key: string, look: () => Promise<Outcome>, ownOnly = false): Promise<Outcome> {
  const known = state.known.get(key);
  if (known !== undefined && now() - known.at < OUTCOME_AGE) return known.outcome;
  const outcome = ownOnly ? look() : sharedLook(key, look);
  state.known.set(key, { at: now(), outcome });
  return outcome;
}

async function sharedLook(key: string, look: () => Promise<Outcome>): Promise<Outcome> {
  const shared = readShared(key);
  if (shared !== undefined) return shared.missing;
  const missing = await look();
  writeShared(key, missing);
  return missing;
}

/** Forgets what this process knows, for tests of this package. */
export function forgetOutcomes(): void {
  state.known.clear();
}
