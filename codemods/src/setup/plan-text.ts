import path from 'node:path';

import { isInside } from '../files/expand-path.ts';
import { diffLines } from '../reporters/diff.ts';
import { painter, type Paint, plural, shownPath } from '../reporters/text.ts';
import type { DraftChange } from './draft-files.ts';
import { INSTALL } from './package-manager.ts';
import type { PackagePlan, SetupPlan } from './plan.ts';
import type { PytestPlan } from './pytest/plan-pytest.ts';
import type { PytestStep } from './pytest/project.ts';
import type { Step } from './registrar.ts';
import { RUNNER_TITLES } from './registration.ts';

/** How a plan is shown. */
export interface PlanView {
  /** The folder that paths are shown from. */
  readonly cwd: string;
  readonly colour: boolean;
}

/** A plan for people: what changes in each package, what is left to be done by hand, what needs nothing. */
export function planText(plan: SetupPlan, { cwd, colour }: PlanView): string {
  const paint = painter(colour);
  const changes = new Map(plan.changes.map((change) => [change.file, change]));
  const shown = new Set<string>();
  const drawing = { changes, shown, cwd, paint };
  const blocks = [
    ...plan.packages.map((part) => packageText(part, drawing)),
    ...plan.pytest.map((part) => pytestText(part, drawing)),
  ];
  const rest = plan.changes.filter(({ file, isCopied }) => !shown.has(file) && !isCopied);
  const others = rest.map((change) => changeText(change, { cwd, paint }));
  const copies = copiesText(plan.changes, { cwd, paint });
  return [...blocks, ...others, ...copies].map((block) => `${block}\n`).join('\n');
}

/** Files of ours that are copied: by folder, since there is nothing in them to decide on. */
function copiesText(changes: readonly DraftChange[], { cwd, paint }: Drawing): readonly string[] {
  const folders = new Map<string, DraftChange[]>();
  for (const change of changes) {
    if (!change.isCopied) continue;
    const folder = path.dirname(change.file);
    const above = [...folders.keys()].find((each) => isInside(folder, each)) ?? folder;
    folders.set(above, [...(folders.get(above) ?? []), change]);
  }
  return [...folders].map(([folder, files]) => {
    const verb = files.every(({ before }) => before === undefined) ? 'copy' : 'update';
    return `  ${paint('green', verb)} ${shownPath(folder, cwd)}: ${plural(files.length, 'file')} of pytest-cogniverse`;
  });
}

/** How changes are drawn. */
export interface Drawing {
  /** The folder that paths are shown from. */
  readonly cwd: string;
  readonly paint: Paint;
}

interface PackageDrawing extends Drawing {
  readonly changes: ReadonlyMap<string, DraftChange>;
  /** The files whose changes are shown already. */
  readonly shown: Set<string>;
}

function packageText({ owner, runners, steps, dependencies }: PackagePlan, drawing: PackageDrawing): string {
  const titles = runners.map((runner) => RUNNER_TITLES[runner]).join(', ');
  const files = [...dependencies, ...steps].map(({ file }) => file);
  const notes = steps.flatMap((step) => noteOn(step, drawing) ?? []);
  return blockText({ directory: owner.directory, titles, files, notes }, drawing);
}

function pytestText({ project, steps }: PytestPlan, drawing: PackageDrawing): string {
  const { directory, configFile } = project;
  const files = steps.map(({ file }) => file);
  const notes = steps.flatMap((step) => pytestNoteOn(step, drawing) ?? []);
  const shown = configFile === undefined ? '' : ` (${path.basename(configFile)})`;
  return blockText({ directory, titles: `pytest${shown}`, files, notes }, drawing);
}

