import { exitCodeOf } from '../engine/results.ts';
import { UsageError } from '../errors.ts';
import { notes } from '../reporters/summary.ts';
import { hasColours, plural } from '../reporters/text.ts';
import { planSetup, type SetupPlan } from '../setup/plan.ts';
import { closingLines, manualTexts, planText, type PlanView } from '../setup/plan-text.ts';
import { ALL_RUNNERS, runnerTitle } from '../setup/registration.ts';
import { type Outcome, setupReport } from '../setup/report.ts';
import { writePlan } from '../setup/write-plan.ts';
import { foldersOf } from './folders.ts';
import { printReport, stopOnSignals, stopWithReader, writeReport } from './output.ts';
import type { SetupInvocation } from './setup-options.ts';

/**
 * Carries out `setup`: plans, shows the plan, writes it unless only a look was asked for.
 *
 * @param version The version of the set-up package to ask for.
 * @returns The exit code: 0 where the set-up is registered, 1 where something is left to do, 2 where something
 *   could not be carried out.
 * @throws {UsageError | GitError} where it can't be carried out at all.
 */
export async function executeSetup(invocation: SetupInvocation, version: string): Promise<number> {
  stopOnSignals();
  stopWithReader();
  const cwd = process.cwd();
  const folders = foldersOf(invocation.folders, cwd);
  const { runners, isVendored, withCi, outcome } = invocation;
  const ci = withCi ? 'edit' : outcome === 'check' ? undefined : 'look';
  const plan = await planSetup({ folders, cwd, version, runners, isVendored, ci });
  const around = withCi ? plan.ci?.places : 0;
  if (plan.packages.length + plan.pytest.length + plan.problems.length === 0 && !around) throw nothingFound(plan, invocation);
  // The plan is shown before it is carried out.
  if (invocation.format === undefined && outcome !== 'diff')
    show(planText(plan, view(invocation, cwd)), invocation);
  const done = await carryOut(plan, invocation);
  const report = setupReport(plan, done);
  if (outcome === 'diff') process.stdout.write((await import('../reporters/diff.ts')).unifiedDiff(report));
  if (invocation.format !== undefined && (outcome !== 'diff' || invocation.output !== undefined)) {
    await printReport({ ...invocation, format: invocation.format }, report, process.stdout);
  }
  if (outcome === 'diff') {
    for (const text of manualTexts(plan, { cwd, colour: hasColours(process.stderr) })) console.error(text);
  }
  for (const note of notes(report, cwd)) console.error(note);
  if (outcome !== 'check' && done.state !== 'refused') {
    for (const line of closingLines(plan, outcome === 'write', cwd)) console.error(line);
  }
  if (outcome === 'check' && exitCodeOf(report) === 0) console.error(registeredEverywhere(plan));
  return exitCodeOf(report);
}

function nothingFound({ root }: SetupPlan, { runners, folders }: SetupInvocation): UsageError {
  const where = folders.length === 0 ? `below ${root}` : `in ${folders.join(', ')}`;
  const names = (runners ?? ALL_RUNNERS).map(runnerTitle).join(', ');
  return new UsageError(
    `No package ${where} runs tests with ${runners ? names : `any of ${names}`}: ` +
      'none has its configuration, calls it in a script or has it among its own dependencies',
  );
}

async function carryOut(plan: SetupPlan, { outcome, allowDirty }: SetupInvocation): Promise<Outcome> {
  if (outcome === 'check') return { state: 'checked', problems: [] };
  if (outcome !== 'write') return { state: 'proposed', problems: [] };
  const problems = await writePlan(plan.changes, { allowDirty });
  return { state: problems.length > 0 ? 'refused' : 'written', problems };
}

function view({ output }: SetupInvocation, cwd: string): PlanView {
  return { cwd, colour: output === undefined && hasColours(process.stdout) };
}

function show(text: string, { output }: SetupInvocation): void {
  if (output === undefined) process.stdout.write(text);
  else writeReport(output, text);
}

function registeredEverywhere({ packages, pytest }: SetupPlan): string {
  const count = packages.filter(({ runners }) => runners.length > 0).length;
  const places = [
    ...(count > 0 || pytest.length === 0 ? [plural(count, 'package')] : []),
    ...(pytest.length > 0 ? [plural(pytest.length, 'pytest configuration')] : []),
  ];
  return `The set-up is registered in ${places.join(' and ')}`;
}
