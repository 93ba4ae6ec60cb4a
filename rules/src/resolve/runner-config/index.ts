import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { RunnerName } from '../../settings.ts';
import { directoriesAbove, entriesOf, packageIn, remembered } from '../project-files.ts';
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
  return path.isAbsolute(file) ? FINDERS[runner](path.dirname(file)) : [];
}

const FINDERS: Readonly<Record<RunnerName, (directory: string) => readonly ConfiguredTimeout[]>> = {
  vitest: remembered((directory) => nearestTimeouts('vitest', directory)),
  jest: remembered((directory) => nearestTimeouts('jest', directory)),
  mocha: remembered((directory) => nearestTimeouts('mocha', directory)),
  node: remembered((directory) => nearestTimeouts('node', directory)),
  playwright: remembered((directory) => nearestTimeouts('playwright', directory)),
};

function nearestTimeouts(runner: RunnerName, directory: string): readonly ConfiguredTimeout[] {
  let isProject = false;
  for (const above of directoriesAbove(directory)) {
    const files = configFiles(runner, above);
    const project = packageIn(above);
    const flags = project ? scriptTimeouts(project, runner) : [];
    const timeouts = [
      ...flags.map((value) => ({ file: path.join(above, 'package.json'), value })),
      ...files.flatMap((file) => readConfig(runner, file, isProject)),
    ];
    if (timeouts.length > 0) return timeouts;
    // A Vite configuration need not be one of Vitest.
    if (!files.some((file) => !path.basename(file).startsWith('vite.config.'))) continue;
    if (runner !== 'jest') return [];
    // The root configuration of Jest sets the timeout of its projects too.
    isProject = true;
  }
  return [];
}

function configFiles(runner: RunnerName, directory: string): readonly string[] {
  const entries = entriesOf(directory);
  const project = packageIn(directory);
  const found = [...entries].filter((entry) => CONFIG_FILE[runner].test(entry));
  // `vite.config` is not read where there is a `vitest.config`.
  const used = found.some((entry) => entry.startsWith('vitest.config.'))
    ? found.filter((entry) => !entry.startsWith('vite.config.'))
    : found;
  const own = project && HAS_FIELD.has(runner) && runner in project.fields ? ['package.json'] : [];
  const named = project ? scriptConfigs(project, runner) : [];
  return [...new Set([...used, ...own, ...named])].map((file) => path.resolve(directory, file));
}

function readConfig(runner: RunnerName, file: string, hasProjects: boolean): readonly ConfiguredTimeout[] {
  try {
    if (/\.ya?ml$/.test(file)) return yamlTimeouts(file);
    const isPackage = path.basename(file) === 'package.json';
    return configObjects(file)
      .flatMap((object) => (isPackage ? objectsAt(object, runner) : [object]))
      .filter((object) => !hasProjects || valuesAt(object, 'projects').length > 0)
      .flatMap((object) => READERS[runner](object, path.dirname(file)).flatMap(stated));
  } catch {
    // A script may name a file that is not there.
    return [];
  }
}

/** Reads the values of a timeout out of a configuration object. */
type Reader = (config: ObjectValue, directory: string) => readonly StaticValue[];

const READERS: Readonly<Record<RunnerName, Reader>> = {
  vitest: readVitest,
  jest: (config, directory) => [
    ...valuesAt(config, 'testTimeout'),
    ...objectsAt(config, 'projects').flatMap((project) => valuesAt(project, 'testTimeout')),
    ...setupFiles(config, 'setupFilesAfterEnv', directory).flatMap((file) => setupTimeouts(file, 'jest')),
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
function yamlTimeouts(file: string): readonly ConfiguredTimeout[] {
  const lines = readFileSync(file, 'utf8').matchAll(/^["']?(?:timeouts?|t)["']?\s*:\s*["']?([^\s"'#]+)/gm);
  return [...lines].map(([, value = '']) => ({ file, value }));
}
