import type { DraftChange } from '../setup/draft-files.ts';
import { INSTALL, managerOf } from '../setup/package-manager.ts';
import { planCiJob } from './ci/plan-ci.ts';
import { planEslint } from './eslint/plan-eslint.ts';
import { planHook } from './hook/plan-hook.ts';
import { type PartName, type PartPlan, PARTS } from './part.ts';
import { planPolicy } from './plan-policy.ts';
import { findProject, type InitProject } from './project.ts';

/** What is to be done in a project. Nothing has been written. */
export interface InitPlan {
  readonly project: InitProject;
  readonly parts: readonly PartPlan[];
  /** In the order in which they are shown. */
  readonly changes: readonly DraftChange[];
}

/** What to plan. */
export interface InitOptions {
  /** Absolute path without links. */
  readonly folder: string;
  readonly cwd: string;
  /** The parts that the user named; `undefined` for all. */
  readonly only: readonly PartName[] | undefined;
}

/**
 * Works out how the checks are set up in a project: files are read, none is written and none is run.
 */
export async function planInit({ folder, cwd, only }: InitOptions): Promise<InitPlan> {
  const project = await findProject(folder, cwd);
  const parts: PartPlan[] = [];
  for (const part of PARTS) {
    if (only && !only.includes(part)) continue;
    parts.push(await planPart(part, project, only !== undefined));
  }
  const order = parts.flatMap(({ files }) => files);
  const changes = project.files.changes();
  const rank = ({ file }: DraftChange): number => order.findIndex((each) => each === file);
  return { project, parts, changes: changes.toSorted((a, b) => rank(a) - rank(b)) };
}

async function planPart(part: PartName, project: InitProject, isAsked: boolean): Promise<PartPlan> {
  switch (part) {
    case 'eslint':
      return planEslint(project, isAsked);
    case 'policy':
      return planPolicy(project);
    case 'hook':
      return planHook(project);
    case 'ci':
      return planCiJob(project);
  }
}

/** The command that installs what the plan states among the dependencies. */
export function installCommand({ project: { folder, root } }: InitPlan): string {
  return INSTALL[managerOf(folder, root).name];
}
