import { assert, constantFrom, integer, jsonValue, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseJson } from '../src/policy/json.ts';
import { PolicyError } from '../src/policy/policy-error.ts';

function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('parseJson', () => {
  test('says where in exactly the texts that JSON.parse refuses', () => {
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
      '//',
      '/**/',
    );
    assert(
      property(
        jsonValue(),
        tuple(integer({ min: 0 }), integer({ min: 0, max: 2 }), damage),
        (value, [at, cut, added]) => {
          const text = JSON.stringify(value, null, 1);
          const start = at % (text.length + 1);
          const damaged = text.slice(0, start) + added + text.slice(start + cut);
          const error = thrownBy(() => parseJson(damaged, '/p/policy.json'));
          if (thrownBy(() => JSON.parse(damaged) as unknown) === undefined) {
            expect(error).toBeUndefined();
          } else {
            expect(error).toBeInstanceOf(PolicyError);
            expect(error).toMatchObject({ line: expect.any(Number) as number });
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['{\n  "a": 1,\n}', 3, 1, 'property name expected; found }'],
    ['{\r\n  "a": [1,]\r\n}', 2, 11, 'value expected; found ]'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'comma expected; found "b"'],
    ['{ // why\n}', 1, 3, 'invalid comment token; found // why'],
    ['{ /* why\n */}', 1, 3, 'invalid comment token; found /* why'],
    ["{'a': 1}", 1, 2, "invalid symbol; found 'a'"],
    ['{1: 2}', 1, 2, 'property name expected; found 1'],
    ['[1, tru]', 1, 5, 'invalid symbol; found tru'],
    ['{"a": "b', 1, 7, 'unexpected end of string; found "b'],
    ['{"a": 1', 1, 8, 'close brace expected; found the end'],
    ['', 1, 1, 'value expected; found the end'],
    ['{} {}', 1, 4, 'end of file expected; found {'],
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
