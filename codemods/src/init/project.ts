import path from 'node:path';

import type { Problem } from '../engine/results.ts';
import { isInside, projectRoot } from '../files/expand-path.ts';
import { listFolder } from '../files/list-folder.ts';
import { reasonByFolder } from '../files/path-reasons.ts';
import { DraftFiles } from '../setup/draft-files.ts';
import { findPackages, isTestPath, type ProjectPackage } from '../setup/find-packages.ts';
import { findRunners } from '../setup/find-runners.ts';
import { isForeignProject } from '../setup/foreign-folders.ts';
import { manifestIn } from '../setup/manifest.ts';
import { foldersUp, managerOf } from '../setup/package-manager.ts';
import { findPytest } from '../setup/pytest/find-pytest.ts';
import type { PytestProject } from '../setup/pytest/project.ts';
import { RUNNER_TITLES } from '../setup/registration.ts';

/** What `init` found of a project, and the files of it that are to be changed. */
export interface InitProject {
  /** The root of the whole project: nothing outside of it is written. */
  readonly root: string;
  /** The folder that is set up: an absolute path without links. */
  readonly folder: string;
  readonly files: DraftFiles;
  /** The packages in the folder and below, or the nearest one above. */
  readonly packages: readonly TestedPackage[];
  readonly pytest: readonly PytestProject[];
  /** What runs the tests, by name. */
  readonly runners: readonly string[];
  readonly problems: readonly Problem[];
}

/** A package with the tests in JavaScript and TypeScript that belong to it. */
export interface TestedPackage {
  readonly owner: ProjectPackage;
  /** Absolute paths. */
  readonly tests: readonly string[];
}

/**
 * Looks at a project: its packages, languages and runners. Nothing is run.
 *
 * @param folder Absolute path without links; where it is part of a package, the whole package is meant.
 */
export async function findProject(folder: string, cwd: string): Promise<InitProject> {
  const root = projectRoot(folder, cwd);
  const files = new DraftFiles(root);
  const home = homeOf(folder, root, files);
  const found = await findPackages(home, { root, files });
  const python = await findPytest(home, { root, files });
  const tests = await testsBelow(home);
  const packages = found.packages.map((owner) => ({
    owner,
    tests: tests.filter((file) => innermost(found.packages, file) === owner),
  }));
  const runners = new Set<string>();
  for (const { owner } of packages) {
    for (const { runner } of await findRunners(owner, root, files)) runners.add(RUNNER_TITLES[runner]);
  }
  if (python.projects.length > 0) runners.add('pytest');
  return {
    root,
    folder: home,
    files,
    packages,
    pytest: python.projects,
    runners: [...runners],
    problems: [...found.problems, ...python.problems],
  };
}

/** The folder of the nearest project upwards; the folder itself where there is none. */
function homeOf(folder: string, root: string, files: DraftFiles): string {
  const names = ['package.json', 'pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'pytest.ini'];
  const isHome = (at: string): boolean => names.some((name) => files.has(path.join(at, name)));
  return foldersUp(folder, root).find(isHome) ?? folder;
}

async function testsBelow(folder: string): Promise<readonly string[]> {
  const listed = await listFolder(folder, { glob: '**/*', accepts: isTestPath });
  return listed
    .map(({ relative }) => relative)
    .filter(
      (relative) => reasonByFolder(relative) === undefined && !isForeignProject(path.posix.dirname(relative)),
    )
    .map((relative) => path.join(folder, relative))
    .sort();
}

function innermost(packages: readonly ProjectPackage[], file: string): ProjectPackage | undefined {
  return packages
    .filter(({ directory }) => isInside(file, directory))
    .sort((a, b) => b.directory.length - a.directory.length)[0];
}

/** Whether a test is in TypeScript. */
export function isTypeScript(file: string): boolean {
  return /\.(?:[cm]?ts|tsx)$/.test(file);
}

/** The command that runs the program in the folder that is set up, as its package manager has it. */
export function programIn({ folder, root }: Pick<InitProject, 'folder' | 'root'>): string {
  const prefixes = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' } as const;
  const hasManifest = foldersUp(folder, root).some((at) => manifestIn(at) !== undefined);
  const prefix = hasManifest ? prefixes[managerOf(folder, root).name] : 'npx --yes';
  return `${prefix} cogniverse-codemod`;
}
