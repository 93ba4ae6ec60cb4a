import path from 'node:path';

import type { RunnerName } from '../../settings.ts';
import { entriesOf, remembered, textOf } from '../disk.ts';
import { directoriesAbove, packageIn } from '../project-files.ts';
import type { ObjectValue, StaticValue } from '../static-value.ts';
import { configObjects, objectsAt, textsAt, valuesAt } from './config-objects.ts';
import { scriptConfigs, scriptTimeouts } from './scripts.ts';
import { setupTimeouts } from './setup-file.ts';

/** A timeout for tests that the configuration of a runner states. */
export interface ConfiguredTimeout {
  /** The file that states it, as an absolute path. */
  readonly file: string;
  /** The value as it stands there; `undefined` where it is known only when the file runs. */
  readonly value: number | string | undefined;
}

const CONFIG_FILE: Readonly<Record<RunnerName, RegExp>> = {
  vitest: /^(?:vite(?:st)?\.config|vitest\.(?:workspace|projects))\.(?:[mc]?[jt]s|json)$/,
  jest: /^jest\.config\.(?:[mc]?[jt]s|json)$/,
  mocha: /^\.mocharc\.(?:[mc]?js|jsonc?|ya?ml)$/,
  node: /^$/,
  playwright: /^playwright(?:-ct)?\.config\.[mc]?[jt]s$/,
};

/** Runners that are configured in `package.json` too, under their name. */
const HAS_FIELD: ReadonlySet<RunnerName> = new Set(['jest', 'mocha']);

/**
 * The timeouts for tests in the configuration that is nearest to a test file: configuration files, `package.json`,
 * set-up files, and flags in the scripts of `package.json`. Files are read, never run. Several projects in one
 * configuration give one timeout each. Empty where nothing up to the repository's root states any.
 */
export function configuredTimeouts(runner: RunnerName, file: string): readonly ConfiguredTimeout[] {
  return path.isAbsolute(file) ? nearestTimeouts(runner, path.dirname(file)) : [];
}

function nearestTimeouts(runner: RunnerName, directory: string): readonly ConfiguredTimeout[] {
  let isProject = false;
  for (const above of directoriesAbove(directory)) {
    const { timeouts, projectTimeouts, isConfigured } = configIn(runner, above);
    const found = isProject ? projectTimeouts : timeouts;
    if (found.length > 0) return found;
    if (!isConfigured) continue;
    if (runner !== 'jest') return [];
    // The root configuration of Jest sets the timeout of its projects too.
    isProject = true;
  }
  return [];
}

/** What one directory configures. */
interface DirectoryConfig {
  readonly timeouts: readonly ConfiguredTimeout[];
  /** Those of configurations that have projects. */
  readonly projectTimeouts: readonly ConfiguredTimeout[];
  /** Whether it has a configuration of the runner; one of Vite alone need not be one of Vitest. */
  readonly isConfigured: boolean;
}

const configs = new Map<RunnerName, (directory: string) => DirectoryConfig>();

function configIn(runner: RunnerName, directory: string): DirectoryConfig {
  let find = configs.get(runner);
  if (!find) {
    find = remembered((asked) => readDirectory(runner, asked));
    configs.set(runner, find);
  }
  return find(directory);
}

function readDirectory(runner: RunnerName, directory: string): DirectoryConfig {
  const project = packageIn(directory);
  const file = path.join(directory, 'package.json');
  const flags = project ? scriptTimeouts(project, runner).map((value) => ({ file, value })) : [];
  const files = configFiles(runner, directory);
  const read = (hasProjects: boolean): readonly ConfiguredTimeout[] => [
    ...flags,
    ...files.flatMap((config) => readConfig(runner, config, hasProjects)),
  ];
  return {
    timeouts: read(false),
    projectTimeouts: runner === 'jest' ? read(true) : [],
    isConfigured: files.some((config) => !path.basename(config).startsWith('vite.config.')),
  };
}

