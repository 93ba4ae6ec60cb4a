import { pluginStatements, type PytestConfig, valuesOfFlag } from 'eslint-plugin-cogniverse/registration';

import type { DraftFiles } from '../draft-files.ts';
import type { NeededPlugin, PytestProject } from './project.ts';
import { has, statedVersion, type StatedVersion } from './stated-versions.ts';
import type { Suite } from './suite.ts';

/** What a project has of pytest and the plugins that the set-up configures. */
export interface PytestPlugins {
  readonly pytest: StatedVersion;
  readonly asyncio: PluginUse;
  readonly timeout: PluginUse;
  /** Those that are not among the dependencies and have to be. */
  readonly needed: readonly NeededPlugin[];
}

/** How a project stands to a plugin. */
export interface PluginUse {
  /** Whether it is among the dependencies, or is to be, and runs. */
  readonly isUsed: boolean;
  readonly version: StatedVersion;
  /** What is to be stated for that. */
  readonly needed?: NeededPlugin;
}

/** The plugins that the tests of a project use, and those that they would use if they were there. */
export function pluginsOf(
  project: PytestProject,
  {
    suite,
    config,
    files,
  }: { readonly suite: Suite; readonly config: PytestConfig; readonly files: DraftFiles },
): PytestPlugins {
  const version = (name: string): StatedVersion => statedVersion(name, project, files);
  const isOff = (name: string): boolean => valuesOfFlag(config.addopts, '-p').includes(`no:${name}`);
  const { mentioned } = pluginStatements(project.directory);
  const pytest = version('pytest');
  const asyncio = asyncioUse(suite, {
    version: version('pytest-asyncio'),
    // A workflow may install it, which states no dependencies.
    isThere: ['pytest-asyncio', 'pytest-aiohttp'].some((name) => mentioned.has(name)),
    isOff: isOff('asyncio'),
    isOldPytest: has(pytest, '8.2') === 'no',
  });
  const timeout = timeoutUse(suite, config, {
    version: version('pytest-timeout'),
    isThere: mentioned.has('pytest-timeout'),
    isOff: isOff('timeout'),
  });
  const needed = [asyncio, timeout].flatMap(({ needed: plugin }) => plugin ?? []);
  return { pytest, asyncio, timeout, needed };
}

interface Situation {
  readonly version: StatedVersion;
  readonly isThere: boolean;
  readonly isOff: boolean;
}

const NOT_USED: Pick<PluginUse, 'isUsed'> = { isUsed: false };

function asyncioUse(
  { hasAsyncTests, markers, otherAsyncRunner }: Suite,
  { version, isThere, isOff, isOldPytest }: Situation & { readonly isOldPytest: boolean },
): PluginUse {
  const isAsync = hasAsyncTests || markers.has('asyncio');
  if (!isAsync || isOff) return { ...NOT_USED, version };
  if (version.isStated) return { isUsed: true, version };
  if (otherAsyncRunner !== undefined && !markers.has('asyncio')) return { ...NOT_USED, version };
  if (isThere) return { isUsed: true, version };
  // Before pytest 8.2, only versions without scopes of event loops can be installed.
  const lowest = isOldPytest ? [0, 21] : [0, 26];
  const needed: NeededPlugin = { name: 'pytest-asyncio', minimum: lowest.join('.') };
  return { isUsed: true, version: { isStated: true, lowest, below: undefined }, needed };
}

function timeoutUse(
  { markers }: Suite,
  config: PytestConfig,
  { version, isThere, isOff }: Situation,
): PluginUse {
  if (isOff) return { ...NOT_USED, version };
  if (version.isStated) return { isUsed: true, version };
  const isWanted =
    markers.has('timeout') ||
    config.text('timeout') !== undefined ||
    valuesOfFlag(config.addopts, '--timeout').length > 0;
  if (!isWanted || isThere) return { ...NOT_USED, version };
  return { isUsed: true, version, needed: { name: 'pytest-timeout', minimum: '2.1' } };
}
