import { codingCookie, PythonSourceCode } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

/**
 * The context as it is, or one that reports without fixes and suggestions: for a Python file that says it is in
 * another encoding than UTF-8. ESLint reads every file as UTF-8, and would write back what it misread.
 */
export function withoutLossyFixes<MessageIds extends string, Options extends readonly unknown[]>(
  context: Readonly<TSESLint.RuleContext<MessageIds, Options>>,
): Readonly<TSESLint.RuleContext<MessageIds, Options>> {
  const sourceCode: unknown = context.sourceCode;
  if (!(sourceCode instanceof PythonSourceCode)) return context;
  if (codingCookie(sourceCode.text)?.isUtf8 !== false) return context;
  const report: typeof context.report = (descriptor) => {
    context.report({ ...descriptor, fix: null, suggest: null });
  };
  return Object.create(context, { report: { value: report } }) as typeof context;
}
