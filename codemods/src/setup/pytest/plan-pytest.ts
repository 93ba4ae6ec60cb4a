import { defaultPolicy, type Policy, PolicyError } from '@cogniverse/guide';
import { loadProjectPolicy } from 'eslint-plugin-cogniverse/project';

import type { Problem } from '../../engine/results.ts';
import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import { ConfigText } from './config/config-text.ts';
import { ConfigHome } from './config-home.ts';
import { mergeConftest } from './conftest.ts';
import { environmentsOf, pluginsEverywhere } from './environments.ts';
import { type KnownProject, markerSettings } from './marker-settings.ts';
import type { NeededPlugin, PytestPlugin, PytestProject, PytestStep, StatedPlugins } from './project.ts';
import { pluginsOf } from './pytest-plugins.ts';
import { stateDependencies } from './python-dependency.ts';
import { asyncioSettings, requiredSettings, type Situation, timeoutSetting } from './settings.ts';
import { readSuite } from './suite.ts';
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
  const all = projects.map((project): KnownProject => {
    const { configFile } = project;
    const config =
      configFile === undefined ? undefined : new ConfigText(configFile, files.read(configFile)).config;
    return { project, suite: readSuite(project, files), config };
  });
  // What one asks for, others of the same environment have, so that all dependencies are stated first.
  const stated = new Map(
    all.map((known) => [known, attempt(known, problems, () => stateNeeded(known, options))]),
  );
  const plans = all.flatMap((known): PytestPlan[] => {
    const dependencies = stated.get(known);
    return dependencies
      ? (attempt(known, problems, () => [configure(known, all, dependencies, options)]) ?? [])
      : [];
  });
  return { plans, problems };
}

/** One project that can't be made sense of does not keep the others from being set up. */
function attempt<Value>(
  { project }: KnownProject,
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
  const { project, suite } = known;
  const isKept = isVendored || vendoredCopy(project, files) !== undefined;
  const vendored = isKept ? registerVendored(project, files, isVendored) : undefined;
  const home = new ConfigHome(project, files);
  const { config } = home;
  const plugins = pluginsOf(project, { suite, config: config.config, files });
  const policy: Policy = loadProjectPolicy(project.directory)?.policy ?? defaultPolicy;
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
  const steps = settings.map((setting) => home.carryOut(setting));
  home.save(steps);
  return {
    project,
    steps: [
      ...stated.flatMap((each) => each.steps),
      ...(vendored?.steps ?? []),
      ...steps,
      ...mergeConftest(project, files),
    ],
    installs: stated.flatMap(({ install }) => install ?? []),
  };
}