/** The files of a directory that configure a runner, and those that its scripts name. */
export function configFiles(runner: RunnerName, directory: string): readonly string[] {
  const entries = entriesOf(directory);
  const project = packageIn(directory);
  const found = entries.matching(CONFIG_FILE[runner]);
  // `vite.config` is not read where there is a `vitest.config`.
  const used = found.some((entry) => entry.startsWith('vitest.config.'))
    ? found.filter((entry) => !entry.startsWith('vite.config.'))
    : found;
  const own = project && HAS_FIELD.has(runner) && runner in project.fields ? ['package.json'] : [];
  const named = project ? scriptConfigs(project, runner) : [];
  return [...new Set([...used, ...own, ...named])].map((file) => path.resolve(directory, file));
}

function readConfig(runner: RunnerName, file: string, hasProjects: boolean): readonly ConfiguredTimeout[] {
  const text = textOf(file);
  // A script may name a file that is not there.
  if (text === undefined) return [];
  try {
    if (/\.ya?ml$/.test(file)) return yamlTimeouts(file, text);
    if (!mayStateTimeout(runner, text)) return [];
    const isPackage = path.basename(file) === 'package.json';
    return configObjects(file)
      .flatMap((object) => (isPackage ? objectsAt(object, runner) : [object]))
      .filter((object) => !hasProjects || valuesAt(object, 'projects').length > 0)
      .flatMap((object) => READERS[runner](object, path.dirname(file)).flatMap(stated));
  } catch {
    // A damaged file configures nothing.
    return [];
  }
}

/** Whether a text speaks of a timeout or of another file that may; parsing every configuration would cost too much. */
function mayStateTimeout(runner: RunnerName, text: string): boolean {
  return runner === 'mocha' || /timeout|['"`]\.{1,2}\/|<rootDir>/i.test(text);
}

/** Reads the values of a timeout out of a configuration object. */
type Reader = (config: ObjectValue, directory: string) => readonly StaticValue[];

const READERS: Readonly<Record<RunnerName, Reader>> = {
  vitest: readVitest,
  jest: (config, directory) => [
    ...valuesAt(config, 'testTimeout'),
    ...objectsAt(config, 'projects').flatMap((project) => valuesAt(project, 'testTimeout')),
    ...['setupFiles', 'setupFilesAfterEnv']
      .flatMap((key) => setupFiles(config, key, directory))
      .flatMap((file) => setupTimeouts(file, 'jest')),
  ],
  mocha: (config) => ['timeout', 'timeouts', 't'].flatMap((key) => valuesAt(config, key)),
  node: () => [],
  playwright: (config) => [
    ...valuesAt(config, 'timeout'),
    ...objectsAt(config, 'projects').flatMap((project) => valuesAt(project, 'timeout')),
  ],
};

function readVitest(config: ObjectValue, directory: string): readonly StaticValue[] {
  return objectsAt(config, 'test').flatMap((test) => [
    ...valuesAt(test, 'testTimeout'),
    ...['projects', 'workspace'].flatMap((key) => objectsAt(test, key).flatMap((project) => readVitest(project, directory))),
    ...setupFiles(test, 'setupFiles', directory).flatMap((file) => setupTimeouts(file, 'vitest')),
  ]);
}

function setupFiles(config: ObjectValue, key: string, directory: string): readonly string[] {
  return textsAt(config, key).map((file) => path.resolve(directory, file.replace(/^<rootDir>\/?/, './')));
}

function stated(value: StaticValue): readonly ConfiguredTimeout[] {
  const { file } = value.source;
  if (value.kind === 'unknown') return [{ file, value: undefined }];
  const constant = value.kind === 'constant' ? value.value : undefined;
  return typeof constant === 'number' || typeof constant === 'string' ? [{ file, value: constant }] : [];
}

/** Mocha's options in YAML are flat: a line states one. */
function yamlTimeouts(file: string, text: string): readonly ConfiguredTimeout[] {
  const lines = text.matchAll(/^["']?(?:timeouts?|t)["']?\s*:\s*["']?([^\s"'#]+)/gm);
  return [...lines].map(([, value = '']) => ({ file, value }));
}
