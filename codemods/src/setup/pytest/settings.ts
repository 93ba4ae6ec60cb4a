import path from 'node:path';

import { defaultPolicy, type Policy } from '@cogniverse/guide';
import { defaultTimeout, type PytestConfig, valuesOfFlag } from 'eslint-plugin-cogniverse/registration';

import type { ConfigText } from './config/config-text.ts';
import type { Wanted } from './config/wanted.ts';
import type { Place } from '../runners/target.ts';
import type { PytestPlugin } from './project.ts';
import type { PytestPlugins } from './pytest-plugins.ts';
import { has } from './stated-versions.ts';
import type { Suite } from './suite.ts';

/** What becomes of one setting. */
export type Setting =
  /** It is put in. */
  | { readonly kind: 'put'; readonly wanted: Wanted; readonly missing: string }
  /** It is left to the author. */
  | ({
      readonly kind: 'manual';
      readonly missing: string;
      readonly snippet: string;
      readonly reason: string;
    } & Place)
  /** It is left as it is, or left out: the clause says how it is, or why. */
  | { readonly kind: 'left'; readonly name: string; readonly reason: string };

/** What settings depend on. */
export interface Situation {
  readonly config: ConfigText;
  readonly suite: Suite;
  readonly plugins: PytestPlugins;
  /** The plugins that are there wherever the tests are run. */
  readonly come: ReadonlySet<PytestPlugin>;
  readonly policy: Policy;
}

/** How tests with a loop of their own each are run: the mode, and the scopes of event loops. */
export function asyncioSettings(situation: Situation): readonly Setting[] {
  if (!situation.plugins.asyncio.isUsed) return [];
  const settings = [
    asyncioMode(situation),
    fixtureLoopScope(situation),
    loopScope('asyncio_default_test_loop_scope', '0.26', situation),
  ];
  return settings.flatMap((setting) => (setting ? forPlugin('pytest-asyncio', setting, situation) : []));
}

/** An option of a plugin, unless pytest would refuse it where the plugin is not installed. */
function forPlugin(plugin: PytestPlugin, setting: Setting, { config, come }: Situation): Setting {
  if (setting.kind !== 'put' || come.has(plugin) || !refusesUnknownOptions(config)) return setting;
  const { name } = setting.wanted;
  const reason = `${name} is left out, since pytest may be installed without ${plugin}, and would refuse it`;
  return { kind: 'left', name, reason };
}

function fixtureLoopScope(situation: Situation): Setting | undefined {
  const name = 'asyncio_default_fixture_loop_scope';
  const setting = loopScope(name, '0.24', situation);
  const wide = situation.suite.wideAsyncFixture;
  if (!wide || setting?.kind !== 'put') return setting;
  const place = `${path.basename(wide.file)}:${String(wide.line)}`;
  const reason =
    `${name} is left out, since the async fixture ${wide.name} (${place}) serves several tests and names ` +
    'no loop_scope: the loop of one test could not run it';
  return { kind: 'left', name, reason };
}

function asyncioMode({ config, plugins, suite }: Situation): Setting | undefined {
  const name = 'asyncio_mode';
  const given = valuesOfFlag(config.config.addopts, '--asyncio-mode').at(-1) ?? config.config.text(name);
  if (given === 'auto') return undefined;
  if (given !== undefined) return { kind: 'left', name, reason: `${name} is ${given}` };
  if (suite.otherAsyncRunner !== undefined) {
    return {
      kind: 'left',
      name,
      reason: `${name} is left out, since ${suite.otherAsyncRunner} runs async tests too`,
    };
  }
  return has(plugins.asyncio.version, '0.17') === 'no' ? undefined : value(name, 'auto');
}

function loopScope(name: string, since: string, { config, plugins }: Situation): Setting | undefined {
  const given = config.config.text(name);
  if (given === 'function') return undefined;
  if (given !== undefined) return { kind: 'left', name, reason: `${name} is ${given}` };
  const known = has(plugins.asyncio.version, since);
  const reason = `${name} is left out, since only pytest-asyncio ${since} and later know it`;
  if (known === 'no') return { kind: 'left', name, reason };
  // Where nobody says which version is in use, an older one warns, unless warnings are refused.
  if (known === 'unknown' && refusesUnknownOptions(config)) return { kind: 'left', name, reason };
  return value(name, 'function');
}

