import { createHash } from 'node:crypto';

import { UsageError } from '../errors.ts';

/** One part of a run that is divided among machines. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/**
 * Reads `2/8`.
 *
 * @throws {UsageError} where it is not of that form.
 */
export function parseShard(value: string): Shard {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(value);
  const index = Number(match?.[1]);
  const count = Number(match?.[2]);
  if (!(index >= 1 && index <= count)) {
    throw new UsageError(`--shard ${JSON.stringify(value)}: write I/N with I from 1 to N, such as 2/8`);
  }
  return { index, count };
}

/**
 * Whether a file belongs to a shard. Each file belongs to exactly one, which depends on its path alone, so
 * that another file more or less moves none.
 *
 * @param relative Path from the project's root, with `/`.
 */
export function isInShard(relative: string, { index, count }: Shard): boolean {
  return createHash('sha1').update(relative).digest().readUInt32BE() % count === index - 1;
}
