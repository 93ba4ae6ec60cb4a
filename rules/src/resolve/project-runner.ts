import path from 'node:path';

import { entriesOf, remembered } from './disk.ts';
import { directoriesAbove, packageIn, type PackageFile } from './project-files.ts';

/** A runner that declares tests by globals. */
export type GlobalRunner = 'vitest' | 'jest' | 'mocha';

const RUNNERS = ['vitest', 'jest', 'mocha'] as const;

const CONFIG_FILE: Readonly<Record<GlobalRunner, RegExp>> = {
  vitest: /^vitest\.(?:[\w-]+\.)*(?:config|workspace|projects)\.(?:[\w-]+\.)*[mc]?[jt]s$/,
  jest: /^jest\.(?:[\w-]+\.)*config\.(?:[\w-]+\.)*(?:[mc]?[jt]s|json)$/,
  mocha: /^\.mocharc\.(?:[mc]?js|jsonc?|ya?ml)$/,
};
const DEPENDENCY: Readonly<Record<GlobalRunner, RegExp>> = {
  vitest: /^(?:vitest|vite-plus)$/,
  jest: /^(?:jest|jest-cli|jest-expo|ts-jest|babel-jest|react-scripts|@jest\/core)$/,
  mocha: /^(?:mocha|ts-mocha|electron-mocha|@vscode\/test-cli)$/,
};
const TYPES: Readonly<Record<GlobalRunner, RegExp>> = {
  vitest: /^vitest\/globals$/,
  jest: /^@types\/jest$/,
  mocha: /^@types\/mocha$/,
};

/**
 * The runner that provides `test` and `it` as globals in a file's project: by the nearest directory whose
 * configuration files, dependencies or scripts name one. `undefined` where none or several do.
 */
export function projectRunner(file: string): GlobalRunner | undefined {
  return path.isAbsolute(file) ? runnerOfDirectory(path.dirname(file)) : undefined;
}

/** A runner that declares tests by globals and has no set-up: in Node, or in a page. */
export type OtherRunner = 'Jasmine' | 'Karma';

/**
 * Karma or Jasmine, where the nearest directory that names a runner names one of those and none of
 * {@link GlobalRunner}. Karma before Jasmine, whose tests it mostly runs.
 */
export function otherRunner(file: string): OtherRunner | undefined {
  return path.isAbsolute(file) ? otherOfDirectory(path.dirname(file)) : undefined;
}

const OTHER_RUNNERS = [
  ['Karma', /^karma\.(?:[\w-]+\.)*(?:conf|config)\.[mc]?[jt]s$/, /^karma$/],
  ['Jasmine', /^jasmine\.(?:m?js|json)$/, /^(?:jasmine|jasmine-core|@types\/jasmine)$/],
] as const;

const otherOfDirectory = remembered((directory): OtherRunner | undefined => {
  for (const above of directoriesAbove(directory)) {
    const project = packageIn(above);
    if (candidatesIn(above, project).size > 0 || typedIn(project).length > 0) return undefined;
    const other = OTHER_RUNNERS.find(
      ([, configuration, dependency]) =>
        entriesOf(above).matching(configuration).length > 0 || (project && hasDependency(project, dependency)),
    );
    if (other) return other[0];
  }
  return undefined;
});

const runnerOfDirectory = remembered((directory): GlobalRunner | undefined => {
  for (const above of directoriesAbove(directory)) {
    const project = packageIn(above);
    const candidates = candidatesIn(above, project);
    if (candidates.size > 0) return only([...candidates]) ?? only(named(project)) ?? only(configuredIn(above));
    const typed = typedIn(project);
    if (typed.length > 0) return only(typed);
  }
  return undefined;
});

function configuredIn(directory: string): readonly GlobalRunner[] {
  return RUNNERS.filter((runner) => entriesOf(directory).matching(CONFIG_FILE[runner]).length > 0);
}

/** The runners that a directory is configured for or depends on. */
function candidatesIn(directory: string, project: PackageFile | undefined): ReadonlySet<GlobalRunner> {
  const installed = RUNNERS.filter((runner) => project && hasDependency(project, DEPENDENCY[runner]));
  return new Set([...configuredIn(directory), ...installed]);
}

function typedIn(project: PackageFile | undefined): readonly GlobalRunner[] {
  return RUNNERS.filter((runner) => project && hasDependency(project, TYPES[runner]));
}

function hasDependency({ dependencies }: PackageFile, pattern: RegExp): boolean {
  return [...dependencies.keys()].some((name) => pattern.test(name));
}

/** The runners that the `test` script names. */
function named(project: PackageFile | undefined): readonly GlobalRunner[] {
  const script = project?.scripts.get('test') ?? '';
  return RUNNERS.filter((runner) => new RegExp(`\\b${runner}\\b`).test(script));
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}
