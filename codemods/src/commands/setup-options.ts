import type { InferredOptionTypes, Options } from 'yargs';

import { UsageError } from '../errors.ts';
import { type Format, FORMATS } from '../reporters/reporter.ts';
import { ALL_RUNNERS, type AnyRunner } from '../setup/registration.ts';
import { hintAt } from './did-you-mean.ts';
import { requireOptions } from './require-options.ts';

/** The options of `setup`, as yargs takes them. */
export const SETUP_OPTIONS = {
  runner: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: `Only this runner; may be repeated: ${ALL_RUNNERS.join(', ')}`,
  },
  ci: { type: 'boolean', describe: 'Also edit CI workflows and Dockerfiles: thread variables, time limits' },
  vendor: { type: 'boolean', describe: 'Keep the plugin of pytest in the repository, not as a dependency' },
  check: { type: 'boolean', describe: 'Tell where the set-up is missing; write nothing' },
  'dry-run': { type: 'boolean', describe: 'Tell what would change; write nothing' },
  diff: { type: 'boolean', describe: 'Show what would change as a patch; write nothing' },
  'allow-dirty': { type: 'boolean', describe: 'Also edit files that git could not bring back' },
  format: {
    choices: FORMATS,
    requiresArg: true,
    describe: 'Form of the report',
    defaultDescription: 'the plan, or full with --check',
  },
  output: { type: 'string', requiresArg: true, describe: 'Write the report to a file' },
} as const satisfies Record<string, Options>;

/** What `setup` does, for `--help`. */
export const SETUP = {
  name: 'setup',
  describe: 'Register the run-time set-up with the test runners of a project',
  examples: [
    ['$0 setup --dry-run', 'show the plan'],
    ['$0 setup', 'carry it out: packages in this folder and below'],
    ['$0 setup packages/api --runner vitest', 'one package, one runner'],
    ['$0 setup --runner pytest', 'only what pytest runs'],
    ['$0 setup --ci', 'CI workflows and Dockerfiles as well'],
    ['$0 setup --vendor', 'keep the plugin of pytest in the repository, or bring it up to date'],
    ['$0 setup --check --format github', 'in CI: where it is missing, as annotations'],
  ],
} as const;

/** What the user asked of `setup`. */
export interface SetupInvocation {
  readonly folders: readonly string[];
  /** `undefined` for all. */
  readonly runners: readonly AnyRunner[] | undefined;
  /** What becomes of the plan: reported as findings, shown, shown as a patch, or written. */
  readonly outcome: 'check' | 'list' | 'diff' | 'write';
  readonly allowDirty: boolean;
  /** Whether to edit CI workflows and Dockerfiles too. */
  readonly withCi: boolean;
  /** Whether to keep the plugin of pytest in the repository. */
  readonly isVendored: boolean;
  /** `undefined` for the plan in words. */
  readonly format: Format | undefined;
  /** File for the report; without one it goes to standard output. */
  readonly output: string | undefined;
}

type Arguments = Partial<InferredOptionTypes<typeof SETUP_OPTIONS>> & {
  readonly paths?: readonly string[];
  readonly _?: readonly string[];
};

/**
 * Makes an invocation of what yargs has read.
 *
 * @throws {UsageError} on options that are unknown, contradict each other or have a value that means nothing.
 */
export function readSetup(argv: Record<string, unknown>): SetupInvocation {
  requireOptions(argv, { name: SETUP.name, positional: 'paths', options: SETUP_OPTIONS });
  const options: Arguments = argv;
  const runners = options.runner?.map(runnerNamed);
  if (options.vendor === true && runners?.includes('pytest') === false) {
    throw new UsageError('--vendor is about pytest; leave it out, or add --runner pytest');
  }
  const {
    check = false,
    diff = false,
    'dry-run': dryRun = false,
    'allow-dirty': allowDirty = false,
  } = options;
  const other = diff ? '--diff' : dryRun ? '--dry-run' : allowDirty ? '--allow-dirty' : undefined;
  if (check && options.ci === true) {
    throw new UsageError('--check is about the set-up; for CI workflows run cogniverse-codemod check --project');
  }
  if (check && other !== undefined) throw new UsageError(`--check writes nothing; leave out ${other}`);
  return {
    folders: [...(options.paths ?? []), ...(options._ ?? []).slice(1)],
    runners,
    outcome: check ? 'check' : diff ? 'diff' : dryRun ? 'list' : 'write',
    allowDirty,
    isVendored: options.vendor ?? false,
    withCi: options.ci ?? false,
    format: options.format ?? (check ? 'full' : undefined),
    output: options.output,
  };
}

/** Names by which people call a runner beside its own. */
const OTHER_NAMES: Readonly<Record<string, AnyRunner>> = {
  'node:test': 'node',
  'node-test': 'node',
  '@playwright/test': 'playwright',
  'py.test': 'pytest',
  python: 'pytest',
};

function runnerNamed(name: string): AnyRunner {
  const lower = name.toLowerCase();
  const runner = ALL_RUNNERS.find((known) => known === lower) ?? OTHER_NAMES[lower];
  if (runner) return runner;
  const hint = hintAt(lower, ALL_RUNNERS, `The runners: ${ALL_RUNNERS.join(', ')}`);
  throw new UsageError(`Unknown runner ${JSON.stringify(name)}. ${hint}`);
}
