import { lintResult, type Problem } from '../engine/results.ts';
import { askToWrite, canAsk, type Answer } from '../init/ask.ts';
import { foundText, nextSteps, notesText } from '../init/init-text.ts';
import { type InitPlan, planInit } from '../init/plan-init.ts';
import { Keyboard } from '../interactive/keyboard.ts';
import { hasColours, painter, plural, shownPath } from '../reporters/text.ts';
import type { DraftChange } from '../setup/draft-files.ts';
import { changeText } from '../setup/plan-text.ts';
import { writeChange } from '../setup/write-plan.ts';
import { foldersOf } from './folders.ts';
import type { InitInvocation } from './init-options.ts';
import { INTERRUPTED, stopOnSignals, stopWithReader } from './output.ts';

/**
 * Carries out `init`: plans, shows each file, writes those that are wanted.
 *
 * @returns The exit code: 0 where everything is set up or was declined, 1 where something is left to do, 2
 *   where something could not be carried out.
 * @throws {UsageError | GitError} where it can't be carried out at all.
 */
export async function executeInit({ folder, only, outcome }: InitInvocation): Promise<number> {
  stopOnSignals();
  stopWithReader();
  const cwd = process.cwd();
  const [root = cwd] = foldersOf(folder === undefined ? [] : [folder], cwd);
  const plan = await planInit({ folder: root, cwd, only });
  const paint = painter(hasColours(process.stdout));
  const isPatch = outcome === 'diff';
  const tell = (text: string): void => {
    if (isPatch) console.error(text);
    else console.log(text);
  };
  tell(`${foundText(plan, cwd)}\n`);
  const done = await carryOut(plan, outcome);
  if (done.isInterrupted) {
    console.error(`Stopped; ${plural(done.written.length, 'file')} written before`);
    return INTERRUPTED;
  }
  for (const note of notesText(plan, paint)) tell(note);
  for (const line of closingLines(plan, { outcome, done })) console.error(line);
  const problems = [...plan.project.problems, ...done.problems];
  for (const { path, message } of problems) {
    console.error(path === undefined ? message : `${shownPath(path, cwd)}: ${message}`);
  }
  if (problems.length > 0) return 2;
  const isLeft = plan.parts.some(({ notes }) => notes.some(({ kind }) => kind === 'manual'));
  return isLeft || done.left.length > 0 ? 1 : 0;
}

/** What became of the changes of a plan. */
interface Done {
  readonly written: DraftChange[];
  /** Those that the user did not want. */
  readonly declined: DraftChange[];
  /** Those that nobody was asked about. */
  readonly left: DraftChange[];
  readonly problems: Problem[];
  /** Whether the user stopped the program. */
  readonly isInterrupted: boolean;
}

async function carryOut(plan: InitPlan, outcome: InitInvocation['outcome']): Promise<Done> {
  const done: Done = { written: [], declined: [], left: [], problems: [], isInterrupted: false };
  if (outcome === 'diff') {
    process.stdout.write(await patchOf(plan));
    done.left.push(...plan.changes);
    return done;
  }
  if (outcome === 'ask' && canAsk()) return askForEach(plan, done);
  for (const change of plan.changes) {
    show(change);
    if (outcome === 'write') await write(change, done);
    else done.left.push(change);
  }
  return done;
}

async function askForEach({ changes }: InitPlan, done: Done): Promise<Done> {
  const keyboard = new Keyboard(process.stdin);
  keyboard.open();
  let answer: Answer = 'yes';
  try {
    for (const change of changes) {
      if (answer === 'yes' || answer === 'no') {
        show(change);
        answer = await askToWrite(shownPath(change.file, process.cwd()), keyboard);
        console.log();
      } else if (answer === 'all') {
        show(change);
      }
      if (answer === 'no') done.declined.push(change);
      else if (answer === 'quit' || answer === 'interrupt') done.left.push(change);
      else await write(change, done);
    }
  } finally {
    keyboard.close();
  }
  return { ...done, isInterrupted: answer === 'interrupt' };
}

function show(change: DraftChange): void {
  const paint = painter(hasColours(process.stdout));
  console.log(`${changeText(change, { cwd: process.cwd(), paint })}\n`);
}

async function write(change: DraftChange, { written, problems }: Done): Promise<void> {
  const problem = await writeChange(change);
  if (problem) problems.push(problem);
  else written.push(change);
}

/** The changes as a patch that `git apply` takes. */
async function patchOf({ project: { root }, changes }: InitPlan): Promise<string> {
  const { unifiedDiff } = await import('../reporters/diff.ts');
  const results = changes.map(({ file, before, after }) => ({
    root,
    lint: lintResult(file, { messages: [], suppressedMessages: [] }),
    change: {
      fixes: 1,
      state: 'proposed' as const,
      output: after,
      source: before ?? '',
      isNew: before === undefined,
    },
  }));
  const count = results.length;
  return unifiedDiff({
    results,
    skipped: [],
    problems: [],
    counts: { listed: count, read: count, parsed: count, changed: count },
  });
}

function closingLines(
  plan: InitPlan,
  { outcome, done }: { readonly outcome: InitInvocation['outcome']; readonly done: Done },
): readonly string[] {
  const { written, left } = done;
  if (plan.changes.length === 0) return ['Nothing to write'];
  if (written.length > 0) return [`${plural(written.length, 'file')} written`, ...nextSteps(plan, done)];
  if (left.length === 0) return ['Nothing was written'];
  const count = `${plural(left.length, 'file')} would be written`;
  if (outcome !== 'ask') return [count];
  return canAsk()
    ? ['Nothing was written']
    : [`${count}. There is no terminal to ask on: init --yes writes all of them, with --only PART some`];
}
