import path from 'node:path';

import {
  collectedNames,
  packagesStatedIn,
  PYTEST_CONFIG_FILES,
  type PytestConfig,
  readPytestConfig,
} from 'eslint-plugin-cogniverse/registration';

import type { Problem } from '../../engine/results.ts';
import { messageOf } from '../../errors.ts';
import { isInside } from '../../files/expand-path.ts';
import { listFolder } from '../../files/list-folder.ts';
import { reasonByFolder } from '../../files/path-reasons.ts';
import { toPosix } from '../../files/posix.ts';
import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import { isCopied, isForeignProject } from '../foreign-folders.ts';
import { foldersUp } from '../package-manager.ts';
import { refusalOf } from './config/refused-config.ts';
import type { PytestProject } from './project.ts';
import { collectsFrom } from './suite.ts';

/** The Python projects below a folder. */
export interface FoundPytest {
  /** Outer ones first. */
  readonly projects: readonly PytestProject[];
  /** Folders, from the root, whose tests are examples or inputs of other tests. */
  readonly others: readonly string[];
  readonly problems: readonly Problem[];
}

/** Files that make a folder the home of a Python project. */
const HOME =
  /^(?:pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|Pipfile|[\w.-]*requirements[\w.-]*\.(?:txt|in))$/i;
const IMPORTS_PYTEST = /^[ \t]*(?:from|import)[ \t]+(?:pytest|_pytest)\b/m;
/** A test or a class of tests, as pytest collects them by default. */
const DEFINES_TEST = /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+test|class[ \t]+(?:Test|\w+\([^)]*TestCase))/m;
const CONFTEST = 'conftest.py';

/**
 * Finds the tests below a folder that pytest runs, by the configuration that wins for them: the nearest one
 * upwards. Tests without any are those of the nearest folder with a project's files, if something there
 * speaks of pytest.
 *
 * @param folder Absolute path without links.
 * @param root The project's root.
 */
export async function findPytest(
  folder: string,
  { root, files }: { readonly root: string; readonly files: DraftFiles },
): Promise<FoundPytest> {
  const listed = await listFolder(root, {
    glob: '**/*',
    accepts: (relative) => relative.endsWith('.py') || HOME.test(path.posix.basename(relative)),
  });
  const names = listed
    .map(({ relative }) => relative)
    .filter((relative) => reasonByFolder(relative) === undefined)
    .sort();
  const finder = new Finder(root, files, names);
  const groups = new Map<string, Group>();
  for (const name of names) {
    if (name.endsWith('.py')) finder.place(path.join(root, name), groups);
  }
  const projects: PytestProject[] = [];
  const others: string[] = [];
  finder.placeOuter(groups);
  for (const group of groups.values()) {
    const { directory, configFile, tests } = group;
    if (tests.length === 0 ? !finder.collectsOthers(group, groups) : !finder.isOfPytest(group)) continue;
    const isMeant = isInside(directory, folder) || tests.some((file) => isInside(file, folder));
    // Nobody knows what a file configures that can't be read.
    if (!isMeant || finder.problems.some((problem) => path.dirname(problem.path) === directory)) continue;
    // What the user names is meant, whatever it is called.
    const way = toPosix(path.relative(isInside(directory, folder) ? folder : root, directory));
    if (isForeignProject(way)) others.push(toPosix(path.relative(root, directory)));
    else {
      const helpers = finder.helpersOf(group);
      projects.push({ directory, root, configFile, tests, conftests: group.conftests, helpers });
    }
  }
  projects.sort((a, b) => (a.directory < b.directory ? -1 : 1));
  return { projects, others, problems: finder.problems };
}

interface Group {
  readonly directory: string;
  readonly configFile: string | undefined;
  readonly tests: string[];
  readonly conftests: string[];
}

/** Where the tests of a folder belong. */
interface Place {
  readonly directory: string;
  readonly config: PytestConfig | undefined;
}

class Finder {
  readonly problems: { readonly path: string; readonly message: string }[] = [];
  readonly #root: string;
  readonly #files: DraftFiles;
  /** The files of projects, as absolute paths, by folder. */
  readonly #homes = new Map<string, string[]>();
  readonly #configs = new Map<string, PytestConfig | undefined>();
  readonly #places = new Map<string, Place>();
  /** Modules that are neither tests nor conftests, by the configuration or folder of their group. */
  readonly #helpers = new Map<string, string[]>();

  constructor(root: string, files: DraftFiles, names: readonly string[]) {
    this.#root = root;
    this.#files = files;
    for (const name of names) {
      const file = path.join(root, name);
      if (!HOME.test(path.basename(file))) continue;
      const folder = path.dirname(file);
      this.#homes.set(folder, [...(this.#homes.get(folder) ?? []), file]);
    }
  }

