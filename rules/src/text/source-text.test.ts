import type { TSESTree } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';

import { inRule } from '../../test/in-rule.ts';
import { SourceText } from './source-text.ts';

function sourceText(code: string): SourceText {
  return inRule(code, ({ sourceCode }) => SourceText.of(sourceCode));
}

describe('lines', () => {
  const source = sourceText('first();\r\nsecond();\n\n  last()');
  const at = (text: string): number => source.text.indexOf(text);

  it('start and end where they do, whatever ends them', () => {
    expect(
      [at('second')].map((offset) => [source.lineStart(offset + 3), source.lineEnd(offset + 3)]),
    ).toEqual([[10, 19]]);
    expect(source.lineEnd(0)).toBe(8);
    expect(source.lineEnd(at('last'))).toBe(source.text.length);
  });

  it('follow each other', () => {
    expect(source.nextLine(0)).toBe(10);
    expect(source.nextLine(at('last'))).toBe(source.text.length);
    expect(source.previousLine(at('second'))).toBe(0);
    expect(source.previousLine(at('last'))).toBe(20);
    expect(source.previousLine(3)).toBeUndefined();
  });

  it('have the line end of their own, the last one that of the file', () => {
    expect(source.lineBreak(0)).toBe('\r\n');
    expect(source.lineBreak(at('second'))).toBe('\n');
    expect(source.lineBreak(at('last'))).toBe('\r\n');
    expect(sourceText('alone()').lineBreak(0)).toBe('\n');
    expect(sourceText("'\u2028'\r\nalone()").lineBreak(0)).toBe('\r\n');
  });

  it('have an indentation', () => {
    expect(source.indentation(at('last'))).toBe('  ');
    expect(source.indentation(0)).toBe('');
  });
});

describe('code around an offset', () => {
  const source = sourceText(
    '#!/usr/bin/env node\n// one\nfirst(); /* two */ // three\n\n/* four\n*/ second();',
  );
  const at = (text: string): number => source.text.indexOf(text);

  it('is found across comments and the shebang', () => {
    expect(source.codeAfter(0)).toBe(at('first'));
    expect(source.codeAfter(at('first') + 'first();'.length)).toBe(at('second'));
    expect(source.codeBefore(at('second'))).toBe(at('first') + 'first();'.length);
    expect(source.codeBefore(at('first'))).toBe(0);
    expect(source.codeAfter(source.text.length)).toBe(source.text.length);
  });

  it('has comments', () => {
    const values = (comments: readonly TSESTree.Comment[]): readonly string[] =>
      comments.map(({ value }) => value.trim());
    expect(values(source.commentsIn(at('first'), at('second')))).toEqual(['two', 'three', 'four']);
  });

  it('is skipped where a parser takes the shebang for no comment', () => {
    expect(new SourceText({ text: '#!/bin/node\ncode()', comments: [] }).codeAfter(0)).toBe(12);
  });
});
