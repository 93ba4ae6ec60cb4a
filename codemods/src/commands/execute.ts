import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';

import { exitCodeOf, type RunReport } from '../engine/results.ts';
import { run, type RunOptions } from '../engine/run.ts';
import { hasCode, messageOf, UsageError } from '../errors.ts';
import { stopWriting } from '../files/write.ts';
import { Progress } from '../reporters/progress.ts';
import { loadReporter } from '../reporters/reporter.ts';
import { notes, summary } from '../reporters/summary.ts';
import { hasColours } from '../reporters/text.ts';
import type { Invocation } from './invocation.ts';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Carries out a command: runs it, writes what it changes, and prints report, notes and the closing line.
 *
 * @returns The exit code.
 * @throws {UsageError | GitError | PoolError} where it can't be carried out at all.
 */
export async function execute(invocation: Invocation): Promise<number> {
  stopOnSignals();
  stopWithReader();
  const started = performance.now();
  const report = await (invocation.stdinFilename === undefined
    ? runOnFiles(invocation)
    : runOnStdin(invocation));
  for (const note of notes(report, process.cwd())) console.error(note);
  const isStaged = invocation.selection?.kind === 'staged' && invocation.outcome === 'write';
  if (isStaged && report.counts.changed > 0) console.error('What was changed is not staged yet; git add it');
  console.error(summary(report, performance.now() - started));
  return exitCodeOf(report);
}

async function runOnFiles(invocation: Invocation): Promise<RunReport> {
  const { filesFrom, patterns } = invocation;
  const progress = new Progress(process.stderr);
  const listed = filesFrom === undefined ? undefined : await readList(filesFrom);
  const report = await run({
    ...runOptions(invocation),
    patterns: patterns.length > 0 || listed ? patterns : ['.'],
    listed,
    onProgress: (done, all) => {
      progress.update(done, all);
    },
  });
  progress.clear();
  await (invocation.outcome === 'diff'
    ? printDiff(invocation, report)
    : printReport(invocation, report, process.stdout));
  return report;
}

async function runOnStdin(invocation: Invocation): Promise<RunReport> {
  const { runOnText } = await import('../engine/run-on-text.ts');
  const { stdinFilename = '', outcome } = invocation;
  const { report, text } = await runOnText(await buffer(process.stdin), stdinFilename, runOptions(invocation));
  if (outcome === 'diff') {
    await printDiff(invocation, report);
  } else if (outcome === 'write') {
    process.stdout.write(text);
    await printReport(invocation, report, process.stderr);
  } else {
    await printReport(invocation, report, process.stdout);
  }
  return report;
}

function runOptions(invocation: Invocation): RunOptions {
  const { command, rules, preset, fixScope, unsafe, outcome, allowDirty, jobs, selection, shard, format } = invocation;
  return {
    rules,
    codemod: command.codemod,
    preset,
    fixScope,
    unsafe,
    mode: outcome === 'list' || outcome === 'diff' ? 'propose' : outcome,
    allowDirty,
    jobs,
    selection,
    shard,
    keepSource: outcome === 'diff' || format === 'json',
  };
}

/** Paths from a file, between NUL if there is one, and on lines otherwise. */
async function readList(file: string): Promise<string[]> {
  let text: string;
  try {
    text = (file === '-' ? await buffer(process.stdin) : readFileSync(file)).toString('utf8');
  } catch (error) {
    throw new UsageError(`--files-from ${JSON.stringify(file)} can't be read: ${messageOf(error)}`);
  }
  const paths = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  return paths.filter((line) => line !== '');
}

/** Prints the changes as a patch, and the report only to a file: standard output is for `git apply`. */
async function printDiff(invocation: Invocation, report: RunReport): Promise<void> {
  const { unifiedDiff } = await import('../reporters/diff.ts');
  process.stdout.write(unifiedDiff(report));
  if (invocation.output !== undefined) await printReport(invocation, report, process.stdout);
}

async function printReport(
  { format, output }: Invocation,
  report: RunReport,
  stream: NodeJS.WriteStream,
): Promise<void> {
  const reporter = await loadReporter(format);
  const colour = output === undefined && hasColours(stream);
  const text = await reporter(report, { cwd: process.cwd(), colour });
  if (output === undefined) {
    stream.write(text === '' || text.endsWith('\n') ? text : `${text}\n`);
    return;
  }
  try {
    mkdirSync(path.dirname(output), { recursive: true });
    writeFileSync(output, text);
  } catch (error) {
    throw new UsageError(`--output ${JSON.stringify(output)} can't be written: ${messageOf(error)}`);
  }
}

/** Ends quietly where whoever reads the output, such as `head`, has had enough. */
function stopWithReader(): void {
  process.stdout.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) throw error;
    process.stdout.destroy();
  });
}

/** On the first signal, ends once the writes under way are done; a second one ends at once. */
function stopOnSignals(): void {
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      void stopWriting().then(() => process.exit(exitCode));
    });
  }
}
