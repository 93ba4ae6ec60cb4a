import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mergeFix } from '../src/staged/merge.ts';

const BASE = 'a\nb\nc\nd\ne\n';

describe('merging a fix into what is not staged', () => {
  it.each([
    ['nothing else changed', 'a\nB\nc\nd\ne\n', BASE, 'a\nB\nc\nd\ne\n'],
    ['lines were added above', 'a\nb\nc\nD\ne\n', `0\n${BASE}`, '0\na\nb\nc\nD\ne\n'],
    ['lines were removed below', 'a\nB\nc\nd\ne\n', 'a\nb\nc\n', 'a\nB\nc\n'],
    ['a line of the fix was changed', 'a\nb\nC\nd\ne\n', 'a\nb\nX\nd\ne\n', undefined],
    ['a line beside the fix was changed', 'a\nb\nC\nd\ne\n', 'a\nX\nc\nd\ne\n', undefined],
    ['a line was added beside the fix', 'a\nb\nC\nd\ne\n', 'a\nb\nc\nX\nd\ne\n', undefined],
    ['the fix is there already', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\nE\n', 'a\nB\nc\nd\nE\n'],
    ['line ends are others', 'a\nB\nc\nd\ne\n', 'a\r\nb\r\nc\r\nd\r\nE\r\n', 'a\r\nB\r\nc\r\nd\r\nE\r\n'],
    ['everything was removed', 'a\nB\nc\nd\ne\n', '', undefined],
  ])('%s', (_, fixed, working, expected) => {
    expect(mergeFix(BASE, fixed, working)?.text).toBe(expected);
  });

  it('keeps line ends that differ in one text, and a last line without one', () => {
    expect(mergeFix('a\nb\nc', 'A\nb\nc', 'a\nb\nc\n')?.text).toBe('A\nb\nc\n');
    expect(mergeFix('a\nb', 'a\nB', 'a\nb\n')?.text).toBeUndefined();
    expect(mergeFix('a\r\nb\nc\n', 'a\r\nb\nC\n', 'a\r\nb\nc\n')?.text).toBe('a\r\nb\nC\n');
    expect(mergeFix('a\nb\nc\nd\n', 'a\nb\nc\nD\n', 'a\r\nb\nc\nd\n')?.text).toBe('a\r\nb\nc\nD\n');
  });

  it('brings every change of both, and nothing else', () => {
    // Each line of a text is known by its number, so what a merge has to give can be told line by line.
    const line = fc.constantFrom('keep', 'keep', 'change', 'remove', 'add');
    const edited = (edits: readonly string[], name: string): string[] =>
      edits.map((edit, index) => {
        const text = `${index}\n`;
        if (edit === 'remove') return '';
        if (edit === 'change') return `${name} ${index}\n`;
        return edit === 'add' ? `${text}${name} after ${index}\n` : text;
      });
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.boolean()), { maxLength: 30 }), (lines) => {
        // Between any two lines that one of the texts changes stands one that none does.
        const own = (wanted: boolean): string[] =>
          lines.flatMap(([edit, isFix]) => [isFix === wanted ? edit : 'keep', 'keep', 'keep']);
        const [fix, working] = [edited(own(true), 'fix'), edited(own(false), 'working')];
        const base = fix.map((_, index) => `${index}\n`);
        const expected = base.map((text, index) => (fix[index] === text ? working[index] : fix[index]));
        expect(mergeFix(base.join(''), fix.join(''), working.join(''))?.text).toBe(expected.join(''));
      }),
    );
  });
});
