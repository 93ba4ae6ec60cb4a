import type { Options } from 'yargs';

import { listed } from '../reporters/text.ts';

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
      const about = `${describe}: ${listed(choices.map(String), 'or')} [default: ${preset}]`;
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
