import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

import { exitCodeOf, type RunReport } from '../engine/results.ts';
import { run, type RunOptions } from '../engine/run.ts';
import { messageOf, UsageError } from '../errors.ts';
import type { Review } from '../interactive/review.ts';
import { Progress } from '../reporters/progress.ts';
import { notes, summary } from '../reporters/summary.ts';
import { plural, shownPath } from '../reporters/text.ts';
import { interruption, requireTerminal } from './interactive.ts';
import type { Invocation } from './invocation.ts';
import { INTERRUPTED, printReport, stopOnSignals, stopWithReader } from './output.ts';

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
  await checkHistory(invocation);
  const review = await reviewOf(invocation);
  const withoutBaseline = await baselineOf(invocation);
  const report = await (invocation.stdinFilename === undefined
    ? runOnFiles(invocation, withoutBaseline, review)
    : runOnStdin(invocation, withoutBaseline));
  for (const note of notes(report, process.cwd())) console.error(note);
  if (review?.stoppedAt !== undefined) {
    console.error(interruption(report, review.stoppedAt, process.cwd()));
    return INTERRUPTED;
  }
  if (invocation.command.codemod !== undefined) await adviseSetup(report);
  if (invocation.outcome === 'diff') tellWhatIsLeft(report);
  console.error(summary(report, performance.now() - started));
  return exitCodeOf(report);
}

/** What asks about each change, if that is wanted. */
async function reviewOf(invocation: Invocation): Promise<Review | undefined> {
  if (!invocation.isInteractive) return undefined;
  requireTerminal(invocation);
  const { Review } = await import('../interactive/review.ts');
  return new Review(process.cwd());
}

/** Refuses former reports that are none, before a run that may take long. */
async function checkHistory({ html }: Invocation): Promise<void> {
  if (!html || html.history.length === 0) return;
  const { readHistory } = await import('../reporters/html/history.ts');
  readHistory(html.history);
}

/** Makes a report of one. */
type Step = (report: RunReport) => RunReport | Promise<RunReport>;

/** What leaves the findings that a baseline accepts out of a report, and says what became of the baseline. */
async function baselineOf({ baseline, rules, preset, isDemanded }: Invocation): Promise<Step> {
  if (!baseline) return (report) => report;
  const { openBaseline } = await import('../baseline/apply-baseline.ts');
  const apply = openBaseline(baseline, { rules, preset, isDemanded });
  return async (found) => {
    const { report, note } = await apply(found);
    if (note !== undefined) console.error(note);
    return report;
  };
}

/** Says where the package has to be added that the changed files import. */
async function adviseSetup({ results }: RunReport): Promise<void> {
  const changed = results.filter(({ change }) => change && change.state !== 'refused');
  if (changed.length === 0) return;
  const { packagesWithoutSetup } = await import('../structural/missing-setup.ts');
  for (const folder of packagesWithoutSetup(changed.map(({ lint }) => lint.filePath))) {
    const shown = folder === process.cwd() ? 'This project' : shownPath(folder, process.cwd());
    console.error(
      `${shown} does not have @cogniverse/test-setup yet, which the changed tests import; ` +
        'cogniverse-codemod setup adds it',
    );
  }
}

/** A patch has no place for what nothing in it mends, such as a file that can't be parsed. */
function tellWhatIsLeft({ results }: RunReport): void {
  const left = results.filter(({ lint }) => lint.messages.length > 0);
  if (left.length === 0) return;
  const findings = left.reduce((sum, { lint }) => sum + lint.messages.length, 0);
  console.error(
    `${plural(findings, 'finding')} in ${plural(left.length, 'file')} would be left; --dry-run instead of --diff shows what`,
  );
}

async function runOnFiles(invocation: Invocation, withoutBaseline: Step, review?: Review): Promise<RunReport> {
  const { filesFrom, patterns } = invocation;
  const progress = new Progress(process.stderr);
  const listed = filesFrom === undefined ? undefined : await readList(filesFrom);
  const found = await run({
    ...runOptions(invocation),
    patterns: patterns.length > 0 || listed ? patterns : ['.'],
    listed,
    review,
    onProgress: (done, all) => {
      progress.update(done, all);
    },
  });
  progress.clear();
  if (review?.stoppedAt !== undefined) return found;
  const report = await withoutBaseline(found);
  await (invocation.outcome === 'diff'
    ? printDiff(invocation, report)
    : printReport(invocation, report, process.stdout));
  return report;
}

async function runOnStdin(invocation: Invocation, withoutBaseline: Step): Promise<RunReport> {
  const { runOnText } = await import('../engine/run-on-text.ts');
  const { stdinFilename = '', outcome } = invocation;
  const { report: found, text } = await runOnText(
    await buffer(process.stdin),
    stdinFilename,
    runOptions(invocation),
  );
  const report = await withoutBaseline(found);
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
  const { command, rules, preset, isDemanded, fixScope, project, forceExclude, unsafe, outcome } = invocation;
  const { allowDirty, jobs, selection, shard, format, stdinFilename, cacheLocation } = invocation;
  return {
    rules,
    codemod: command.codemod,
    preset,
    isDemanded,
    fixScope,
    project,
    forceExclude,
    unsafe,
    mode: outcome === 'list' || outcome === 'diff' ? 'propose' : outcome,
    allowDirty,
    jobs,
    selection,
    shard,
    cacheLocation,
    // A text from standard input is nowhere else to be read.
    keepSource: outcome === 'diff' || format === 'json' || stdinFilename !== undefined,
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
