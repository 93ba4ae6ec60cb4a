import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';

import { codeFrame, type FrameRange } from '../../src/reporters/full/frame.ts';
import { linesOf } from '../../src/reporters/source-text.ts';
import { painter } from '../../src/reporters/text.ts';

/** The frame of a text that is taken for a file of that name. */
function frame(text: string, range: FrameRange, { width = 60, file = 'a.test.ts', colour = false } = {}): string[] {
  return [...codeFrame(linesOf(text, file), range, { width, paint: painter(colour), colour: 'red' })];
}

describe('a code frame', () => {
  it('shows the line with two around it, and carets below what is meant', () => {
    const text = 'one\ntwo\nthree\nlet four = five();\nsix\nseven\neight\n';
    expect(frame(text, { line: 4, column: 12, endLine: 4, endColumn: 16 })).toEqual([
      '  2 | two',
      '  3 | three',
      '> 4 | let four = five();',
      '    |            ^^^^',
      '  5 | six',
      '  6 | seven',
    ]);
  });

  it('leaves out blank lines at its ends, and has one caret where no end is told', () => {
    expect(frame('\n\nrun();\n\nrest();\n', { line: 3, column: 1 })).toEqual([
      '> 3 | run();',
      '    | ^',
      '  4 |',
      '  5 | rest();',
    ]);
  });

  it('keeps numbers of different lengths apart from the code', () => {
    const text = Array.from({ length: 12 }, (_, index) => `line${index + 1}`).join('\n');
    expect(frame(text, { line: 9, column: 1, endColumn: 5 })).toEqual([
      '   7 | line7',
      '   8 | line8',
      '>  9 | line9',
      '     | ^^^^',
      '  10 | line10',
      '  11 | line11',
    ]);
  });

  it('marks the first and the last line of a range of several', () => {
    expect(frame('a();\nit(() => {\n  b();\n});\nc();', { line: 2, column: 4, endLine: 4, endColumn: 2 })).toEqual([
      '  1 | a();',
      '> 2 | it(() => {',
      '    |    ^^^^^^^',
      '> 3 |   b();',
      '> 4 | });',
      '    | ^',
      '  5 | c();',
    ]);
  });

  it('leaves out the middle of a long range, and says so', () => {
    const text = ['it(() => {', ...Array.from({ length: 20 }, (_, index) => `  step${index}();`), '});'].join('\n');
    expect(frame(text, { line: 1, column: 1, endLine: 22, endColumn: 3 })).toEqual([
      '>  1 | it(() => {',
      '     | ^^^^^^^^^^',
      '>  2 |   step0();',
      '>  3 |   step1();',
      '  ... |',
      '> 21 |   step19();',
      '> 22 | });',
      '     | ^^',
    ]);
  });

  it.each(['\n', '\r\n', '\r', '\u2028'])('counts lines as ESLint does where they end in %j', (end) => {
    expect(frame(`a${end}b${end}c`, { line: 2, column: 1, endColumn: 2 })).toEqual(['  1 | a', '> 2 | b', '    | ^', '  3 | c']);
  });

  it('counts the lines of Python as Python does', () => {
    const lines = frame('a = "\u2028"\nb\n', { line: 2, column: 1, endColumn: 2 }, { file: 'test_a.py' });
    expect(lines.slice(1)).toEqual(['> 2 | b', '    | ^']);
  });

  it.each([
    ['tabs', "\t\tconst x =\t'a';", "'a'"],
    ['wide characters', "const 名前 = '値段'; load('a');", "load('a')"],
    ['characters that combine', "const cafe\u0301 = e\u0301; load('a');", 'load'],
    ['emoji of several characters', "it('👩‍👩‍👧 🦙', () => load());", 'load'],
    ['control characters', "const a = '\u001B[31m'; load();", 'load'],
  ])('puts carets below what is meant beside %s', (_, line, meant) => {
    const column = line.indexOf(meant) + 1;
    const [code = '', carets = ''] = frame(line, { line: 1, column, endLine: 1, endColumn: column + meant.length });
    const before = stringWidth(code.slice(0, code.indexOf(meant)));
    expect(carets).toBe(`    |${' '.repeat(before - '    |'.length)}${'^'.repeat(stringWidth(meant))}`);
  });

  it('puts two carets below a character that is two wide', () => {
    expect(frame("x = '値';", { line: 1, column: 6, endColumn: 7 })[1]).toBe('    |      ^^');
  });

  it('shows no character that would change what a terminal shows behind it', () => {
    const [code] = frame("a('\u001B[2J\u0007\u009B\u202E\u2066');", { line: 1, column: 1 });
    expect(code).toBe("> 1 | a('␛[2J␇���');");
  });

  it.each([30, 40, 80])('is never wider than %i', (width) => {
    const long = `const value = ${"'値段' + ".repeat(40)}target() + ${'rest + '.repeat(40)}end;`;
    const column = long.indexOf('target') + 1;
    const lines = frame(`${long}\n${long}\n${long}`, { line: 2, column, endLine: 2, endColumn: column + 6 }, { width });
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    const [, code = '', carets = ''] = lines;
    expect(code).toMatch(/^> 2 \| ….*target\(.*…$/);
    const caret = carets.indexOf('^^^^^^');
    expect(stringWidth(code.slice(0, code.indexOf('target')))).toBe(caret);
  });

  it('shows where a range begins that is wider than the frame', () => {
    const line = `first(); ${'x'.repeat(300)};`;
    const [code = '', carets = ''] = frame(line, { line: 1, column: 10, endColumn: 310 }, { width: 40 });
    expect([code.length, carets.length]).toEqual([40, 40]);
    expect(code).toMatch(/^> 1 \| … x+…$/);
  });

  it('finds its place in a line of a million characters at once', () => {
    const line = `${'a'.repeat(500_000)} target ${'\t'.repeat(500_000)}`;
    const started = performance.now();
    const [code = '', carets = ''] = frame(line, { line: 1, column: 500_002, endColumn: 500_008 });
    expect(performance.now() - started).toBeLessThan(500);
    expect(code.indexOf('target')).toBe(carets.indexOf('^^^^^^'));
  });

  it('shows nothing of a line that the text does not have', () => {
    expect(frame('a', { line: 7, column: 1 })).toEqual([]);
    expect(frame('a', { line: 0, column: 0 })).toEqual([]);
  });

  it('ends with the text where a range is said to go on', () => {
    expect(frame('a\nb', { line: 2, column: 1, endLine: 9, endColumn: 4 })).toEqual(['  1 | a', '> 2 | b', '    | ^']);
  });

  it('is coloured where that is wanted', () => {
    const [code = ''] = frame('a', { line: 1, column: 1 }, { colour: true });
    expect(code.startsWith('\u001B[1m\u001B[31m>')).toBe(true);
  });
});
