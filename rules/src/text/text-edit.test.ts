import { describe, expect, it } from 'vitest';

import { areDisjoint, mergeEdits, type TextEdit } from './text-edit.ts';

const insert = (offset: number, text: string): TextEdit => ({ range: [offset, offset], text });
const replace = (start: number, end: number, text = ''): TextEdit => ({ range: [start, end], text });

describe('mergeEdits', () => {
  it('writes edits as one, from the first to the last, with what stands between', () => {
    const merged = mergeEdits('0123456789', [
      replace(6, 8, 'x'),
      insert(2, 'a'),
      insert(2, 'b'),
      replace(3, 4),
    ]);
    expect(merged).toEqual({ range: [2, 8], text: 'ab245x' });
  });

  it('gives nothing for nothing', () => {
    expect(mergeEdits('text', [])).toBeUndefined();
  });
});

describe('areDisjoint', () => {
  it.each([
    [[replace(0, 2), replace(2, 4), insert(4, 'a'), insert(4, 'b')], true],
    [[replace(2, 4), replace(0, 3)], false],
    [[replace(0, 4), insert(2, 'a')], false],
    [[], true],
  ])('of %j is %s', (edits, expected) => {
    expect(areDisjoint(edits)).toBe(expected);
  });
});
