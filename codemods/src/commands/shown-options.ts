import type { Options } from 'yargs';

import { UsageError } from '../errors.ts';
import { hintAt } from './did-you-mean.ts';

type AllOptions = Readonly<Record<string, Options>>;

/** The headings of `--help`, in their order, and the options below each, whatever the command. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Which files:': ['project', 'staged', 'changed', 'files-from', 'force-exclude', 'shard', 'stdin-filename'],
  'What to look for:': ['rule', 'preset', 'baseline', 'update-baseline', 'runner', 'ci', 'check'],
  'What to change:': ['interactive', 'diff', 'dry-run', 'unsafe', 'scope', 'vendor', 'allow-dirty', 'only', 'yes'],
  'Report:': ['format', 'output', 'max-findings', 'history'],
  'Speed:': ['jobs', 'cache', 'cache-location'],
};

/** The options of a command as `--help` shows them: the values that one can have stand in its description. */
export function shownOptions(options: AllOptions): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]): [string, Options] => {
      const { choices, defaultDescription, describe = '', requiresArg = false } = option;
      if (!choices) return [name, option];
      const standard: unknown = option.default;
      const preset = defaultDescription ?? String(standard);
      const about = `${describe}: ${listed(choices.map(String))} [default: ${preset}]`;
      return [name, { type: 'string', requiresArg, describe: about }];
    }),
  );
}

/** The headings that a command's options stand below, each with its options. */
export function optionGroups(options: AllOptions): readonly (readonly [heading: string, names: readonly string[]])[] {
  return Object.entries(GROUPS).flatMap(([heading, names]): [string, readonly string[]][] => {
    const own = names.filter((name) => name in options);
    return own.length > 0 ? [[heading, own]] : [];
  });
}

/**
 * Passes where each option has one of the values that it can have.
 *
 * @throws {UsageError} where one has another.
 */
export function requireChoices(argv: Readonly<Record<string, unknown>>, options: AllOptions): void {
  for (const [name, { choices }] of Object.entries(options)) {
    const given = argv[name];
    if (!choices || typeof given !== 'string' || choices.includes(given)) continue;
    const values = choices.map(String);
    const hint = hintAt(given, values, `Its values: ${values.join(', ')}`);
    throw new UsageError(`Unknown value ${JSON.stringify(given)} of --${name}. ${hint}`);
  }
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
