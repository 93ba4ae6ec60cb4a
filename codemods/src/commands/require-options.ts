import type { Options } from 'yargs';

import { UsageError } from '../errors.ts';
import { hintAt, unknownOption } from './did-you-mean.ts';

/** What a command takes. */
export interface Takes {
  readonly name: string;
  /** The key in `argv` of what stands behind its name. */
  readonly positional: string;
  readonly options?: Readonly<Record<string, Options>>;
}

/** What yargs adds to each command. */
const COMMON = ['help', 'version'];

/**
 * Passes where a command line has only options that there are, each once unless it is a list, with one of the
 * values that it can have.
 *
 * @throws {UsageError} where it has others.
 */
export function requireOptions(
  argv: Readonly<Record<string, unknown>>,
  { name: command, positional, options = {} }: Takes,
): void {
  const known = [...Object.keys(options), ...COMMON];
  const aliases = Object.values(options).flatMap(({ alias = [] }) => alias);
  for (const [name, value] of Object.entries(argv)) {
    if (['_', '$0', positional, ...aliases].includes(name)) continue;
    if (!known.includes(name)) throw unknownOption(name, command, known);
    const { array = false, choices } = options[name] ?? {};
    if (!array && Array.isArray(value)) throw new UsageError(`--${name} is given twice`);
    if (choices && typeof value === 'string' && !choices.includes(value)) {
      const values = choices.map(String);
      const hint = hintAt(value, values, `Its values: ${values.join(', ')}`);
      throw new UsageError(`Unknown value ${JSON.stringify(value)} of --${name}. ${hint}`);
    }
  }
}
