import type { LookedAt } from './guide-state.ts';

/** What a user asked of a report in HTML. */
export interface HtmlRequest extends LookedAt {
  /** The paths that the run is about, as they were given; `undefined` where it is about certain files. */
  readonly scope: readonly string[] | undefined;
  /** Files of former reports. */
  readonly history: readonly string[];
}
