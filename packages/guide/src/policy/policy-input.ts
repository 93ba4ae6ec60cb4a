import type { CapabilityProbe } from '../capabilities.ts';
import type { Duration } from '../duration.ts';
import type { SetupAction } from '../setup.ts';
import type { SystemModuleSet } from '../system-modules/module-set.ts';

// Written out and not derived from the schema: whoever imports it would have to compile the types of the
// schema's library, which takes seconds and fails without the types of a browser or of Node.js.

/** A project's policy as its author writes it. Every key may be left out; the guide's value stands then. */
export interface PolicyInput {
  /** The modules to import first: a set, a list of modules, or one of these for each language. */
  readonly systemModules?:
    | SystemModuleSet
    | readonly string[]
    | {
        readonly javascript?: SystemModuleSet | readonly string[] | undefined;
        readonly python?: SystemModuleSet | readonly string[] | undefined;
      }
    | undefined;
  /** The models that tests may load, added to the guide's. */
  readonly models?:
    | {
        /** Names and globs of models that tests may load. */
        readonly allow?: readonly string[] | undefined;
        /**
         * Names and globs of models that tests must not load: a list, or each with the model to load
         * instead.
         */
        readonly deny?: readonly string[] | Readonly<Record<string, string | null>> | undefined;
      }
    | undefined;
  /** Time limits: milliseconds, or text such as `"90s"` and `"30m"`. */
  readonly timeouts?:
    | {
        /** What codemods write into an async test that has no timeout. */
        readonly default?: Duration | undefined;
        /** The longest timeout that still counts as one. */
        readonly max?: Duration | undefined;
        /** What the whole suite may take. */
        readonly suite?: Duration | undefined;
      }
    | undefined;
  /** Thread and worker APIs. */
  readonly threads?:
    | {
        /**
         * What tests may use by hand: `worker_threads.Worker`, `threading.Thread`, or a whole module,
         * `piscina`.
         */
        readonly allow?: readonly string[] | undefined;
      }
    | undefined;
  /** Environment variables to set before a model library is loaded; `null` leaves one of the guide's alone. */
  readonly environment?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  /** Markers with their descriptions. */
  readonly markers?: Readonly<Record<string, string>> | undefined;
  /** What tests can require, by name, and how to find out whether it is there. */
  readonly capabilities?: Readonly<Record<string, CapabilityProbe>> | undefined;
  /** What the run-time set-up, `@cogniverse/test-setup`, does. */
  readonly setup?:
    | {
        /** Whether libraries are held to one thread, and their telemetry is off. */
        readonly singleThread?: boolean | undefined;
        /** About a thread, worker or fork that test code makes by hand. */
        readonly guard?: SetupAction | undefined;
        /** About what a test file leaves alive; `"off"` also leaves it alone. */
        readonly leaks?: SetupAction | undefined;
        /** How long the end of a file waits for what it left to end by itself; 0 not at all. */
        readonly wait?: Duration | undefined;
        /** About a model that the policy refuses. */
        readonly models?: SetupAction | undefined;
        /** Whether environment variables are put back after each test. */
        readonly restoreEnvironment?: boolean | undefined;
        /** Whether a file that is about to be killed says what is still running in it. */
        readonly watchdog?: boolean | undefined;
      }
    | undefined;
}
