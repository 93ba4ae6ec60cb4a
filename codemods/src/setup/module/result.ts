/** What came of registering the set-up in a configuration module. */
export type ModuleResult =
  /** It is registered wherever the module needs it. */
  | { readonly kind: 'present' }
  | Edited
  /** It does not belong there: what the module configures does not run its tests in Node.js. */
  | { readonly kind: 'unneeded'; readonly reason: string }
  | Manual;

/** The module with the set-up registered; the text outside of the edits is the input's. */
export interface Edited {
  readonly kind: 'edited';
  readonly text: string;
  /**
   * Whether it was missing for certain. Where parts of the configuration are made elsewhere, they may register it
   * too, and the rule `require-test-setup` is silent; once more does no harm.
   */
  readonly certain: boolean;
}

/** What has to be done by hand. */
export interface Manual {
  readonly kind: 'manual';
  /** Where, from 1. */
  readonly line: number;
  readonly column: number;
  /** What to write there. */
  readonly snippet: string;
  /** Why it was not written, as a clause: `the configuration is made by createConfig()`. */
  readonly reason: string;
  /** What can't be seen of the configuration may register it already; the rule is silent then. */
  readonly isDoubtful?: boolean;
}
