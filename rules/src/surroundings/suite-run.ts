import type { SuiteProgram } from './suite-command.ts';

/** A replacement of a part of a file's text, by UTF-16 offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A variable and its value, as the policy has them. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** A run of a suite that a file around the tests starts. */
export interface SuiteRun {
  readonly suite: SuiteProgram;
  /** Offsets of the command in the file, or of what holds it. */
  readonly start: number;
  readonly end: number;
  /** Absolute path of the folder that it runs in. */
  readonly folder: string;
  /** What the place is called where a message begins with it: `The job "test"`. */
  readonly place: string;
  /** Names of the variables that are set for it; `undefined` where some are set out of sight. */
  readonly environment: ReadonlySet<string> | undefined;
  readonly hasTimeLimit: boolean;
  /** What is installed for it are tools alone, and none of the project's libraries. */
  readonly hasOnlyTools?: boolean;
  /** What one edit of each kind serves: runs of one owner need one limit and one environment. */
  readonly owners: { readonly limit: number; readonly environment: number };
  /** Edits that give it a limit, in milliseconds; `undefined` where the file is not of a shape that is edited. */
  readonly limitBy: (milliseconds: number) => Edit | undefined;
  /** Edits that set variables for it. */
  readonly setBy: (settings: readonly Setting[]) => Edit | undefined;
}
