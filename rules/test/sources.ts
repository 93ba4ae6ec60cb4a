import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { Linter, type Rule } from 'eslint';
import { describe } from 'vitest';

import { parseSource } from '../src/resolve/module-file.ts';
import { sourceOf, type Source } from '../src/resolve/source.ts';
import { PARSER_NAMES, PARSERS, type ParserName } from './parsers.ts';

/** Turns code into a source to resolve names in, the way one of the parsers leads to it. */
export type MakeSource = (code: string, file?: string) => Source;

/** How sources come about: a file that ESLint lints with some parser, and a file that a linted one imports. */
export type SourceOrigin = ParserName | 'imported';

const FILE = '/project/case.test.ts';

/** Describes what has to hold of sources from every parser. */
export function describeSources(tests: (makeSource: MakeSource, origin: SourceOrigin) => void): void {
  describe.each([...PARSER_NAMES, 'imported'] as const)('%s', (origin) => {
    tests((code, file = FILE) => (origin === 'imported' ? imported(code, file) : linted(code, file, origin)), origin);
  });
}

/** A file as `readSource` gives it. */
export function imported(code: string, file = FILE): Source {
  const source = parseSource(file, code);
  if (!source) throw new SyntaxError(code);
  return source;
}

/** A file as a rule sees it. */
function linted(code: string, file = FILE, parser: ParserName = 'typescript'): Source {
  let source: Source | undefined;
  const rule: Rule.RuleModule = {
    create(context) {
      // The same context by ESLint's own types.
      source = sourceOf(context as unknown as TSESLint.RuleContext<string, readonly unknown[]>);
      return {};
    },
  };
  const messages = new Linter({ cwd: '/' }).verify(
    code,
    {
      files: ['**/*.*'],
      plugins: { test: { rules: { rule } } },
      rules: { 'test/rule': 'error' },
      languageOptions: { ...PARSERS[parser], sourceType: /\.c[jt]s$/.test(file) ? 'commonjs' : 'module' },
    },
    { filename: file },
  );
  if (!source || messages.length > 0) throw new SyntaxError(`${code}: ${messages.map(({ message }) => message).join()}`);
  return source;
}

/** The argument of the last call of `use(…)` in a source: the expression that a test asks about. */
export function used(source: Source): TSESTree.Expression {
  const calls: TSESTree.Expression[] = [];
  const stack: unknown[] = [source.ast];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) stack.push(...(node as unknown[]));
    if (!isNode(node)) continue;
    stack.push(...Object.entries(node).flatMap(([key, value]: [string, unknown]) => (key === 'parent' ? [] : [value])));
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'use') continue;
    const [argument] = node.arguments;
    if (argument && argument.type !== 'SpreadElement') calls.push(argument);
  }
  const last = calls.toSorted((left, right) => left.range[0] - right.range[0]).at(-1);
  if (!last) throw new Error('the code has no use(…)');
  return last;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}
