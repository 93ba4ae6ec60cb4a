import { realpathSync } from 'node:fs';

import { planSetup, type PlanOptions, type SetupPlan } from '../../src/setup/plan.ts';
import { writePlan } from '../../src/setup/write-plan.ts';
import type { Project } from '../support/project.ts';

/** The plan for a project. */
export async function planOf(project: Project, options: Partial<PlanOptions> = {}): Promise<SetupPlan> {
  const root = realpathSync(project.root);
  return planSetup({ folders: [root], cwd: root, version: '1.2.3', ...options });
}

/** Carries out `setup` in a project, twice: the second time has nothing to change. */
export async function setUp(project: Project, options: Partial<PlanOptions> = {}): Promise<SetupPlan> {
  const plan = await planOf(project, options);
  const problems = await writePlan(plan.changes, { allowDirty: false });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const again = await planOf(project, options);
  if (again.changes.length > 0) throw new Error(`a second run changes ${JSON.stringify(again.changes)}`);
  return plan;
}

/** The changed files of a plan, from the project's root, with their new text. */
export function changed(project: Project, { changes }: SetupPlan): Record<string, string> {
  return Object.fromEntries(changes.map(({ file, after }) => [file.slice(project.root.length + 1), after]));
}
