import { formatDuration } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import type { StaticValue } from '../resolve/static-value.ts';
import type { TestRunner } from '../resolve/test-calls/index.ts';

/** Where a timeout can be set, from the nearest to a test to the farthest. */
export const LEVELS = ['test', 'suite', 'file', 'config'] as const;

/** Where a timeout is set. */
export type Level = (typeof LEVELS)[number];

/** A place that sets a timeout, or seems to. */
export interface Limit {
  readonly level: Level;
  /** The expression that is the value, where it stands in the linted file. */
  readonly node?: TSESTree.Node;
  /** `node` is the name of an object that holds the value. */
  readonly isHolder?: boolean;
  readonly verdict: Verdict;
}

/** Whether a value bounds a test. */
export type Verdict = Bound | Fault;

/** It does, by so many milliseconds where the source states them. */
export interface Bound {
  readonly bounds: true;
  readonly ms: number | undefined;
}

/** It does not. */
export interface Fault {
  readonly bounds: false;
  /** Completes "has no effective timeout: …". */
  readonly reason: string;
  /** Whether the timeouts further out hold instead; otherwise there is none at all. */
  readonly fallsBack: boolean;
  readonly cause: FaultCause;
}

/**
 * What is wrong: the `value` that somebody chose; it is `absent`, such as `undefined`; or it is `misplaced`, where the
 * runner ignores or refuses it.
 */
export type FaultCause = 'value' | 'absent' | 'misplaced';

/** What a runner makes of numbers that bound nothing. */
interface Meaning {
  readonly zero: Special;
  readonly negative: Special;
  readonly infinite: Special;
  readonly nan: Special;
}

type Special = keyof typeof SPECIAL;

const SPECIAL = {
  off: { says: 'switches the timeout off', fallsBack: false },
  none: { says: 'sets no timeout', fallsBack: true },
  unset: { says: 'leaves the default in force', fallsBack: true },
  atOnce: { says: 'ends the test at once', fallsBack: false },
  refused: { says: 'is refused', fallsBack: false },
} as const;

const VITEST: Meaning = { zero: 'off', negative: 'off', infinite: 'off', nan: 'atOnce' };
const MEANINGS: Readonly<Record<TestRunner, Meaning>> = {
  vitest: VITEST,
  jest: { zero: 'unset', negative: 'atOnce', infinite: 'atOnce', nan: 'unset' },
  mocha: { zero: 'off', negative: 'off', infinite: 'off', nan: 'atOnce' },
  node: { zero: 'atOnce', negative: 'refused', infinite: 'none', nan: 'refused' },
  playwright: { zero: 'off', negative: 'off', infinite: 'atOnce', nan: 'atOnce' },
  unknown: VITEST,
};

/** What a value has to be judged by. */
export interface Judging {
  readonly runner: TestRunner;
  /** The longest time that counts, in milliseconds. */
  readonly max: number;
  /** The value as the message shows it. */
  readonly shown: string;
}

/** A value that is known only when the test runs counts as a timeout. */
export const UNKNOWN: Bound = { bounds: true, ms: undefined };

/** Judges the values that an expression can have; it bounds a test where one of them does. */
export function judge(values: readonly StaticValue[], judging: Judging): Verdict {
  const verdicts = values.map((value) => judgeOne(value, judging));
  const bound = verdicts.find((verdict) => verdict.bounds);
  const [first] = verdicts;
  if (bound) return verdicts.length === 1 ? bound : UNKNOWN;
  return first ?? UNKNOWN;
}

function judgeOne(value: StaticValue, judging: Judging): Verdict {
  switch (value.kind) {
    case 'unknown':
      return UNKNOWN;
    case 'constant':
      // Text is read where a command line has it; in code `node:test` throws.
      return judging.runner === 'node' && typeof value.value === 'string'
        ? fault(`\`${judging.shown}\` is refused`)
        : judgeConstant(value.value, judging);
    default:
      return fault(`\`${judging.shown}\` is no number of milliseconds`);
  }
}

/** Judges a value that the source or a configuration spells. */
export function judgeConstant(value: unknown, judging: Judging): Verdict {
  if (typeof value === 'number') return judgeMilliseconds(value, judging);
  if (typeof value === 'string') return judgeMilliseconds(parseText(value, judging.runner), judging);
  if (value === undefined || value === null) {
    return { ...fault(`\`${judging.shown}\` leaves the default in force`, true), cause: 'absent' };
  }
  return fault(`\`${judging.shown}\` is no number of milliseconds`);
}

function judgeMilliseconds(ms: number, { runner, max, shown }: Judging): Verdict {
  const meaning = MEANINGS[runner];
  const special = Number.isNaN(ms)
    ? meaning.nan
    : ms === Infinity
      ? meaning.infinite
      : ms < 0
        ? meaning.negative
        : ms === 0
          ? meaning.zero
          : undefined;
  if (special) return fault(`\`${shown}\` ${SPECIAL[special].says}`, SPECIAL[special].fallsBack);
  if (ms > max) return fault(`\`${shown}\` is longer than ${formatDuration(max)}`);
  return { bounds: true, ms };
}

function fault(reason: string, fallsBack = false): Fault {
  return { bounds: false, reason, fallsBack, cause: 'value' };
}

/** An argument that the runner ignores. */
export function ignored(reason: string): Fault {
  return { bounds: false, reason, fallsBack: true, cause: 'misplaced' };
}

/** An argument that the runner refuses. */
export function refused(reason: string): Fault {
  return { bounds: false, reason, fallsBack: false, cause: 'misplaced' };
}

const UNITS: readonly (readonly [pattern: RegExp, ms: number])[] = [
  [/^(?:milliseconds?|msecs?|ms)?$/i, 1],
  [/^(?:seconds?|secs?|s)$/i, 1_000],
  [/^(?:minutes?|mins?|m)$/i, 60_000],
  [/^(?:hours?|hrs?|h)$/i, 3_600_000],
  [/^(?:days?|d)$/i, 86_400_000],
  [/^(?:weeks?|w)$/i, 604_800_000],
  [/^(?:years?|yrs?|y)$/i, 31_557_600_000],
];

/** Mocha reads `'5s'` as the package `ms` does; elsewhere text is only ever a number. */
function parseText(text: string, runner: TestRunner): number {
  const match = runner === 'mocha' ? /^\s*(-?(?:\d+)?\.?\d+) *([a-z]*)\s*$/i.exec(text) : undefined;
  if (!match) return Number(text);
  const [, number, unit = ''] = match;
  const size = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  return size === undefined ? NaN : Number(number) * size;
}
