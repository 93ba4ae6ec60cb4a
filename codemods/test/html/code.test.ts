import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CodeParts } from '../../src/reporters/html/code-parts.ts';
import { lineEdits } from '../../src/reporters/html/line-edits.ts';
import { diffLines } from '../../src/reporters/html/page/diff.ts';
import { visible } from '../../src/reporters/html/page/text.ts';
import { SourceLines } from '../../src/reporters/html/source-lines.ts';
import { finding } from './report.ts';

/** A text of some lines, few of them different. */
const TEXT = fc
  .array(fc.tuple(fc.constantFrom('', 'a', 'bb', '  c'), fc.constantFrom('\n', '\r\n', '\r')), {
    maxLength: 12,
  })
  .map((lines) => lines.flat().join(''));

describe('the lines that a fix changes', () => {
  it('make of the lines before those after', () => {
    fc.assert(
      fc.property(TEXT, TEXT, fc.nat(), fc.nat(), (text, added, a, b) => {
        const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        // Between the two characters of a line's end there is no place for an edit, and none makes them meet.
        fc.pre([from, to].every((at) => text.slice(at - 1, at + 1) !== '\r\n'));
        const after = text.slice(0, from) + added + text.slice(to);
        fc.pre(!(text.slice(0, from) + added).endsWith('\r') || !text.slice(to).startsWith('\n'));
        fc.pre(!text.slice(0, from).endsWith('\r') || !added.startsWith('\n'));
        const source = new SourceLines(text, 'a.py');
        const lines = [...source.lines];
        for (const [line, removed, ...own] of [
          ...lineEdits(source, { range: [from, to], text: added }),
        ].reverse()) {
          lines.splice(line - 1, removed, ...own);
        }
        expect(lines).toEqual(source.split(after));
      }),
    );
  });

  it('are as few as a fix that spans the file changes', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
    const text = lines.join('\n');
    const moved = ['import os', ...lines.slice(0, 490), ...lines.slice(491)].join('\n');
    const edits = lineEdits(new SourceLines(text, 'a.py'), { range: [0, text.length], text: moved });
    expect(edits).toEqual([
      [1, 0, 'import os'],
      [491, 1],
    ]);
  });
});

describe('the code that a report has', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`);
  const source = new SourceLines(lines.join('\n'), 'a.test.ts');

  it('is the lines around findings and edits, not the file', () => {
    const parts = new CodeParts();
    const fix = { range: [0, 0] as [number, number], text: 'first\n' };
    expect(parts.add(0, source, [finding(50, { fix })], 0)).toBe(0);
    const [part = ''] = parts.end();
    expect(JSON.parse(part)).toEqual({
      lines: {
        0: [
          [1, 'line 1', 'line 2', 'line 3'],
          [47, ...lines.slice(46, 53)],
        ],
      },
      proposals: { 0: [{ edits: [[1, 0, 'first']] }] },
    });
  });

  it('is bounded', () => {
    const parts = new CodeParts(1_000);
    const added = Array.from({ length: 20 }, (_, file) => parts.add(file, source, [finding(50)], file));
    expect(added.filter((part) => part < 0).length).toBeGreaterThan(5);
    expect(parts.end().join('').length).toBeLessThan(2_000);
  });

  it('cuts long lines and long fixes', () => {
    const parts = new CodeParts();
    const fix = { range: [0, 0] as [number, number], text: 'more\n'.repeat(500) };
    parts.add(0, new SourceLines('x'.repeat(10_000), 'a.test.ts'), [finding(1, { fix })], 0);
    expect(parts.end().join('').length).toBeLessThan(2_000);
    expect(parts.end().join('')).toContain('"isCut":true');
  });
});

describe('a diff', () => {
  const runs = [[1, 'import a', 'import b', '', "call('x', 1)", 'end', '', 'tail'] as const];

  it('has the lines around, and numbers them as they will be', () => {
    const diff = diffLines(runs, [
      [1, 0, 'import os'],
      [7, 1, 'last'],
    ]);
    expect(diff.map(({ kind, number, text }) => `${kind} ${number} ${text}`)).toEqual([
      'added 1 import os',
      'same 1 import a',
      'same 2 import b',
      'gap 0 ',
      'same 5 end',
      'same 6 ',
      'removed 7 tail',
      'added 8 last',
    ]);
  });

  it('marks what differs of a line that takes the place of another', () => {
    const [, , removed, added] = diffLines(runs, [[4, 1, "call('x', 1, 30)"]]);
    expect(removed?.text.slice(removed.from, removed.to)).toBe('');
    expect(added?.text.slice(added.from, added.to)).toBe(', 30');
  });
});

it('characters that deceive are shown for what they are', () => {
  expect(visible('a\u202Eb\u2028c\uD800d\te\u0000f\u200Bg é 🦙')).toBe(
    'a\\u202Eb\\u2028c\\uD800d\te\\u0000f\\u200Bg é 🦙',
  );
});
