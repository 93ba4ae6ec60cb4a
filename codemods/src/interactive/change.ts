import type { Linter } from 'eslint';

/** A change of a file that can be made or left. */
export interface ProposedChange {
  /** What it is made for. */
  readonly findings: readonly Linter.LintMessage[];
  /** The file's text before, with the changes in it that were made already, and after. */
  readonly before: string;
  readonly after: string;
  /** What it does in the rule's words, where it may change what the code does. */
  readonly suggestion?: string;
}

/** Where a change stands among those of its file. */
export interface ChangePosition {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Decides whether a change is made. */
export type Decide = (change: ProposedChange, position: ChangePosition) => Promise<boolean>;
