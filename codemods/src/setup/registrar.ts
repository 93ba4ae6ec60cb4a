import path from 'node:path';

import { messageOf } from '../errors.ts';
import { type DraftFiles, UnusableFile } from './draft-files.ts';
import { Imports } from './import-order.ts';
import { LIST_KEY } from './list-key.ts';
import { Manifest } from './manifest.ts';
import { type ModuleResult, registerInModule } from './module/index.ts';
import { registerInJson, registerInYaml } from './register-list.ts';
import { registerInScript } from './register-script.ts';
import { type Runner, setupEntry } from './registration.ts';
import type { Place, RunnerUse, Target } from './runners/target.ts';
import { firstDifference, placeOf } from './text/splice.ts';

/** What was found of a place where the set-up has to be registered, and what becomes of it. */
export interface Step extends Place {
  readonly runner: Runner;
  /** `manual` steps are the author's; `present` and `unneeded` ones are none. */
  readonly kind: 'create' | 'edit' | 'manual' | 'present' | 'unneeded';
  /** Where to report that it is missing, if that is another place: a file that is to be made has none. */
  readonly reported?: Place;
  /** Whether the set-up is missing there for certain. */
  readonly isMissing: boolean;
  /** What to write by hand. */
  readonly snippet?: string;
  /** Why it is left to the author, or not needed. */
  readonly reason?: string;
}

/** A target with the runner that it is for. */
interface Job {
  readonly use: RunnerUse;
  readonly target: Target;
}

/** Registers the set-up at the targets of all packages, each once, in files that are not written yet. */
export async function registerAll(uses: readonly RunnerUse[], files: DraftFiles): Promise<readonly Step[]> {
  const jobs = new Map<string, Job>();
  for (const use of uses) {
    for (const target of use.targets) {
      const key = [use.runner, target.kind, whatOf(target)].join('\0');
      if (!jobs.has(key)) jobs.set(key, { use, target });
    }
  }
  const steps: Step[] = [];
  const registered = new Set<string>();
  for (const { use, target } of inOrder([...jobs.values()], uses)) {
    const step = await register(use, target, files, registered);
    if (step.kind === 'edit' || step.kind === 'present' || step.kind === 'create') registered.add(step.file);
    steps.push(step);
  }
  return steps;
}

/** What tells targets of a kind apart. */
function whatOf(target: Target): string {
  switch (target.kind) {
    case 'script':
      return `${target.file} ${target.invocation.script}`;
    case 'manual':
      return `${target.file} ${target.line} ${target.reason}`;
    default:
      return target.file;
  }
}

/** Configurations behind those that they load; without those that are only there to be loaded. */
function inOrder(jobs: readonly Job[], uses: readonly RunnerUse[]): readonly Job[] {
  const imports = new Imports([
    ...new Set(jobs.flatMap(({ target }) => (target.kind === 'module' ? target.file : []))),
  ]);
  const order = imports.inOrder();
  const scripts = uses.flatMap(({ owner }) => [...owner.manifest.scripts.values()]).join('\n');
  return jobs
    .filter(({ target: { kind, file } }) => {
      const name = path.basename(file);
      const isDefault = /^(?:vite(?:st)?|jest|playwright)\.config\.\w+$/.test(name);
      return kind !== 'module' || isDefault || scripts.includes(name) || !imports.isImported(file);
    })
    .sort((a, b) => order.indexOf(a.target.file) - order.indexOf(b.target.file));
}

async function register(
  { runner, major }: RunnerUse,
  target: Target,
  files: DraftFiles,
  registered: ReadonlySet<string>,
): Promise<Step> {
  const { file } = target;
  switch (target.kind) {
    case 'present':
      return { ...start(file), runner, kind: 'present', isMissing: false };
    case 'unneeded':
      return { ...start(file), ...target, runner, isMissing: false };
    case 'manual':
      return { ...target, runner, isMissing: target.isDoubtful !== true };
    default:
  }
  try {
    if (target.kind === 'create') {
      if (!files.has(file)) files.create(file, target.text);
      return { ...start(file), reported: target.because, runner, kind: 'create', isMissing: true };
    }
    const before = files.read(file);
    const entry = setupEntry(runner);
    const result =
      target.kind === 'module'
        ? await registerInModule(before, file, { runner, entry, runnerMajor: major, registered })
        : registerIn(target, before);
    if (result.kind === 'manual')
      return { ...start(file), ...result, runner, isMissing: result.isDoubtful !== true };
    if (result.kind !== 'edited') return { ...start(file), ...result, runner, isMissing: false };
    files.edit(file, result.text);
    const place = placeOf(before, firstDifference(before, result.text));
    return { file, ...place, runner, kind: 'edit', isMissing: result.certain };
  } catch (error) {
    // One file that can't be made sense of does not keep the others from being set up.
    const reason = error instanceof UnusableFile ? error.message : `it can't be read: ${messageOf(error)}`;
    return { ...start(file), runner, kind: 'manual', isMissing: true, snippet: snippetFor(runner), reason };
  }
}

function start(file: string): Place {
  return { file, line: 1, column: 1 };
}

function registerIn(
  target: Extract<Target, { kind: 'json' | 'yaml' | 'script' }>,
  text: string,
): ModuleResult {
  const { kind, file } = target;
  if (kind === 'yaml') return registerInYaml(text, file);
  if (kind === 'json') return registerInJson(text, file, target.list, target.way);
  return registerInScript(text, new Manifest(file, text), target.invocation.script, target.flag);
}

/** What to write into a file that can't be looked into. */
function snippetFor(runner: Runner): string {
  const entry = setupEntry(runner);
  if (runner === 'playwright') return `import '${entry}';`;
  return runner === 'node' ? `--import ${entry}` : `${LIST_KEY[runner]}: ['${entry}']`;
}
