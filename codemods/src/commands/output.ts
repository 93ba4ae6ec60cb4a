import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { RunReport } from '../engine/results.ts';
import { hasCode, messageOf, UsageError } from '../errors.ts';
import { replaceFile } from '../files/replace-file.ts';
import { stopWriting } from '../files/write.ts';
import type { HtmlRequest } from '../reporters/html/html-request.ts';
import { type Format, loadReporter, type Reporter } from '../reporters/reporter.ts';
import { hasColours, plural } from '../reporters/text.ts';

/** What a shell says of a program that Ctrl-C has stopped. */
export const INTERRUPTED = 130;

const SIGNALS = { SIGINT: INTERRUPTED, SIGTERM: 143, SIGHUP: 129 } as const;

/** What a user wants to be printed, and where. */
export interface PrintOptions {
  readonly format: Format;
  /** What is wanted of a report in HTML, which then takes the place of the format. */
  readonly html?: HtmlRequest | undefined;
  /** File for the report; without one it goes to the stream. */
  readonly output: string | undefined;
  /** How many findings to show at most; by default so many as can be read, and all of them in a file. */
  readonly maxFindings?: number | undefined;
}

/** A first run on an old suite finds thousands; more than this nobody reads at a time. */
const MAX_FINDINGS = 50;

/**
 * Prints a report, to a file if one is named.
 *
 * @throws {UsageError} where that file can't be written.
 */
export async function printReport(
  { format, html, output, maxFindings }: PrintOptions,
  report: RunReport,
  stream: NodeJS.WriteStream,
): Promise<void> {
  const reporter = await (html ? htmlReporter(html) : loadReporter(format));
  const isToFile = output !== undefined;
  const text = await reporter(report, {
    cwd: process.cwd(),
    colour: !isToFile && hasColours(stream),
    width: isToFile || !stream.isTTY ? undefined : stream.columns,
    most: maxFindings ?? (isToFile ? Number.POSITIVE_INFINITY : MAX_FINDINGS),
  });
  if (output === undefined) {
    stream.write(text === '' || text.endsWith('\n') ? text : `${text}\n`);
    return;
  }
  writeReport(output, text);
}

async function htmlReporter(request: HtmlRequest): Promise<Reporter> {
  const { htmlReport } = await import('../reporters/html/html.ts');
  return (report, { cwd }) => htmlReport(report, request, cwd);
}

/**
 * Writes a report to a file, whose folder is made. All of it is written or nothing: it may carry on the history
 * of the one that is there.
 *
 * @throws {UsageError} where that is refused.
 */
export function writeReport(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // A link, a pipe or a device is written through.
    const isPlain = lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
    if (isPlain) replaceFile(file, text);
    else writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`--output ${JSON.stringify(file)} can't be written: ${messageOf(error)}`);
  }
}

/** Ends quietly where whoever reads the output, such as `head`, has had enough. */
export function stopWithReader(): void {
  process.stdout.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) throw error;
    process.stdout.destroy();
  });
}

/** On the first signal, ends once the writes under way are done, and tells of them; a second one ends at once. */
export function stopOnSignals(): void {
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      void stopWriting().then((written) => {
        if (written > 0) {
          console.error(`Stopped. ${plural(written, 'file')} had been written, each whole; another run does the rest`);
        }
        process.exit(exitCode);
      });
    });
  }
}