  /** Adds a file to the group of its configuration, if it is a module of tests or a conftest. */
  place(file: string, groups: Map<string, Group>): void {
    const { directory, config } = this.#placeOf(path.dirname(file));
    if (isCopied(toPosix(path.relative(directory, file)))) return;
    const isConftest = path.basename(file) === CONFTEST;
    const configFile = config?.file;
    const key = configFile ?? directory;
    if (!isConftest && !isTestModule(file, config)) {
      const helpers = this.#helpers.get(key) ?? [];
      helpers.push(file);
      this.#helpers.set(key, helpers);
      return;
    }
    const group = groups.get(key) ?? { directory, configFile, tests: [], conftests: [] };
    groups.set(key, group);
    (isConftest ? group.conftests : group.tests).push(file);
  }

  /** The modules that pytest does not collect, in the folders of a group. */
  helpersOf({ directory, configFile }: Group): readonly string[] {
    return this.#helpers.get(configFile ?? directory) ?? [];
  }

  /** Adds the configurations in folders above those of tests. */
  placeOuter(groups: Map<string, Group>): void {
    for (const { directory } of [...groups.values()]) {
      for (const above of foldersUp(directory, this.#root).slice(1)) {
        const configFile = this.#configIn(above)?.file;
        if (configFile === undefined || groups.has(configFile)) continue;
        groups.set(configFile, { directory: above, configFile, tests: [], conftests: [] });
      }
    }
  }

  /** Whether pytest, run in a folder without tests of its own, collects those of other configurations. */
  collectsOthers({ directory }: Group, groups: ReadonlyMap<string, Group>): boolean {
    const config = this.#configIn(directory);
    if (!config) return false;
    return [...groups.values()].some(
      (inner) => inner.tests.length > 0 && collectsFrom(config, directory, inner.directory),
    );
  }

  /** Whether tests are meant for pytest, rather than for `unittest` or a runner of its own. */
  isOfPytest({ directory, configFile, tests, conftests }: Group): boolean {
    if (configFile !== undefined || conftests.length > 0) return true;
    const homes = foldersUp(directory, this.#root).flatMap((folder) => this.#homes.get(folder) ?? []);
    const states = homes.some((file) =>
      packagesStatedIn(path.basename(file), this.#files.tryRead(file) ?? '').has('pytest'),
    );
    const texts = tests.map((file) => this.#files.tryRead(file) ?? '');
    // Products have modules that are named like tests, too: `ab_test.py`.
    return texts.some((text) => (states && DEFINES_TEST.test(text)) || IMPORTS_PYTEST.test(text));
  }

  #placeOf(folder: string): Place {
    const known = this.#places.get(folder);
    if (known) return known;
    const place = this.#findPlace(folder);
    this.#places.set(folder, place);
    return place;
  }

  #findPlace(folder: string): Place {
    const folders = foldersUp(folder, this.#root);
    for (const directory of folders) {
      const config = this.#configIn(directory);
      if (config) return { directory, config };
    }
    const home = folders.find((directory) => this.#homes.has(directory));
    return { directory: home ?? this.#root, config: undefined };
  }

  #configIn(directory: string): PytestConfig | undefined {
    if (!this.#configs.has(directory)) this.#configs.set(directory, this.#readConfigIn(directory));
    return this.#configs.get(directory);
  }

  #readConfigIn(directory: string): PytestConfig | undefined {
    for (const name of PYTEST_CONFIG_FILES) {
      const file = path.join(directory, name);
      if (!this.#files.has(file)) continue;
      try {
        const text = this.#files.read(file);
        const refusal = refusalOf(file, text);
        if (refusal !== undefined) throw new UnusableFile(refusal);
        const config = readPytestConfig(file, text);
        if (config) return config;
      } catch (error) {
        if (isForeignProject(toPosix(path.relative(this.#root, directory)))) continue;
        const reason =
          error instanceof UnusableFile ? error.message : `it can't be read: ${messageOf(error)}`;
        this.problems.push({ path: file, message: reason });
      }
    }
    return undefined;
  }
}

/** Whether pytest collects a file by its name; a pattern that takes every file says nothing. */
function isTestModule(file: string, config: PytestConfig | undefined): boolean {
  const patterns = config?.words('python_files');
  const usual = /^(?:test_.*|.*_test)\.py$/.test(path.basename(file));
  if (!config || !patterns || patterns.some((pattern) => /^\*+(?:\.py)?$/.test(pattern))) return usual;
  return collectedNames(config).isModule(file);
}
