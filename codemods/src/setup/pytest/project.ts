import type { Place } from '../runners/target.ts';

/** Tests that pytest runs by one configuration. */
export interface PytestProject {
  /**
   * Absolute path, without links, of the folder that the configuration lies in, or that one is to be made in
   * where there is none.
   */
  readonly directory: string;
  /** Absolute path of the root of the whole project: nothing outside of it is read or written. */
  readonly root: string;
  /** The file that configures pytest, as an absolute path; `undefined` where none does. */
  readonly configFile: string | undefined;
  /** Absolute paths of the test files that the configuration is the nearest one of. */
  readonly tests: readonly string[];
  /**
   * Absolute paths of the `conftest.py` files that the configuration is the nearest one of, outermost first:
   * pytest loads none from folders above the configuration's.
   */
  readonly conftests: readonly string[];
  /** Absolute paths of the other modules beside and below: what tests import may make markers for them. */
  readonly helpers: readonly string[];
}

/** The plugins of pytest that the set-up can ask for. */
export type PytestPlugin = 'pytest-cogniverse' | 'pytest-asyncio' | 'pytest-timeout';

/** A plugin that the tests of a project need. */
export interface NeededPlugin {
  readonly name: PytestPlugin;
  /** The lowest version that will do, as it stands behind `>=`. */
  readonly minimum: string;
}

/** What was found of one thing that the set-up asks for, and what becomes of it. */
export interface PytestStep extends Place {
  /**
   * `manual` steps are the author's; what is `left` is set to something else on purpose, so that nothing is
   * reported; what is `present` needs nothing.
   */
  readonly kind: 'create' | 'edit' | 'manual' | 'left' | 'present';
  /**
   * What is missing, as `--check` reports it: a clause without a full stop, such as
   * "`asyncio_mode = auto` is not set". Absent where nothing is.
   */
  readonly missing?: string;
  /** Where to report it, if that is another place: a file that is to be made has none. */
  readonly reported?: Place;
  /** What to write by hand. */
  readonly snippet?: string;
  /** Why it is left to the author, or left as it is: a clause. */
  readonly reason?: string;
}

/** What becomes of the dependencies of a project. */
export interface StatedPlugins {
  readonly steps: readonly PytestStep[];
  /**
   * Those of the asked plugins that are stated wherever the project states pytest itself, once the changes
   * are written: pytest may refuse to start without them (`required_plugins`), since whoever has pytest has
   * them.
   */
  readonly comeWithPytest: ReadonlySet<PytestPlugin>;
  /** The command that installs what is stated, and the folder to run it in; absent where nothing changes. */
  readonly install?: { readonly command: string; readonly folder: string };
}

/** What becomes of a plugin that is kept in the repository. */
export interface VendoredPlugin {
  readonly steps: readonly PytestStep[];
  /**
   * Words that `addopts` has to begin with, for the plugin to be loaded before anything else: empty where the
   * pytest in use may be older than 8.4, and looks at `pythonpath` too late for that.
   */
  readonly addopts: readonly string[];
  /** Folders that `pythonpath` has to name, from the project's directory, with `/`. */
  readonly pythonpath: readonly string[];
}