function refusesUnknownOptions({ config }: ConfigText): boolean {
  const filters = [...config.lines('filterwarnings'), ...valuesOfFlag(config.addopts, '-W')];
  return isStrict(config, 'config') || filters.some((filter) => /^error(?:$|:.*Pytest)/.test(filter));
}

/** Whether pytest is told to be strict about markers, or about the options of its configuration. */
function isStrict({ addopts, text }: PytestConfig, what: 'markers' | 'config'): boolean {
  const isOn = (name: string): boolean => /^(?:true|1|yes|on)$/i.test(text(name) ?? '');
  return (
    addopts.includes(`--strict-${what}`) ||
    addopts.includes('--strict') ||
    isOn(`strict_${what}`) ||
    (isOn('strict') && text(`strict_${what}`) === undefined)
  );
}

/** The time limit of all tests. */
export function timeoutSetting(situation: Situation): Setting | undefined {
  const { config, plugins, policy } = situation;
  if (!plugins.timeout.isUsed) return undefined;
  const set = defaultTimeout(config.config, path.dirname(config.file));
  if (set) {
    return Number(set.value) === 0
      ? { kind: 'left', name: 'timeout', reason: 'timeout is 0, which is none' }
      : undefined;
  }
  return forPlugin('pytest-timeout', value('timeout', limitOf(policy) / 1000), situation);
}

/**
 * The limit that all tests are given, in milliseconds. The guide's default is meant for async tests, and may
 * end a slow one that is not; a project that states a default of its own has said what its tests may take.
 */
function limitOf({ timeouts }: Policy): number {
  const isOwn = timeouts.default !== defaultPolicy.timeouts.default;
  return isOwn ? timeouts.default : timeouts.max;
}

/** That pytest refuses markers that nobody registers. */
export function strictSetting({ config, plugins }: Situation): Setting | undefined {
  if (isStrict(config.config, 'markers')) return undefined;
  const name = 'strict_markers';
  const stated = config.config.text(name);
  if (stated !== undefined) return { kind: 'left', name, reason: `${name} is ${stated}` };
  const isNew = config.isNative || has(plugins.pytest, '9') === 'yes';
  const wanted: Wanted = isNew
    ? { kind: 'flag', name }
    : { kind: 'words', name: 'addopts', entries: ['--strict-markers'] };
  return { kind: 'put', wanted, missing: 'strict markers are off, so that pytest takes any' };
}

/** Whether what is wanted has pytest refuse markers that nobody registers. */
export function isStrictMarkers(wanted: Wanted): boolean {
  if (wanted.kind === 'words') return wanted.entries.includes('--strict-markers');
  return wanted.kind === 'flag' && wanted.name === 'strict_markers';
}

/**
 * That pytest does not start without the plugins that tests need, as far as these are there wherever it is.
 */
export function requiredSettings(
  { config: { config }, come }: Situation,
  used: readonly PytestPlugin[],
): readonly Setting[] {
  const name = 'required_plugins';
  const required = (config.words(name) ?? []).map((word) =>
    /^[\w.-]+/
      .exec(word)?.[0]
      .toLowerCase()
      .replace(/[-_.]+/g, '-'),
  );
  const entries = used.filter((plugin) => come.has(plugin) && !required.includes(plugin));
  const apart = used.filter(
    (plugin) => plugin === 'pytest-cogniverse' && !come.has(plugin) && !required.includes(plugin),
  );
  const wanted: Wanted = { kind: 'words', name, entries };
  return [
    ...(entries.length > 0
      ? [{ kind: 'put', wanted, missing: `\`${name}\` does not name ${entries.join(' and ')}` } as const]
      : []),
    ...apart.map((plugin): Setting => {
      const reason =
        `${name} does not get ${plugin}, since pytest may be installed without it, ` + 'and would not start';
      return { kind: 'left', name, reason };
    }),
  ];
}

function value(name: string, text: string | number): Setting {
  const wanted: Wanted = { kind: 'value', name, value: text };
  return { kind: 'put', wanted, missing: `\`${name} = ${String(text)}\` is not set` };
}
