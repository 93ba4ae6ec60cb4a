import path from 'node:path';

import type { Problem } from '../engine/results.ts';
import { UsageError } from '../errors.ts';
import { isInside, projectRoot } from '../files/expand-path.ts';
import { dependencyHome, stateDependency } from './dependency.ts';
import { type DraftChange, DraftFiles } from './draft-files.ts';
import { findPackages, type FoundPackages, type ProjectPackage } from './find-packages.ts';
import { findRunners } from './find-runners.ts';
import { type CiPlan, planCi } from './plan-ci.ts';
import { Manifest } from './manifest.ts';
import { managerOf, type PackageManager } from './package-manager.ts';
import { findPytest, type FoundPytest } from './pytest/find-pytest.ts';
import { planPytest, type PytestPlan } from './pytest/plan-pytest.ts';
import { registerAll, type Step } from './registrar.ts';
import { ALL_RUNNERS, type AnyRunner, type Runner, SETUP_PACKAGE } from './registration.ts';
import type { Place, RunnerUse } from './runners/target.ts';

/** What is to be done in a package. */
export interface PackagePlan {
  readonly owner: ProjectPackage;
  /** The runners that the package uses. */
  readonly runners: readonly Runner[];
  readonly steps: readonly Step[];
  /** Where the set-up package is still to be stated as a dependency. */
  readonly dependencies: readonly Place[];
}

/** What is to be done in a project. Nothing has been written. */
export interface SetupPlan {
  readonly root: string;
  /** The packages that use a runner or are changed. */
  readonly packages: readonly PackagePlan[];
  /** The tests that pytest runs, by their configuration. */
  readonly pytest: readonly PytestPlan[];
  readonly changes: readonly DraftChange[];
  /** What the files around the tests lack; `undefined` where nobody looked. */
  readonly ci: CiPlan | undefined;
  /** Whose dependencies have to be installed afterwards. */
  readonly managers: readonly PackageManager[];
  /** Folders of packages and Python projects that were left out: examples, and inputs of tests. */
  readonly others: readonly string[];
  readonly problems: readonly Problem[];
}

/** What to plan. */
export interface PlanOptions {
  /** Absolute paths, without links, of folders of packages, or of folders that hold some. */
  readonly folders: readonly string[];
  readonly cwd: string;
  /** Default: all. */
  readonly runners?: readonly AnyRunner[] | undefined;
  /** The version of the set-up package to ask for. */
  readonly version: string;
  /** Whether to keep the plugin of pytest in the repository, rather than to depend on it. */
  readonly isVendored?: boolean;
  /** What to do about the files around the tests. Default: nothing. */
  readonly ci?: 'look' | 'edit' | undefined;
}

/**
 * Works out how the set-up is registered with the runners of a project: files are read, none is written and none
 * is run.
 *
 * @throws {UsageError} where there is neither a package nor a Python project.
 */
export async function planSetup({
  folders,
  cwd,
  runners = ALL_RUNNERS,
  version,
  isVendored = false,
  ci,
}: PlanOptions): Promise<SetupPlan> {
  const root = projectRoot(folders[0] ?? cwd, cwd);
  const files = new DraftFiles(root);
  const found: FoundPackages[] = [];
  const python: FoundPytest[] = [];
  for (const folder of folders) {
    if (!isInside(folder, root))
      throw new UsageError(`${folder} is not in the same project as ${folders[0] ?? root}`);
    const here = { root, files };
    const packages = runners.some((runner) => runner !== 'pytest') ? await findPackages(folder, here) : NO_PACKAGES;
    const tests = runners.includes('pytest') ? await findPytest(folder, here) : NO_PYTEST;
    const isEmpty =
      [packages, tests].every(({ others, problems }) => others.length + problems.length === 0) &&
      packages.packages.length + tests.projects.length === 0;
    // Jobs and images may run tests that stand elsewhere.
    if (isEmpty && ci !== 'edit') {
      throw nothingIn(folder, { root, cwd, runners });
    }
    found.push(packages);
    python.push(tests);
  }
  const packages = uniqueBy(
    found.flatMap((each) => each.packages),
    ({ directory }) => directory,
  );
  const javascript = await planPackages(packages, runners, { root, files, version });
  const projects = uniqueBy(
    python.flatMap((each) => each.projects),
    ({ directory }) => directory,
  );
  const pytest = planPytest(projects, { files, version, isVendored });
  const around = ci && (await planCi(folders, { root, files, isWanted: ci === 'edit' }));
  return {
    root,
    ...javascript,
    pytest: pytest.plans,
    ci: around,
    changes: files.changes(),
    others: [...new Set([...found, ...python].flatMap(({ others }) => others))],
    problems: uniqueBy(
      [...[...found, ...python].flatMap(({ problems }) => problems), ...pytest.problems],
      (problem) => problem.path ?? problem.message,
    ),
  };
}

