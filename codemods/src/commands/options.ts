import path from 'node:path';

import type { InferredOptionTypes, Options } from 'yargs';

import { DEFAULT_BASELINE, type BaselineOptions } from '../baseline/baseline-options.ts';
import { defaultCacheLocation } from '../cache/cache-location.ts';
import { FIX_SCOPES, PRESET_NAMES } from '../engine/protocol.ts';
import { UsageError } from '../errors.ts';
import type { Selection } from '../files/selection.ts';
import { parseShard } from '../files/shard.ts';
import { FORMATS } from '../reporters/reporter.ts';
import { PROJECT_RULE_NAMES, RULE_PREFIX, type RuleName } from '../rule-names.ts';
import type { Command } from './commands.ts';
import { hintAt } from './did-you-mean.ts';
import { HTML_OPTIONS, readHtml } from './html-options.ts';
import { INTERACTIVE_OPTION } from './interactive.ts';
import type { Invocation } from './invocation.ts';
import { MAX_FINDINGS_OPTION, readMaxFindings } from './max-findings.ts';
import { requireOptions } from './require-options.ts';

const SHARED = {
  rule: { type: 'string', array: true, requiresArg: true, describe: 'Only this rule; may be repeated' },
  preset: {
    choices: PRESET_NAMES,
    default: 'recommended',
    requiresArg: true,
    describe: 'How strict the rules are',
  },
  staged: { type: 'boolean', describe: 'Only files that are staged' },
  changed: { type: 'string', describe: 'Only files changed since a revision [default: upstream or main]' },
  'files-from': {
    type: 'string',
    requiresArg: true,
    describe: 'Read paths from a file, or - for standard input',
  },
  'force-exclude': {
    type: 'boolean',
    describe: 'Hold named files to what a search takes too: tests, and none in an excluded folder',
  },
  shard: { type: 'string', requiresArg: true, describe: 'Only one part of the files, such as 2/8' },
  'stdin-filename': {
    type: 'string',
    requiresArg: true,
    describe: 'Read the text of this file from standard input',
  },
  format: { choices: FORMATS, default: 'full', requiresArg: true, describe: 'Form of the report' },
  output: { type: 'string', requiresArg: true, describe: 'Write the report to a file' },
  'max-findings': MAX_FINDINGS_OPTION,
  jobs: { type: 'number', requiresArg: true, describe: 'How many processes work at a time' },
} as const satisfies Record<string, Options>;

const FIXING = {
  'dry-run': { type: 'boolean', describe: 'Tell what would change; write nothing' },
  diff: { type: 'boolean', describe: 'Show what would change as a patch; write nothing' },
  unsafe: { type: 'boolean', describe: 'Also apply suggestions, which may change what code does' },
  interactive: INTERACTIVE_OPTION,
  'allow-dirty': { type: 'boolean', describe: 'Also edit files that git could not bring back' },
} as const satisfies Record<string, Options>;

const SCOPE = {
  scope: {
    choices: FIX_SCOPES,
    default: 'auto',
    requiresArg: true,
    describe: 'What a timeout in a Python file is written for',
  },
} as const satisfies Record<string, Options>;

const PROJECT = {
  project: { type: 'boolean', describe: 'Also CI workflows, Dockerfiles and the configuration of pytest' },
} as const satisfies Record<string, Options>;

const REPORTING = {
  baseline: {
    type: 'string',
    describe: `Leave out the findings that a file accepts [default: ${DEFAULT_BASELINE}]`,
  },
  'update-baseline': { type: 'boolean', describe: 'Accept what is found now, and write it to the baseline' },
  cache: { type: 'boolean', describe: 'Keep results, and check only what has changed since' },
  'cache-location': { type: 'string', requiresArg: true, describe: 'The folder for --cache' },
} as const satisfies Record<string, Options>;

type ReportingOptions = typeof REPORTING & typeof HTML_OPTIONS;
type AllOptions = Omit<typeof SHARED, 'format'> & typeof FIXING & typeof SCOPE & typeof PROJECT & ReportingOptions;

/** What yargs makes of a command line. */
type Arguments = Partial<InferredOptionTypes<AllOptions>> & {
  readonly paths?: readonly string[];
  /** The command's name, and after it what follows `--`. */
  readonly _?: readonly string[];
};

/** The options of a command, as yargs takes them. */
export function optionsOf({ fixes, hasScope, hasProject }: Command): Record<string, Options> {
  return {
    ...(hasProject && PROJECT),
    ...SHARED,
    ...(fixes ? FIXING : { ...REPORTING, ...HTML_OPTIONS }),
    ...(hasScope && SCOPE),
  };
}

