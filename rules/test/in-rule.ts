import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, type Rule } from 'eslint';

import { PARSERS, type ParserName } from './parsers.ts';

/** A rule's context, whatever its messages and options. */
export type AnyContext = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** What a function makes of the context that a rule gets for a file, once the whole file is parsed. */
export function inRule<Result>(
  code: string,
  read: (context: AnyContext) => Result,
  file = '/project/case.test.ts',
  parser: ParserName = 'typescript',
): Result {
  const results: Result[] = [];
  const rule: Rule.RuleModule = {
    create: (context) => ({
      'Program:exit'() {
        // The same context by ESLint's own types.
        results.push(read(context as unknown as AnyContext));
      },
    }),
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
  const [result] = results;
  if (result === undefined)
    throw new SyntaxError(`${code}: ${messages.map(({ message }) => message).join()}`);
  return result;
}
