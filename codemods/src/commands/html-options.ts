import type { Options } from 'yargs';

import { UsageError } from '../errors.ts';
import type { HtmlRequest } from '../reporters/html/html-request.ts';
import { FORMATS, type Format } from '../reporters/reporter.ts';

/** What `check` takes beside what other commands do, for its report in HTML. */
export const HTML_OPTIONS = {
  format: {
    choices: [...FORMATS, 'html'],
    default: 'full',
    requiresArg: true,
    describe: 'Form of the report',
  },
  history: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'With --format html: a former report, to show what changed; may be repeated',
  },
} as const satisfies Record<string, Options>;

/** What yargs makes of the options that say how to report. */
interface Reporting {
  readonly format?: Format | 'html' | undefined;
  readonly history?: readonly string[] | undefined;
  readonly output?: string | undefined;
}

/**
 * What is wanted of a report in HTML, if that is the format.
 *
 * @param run What the run is about.
 * @throws {UsageError} where options contradict each other.
 */
export function readHtml(
  { format, history = [], output }: Reporting,
  run: Omit<HtmlRequest, 'history'>,
): HtmlRequest | undefined {
  if (format === 'html') {
    if (output === undefined && process.stdout.isTTY) {
      throw new UsageError('--format html makes a page for a browser; add --output report.html');
    }
    return { ...run, history };
  }
  if (history.length > 0) throw new UsageError('--history is for the report in HTML; add --format html');
  return undefined;
}
