/**
 * A length of time: a number of milliseconds, or text such as `"90s"`, `"30m"`, `"1.5h"`, `"2h30m"`,
 * `"500ms"`.
 */
export type Duration = number | string;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const acceptedForms =
  'milliseconds as a number (90000) or text with a unit: "500ms", "90s", "30m", "1.5h", "2h30m", "1d"';

const number = String.raw`(\d+(?:\.\d+)?)`;
const bareMilliseconds = new RegExp(`^${number}$`);
// Each unit at most once, from the largest to the smallest.
const withUnits = new RegExp(
  ['d', 'h', 'm', 's', 'ms'].reduce((pattern, unit) => `${pattern}(?:${number}\\s*${unit}\\s*)?`, '^') + '$',
);

/**
 * Reads a duration.
 *
 * Text without a unit is milliseconds, as a number is. Units are `ms`, `s`, `m`, `h` and `d`; several may
 * follow each other from the largest to the smallest.
 *
 * @param value - The duration as it stands in a policy or an option.
 * @returns Milliseconds, finite and not negative.
 * @throws {RangeError} If the value is no duration; the message names the accepted forms.
 */
export function parseDuration(value: Duration): number {
  const milliseconds = typeof value === 'string' ? parseText(value.trim().toLowerCase()) : value;
  if (milliseconds === undefined || !Number.isFinite(milliseconds) || milliseconds < 0) {
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
    throw new RangeError(`${shown} is not a duration. Write ${acceptedForms}.`);
  }
  return milliseconds;
}

function parseText(text: string): number | undefined {
  if (bareMilliseconds.test(text)) {
    return Number(text);
  }
  const match = text === '' ? null : withUnits.exec(text);
  if (match === null) {
    return undefined;
  }
  const total = [DAY, HOUR, MINUTE, SECOND, 1].reduce(
    (sum, size, index) => sum + size * Number(match[index + 1] ?? 0),
    0,
  );
  // 1.1 * 3_600_000 is 3_960_000.0000000005.
  return Math.round(total * 1000) / 1000;
}

/**
 * Writes a duration with the largest unit that needs no fraction, so that {@link parseDuration} gives it
 * back exactly.
 *
 * @param ms - Milliseconds.
 * @returns For example `"30m"` for 1800000, `"90s"` for 90000, `"1500ms"` for 1500.
 */
export function formatDuration(ms: number): string {
  const units = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ] as const;
  const unit = ms === 0 ? undefined : units.find(([size]) => ms % size === 0);
  return unit === undefined ? `${ms}ms` : `${ms / unit[0]}${unit[1]}`;
}
