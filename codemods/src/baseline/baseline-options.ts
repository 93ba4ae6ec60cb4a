/** Where the baseline is kept if nobody says otherwise. */
export const DEFAULT_BASELINE = 'cogniverse-baseline.json';

/** Which baseline, and what to do with it. */
export interface BaselineOptions {
  /** Absolute path. */
  readonly file: string;
  /** Whether to accept what the run finds. */
  readonly update: boolean;
}
