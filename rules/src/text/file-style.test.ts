import { describe, expect, it } from 'vitest';

import { inRule } from '../../test/in-rule.ts';
import { continuesStatement, fileStyle, statementEnd } from './file-style.ts';
import { SourceText } from './source-text.ts';

describe('fileStyle', () => {
  it.each([
    ["import a from 'a';", "'", true],
    ['import a from "a"\nfoo()', '"', false],
    ["const a = require('a').b;\nfoo()", "'", true],
    ['const a = require("a")(\'x\')\n;[a].map(b)', '"', false],
    ["export * from 'a'", "'", false],
    ['describe("a", () => {\n  foo();\n})', '"', true],
    ['describe(`a`, () => {\n  foo()\n})', undefined, false],
    ['foo()', undefined, true],
  ])('of %j has quotes %s and semicolons %s', (code, quote, semicolons) => {
    expect(inRule(code, ({ sourceCode }) => fileStyle(sourceCode.ast, SourceText.of(sourceCode)))).toEqual({
      quote,
      semicolons,
    });
  });
});

describe('statementEnd', () => {
  it.each([
    ['foo();', 'foo();'],
    ['foo() ;', 'foo() ;'],
    ['foo()\n;[1].map(bar)', 'foo()'],
    ['foo()\n', 'foo()'],
  ])('of %j is behind %j', (code, expected) => {
    const end = inRule(code, ({ sourceCode }) => {
      const [first] = sourceCode.ast.body;
      return first ? statementEnd(first, SourceText.of(sourceCode)) : -1;
    });
    expect(code.slice(0, end)).toBe(expected);
  });
});

describe('continuesStatement', () => {
  it.each(['(a)', '[a]', '`a`', '+ 1', '- 1', '/a/.test(b)', '.then()', ', b', 'in c', '?? d'])(
    '%s goes on',
    (code) => {
      expect(continuesStatement(code)).toBe(true);
    },
  );

  it.each(['a()', '++a', '--a', '// a', '/* a */', '{', '}', ';(a)', 'index', '', '@decorator'])(
    '%s starts anew',
    (code) => {
      expect(continuesStatement(code)).toBe(false);
    },
  );
});
