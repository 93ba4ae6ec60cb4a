import type { InferredOptionTypes, Options } from 'yargs';

import { UsageError } from '../errors.ts';
import { type PartName, PARTS } from '../init/part.ts';
import { hintAt } from './did-you-mean.ts';
import { requireOptions } from './require-options.ts';

/** The options of `init`, as yargs takes them. */
export const INIT_OPTIONS = {
  yes: { type: 'boolean', alias: 'y', describe: 'Write every file without asking' },
  only: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: `Only this part; several with commas: ${PARTS.join(', ')}`,
  },
  'dry-run': { type: 'boolean', describe: 'Show what would be written; write nothing' },
  diff: { type: 'boolean', describe: 'Show what would be written as a patch; write nothing' },
} as const satisfies Record<string, Options>;

/** What `init` does, for `--help`. */
export const INIT = {
  name: 'init',
  describe: 'Set up the checks in a project: ESLint, policy, hook and CI job, each file shown first',
  examples: [
    ['$0 init', 'show each file, and ask'],
    ['$0 init --yes', 'write all of them'],
    ['$0 init --only eslint,hook', 'two of the parts'],
    ['$0 init --diff', 'what would be written, as a patch'],
  ],
} as const;

/** What the user asked of `init`. */
export interface InitInvocation {
  /** `undefined` for the current folder. */
  readonly folder: string | undefined;
  /** `undefined` for all. */
  readonly only: readonly PartName[] | undefined;
  /** What becomes of the files: asked about, written, shown, or shown as a patch. */
  readonly outcome: 'ask' | 'write' | 'list' | 'diff';
}

type Arguments = Partial<InferredOptionTypes<typeof INIT_OPTIONS>> & {
  readonly folder?: string;
  readonly _?: readonly string[];
};

/**
 * Makes an invocation of what yargs has read.
 *
 * @throws {UsageError} on options that are unknown, contradict each other or have a value that means nothing.
 */
export function readInit(argv: Record<string, unknown>): InitInvocation {
  requireOptions(argv, { name: INIT.name, positional: 'folder', options: INIT_OPTIONS });
  const options: Arguments = argv;
  const { yes = false, diff = false, 'dry-run': dryRun = false } = options;
  if (yes && (diff || dryRun))
    throw new UsageError(`--yes writes; leave out ${diff ? '--diff' : '--dry-run'}`);
  const [folder, second] = [
    ...(options.folder === undefined ? [] : [options.folder]),
    ...(options._ ?? []).slice(1),
  ];
  if (second !== undefined) throw new UsageError('init sets up one folder at a time');
  return {
    folder,
    only: options.only
      ?.flatMap((names) => names.split(','))
      .filter((name) => name !== '')
      .map(partNamed),
    outcome: yes ? 'write' : diff ? 'diff' : dryRun ? 'list' : 'ask',
  };
}

function partNamed(name: string): PartName {
  const bare = name.trim().toLowerCase();
  const part = PARTS.find((known) => known === bare);
  if (part) return part;
  const hint = hintAt(bare, PARTS, `The parts: ${PARTS.join(', ')}`);
  throw new UsageError(`Unknown part ${JSON.stringify(name)}. ${hint}`);
}
