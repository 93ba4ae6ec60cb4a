import { createRequire } from 'node:module';
import process from 'node:process';

import yargs from 'yargs';

import { COMMANDS, type Command } from './commands/commands.ts';
import { didYouMean } from './commands/did-you-mean.ts';
import { optionsOf, readInvocation } from './commands/options.ts';
import { messageOf, UsageError } from './errors.ts';

const FAILED = 2;
const PATHS = {
  type: 'string',
  array: true,
  default: [],
  defaultDescription: '.',
  describe: 'Files, folders or glob patterns',
} as const;

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const program = yargs(process.argv.slice(2))
  .scriptName('cogniverse-codemod')
  .locale('en')
  .usage('$0 <command> [paths..]\n\nChecks and rewrites whole test suites.')
  .parserConfiguration({
    'camel-case-expansion': false,
    'dot-notation': false,
    'greedy-arrays': false,
    'parse-positional-numbers': false,
  })
  .demandCommand(1, 'Name a command, such as cogniverse-codemod check')
  .example('$0 check', 'report what all rules find in this folder')
  .example('$0 fix-imports --diff src', 'show what a codemod would change')
  .version(version)
  .help()
  .wrap(Math.min(110, process.stdout.columns || 110))
  .epilogue('Exit code: 0 nothing left, 1 findings left, 2 something could not be carried out.')
  .exitProcess(false)
  .fail((message, error: Error | undefined) => {
    throw error ?? new UsageError(message);
  });
for (const command of COMMANDS) declare(command);

try {
  const argv = await program.parseAsync();
  const [name] = argv._;
  if (name !== undefined && !COMMANDS.some((command) => command.name === name)) throw unknownCommand(String(name));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : `cogniverse-codemod failed: ${messageOf(error)}`);
  process.exitCode = FAILED;
}

function declare(command: Command): void {
  program.command(
    `${command.name} [paths..]`,
    command.describe,
    (builder) =>
      builder
        .positional('paths', PATHS)
        .options(optionsOf(command))
        .example(command.examples.map(([line, what]): [string, string] => [line, what])),
    async (argv) => {
      const invocation = readInvocation(command, argv);
      const { execute } = await import('./commands/execute.ts');
      process.exitCode = await execute(invocation);
    },
  );
}

function unknownCommand(name: string): UsageError {
  const names = COMMANDS.map((command) => command.name);
  const meant = didYouMean(name, names);
  return new UsageError(
    `Unknown command ${JSON.stringify(name)}. ${meant === undefined ? `Commands: ${names.join(', ')}` : `Did you mean ${meant}?`}`,
  );
}
