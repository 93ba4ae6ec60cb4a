import type { CapabilityProbe } from '../capabilities.ts';
import { telemetryEnvironment, threadEnvironment } from '../environment.ts';
import { markers } from '../markers.ts';
import { guideModelPolicy } from '../models.ts';
import type { ModelPolicy } from '../models.ts';
import { guideSetup } from '../setup.ts';
import type { SetupPolicy } from '../setup.ts';
import type { SystemModuleSet } from '../system-modules/module-set.ts';
import type { Language } from '../system-modules/system-modules.ts';
import { guideTimeouts } from '../timeouts.ts';
import type { Timeouts } from '../timeouts.ts';

/** The rules of one project: the guide's, with what the project changes. */
export interface Policy {
  /** For each language the modules that are imported first, at module level. */
  readonly systemModules: Readonly<Record<Language, SystemModuleSet | readonly string[]>>;
  readonly models: ModelPolicy;
  /** Milliseconds. */
  readonly timeouts: Timeouts;
  readonly threads: {
    /** Thread APIs that tests may use by hand, see `isThreadApiAllowed`. */
    readonly allow: readonly string[];
  };
  /** Environment variables with their values. */
  readonly environment: Readonly<Record<string, string>>;
  /** Markers with their descriptions. */
  readonly markers: Readonly<Record<string, string>>;
  /** What tests can require, by name, besides what the set-up knows: `ollama`, `colpali`, `gpu`. */
  readonly capabilities: Readonly<Record<string, CapabilityProbe>>;
  /** What the run-time set-up does. */
  readonly setup: SetupPolicy;
}

/** The guide's own policy, which holds where a project has none. */
export const defaultPolicy: Policy = {
  systemModules: { javascript: 'stdlib', python: 'stdlib' },
  models: guideModelPolicy,
  timeouts: guideTimeouts,
  threads: { allow: [] },
  environment: Object.fromEntries(
    [...threadEnvironment, ...telemetryEnvironment].map(({ name, value }) => [name, value]),
  ),
  markers: Object.fromEntries(markers.map(({ name, description }) => [name, description])),
  capabilities: {},
  setup: guideSetup,
};
