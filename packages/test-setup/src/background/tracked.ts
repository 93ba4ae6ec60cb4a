import { threadState } from '../realm.ts';
import type { CreationSite } from './creation-site.ts';

/** Something that a test file has started and that keeps a process alive. */
export interface Tracked {
  readonly site: CreationSite;
  /** What it is, for a message: `worker thread 5 (worker.mjs)`. */
  describe(): string;
  hasEnded(): boolean;
  /** Whether it keeps the process alive. What was unref'd is left to itself. */
  holdsProcess(): boolean;
  /**
   * Whether it is worth waiting for: it may end by itself within this time.
   *
   * @param ms - Milliseconds.
   * @param isHelper - Whether a known helper made it, which ends once it has flushed.
   */
  mayEndWithin(ms: number, isHelper: boolean): boolean;
  /** Whether it is gone before anybody minds: it is ended without a word. */
  isShort(ms: number): boolean;
  /** Ends it, and resolves when it has ended. */
  end(): void | Promise<void>;
  /** What the author of the test does about it, as a sentence. */
  readonly advice: string;
}

interface TrackedState {
  readonly things: Set<Tracked>;
  /** How many there may be before those that have ended are dropped. */
  limit: number;
}

const FIRST_LIMIT = 500;
const state = threadState<TrackedState>('tracked', () => ({ things: new Set(), limit: FIRST_LIMIT }));

/** Keeps a thing in mind until it has ended. */
export function track(thing: Tracked): void {
  state.things.add(thing);
  if (state.things.size > state.limit) {
    forgetEnded();
    state.limit = Math.max(FIRST_LIMIT, 2 * state.things.size);
  }
}

/** What keeps the process alive, the oldest first. */
export function aliveThings(): Tracked[] {
  forgetEnded();
  return [...state.things].filter((thing) => thing.holdsProcess());
}

/** Leaves a thing to itself from now on. */
export function untrack(thing: Tracked): void {
  state.things.delete(thing);
}

function forgetEnded(): void {
  for (const thing of state.things) {
    if (thing.hasEnded()) {
      state.things.delete(thing);
    }
  }
}
