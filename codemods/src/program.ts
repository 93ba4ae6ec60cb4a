import yargs, { type Argv, type Options, type PositionalOptions } from 'yargs';

import { COMMANDS, type Command } from './commands/commands.ts';
import { hintAt, unknownOption } from './commands/did-you-mean.ts';
import { DOCTOR, readDoctor } from './commands/doctor-options.ts';
import { EXPLAIN, readExplain } from './commands/explain-options.ts';
import { INIT, INIT_OPTIONS, readInit } from './commands/init-options.ts';
import { optionsOf, readInvocation } from './commands/options.ts';
import { readSetup, SETUP, SETUP_OPTIONS } from './commands/setup-options.ts';
import { optionGroups, shownOptions } from './commands/shown-options.ts';
import { COMPLETION, SHELLS } from './completion/shells.ts';
import { messageOf, UsageError } from './errors.ts';

const FAILED = 2;
/** The names of all commands. */
const NAMES: readonly string[] = [...COMMANDS, INIT, SETUP, DOCTOR, EXPLAIN, COMPLETION].map(({ name }) => name);
const PATHS = {
  type: 'string',
  array: true,
  default: [],
  defaultDescription: '.',
  describe: 'Files, folders or glob patterns',
} as const;
const FOLDER = { type: 'string', defaultDescription: '.', describe: 'The folder of the project' } as const;
const RULE = { type: 'string', defaultDescription: 'a list of all rules', describe: 'The rule' } as const;
const SHELL = { type: 'string', describe: `One of ${SHELLS.join(', ')}` } as const;

/**
 * Reads a command line and carries it out.
 *
 * @returns The exit code.
 */
export async function main(args: readonly string[], version: string): Promise<number> {
  let exitCode = 0;
  const program = yargs(asOptions(args))
    .scriptName('cogniverse-codemod')
    .locale('en')
    .usage('$0 <command> [paths..]\n\nChecks and rewrites whole test suites.')
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .example('$0 check', 'report what all rules find in this folder')
    .example('$0 fix-imports --diff src', 'show what a codemod would change')
    .version(version)
    .help()
    .wrap(Math.min(110, process.stdout.columns || 80))
    .epilogue('Exit code: 0 nothing left, 1 findings left, 2 something could not be carried out.')
    .exitProcess(false)
    // yargs passes a message of its own, or the error of a handler.
    .fail((message: string | null, error: Error) => {
      throw message === null ? error : new UsageError(inOurWords(message));
    });
  for (const command of COMMANDS) {
    declare(program, command, async (argv) => {
      const invocation = readInvocation(command, argv);
      const { execute } = await import('./commands/execute.ts');
      exitCode = await execute(invocation);
    });
  }
  const packages = { ...PATHS, describe: 'Folders of packages, or of projects with several' };
  declareOther(program, { ...SETUP, takes: ['paths', packages], options: SETUP_OPTIONS }, async (argv) => {
    const invocation = readSetup(argv);
    const { executeSetup } = await import('./commands/execute-setup.ts');
    exitCode = await executeSetup(invocation, version);
  });
  declareOther(program, { ...INIT, takes: ['folder', FOLDER], options: INIT_OPTIONS }, async (argv) => {
    const invocation = readInit(argv);
    const { executeInit } = await import('./commands/execute-init.ts');
    exitCode = await executeInit(invocation);
  });
  declareOther(program, { ...DOCTOR, takes: ['paths', { ...PATHS, describe: 'Folders' }] }, async (argv) => {
    const { executeDoctor } = await import('./commands/execute-doctor.ts');
    exitCode = await executeDoctor(readDoctor(argv), version);
  });
  declareOther(program, { ...EXPLAIN, takes: ['rule', RULE] }, async (argv) => {
    const { executeExplain } = await import('./commands/execute-explain.ts');
    exitCode = await executeExplain(readExplain(argv, NAMES));
  });
  declareOther(program, { ...COMPLETION, takes: ['shell', SHELL] }, async (argv) => {
    const { executeCompletion } = await import('./commands/execute-completion.ts');
    exitCode = executeCompletion(argv);
  });
  try {
    const argv = await program.parseAsync();
    requireCommand(argv);
    return exitCode;
  } catch (error) {
    console.error(
      error instanceof UsageError ? error.message : `cogniverse-codemod failed: ${messageOf(error)}`,
    );
    return FAILED;
  }
}

function declare(
  program: Argv,
  command: Command,
  handler: (argv: Record<string, unknown>) => Promise<void>,
): void {
  declareOther(program, { ...command, takes: ['paths', PATHS], options: optionsOf(command) }, handler);
}

/** A command that takes something else than files to check. */
interface OtherCommand {
  readonly name: string;
  readonly describe: string;
  readonly examples: readonly (readonly [string, string])[];
  /** What it takes behind its name: a key for `argv`, and what `--help` says of it. */
  readonly takes: readonly [key: string, about: PositionalOptions];
  readonly options?: Readonly<Record<string, Options>>;
}

function declareOther(
  program: Argv,
  { name, describe, examples, takes: [key, about], options = {} }: OtherCommand,
  handler: (argv: Record<string, unknown>) => Promise<void>,
): void {
  const { array } = about;
  program.command(
    `${name} [${key}${array === true ? '..' : ''}]`,
    describe,
    (builder) =>
      grouped(builder.positional(key, about), options)
        .options(shownOptions(options))
        .example(examples.map(([line, what]): [string, string] => [line, what])),
    handler,
  );
}

function grouped(builder: Argv, options: Readonly<Record<string, Options>>): Argv {
  for (const [heading, names] of optionGroups(options)) builder.group(names, heading);
  return builder.group(['help', 'version'], 'Help:');
}

/** `help check` asks for what `check --help` does. */
function asOptions(args: readonly string[]): readonly string[] {
  const [first, ...others] = args;
  return first === 'help' ? [...others, '--help'] : args;
}

/** @throws {UsageError} where a command line has no command that there is. */
function requireCommand(argv: Awaited<ReturnType<Argv['parseAsync']>>): void {
  const [name] = argv._.map(String);
  if (name !== undefined) {
    if (NAMES.includes(name)) return;
    const hint = hintAt(name, NAMES, `Commands: ${NAMES.join(', ')}`);
    throw new UsageError(`Unknown command ${JSON.stringify(name)}. ${hint}`);
  }
  if (argv['help'] === true || argv['version'] === true) return;
  const [option] = Object.keys(argv).filter((key) => key !== '_' && key !== '$0');
  if (option !== undefined) throw unknownOption(option, undefined, ['help', 'version']);
  throw new UsageError('Name a command, such as cogniverse-codemod check; cogniverse-codemod --help lists them');
}

/** What yargs says of a command line, in the words of our own messages. */
function inOurWords(message: string): string {
  const option = /^Not enough arguments following: (\S+)$/.exec(message)?.[1];
  return option === undefined ? message : `--${option} needs a value`;
}
