import { assert, property, integer } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatDuration, parseDuration } from '../src/index.ts';

describe('parseDuration', () => {
  test.each([
    [0, 0],
    [1.5, 1.5],
    [90_000, 90_000],
    ['500', 500],
    ['0', 0],
    ['500ms', 500],
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1.5h', 5_400_000],
    ['1.1h', 3_960_000],
    ['2d', 172_800_000],
    ['2h30m', 9_000_000],
    ['2h 30m', 9_000_000],
    ['1m30s500ms', 90_500],
    [' 30 M ', 1_800_000],
  ])('reads %j as %d ms', (written, ms) => {
    expect(parseDuration(written)).toBe(ms);
  });

  test.each([
    '',
    ' ',
    'soon',
    '-5',
    '-5s',
    '5 parsecs',
    '5min',
    '30m2h',
    '1s1s',
    '1.5.5s',
    '1e3',
    'Infinity',
    '5,000',
    -1,
    NaN,
    Infinity,
  ])('refuses %j and names the accepted forms', (written) => {
    expect(() => parseDuration(written)).toThrow(RangeError);
    expect(() => parseDuration(written)).toThrow(/is not a duration\. Write .*"90s".*"30m"/);
  });

  test('refuses long text in no time', () => {
    const start = performance.now();
    expect(() => parseDuration('1'.repeat(50_000) + 'x')).toThrow(RangeError);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('formatDuration', () => {
  test.each([
    [1_800_000, '30m'],
    [7_200_000, '2h'],
    [90_000, '90s'],
    [5_400_000, '90m'],
    [1500, '1500ms'],
    [86_400_000, '1d'],
    [0, '0ms'],
  ])('writes %d ms as %s', (ms, written) => {
    expect(formatDuration(ms)).toBe(written);
  });

  test('parseDuration gives back what formatDuration wrote', () => {
    assert(
      property(integer({ min: 0, max: 10 ** 12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});
