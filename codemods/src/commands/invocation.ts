import type { BaselineOptions } from '../baseline/baseline-options.ts';
import type { FixScope, PresetName } from '../engine/protocol.ts';
import type { Selection } from '../files/selection.ts';
import type { Shard } from '../files/shard.ts';
import type { HtmlRequest } from '../reporters/html/html-request.ts';
import type { Format } from '../reporters/reporter.ts';
import type { RuleName } from '../rule-names.ts';
import type { Command } from './commands.ts';

/** What the user asked for. */
export interface Invocation {
  readonly command: Command;
  /** Paths and patterns; none means the current folder, or what other options name. */
  readonly patterns: readonly string[];
  readonly rules: readonly RuleName[];
  readonly preset: PresetName;
  /** Whether the rules are on where the preset leaves them out: the user named them. */
  readonly isDemanded: boolean;
  readonly fixScope: FixScope | undefined;
  /** Whether to look at the files around the tests too. */
  readonly project: boolean;
  /** Whether files count as found though the user names them. */
  readonly forceExclude: boolean;
  readonly unsafe: boolean;
  /** What becomes of fixes: not made, listed, shown as a patch, or written. */
  readonly outcome: 'report' | 'list' | 'diff' | 'write';
  /** Whether to ask about each change. */
  readonly isInteractive: boolean;
  readonly allowDirty: boolean;
  readonly format: Format;
  /** What is wanted of a report in HTML, which then takes the place of the format. */
  readonly html: HtmlRequest | undefined;
  /** File for the report; without one it goes to standard output. */
  readonly output: string | undefined;
  /** How many findings the report shows at most; `undefined` for as many as can be read. */
  readonly maxFindings: number | undefined;
  readonly jobs: number | undefined;
  readonly selection: Selection | undefined;
  readonly shard: Shard | undefined;
  /** File that lists paths; `-` is standard input. */
  readonly filesFrom: string | undefined;
  /** The file whose text comes from standard input. */
  readonly stdinFilename: string | undefined;
  /** The accepted findings, which are left out of the report. */
  readonly baseline: BaselineOptions | undefined;
  /** The folder to keep results in for the next run; absolute. */
  readonly cacheLocation: string | undefined;
}
