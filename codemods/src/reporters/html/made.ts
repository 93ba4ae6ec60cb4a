import { UsageError } from '../../errors.ts';

/**
 * When a report says that it was made: now, or when `SOURCE_DATE_EPOCH` says, so that it can be made again to
 * the byte.
 *
 * @throws {UsageError} where that is no number of seconds.
 */
export function madeAt({ SOURCE_DATE_EPOCH: epoch }: NodeJS.ProcessEnv): Date {
  if (epoch === undefined || epoch === '') return new Date();
  const date = new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Number.NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw new UsageError(
    `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}, which is no number of seconds since 1970`,
  );
}
