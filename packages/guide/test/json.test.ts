import { assert, constantFrom, integer, jsonValue, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findJsonFault, parseJson } from '../src/policy/json.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonFault', () => {
  test('finds a fault in exactly the texts that JSON.parse refuses', () => {
    const damage = constantFrom(
      '',
      ',',
      '}',
      ']',
      '{',
      '[',
      ':',
      '"',
      '\\',
      'x',
      '0',
      '-',
      '.',
      ' ',
      '\n',
      '\u0001',
      '\u00a0',
    );
    assert(
      property(
        jsonValue(),
        tuple(integer({ min: 0 }), integer({ min: 0, max: 2 }), damage),
        (value, [at, cut, added]) => {
          const text = JSON.stringify(value, null, 1);
          const start = at % (text.length + 1);
          const damaged = text.slice(0, start) + added + text.slice(start + cut);
          expect(findJsonFault(damaged) === undefined).toBe(parses(damaged));
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('is not troubled by depth', () => {
    expect(findJsonFault('['.repeat(200_000))?.offset).toBe(200_000);
  });
});

describe('parseJson', () => {
  test.each([
    ['{\n  "a": 1,\n}', 3, 1, 'expected a key in double quotes; found }'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected "," or "}"; found "b": 2'],
    ['{ // why\n}', 1, 3, 'expected a key in double quotes or "}"; found // why'],
    ["{'a': 1}", 1, 2, 'expected a key in double quotes or "}"; found \'a\': 1}'],
    ['{1: 2}', 1, 2, 'expected a key in double quotes or "}"; found 1: 2}'],
    ['[1, tru]', 1, 5, 'expected a value; found tru]'],
    ['{"a": "b', 1, 7, 'expected a value; found "b'],
    ['{"a": 1', 1, 8, 'expected "," or "}"; found the end'],
    ['', 1, 1, 'expected a value; found the end'],
    ['{} {}', 1, 4, 'expected nothing more; found {}'],
  ])('%j: line %d, column %d', (text, line, column, problem) => {
    expect(() => parseJson(text, '/p/policy.json')).toThrow(
      expect.objectContaining({
        message: `/p/policy.json:${line}:${column}: is not JSON: ${problem}.`,
        line,
        column,
      }),
    );
  });
});