const NO_PACKAGES: FoundPackages = { packages: [], others: [], problems: [] };
const NO_PYTEST: FoundPytest = { projects: [], others: [], problems: [] };

function nothingIn(
  folder: string,
  { root, cwd, runners }: { readonly root: string; readonly cwd: string; readonly runners: readonly AnyRunner[] },
): UsageError {
  const shown = JSON.stringify(path.relative(cwd, folder) || '.');
  const isNested = path.dirname(folder) !== folder && folder !== root;
  const isJavaScript = runners.some((runner) => runner !== 'pytest');
  const isPython = runners.includes('pytest');
  const missing = isPython
    ? isJavaScript
      ? 'There is neither a package.json nor a test for pytest'
      : 'There is no test for pytest'
    : 'There is no package.json';
  const advice = isNested
    ? `Name the folder of a ${isPython ? 'project' : 'package'}`
    : isJavaScript
      ? isPython
        ? 'Make a package with npm init, or write a test that imports pytest'
        : 'Make one with npm init'
      : 'Write one that imports pytest';
  return new UsageError(`${missing} in ${shown} or below it. ${advice}, and run setup again`);
}

/** Plans what the packages that use runners of JavaScript need. */
async function planPackages(
  packages: readonly ProjectPackage[],
  runners: readonly AnyRunner[],
  { root, files, version }: { readonly root: string; readonly files: DraftFiles; readonly version: string },
): Promise<Pick<SetupPlan, 'packages' | 'managers'>> {
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
    packages: plans.filter(({ runners: used, steps: own }) => used.length > 0 || own.length > 0),
    managers: uniqueBy(
      [...homes.keys()].map((file) => managerOf(path.dirname(file), root)),
      (manager) => manager.root,
    ),
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
  const owners = [...new Set(uses.map(({ owner }) => owner))];
  for (const user of owners) {
    const used = uses.filter((use) => use.owner === user && needsPackage(use, { uses, owners, steps }));
    if (used.length === 0) continue;
    const runners = used.map(({ runner }) => runner);
    const file = dependencyHome(user, runners, root);
    if (file === undefined || homes.has(file)) continue;
    const manifest = new Manifest(file, files.read(file));
    homes.set(file, { place: { file, ...manifest.placeOf(['devDependencies'], ['dependencies']) }, user });
    const manager = managerOf(path.dirname(file), root);
    stateDependency(file, { files, manager, dependency: { name: SETUP_PACKAGE, version } });
  }
  return homes;
}

interface Situation {
  readonly uses: readonly RunnerUse[];
  /** The packages that use a runner. */
  readonly owners: readonly ProjectPackage[];
  readonly steps: readonly Step[];
}

/**
 * Whether the set-up is registered for a package, or is to be, in a file that is not the concern of a package
 * above or below: that one states the dependency itself, or has it from above.
 */
function needsPackage({ runner, owner, targets }: RunnerUse, { uses, owners, steps }: Situation): boolean {
  return targets.some(({ file }) => {
    if (!steps.some((step) => step.runner === runner && step.file === file && step.kind !== 'unneeded'))
      return false;
    const other = packageAround(file, owners);
    if (!other || other === owner) return true;
    const isOthers = uses.some((use) => {
      return (
        use.owner === other && use.runner === runner && use.targets.some((target) => target.file === file)
      );
    });
    const isNear = isInside(other.directory, owner.directory) || isInside(owner.directory, other.directory);
    return !isOthers || !isNear;
  });
}

/** The innermost package that a file lies in. */
function packageAround(file: string, packages: readonly ProjectPackage[]): ProjectPackage | undefined {
  return packages
    .filter(({ directory }) => isInside(file, directory))
    .sort((a, b) => b.directory.length - a.directory.length)[0];
}

/** The package that a file lies in, else the first one that uses it. */
function packageOf(
  { file, runner }: Step,
  packages: readonly ProjectPackage[],
  uses: readonly RunnerUse[],
): ProjectPackage | undefined {
  const user = uses.find(
    (use) => use.runner === runner && use.targets.some((target) => target.file === file),
  );
  return packageAround(file, packages) ?? user?.owner;
}

/** The first of those that have the same key. */
function uniqueBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[] {
  const unique = new Map<string, Value>();
  for (const value of values) if (!unique.has(keyOf(value))) unique.set(keyOf(value), value);
  return [...unique.values()];
}
