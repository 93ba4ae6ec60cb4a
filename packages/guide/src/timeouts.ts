import { parseDuration } from './duration.ts';

/** The time limits of a test suite, in milliseconds. */
export interface Timeouts {
  /** What codemods write into an async test that has no timeout. */
  readonly default: number;
  /** The longest timeout that still counts as one; also what one test file may take. */
  readonly max: number;
  /** What the whole suite may take. */
  readonly suite: number;
}

/**
 * The guide's time limits.
 *
 * The default is 30 seconds: time for a small model to load from the disk cache of a shared CI machine, which
 * takes seconds, with room to spare, and short enough that a hanging test is named within half a minute. It is
 * Playwright's own default; those of Vitest and Jest (5 s) and Mocha (2 s) are too short to load a model in.
 */
export const guideTimeouts: Timeouts = {
  default: parseDuration('30s'),
  max: parseDuration('30m'),
  suite: parseDuration('120m'),
};
