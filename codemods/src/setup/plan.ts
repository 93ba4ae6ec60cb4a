import path from 'node:path';

import type { Problem } from '../engine/results.ts';
import { UsageError } from '../errors.ts';
import { isInside, projectRoot } from '../files/expand-path.ts';
import { dependencyHome, stateDependency } from './dependency.ts';
import { type DraftChange, DraftFiles } from './draft-files.ts';
import { findPackages, type FoundPackages, type ProjectPackage } from './find-packages.ts';
import { findRunners } from './find-runners.ts';
import { Manifest } from './manifest.ts';
import { managerOf, type PackageManager } from './package-manager.ts';
import { registerAll, type Step } from './registrar.ts';
import { type Runner, RUNNERS } from './registration.ts';
import type { Place, RunnerUse } from './runners/target.ts';

/** What is to be done in a package. */
export interface PackagePlan {
  readonly owner: ProjectPackage;
  /** The runners that the package uses. */
  readonly runners: readonly Runner[];
  readonly steps: readonly Step[];
  /** The `package.json` in which the set-up package is to be stated as a dependency, if that is still to be done. */
  readonly dependencies: readonly Place[];
}

/** What is to be done in a project. Nothing has been written. */
export interface SetupPlan {
  readonly root: string;
  /** The packages that use a runner or are changed. */
  readonly packages: readonly PackagePlan[];
  readonly changes: readonly DraftChange[];
  /** Whose dependencies have to be installed afterwards. */
  readonly managers: readonly PackageManager[];
  /** Folders of packages that were left out: examples, and inputs of tests. */
  readonly others: readonly string[];
  readonly problems: readonly Problem[];
}

/** What to plan. */
export interface PlanOptions {
  /** Absolute paths, without links, of folders of packages, or of folders that hold some. */
  readonly folders: readonly string[];
  readonly cwd: string;
  /** Default: all. */
  readonly runners?: readonly Runner[] | undefined;
  /** The version of the set-up package to ask for. */
  readonly version: string;
}

/**
 * Works out how the set-up is registered with the runners of a project: files are read, none is written and none
 * is run.
 *
 * @throws {UsageError} where there is no package.
 */
export async function planSetup({ folders, cwd, runners = RUNNERS, version }: PlanOptions): Promise<SetupPlan> {
  const root = projectRoot(folders[0] ?? cwd, cwd);
  const files = new DraftFiles(root);
  const found: FoundPackages[] = [];
  for (const folder of folders) {
    if (!isInside(folder, root)) throw new UsageError(`${folder} is not in the same project as ${folders[0] ?? root}`);
    found.push(await findPackages(folder, { root, files, cwd }));
  }
  const packages = uniqueBy(found.flatMap((each) => each.packages), ({ directory }) => directory);
  const uses: RunnerUse[] = [];
  for (const owner of packages) uses.push(...(await findRunners(owner, root, files)));
  const wanted = uses.filter(({ runner }) => runners.includes(runner));
  const steps = await registerAll(wanted, files);
  const homes = stateDependencies(wanted, steps, { root, files, version });
  const plans = packages.map((owner): PackagePlan => {
    const used = wanted.filter((use) => use.owner === owner);
    return {
      owner,
      runners: used.map(({ runner }) => runner),
      steps: steps.filter((step) => packageOf(step, packages, wanted) === owner),
      dependencies: [...homes].filter(([, home]) => home.user === owner).map(([, { place }]) => place),
    };
  });
  return {
    root,
    packages: plans.filter(({ runners: used, steps: own }) => used.length > 0 || own.length > 0),
    changes: files.changes(),
    managers: uniqueBy([...homes.keys()].map((file) => managerOf(path.dirname(file), root)), (manager) => manager.root),
    others: [...new Set(found.flatMap(({ others }) => others))],
    problems: uniqueBy(found.flatMap(({ problems }) => problems), (problem) => problem.path),
  };
}

/** A `package.json` that is to state the set-up package. */
interface Home {
  readonly place: Place;
  /** The package that needs it first. */
  readonly user: ProjectPackage;
}

/** States the dependency wherever the packages that use runners need it, by the file that states it. */
function stateDependencies(
  uses: readonly RunnerUse[],
  steps: readonly Step[],
  { root, files, version }: { root: string; files: DraftFiles; version: string },
): ReadonlyMap<string, Home> {
  const homes = new Map<string, Home>();
  for (const user of new Set(uses.map(({ owner }) => owner))) {
    const used = uses.filter((use) => use.owner === user && needsPackage(use, steps)).map(({ runner }) => runner);
    if (used.length === 0) continue;
    const file = dependencyHome(user, used, root);
    if (file === undefined || homes.has(file)) continue;
    const body = new Manifest(file, files.read(file));
    homes.set(file, { place: { file, ...body.placeOf(['devDependencies'], ['dependencies']) }, user });
    stateDependency(file, { files, manager: managerOf(path.dirname(file), root), version });
  }
  return homes;
}

/** Whether the set-up is registered for a package, or is to be. */
function needsPackage({ runner, targets }: RunnerUse, steps: readonly Step[]): boolean {
  const own = new Set(targets.map(({ file }) => file));
  return steps.some((step) => step.runner === runner && own.has(step.file) && step.kind !== 'unneeded');
}

/** The package that a file lies in, else the first one that uses it. */
function packageOf(
  { file, runner }: Step,
  packages: readonly ProjectPackage[],
  uses: readonly RunnerUse[],
): ProjectPackage | undefined {
  const around = packages
    .filter(({ directory }) => file.startsWith(directory + path.sep))
    .sort((a, b) => b.directory.length - a.directory.length);
  const user = uses.find((use) => use.runner === runner && use.targets.some((target) => target.file === file));
  return around[0] ?? user?.owner;
}

/** The first of those that have the same key. */
function uniqueBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[] {
  const unique = new Map<string, Value>();
  for (const value of values) if (!unique.has(keyOf(value))) unique.set(keyOf(value), value);
  return [...unique.values()];
}
