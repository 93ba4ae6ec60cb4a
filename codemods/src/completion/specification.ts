import type { Options } from 'yargs';

import { COMMANDS } from '../commands/commands.ts';
import { DOCTOR } from '../commands/doctor-options.ts';
import { EXPLAIN } from '../commands/explain-options.ts';
import { INIT, INIT_OPTIONS } from '../commands/init-options.ts';
import { optionsOf } from '../commands/options.ts';
import { SETUP, SETUP_OPTIONS } from '../commands/setup-options.ts';
import { EXPLAINED } from '../explain/rule-pages.ts';
import { PARTS } from '../init/part.ts';
import { ALL_RUNNERS } from '../setup/registration.ts';
import { COMPLETION, SHELLS } from './shells.ts';

/** What may follow an option or a command: files, one of these words, or something that nobody can guess. */
export type Values = 'files' | 'folders' | 'text' | readonly string[];

/** An option as shells complete it. */
export interface OptionSpecification {
  readonly name: string;
  readonly short: string | undefined;
  readonly describe: string;
  /** What it takes; `undefined` where it takes nothing. */
  readonly takes: Values | undefined;
  readonly repeats: boolean;
}

/** A command as shells complete it. */
export interface CommandSpecification {
  readonly name: string;
  readonly describe: string;
  readonly options: readonly OptionSpecification[];
  readonly takes: Values;
}

/** All commands with their options, and what each of these takes. */
export function specification(): readonly CommandSpecification[] {
  return [
    ...COMMANDS.map((command) => ({
      name: command.name,
      describe: command.describe,
      options: specified(optionsOf(command), { rule: command.rules }),
      takes: 'files' as const,
    })),
    { ...INIT, options: specified(INIT_OPTIONS, { only: PARTS }), takes: 'folders' },
    { ...SETUP, options: specified(SETUP_OPTIONS, { runner: ALL_RUNNERS }), takes: 'folders' },
    { ...DOCTOR, options: specified({}), takes: 'folders' },
    { ...EXPLAIN, options: specified({}), takes: EXPLAINED },
    { ...COMPLETION, options: specified({}), takes: SHELLS },
  ];
}

/** Options whose values are no files. */
const TEXTS: ReadonlySet<string> = new Set(['changed', 'max-findings', 'shard']);

function specified(
  options: Readonly<Record<string, Options>>,
  words: Readonly<Record<string, readonly string[]>> = {},
): readonly OptionSpecification[] {
  const own = Object.entries(options).map(([name, { describe = '', alias, array, type, choices }]) => ({
    name,
    short: typeof alias === 'string' ? alias : undefined,
    describe,
    takes: takenBy(name, { type, words: words[name] ?? choices?.map(String) }),
    repeats: array === true,
  }));
  return [
    ...own,
    { name: 'help', short: undefined, describe: 'Show help', takes: undefined, repeats: false },
  ];
}

function takenBy(
  name: string,
  { type, words }: { readonly type: Options['type']; readonly words: readonly string[] | undefined },
): Values | undefined {
  if (type === 'boolean') return undefined;
  if (type === 'number') return 'text';
  return words ?? (TEXTS.has(name) ? 'text' : 'files');
}
