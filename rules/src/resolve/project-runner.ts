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

const runnerOfDirectory = remembered((directory): GlobalRunner | undefined => {
  for (const above of directoriesAbove(directory)) {
    const project = packageIn(above);
    const configured = RUNNERS.filter((runner) => entriesOf(above).matching(CONFIG_FILE[runner]).length > 0);
    const installed = RUNNERS.filter((runner) => project && hasDependency(project, DEPENDENCY[runner]));
    const candidates = new Set([...configured, ...installed]);
    if (candidates.size > 0) return only([...candidates]) ?? only(named(project)) ?? only(configured);
    const typed = RUNNERS.filter((runner) => project && hasDependency(project, TYPES[runner]));
    if (typed.length > 0) return only(typed);
  }
  return undefined;
});

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
