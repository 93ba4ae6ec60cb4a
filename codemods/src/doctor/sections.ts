import type { surroundingsKind } from 'eslint-plugin-cogniverse/surroundings-kind';

import type { RuleName } from '../rule-names.ts';

/** What a suite's languages are called. */
export type SuiteLanguage = 'javascript' | 'python';

/** A page of the documentation, from the folder `docs`, with its anchor. */
interface Page {
  readonly title: string;
  readonly page: string;
}

/** A section of the guide, and what of this toolkit sees to it. */
export interface Section {
  readonly title: string;
  /** The rules that find where it is not held. */
  readonly rules: readonly RuleName[];
  /** The kinds of files that the rules are counted in. Default: all. */
  readonly kinds?: readonly (ReturnType<typeof surroundingsKind>)[];
  /** The command that mends what the rules find; `undefined` where that is for the author to do. */
  readonly command?: string;
  /** Whether that command changes nothing where no finding comes with a fix. */
  readonly takesFix?: true;
  /** Whether that command changes suites in JavaScript alone. */
  readonly isForJavaScript?: true;
  /** What the run-time set-up does for it. */
  readonly setup: Readonly<Partial<Record<SuiteLanguage, Page>>>;
  /** Whether it takes the run-time set-up, which `setup` registers. */
  readonly needsSetup: boolean;
}

/** The guide, section by section, in its order. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Threads beside async tests',
    rules: ['no-manual-threads'],
    command: 'manage-threads',
    isForJavaScript: true,
    setup: {
      javascript: { title: 'threads made by hand', page: 'setup.md#threads-that-tests-make-by-hand' },
      python: { title: 'threads', page: 'setup-pytest.md#threads-that-tests-make-by-hand' },
    },
    needsSetup: false,
  },
  {
    title: 'Single-threaded mode',
    rules: ['thread-env-before-imports'],
    command: 'fix',
    setup: {
      javascript: { title: 'one thread', page: 'setup.md#one-thread' },
      python: { title: 'one thread', page: 'setup-pytest.md#one-thread' },
    },
    needsSetup: true,
  },
  {
    title: 'Clean-up of background threads',
    rules: [],
    setup: {
      javascript: { title: 'what a file leaves alive', page: 'setup.md#what-a-test-file-leaves-alive' },
      python: { title: 'what a file leaves alive', page: 'setup-pytest.md#what-a-test-file-leaves-alive' },
    },
    needsSetup: true,
  },
  {
    title: 'Running tests under a time limit',
    rules: ['ci-time-limit'],
    command: 'setup --ci',
    setup: {
      javascript: { title: 'time limits', page: 'setup.md#time-limits' },
      python: { title: 'time limits', page: 'setup-pytest.md#time-limits' },
    },
    needsSetup: false,
  },
  {
    title: 'Test markers',
    rules: ['registered-markers', 'require-capability-marker'],
    command: 'setup',
    setup: {
      javascript: { title: 'skip what cannot run', page: 'setup.md#skip-what-cannot-run-here' },
      python: { title: 'skip what cannot run', page: 'setup-pytest.md#skip-what-cannot-run-here' },
    },
    needsSetup: false,
  },
  {
    title: 'Timeouts of async tests',
    rules: ['require-async-timeout'],
    command: 'add-timeouts --preset strict',
    setup: {
      javascript: { title: 'time limits', page: 'setup.md#time-limits' },
      python: { title: 'time limits', page: 'setup-pytest.md#time-limits' },
    },
    needsSetup: false,
  },
  {
    title: 'Segmentation faults in async tests',
    rules: ['require-test-setup'],
    setup: {
      javascript: { title: 'the set-up', page: 'setup.md' },
      python: { title: 'the set-up', page: 'setup-pytest.md' },
    },
    needsSetup: true,
  },
  {
    title: 'Model loading errors',
    rules: ['allowed-models'],
    command: 'replace-models',
    takesFix: true,
    setup: {
      javascript: { title: 'models', page: 'setup.md#models' },
      python: { title: 'models', page: 'setup-pytest.md#models' },
    },
    needsSetup: false,
  },
  {
    title: 'Import timing',
    rules: ['no-late-system-imports'],
    command: 'fix-imports',
    takesFix: true,
    setup: {},
    needsSetup: false,
  },
  {
    title: 'State clean-up between tests',
    rules: ['no-shared-test-state'],
    setup: {
      javascript: { title: 'ids, variables and state', page: 'setup.md#ids-variables-and-other-state' },
      python: { title: 'ids, variables and state', page: 'setup-pytest.md#ids-variables-and-other-state' },
    },
    needsSetup: true,
  },
  {
    title: 'Fixtures, clean-up and unique ids',
    rules: ['cleanup-resources', 'unique-tenant-ids'],
    command: 'unique-ids',
    isForJavaScript: true,
    setup: {
      javascript: { title: 'ids, variables and state', page: 'setup.md#ids-variables-and-other-state' },
      python: { title: 'ids, variables and state', page: 'setup-pytest.md#ids-variables-and-other-state' },
    },
    needsSetup: false,
  },
  {
    title: 'Test execution time',
    rules: ['xdist-by-file'],
    command: 'setup --ci',
    setup: {},
    needsSetup: false,
  },
  {
    title: 'Model caching',
    rules: ['prefer-cached-models'],
    command: 'cache-models',
    isForJavaScript: true,
    setup: {
      javascript: { title: 'models', page: 'setup.md#models' },
      python: { title: 'models', page: 'setup-pytest.md#models' },
    },
    needsSetup: false,
  },
  {
    title: 'Debug output and logging',
    rules: [],
    setup: {
      javascript: { title: 'COGNIVERSE_DEBUG', page: 'setup.md#when-something-is-wrong' },
      python: { title: 'COGNIVERSE_DEBUG', page: 'setup-pytest.md#when-something-is-wrong' },
    },
    needsSetup: true,
  },
  {
    title: 'GitHub Actions and other CI',
    rules: ['ci-thread-environment'],
    kinds: ['workflow', 'pipeline'],
    command: 'setup --ci',
    setup: {},
    needsSetup: false,
  },
  {
    title: 'Docker testing',
    rules: ['ci-thread-environment'],
    kinds: ['image'],
    command: 'setup --ci',
    setup: {},
    needsSetup: false,
  },
];
