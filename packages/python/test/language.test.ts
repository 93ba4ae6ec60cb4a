import { Linter, type Rule } from 'eslint';
import { describe, expect, test } from 'vitest';

import plugin, { codingCookie, parseSourceCode, type Py, python } from '../src/index.ts';

/** Reports what a selector finds and takes its text away. */
function ruleFor(selector: string): Rule.RuleModule {
  return {
    meta: { fixable: 'code', schema: [] },
    create: (context) => ({
      [selector]: (node: Rule.Node) => {
        context.report({ node, message: 'found', fix: (fixer) => fixer.replaceText(node, '_') });
      },
    }),
  };
}

function configFor(selector: string): Linter.Config {
  return {
    files: ['**/*.py'],
    plugins: { python: plugin, test: { rules: { found: ruleFor(selector) } } },
    language: 'python/python',
    rules: { 'test/found': 'error' },
  };
}

function lint(text: string, selector = 'Call[func.attr="x"]'): Linter.LintMessage[] {
  return new Linter().verify(text, configFor(selector), 'a.py');
}

/** The lines on which something was found. */
function lines(text: string, selector?: string): number[] {
  return lint(text, selector).map(({ line }) => line);
}

describe('selectors', () => {
  test.each([
    ['Call[func.attr="x"]', [2]],
    ['FunctionDef > arguments > arg[arg="a"]', [1]],
    ['BinOp[op="Add"]', [3]],
    ['Name[ctx="Store"]', [3]],
    ['Constant[valueType="int"][value=1]', [3]],
    [':statement', [1, 2, 3]],
    [':declaration', [1]],
    ['FunctionDef :expression:not(Name, Attribute, BinOp)', [2, 3]],
    ['JoinedStr', []],
  ])('%s', (selector, expected) => {
    expect(lines('def f(a):\n    a.x()\n    b = a + 1\n', selector)).toEqual(expected);
  });

  test('of an unknown class are an error', () => {
    expect(() => lint('x\n', ':nothing')).toThrow('Unknown class name: nothing');
  });
});

describe('comments', () => {
  test.each([
    ['a.x()  # eslint-disable-line\n', []],
    ['a.x()  # eslint-disable-line test/found -- for a reason\n', []],
    ['a.x()  # eslint-disable-line other\n', [1]],
    ['# eslint-disable-next-line test/found\na.x()\na.x()\n', [3]],
    ['# eslint-disable\na.x()\n# eslint-enable\na.x()\n', [4]],
    ['# eslint test/found: "off"\na.x()\n', []],
    ['# eslint test/found: 0\na.x()\n', []],
    ['a.x("""\n# eslint-disable\n""")\n', [1]],
    ['a.x(f"# eslint-disable {b}")\n', [1]],
    ['a.x(f"{b # eslint-disable-line\n}")\n', []],
    ['#eslint-disable\na.x()\n', []],
    ['## eslint-disable\na.x()\n', [2]],
  ])('%j turn rules off where they stand', (text, expected) => {
    const found = lint(text).filter(({ ruleId }) => ruleId === 'test/found');
    expect(found.map(({ line }) => line)).toEqual(expected);
  });

  test('that turn nothing off can be reported', () => {
    const config = { ...configFor('JoinedStr'), linterOptions: { reportUnusedDisableDirectives: 'error' as const } };
    const messages = new Linter().verify('x = 1  # eslint-disable-line\n', config, 'a.py');
    expect(messages).toMatchObject([{ line: 1, column: 8, message: expect.stringContaining('Unused') as string }]);
  });

  test('with a wrong configuration are reported', () => {
    expect(lint('# eslint test/found: [\nx\n')).toMatchObject([{ line: 1, severity: 2 }]);
  });
});

describe('fixes', () => {
  test.each([
    ['\uFEFFé = a.x(1)\r\nb.x()\r\n', '\uFEFFé = _\r\n_\r\n'],
    ['if y:\n\t"😀"; a.x(1) # 😀\r', 'if y:\n\t"😀"; _ # 😀\r'],
    ['\fa.x(\\\n1)\n', '\f_\n'],
    ['f"{a.x()!r} {f\'{b.x(1)}\'}"', 'f"{_!r} {f\'{_}\'}"'],
  ])('%j change nothing else', (text, output) => {
    expect(new Linter().verifyAndFix(text, configFor('Call[func.attr="x"]'), 'a.py').output).toBe(output);
  });
});

describe('a file that is no Python', () => {
  test('is a fatal error at its place', () => {
    expect(lint('\uFEFFx = 1\n😀 = 2\n')).toMatchObject([
      { fatal: true, line: 2, column: 1, message: expect.stringContaining('Parsing error: invalid character') as string },
    ]);
  });
});

describe('the language', () => {
  test('has no options', () => {
    expect(() => {
      python.validateLanguageOptions({});
    }).not.toThrow();
    const config = { ...configFor('Call'), languageOptions: { ecmaVersion: 5 as const } };
    expect(() => new Linter().verify('x\n', config, 'a.py')).toThrow('ecmaVersion');
  });

  test('gives rules text, lines, parents and ancestors', () => {
    const code = parseSourceCode('\uFEFFif a:\r\n  b\r');
    expect(code.lines).toEqual(['if a:', '  b', '']);
    expect(code.hasBOM).toBe(true);
    const [statement] = code.ast.body;
    const inner = statement?.nodeType === 'If' ? statement.body[0] : undefined;
    expect(inner && code.getText(inner)).toBe('b');
    expect(inner && code.getAncestors(inner).map((node) => (node as Py.Node).nodeType)).toEqual(['Module', 'If']);
    expect(() => code.getLocFromIndex(99)).toThrow(RangeError);
    expect(() => code.getIndexFromLoc({ line: 9, column: 0 })).toThrow(RangeError);
  });
});

describe('the coding cookie', () => {
  test.each([
    ['# -*- coding: latin-1 -*-\n', { encoding: 'latin-1', line: 1, isUtf8: false }],
    ['#!/usr/bin/python\r\n# vim: set fileencoding=UTF-8 :\r\n', { encoding: 'UTF-8', line: 2, isUtf8: true }],
    ['\uFEFF# coding=utf_8\n', { encoding: 'utf_8', line: 1, isUtf8: true }],
    ['\n\n# coding: latin-1\n', undefined],
    ['x = 1\n# coding: latin-1\n', undefined],
    ['x = "coding: latin-1"\n', undefined],
  ])('of %j', (text, cookie) => {
    expect(codingCookie(text)).toEqual(cookie);
  });
});
