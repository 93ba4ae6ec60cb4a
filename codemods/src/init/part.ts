/** The parts of a project that `init` sets up, in the order in which it shows them. */
export const PARTS = ['eslint', 'policy', 'hook', 'ci'] as const;

/** A part of a project that `init` sets up. */
export type PartName = (typeof PARTS)[number];

/** Something to tell about a part that no file shows. */
export interface Note {
  /** `manual` is left to the user; what is `present` or `skipped` needs nothing. */
  readonly kind: 'manual' | 'present' | 'skipped';
  readonly text: string;
  /** What to write by hand. */
  readonly snippet?: string;
}

/** What becomes of a part. */
export interface PartPlan {
  readonly part: PartName;
  /** Absolute paths of the files that it changes or makes. */
  readonly files: readonly string[];
  readonly notes: readonly Note[];
}
