import type { Options } from 'yargs';

import { UsageError } from '../errors.ts';

/** The option `--max-findings`, as yargs takes it. */
export const MAX_FINDINGS_OPTION = {
  type: 'string',
  requiresArg: true,
  describe: 'How many findings the report shows: a number, or all [default: 50; all in a file]',
} as const satisfies Options;

/**
 * How many findings are to be shown at most.
 *
 * @throws {UsageError} where that is no number.
 */
export function readMaxFindings(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (given === 'all') return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(given)) return Number(given);
  throw new UsageError('--max-findings: write a whole number, or all');
}
