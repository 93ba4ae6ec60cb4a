import { Linter, type Rule, type SourceCode } from 'eslint';
import { parser as typescriptParser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { parseSourceCode } from '../src/parse/source-code.ts';

/** Reports every node that both parsers are bound to know, with its place. */
const everyNode: Rule.RuleModule = {
  meta: { schema: [] },
  create: (context) => {
    const report = (node: Rule.Node): void => {
      context.report({ node, message: `${node.type} ${context.sourceCode.getText(node)}` });
    };
    const types = [
      'Identifier',
      'Literal',
      'CallExpression',
      'ArrowFunctionExpression',
      'ImportDeclaration',
      'TemplateElement',
    ];
    return Object.fromEntries(types.map((type) => [type, report]));
  },
};

/** What the rule reports of a text, or of source code, and the comments. */
function findings(code: string | SourceCode, filename: string): unknown[] {
  const linter = new Linter();
  const config: Linter.Config = {
    files: ['**'],
    languageOptions: { parser: typescriptParser },
    plugins: { test: { rules: { every: everyNode } } },
    rules: { 'test/every': 'error' },
  };
  return [
    linter.verify(code, config, filename),
    linter
      .getSourceCode()
      .getAllComments()
      .map(({ type, value, range, loc }) => ({
        type,
        value,
        range,
        start: { ...loc?.start },
        end: { ...loc?.end },
      })),
  ];
}

const TEXT = [
  "import a, { b as c } from 'a'; // one",
  '/* two */ const d = async (e: string): Promise<void> => { await c(e, `x${1}y`); };',
  "\tconst f = '🦙\u2028' + /[é]/u.source; // 🦙",
  'class G<T> { @a private h = [1, 2.5e3, 0xff, 10n] as const; }',
  "describe('i', () => { it('j', async function k() { l?.m!.n(); }) });",
  '/** three',
  ' */',
].join('\n');

describe('positions and comments', () => {
  it.each<[string, string]>([
    ['LF', TEXT],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['CR', TEXT.replaceAll('\n', '\r').replace('// one', '')],
    ['a byte order mark', `\uFEFF${TEXT}`],
    ['a shebang', `#!/usr/bin/env node\n${TEXT}`],
    ['line separators', TEXT.replaceAll('\n', '\u2028')],
    ['paragraph separators', TEXT.replaceAll('\n', '\u2029')],
    ['white space around', `\n\n  ${TEXT}\n\n`],
  ])("are those of typescript-eslint's parser, with %s", (_, text) => {
    const ours = findings(parseSourceCode('a.ts', text, []), 'a.ts');
    expect(ours).toEqual(findings(text, 'a.ts'));
    expect(ours[0]).not.toHaveLength(0);
  });
});

describe('scopes', () => {
  it.each([
    ['a.mjs', 'const a = 1; export {};', 'module'],
    ['a.cjs', 'const a = 1;', 'function'],
    ['a.js', 'const a = 010; if (a) return;', 'function'],
  ])('of the top level of %s are those of its kind of module', (filename, text, type) => {
    const [, scope] = parseSourceCode(filename, text, []).scopeManager.scopes;
    expect(scope?.type).toBe(type);
    expect(scope?.set.has('a')).toBe(true);
  });
});

describe('comments that turn rules off', () => {
  it.each([
    ['next line', '// eslint-disable-next-line test/every\na;', 0],
    ['same line', 'a; // eslint-disable-line test/every', 0],
    ['block', '/* eslint-disable test/every */\na;\n/* eslint-enable test/every */\na;', 1],
    ['in a string', "'eslint-disable-line'; a;", 2],
  ])('work: %s', (_, text, count) => {
    expect(findings(parseSourceCode('a.ts', text, []), 'a.ts')[0]).toHaveLength(count);
  });
});