/** What is shown of a package, or of a configuration of pytest. */
interface Block {
  readonly directory: string;
  readonly titles: string;
  /** The files that may change. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

function blockText({ directory, titles, files, notes }: Block, drawing: PackageDrawing): string {
  const { changes, shown, cwd, paint } = drawing;
  const heading = `${paint('bold', folderName(directory, cwd))}${titles === '' ? '' : `: ${titles}`}`;
  const edits = [...new Set(files)].flatMap((file) => {
    const change = changes.get(file);
    if (!change || change.isCopied || shown.has(file)) return [];
    shown.add(file);
    return [changeText(change, { cwd, paint })];
  });
  const lines = [...edits, ...new Set(notes)];
  return [heading, ...(lines.length > 0 ? lines : ['  nothing to do'])].join('\n');
}

function folderName(directory: string, cwd: string): string {
  return path.relative(cwd, directory) === '' ? '.' : shownPath(directory, cwd);
}

/** A change for people: the file, and the lines that differ. */
export function changeText({ file, before, after }: DraftChange, { cwd, paint }: Drawing): string {
  const verb = before === undefined ? 'new' : 'edit';
  const lines = diffLines(before ?? '', after).map((line) => {
    const shown = `    ${line.replace(/\r$/, '')}`;
    if (line.startsWith('+')) return paint('green', shown);
    if (line.startsWith('-')) return paint('red', shown);
    return line.startsWith('@@') ? paint('dim', shown) : shown;
  });
  return [`  ${paint('green', verb)} ${shownPath(file, cwd)}`, ...lines].join('\n');
}

function noteOn(step: Step, { cwd, paint }: Drawing): string | undefined {
  const { file, kind, reason = '' } = step;
  const name = shownPath(file, cwd);
  switch (kind) {
    case 'manual':
      return manualText(step, { cwd, paint });
    case 'present':
      return `  ${paint('dim', `registered in ${name}`)}`;
    case 'unneeded':
      return `  ${paint('dim', `not needed in ${name}: ${reason}`)}`;
    default:
      return undefined;
  }
}

function pytestNoteOn(step: PytestStep, { cwd, paint }: Drawing): string | undefined {
  const { file, line, kind, reason = '' } = step;
  if (kind === 'manual') return manualText(step, { cwd, paint });
  return kind === 'left' ? `  ${paint('dim', `left ${shownPath(file, cwd)}:${line}: ${reason}`)}` : undefined;
}

/** What a plan leaves to be done by hand, for a report that shows nothing else than changes. */
export function manualTexts(plan: SetupPlan, { cwd, colour }: PlanView): readonly string[] {
  const steps = [...plan.packages, ...plan.pytest].map((part): readonly (Step | PytestStep)[] => part.steps);
  const manual = steps.flat().filter(({ kind }) => kind === 'manual');
  return [...new Set(manual.map((step) => manualText(step, { cwd, paint: painter(colour) })))];
}

function manualText(
  { file, line, column, reason = '', snippet = '' }: Pick<Step, 'file' | 'line' | 'column' | 'reason' | 'snippet'>,
  { cwd, paint }: Drawing,
): string {
  return [
    `  ${paint('yellow', 'by hand')} ${shownPath(file, cwd)}:${line}:${column}: ${reason}. Write there:`,
    ...snippet.split('\n').map((text) => `    ${text}`),
  ].join('\n');
}

/** What is to be done after a plan was written, and what it leaves: a line for each. */
export function closingLines(plan: SetupPlan, isWritten: boolean, cwd: string): readonly string[] {
  const steps = [...plan.packages, ...plan.pytest].flatMap((part): readonly { kind: string }[] => part.steps);
  const manual = steps.filter(({ kind }) => kind === 'manual').length;
  const count = plan.changes.length;
  const done =
    count === 0 ? 'Nothing to change' : `${plural(count, 'file')} ${isWritten ? 'changed' : 'would change'}`;
  const left = manual === 0 ? '' : `; ${plural(manual, 'place')} left to be done by hand, shown above`;
  const commands = [
    ...plan.managers.map(({ name, root }) => ({ command: INSTALL[name], folder: root })),
    ...plan.pytest.flatMap(({ installs }) => installs),
  ];
  const installs = commands.map(({ command, folder }) => {
    const where = path.relative(cwd, folder) === '' ? '' : ` in ${folderName(folder, cwd)}`;
    return `${isWritten ? 'Now run' : 'Afterwards run'} ${command}${where}`;
  });
  const others = plan.others.length;
  const skipped =
    `${plural(others, 'package')} left out (examples, inputs of tests, outside of the workspace): ` +
    'name the folder to set one up';
  const around =
    plan.ci && plan.ci.places > 0 && !plan.ci.isWanted
      ? [`CI jobs and images lack something in ${plural(plan.ci.places, 'place')}: setup --ci adds it`]
      : [];
  return [...(others > 0 ? [skipped] : []), `${done}${left}`, ...new Set(installs), ...around];
}
