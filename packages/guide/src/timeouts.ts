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
 * The default, 30 seconds, is the middle of what runners and models ask for: a small model loads from a
 * warm disk cache in a few seconds on a shared CI machine, so no working test fails for its timeout,
 * while a test that hangs is named within half a minute. It is also Playwright's own default; those of
 * Vitest and Jest (5 s) and Mocha (2 s) are too short to load a model in.
 */
export const guideTimeouts: Timeouts = {
  default: parseDuration('30s'),
  max: parseDuration('30m'),
  suite: parseDuration('120m'),
};
