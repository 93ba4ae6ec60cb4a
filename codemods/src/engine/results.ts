import type { ESLint, Linter } from 'eslint';

import type { SkippedFile } from '../files/find-files.ts';
import type { Findings } from './protocol.ts';

/** What a fix did to a file. */
export interface Change {
  /** How many findings it fixed. */
  readonly fixes: number;
  /** `proposed` where nothing was to be written, `refused` where it could not be. */
  readonly state: 'written' | 'proposed' | 'refused';
  /** The fixed text. */
  readonly output: string;
  /** The text before, where the run keeps it. */
  readonly source?: string;
  /** Whether there was no such file before. */
  readonly isNew?: boolean;
}

/** What could not be carried out. */
export interface Problem {
  /** Absolute path of the file concerned; absent where the message says it all. */
  readonly path?: string;
  readonly message: string;
}

/** One file of a run. */
export interface FileResult {
  /** Root of the project that the file belongs to. */
  readonly root: string;
  /** The file's findings in ESLint's form: those left after the fix, if there was one. */
  readonly lint: ESLint.LintResult;
  readonly change?: Change;
}

/** How many files came how far. */
export interface Counts {
  readonly listed: number;
  readonly read: number;
  readonly parsed: number;
  readonly changed: number;
}

/** Everything a run found and did. */
export interface RunReport {
  /** By path. */
  readonly results: readonly FileResult[];
  readonly skipped: readonly SkippedFile[];
  /** What could not be carried out; a run that has any has failed in part. */
  readonly problems: readonly Problem[];
  readonly counts: Counts;
  /** How many findings were left out because a baseline accepts them. */
  readonly baselined?: number;
}

/** Brings the findings of a file into the form of ESLint's results. */
export function lintResult(
  filePath: string,
  { messages, suppressedMessages }: Findings,
  { output, source }: { readonly output?: string | undefined; readonly source?: string | undefined } = {},
): ESLint.LintResult {
  const count = (
    severity: Linter.Severity,
    isCounted: (message: Linter.LintMessage) => boolean = () => true,
  ): number => messages.filter((message) => message.severity === severity && isCounted(message)).length;
  const hasFindings = messages.length > 0;
  return {
    filePath,
    messages: [...messages],
    suppressedMessages: [...suppressedMessages],
    errorCount: count(2),
    fatalErrorCount: count(2, ({ fatal }) => fatal === true),
    warningCount: count(1),
    fixableErrorCount: count(2, ({ fix }) => fix !== undefined),
    fixableWarningCount: count(1, ({ fix }) => fix !== undefined),
    ...(output !== undefined && { output }),
    ...(output === undefined && hasFindings && source !== undefined && { source }),
    usedDeprecatedRules: [],
  };
}

/** The one finding of a file that could not be processed. */
export function failure(message: string): Findings {
  return {
    messages: [{ ruleId: null, fatal: true, severity: 2, message, line: 0, column: 0 }],
    suppressedMessages: [],
  };
}

/**
 * The exit code that a run deserves, as ESLint's: 0 for nothing left, 1 for findings or changes that were not
 * to be written, 2 where something could not be carried out.
 */
export function exitCodeOf({ results, problems }: RunReport): 0 | 1 | 2 {
  if (problems.length > 0) return 2;
  return results.some(({ lint, change }) => lint.errorCount > 0 || change?.state === 'proposed') ? 1 : 0;
}