/**
 * Makes an invocation of what yargs has read.
 *
 * @throws {UsageError} on options that are unknown, contradict each other or have a value that means nothing.
 */
export function readInvocation(command: Command, argv: Record<string, unknown>): Invocation {
  const fixing = command.fixes ? undefined : Object.keys(argv).find((name) => name in FIXING);
  if (fixing !== undefined) {
    throw new UsageError(`--${fixing}: ${command.name} changes nothing; use one of the commands that fix`);
  }
  requireOptions(argv, { name: command.name, positional: 'paths', options: optionsOf(command) });
  const options: Arguments = argv;
  const patterns = [...(options.paths ?? []), ...(options._ ?? []).slice(1)];
  const {
    'files-from': filesFrom,
    'stdin-filename': stdinFilename,
    'dry-run': dryRun = false,
    'allow-dirty': allowDirty = false,
    'update-baseline': update = false,
  } = options;
  const sources = { '--staged': options.staged, '--changed': options.changed, '--files-from': filesFrom };
  const given = Object.entries(sources).flatMap(([name, value]) => (value === undefined ? [] : name));
  const [first, second] = stdinFilename === undefined ? given : [...given, ...patterns];
  if (stdinFilename !== undefined && first !== undefined) {
    throw new UsageError(`--stdin-filename names the one file of the run; leave out ${first}`);
  }
  if (second !== undefined) throw new UsageError(`${first} and ${second} exclude each other`);
  if (update && stdinFilename !== undefined) {
    throw new UsageError('--stdin-filename and --update-baseline exclude each other');
  }
  const lookedAt = {
    rules: rulesOf(command, options.rule),
    preset: options.preset ?? 'recommended',
    isDemanded: options.rule !== undefined || command.codemod !== undefined,
    project: options.project ?? rulesOf(command, options.rule ?? []).some((rule) => PROJECT_RULE_NAMES.includes(rule)),
  } as const;
  const isAboutFiles = given.length > 0 || options.shard !== undefined || stdinFilename !== undefined;
  return {
    command,
    patterns,
    ...lookedAt,
    fixScope: options.scope ?? (command.hasScope ? 'auto' : undefined),
    forceExclude: options['force-exclude'] ?? false,
    unsafe: options.unsafe ?? false,
    outcome: outcomeOf(command, dryRun, options.diff ?? false),
    isInteractive: options.interactive ?? false,
    allowDirty,
    format: options.format === undefined || options.format === 'html' ? 'full' : options.format,
    html: readHtml(options, { ...lookedAt, scope: isAboutFiles ? undefined : patterns }),
    output: options.output,
    maxFindings: readMaxFindings(options['max-findings']),
    jobs: jobsOf(options.jobs),
    selection: selectionOf(options.staged ?? false, options.changed),
    shard: options.shard === undefined ? undefined : parseShard(options.shard),
    filesFrom,
    stdinFilename,
    baseline: baselineOf(options.baseline, update),
    cacheLocation: cacheLocationOf(options.cache ?? false, options['cache-location']),
  };
}

function rulesOf(command: Command, given: readonly string[] | undefined): readonly RuleName[] {
  if (!given) return command.rules;
  return given.map((name) => {
    const bare = name.startsWith(RULE_PREFIX) ? name.slice(RULE_PREFIX.length) : name;
    const rule = command.rules.find((known) => known === bare);
    if (rule) return rule;
    const hint = hintAt(bare, command.rules, `The rules of ${command.name}: ${command.rules.join(', ')}`);
    throw new UsageError(`Unknown rule ${JSON.stringify(name)}. ${hint}`);
  });
}

function outcomeOf({ fixes }: Command, dryRun: boolean, diff: boolean): Invocation['outcome'] {
  if (!fixes) return 'report';
  if (diff) return 'diff';
  return dryRun ? 'list' : 'write';
}

function jobsOf(jobs: number | undefined): number | undefined {
  if (jobs === undefined || (Number.isInteger(jobs) && jobs >= 1)) return jobs;
  throw new UsageError('--jobs: write a whole number from 1');
}

function baselineOf(file: string | undefined, update: boolean): BaselineOptions | undefined {
  if (file === undefined && !update) return undefined;
  return { file: path.resolve(file === undefined || file === '' ? DEFAULT_BASELINE : file), update };
}

function cacheLocationOf(isOn: boolean, location: string | undefined): string | undefined {
  if (location !== undefined) return path.resolve(location);
  return isOn ? defaultCacheLocation(process.cwd()) : undefined;
}

function selectionOf(staged: boolean, changed: string | undefined): Selection | undefined {
  if (staged) return { kind: 'staged' };
  if (changed === undefined) return undefined;
  return { kind: 'changed', ref: changed === '' ? undefined : changed };
}
