import { defaultPolicy, PolicyError } from '@cogniverse/guide';
import { loadProjectPolicy } from 'eslint-plugin-cogniverse/project';

import type { Problem } from '../../engine/results.ts';
import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import { ConfigText } from './config/config-text.ts';
import { ConfigHome } from './config-home.ts';
import { environmentsOf, pluginsEverywhere } from './environments.ts';
import { type KnownProject, markerSettings } from './marker-settings.ts';
import type { NeededPlugin, PytestPlugin, PytestProject, PytestStep, StatedPlugins } from './project.ts';
import { pluginsOf } from './pytest-plugins.ts';
import { stateDependencies } from './python-dependency.ts';
import {
  asyncioSettings,
  isStrictMarkers,
  requiredSettings,
  type Setting,
  type Situation,
  timeoutSetting,
} from './settings.ts';
import { readSuite } from './suite.ts';
import { supersededSteps } from './superseded-steps.ts';
import { registerVendored, vendoredSettings } from './vendor.ts';
import { vendoredCopy } from './vendored-copy.ts';

/** What is to be done for the tests of a configuration of pytest. */
export interface PytestPlan {
  readonly project: PytestProject;
  readonly steps: readonly PytestStep[];
  /** The commands that install what is stated now, each with the folder to run it in. */
  readonly installs: readonly NonNullable<StatedPlugins['install']>[];
}

/** What to plan. */
export interface PytestPlanOptions {
  readonly files: DraftFiles;
  /** The version of the plugin to ask for. */
  readonly version: string;
  /** Whether to keep the plugin in the repository, rather than to depend on it. */
  readonly isVendored: boolean;
}

/** What is to be done for all projects. */
export interface PytestPlans {
  readonly plans: readonly PytestPlan[];
  readonly problems: readonly Problem[];
}

/**
 * Works out what `setup` does for the tests that pytest runs, in files that are not written yet.
 *
 * @param projects Outer ones first.
 */
export function planPytest(projects: readonly PytestProject[], options: PytestPlanOptions): PytestPlans {
  const { files } = options;
  const problems: Problem[] = [];
  const all = projects.flatMap(
    (project) => attempt(project, problems, () => [lookAt(project, files)]) ?? [],
  );
  // What one asks for, others of the same environment have, so that all dependencies are stated first.
  const stated = new Map(
    all.map((known) => [known, attempt(known.project, problems, () => stateNeeded(known, options))]),
  );
  const plans = all.flatMap((known): PytestPlan[] => {
    const dependencies = stated.get(known);
    return dependencies
      ? (attempt(known.project, problems, () => [configure(known, all, dependencies, options)]) ?? [])
      : [];
  });
  return { plans, problems };
}

/** One project that can't be made sense of does not keep the others from being set up. */
function attempt<Value>(
  project: PytestProject,
  problems: Problem[],
  plan: () => Value,
): Value | undefined {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof UnusableFile || error instanceof PolicyError)) throw error;
    problems.push({ path: project.configFile ?? project.directory, message: error.message });
    return undefined;
  }
}

/** What has to be known before anything is changed, so that nothing is where a part of it can't be read. */
function lookAt(project: PytestProject, files: DraftFiles): KnownProject {
  const { configFile, directory } = project;
  const config =
    configFile === undefined ? undefined : new ConfigText(configFile, files.read(configFile)).config;
  const policy = loadProjectPolicy(directory)?.policy ?? defaultPolicy;
  return { project, suite: readSuite(project, files), config, policy };
}

/**
 * States the plugins that a project needs among its dependencies, in each environment that its tests are run
 * in.
 */
function stateNeeded(
  { project, suite }: KnownProject,
  { files, version, isVendored }: PytestPlanOptions,
): readonly StatedPlugins[] {
  const { config } = new ConfigHome(project, files).config;
  const isKept = isVendored || vendoredCopy(project, files) !== undefined;
  const own: readonly NeededPlugin[] = isKept ? [] : [{ name: 'pytest-cogniverse', minimum: version }];
  return environmentsOf(project, files).map((environment) => {
    const { needed } = pluginsOf(environment, { suite, config, files });
    return stateDependencies(environment, [...own, ...needed], files);
  });
}

/** Puts what is missing into the configuration of a project whose dependencies are stated. */
function configure(
  known: KnownProject,
  all: readonly KnownProject[],
  stated: readonly StatedPlugins[],
  { files, isVendored }: PytestPlanOptions,
): PytestPlan {
  const { project, suite, policy } = known;
  const isKept = isVendored || vendoredCopy(project, files) !== undefined;
  const vendored = isKept ? registerVendored(project, files, isVendored) : undefined;
  const home = new ConfigHome(project, files);
  const { config } = home;
  const plugins = pluginsOf(project, { suite, config: config.config, files });
  const used: readonly PytestPlugin[] = [
    ...(vendored ? [] : (['pytest-cogniverse'] as const)),
    ...(plugins.asyncio.isUsed ? (['pytest-asyncio'] as const) : []),
    ...(plugins.timeout.isUsed ? (['pytest-timeout'] as const) : []),
  ];
  const come = pluginsEverywhere(environmentsOf(project, files), used, files);
  const situation: Situation = { config, suite, plugins, come, policy };
  const timeout = timeoutSetting(situation);
  const settings = [
    ...(vendored ? vendoredSettings(vendored, config.config) : []),
    ...asyncioSettings(situation),
    ...requiredSettings(situation, used),
    ...(timeout ? [timeout] : []),
    ...markerSettings(known, all, situation),
  ];
  const steps = carryOut(settings, home);
  home.save(steps);
  return {
    project,
    steps: [
      ...stated.flatMap((each) => each.steps),
      ...(vendored?.steps ?? []),
      ...steps,
      ...supersededSteps(project, files),
    ],
    installs: stated.flatMap(({ install }) => install ?? []),
  };
}

/** Puts settings in; strict markers only if those in use could be registered, since pytest refuses others. */
function carryOut(settings: readonly Setting[], home: ConfigHome): readonly PytestStep[] {
  const steps: PytestStep[] = [];
  let areRegistered = true;
  for (const setting of settings) {
    const isOff = !areRegistered && setting.kind === 'put' && isStrictMarkers(setting.wanted);
    const reason = 'strict markers are left off until `markers` registers those in use';
    const step = home.carryOut(isOff ? { kind: 'left', name: setting.wanted.name, reason } : setting);
    if (setting.kind === 'put' && setting.wanted.name === 'markers') areRegistered = step.kind !== 'manual';
    steps.push(step);
  }
  return steps;
}
