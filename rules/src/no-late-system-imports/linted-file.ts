import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { sourceOf, type Source } from '../resolve/source.ts';
import { testCallsOf, type TestCall, type TestCalls } from '../resolve/test-calls/index.ts';
import { SourceText } from '../text/source-text.ts';

/** The rule's context, whatever its messages and options. */
export type RuleContext = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** The file that is linted, in the forms that the parts of the rule read it. */
export interface LintedFile {
  /** Absolute, or the placeholder that ESLint gives to text without a file. */
  readonly name: string;
  readonly source: Source;
  readonly text: SourceText;
  readonly visitorKeys: TSESLint.SourceCode['visitorKeys'];
  /** The scope that a node's names are resolved in. */
  readonly scopeAt: (node: TSESTree.Node) => TSESLint.Scope.Scope;
  readonly tests: TestCalls;
  /** The tests, suites and hooks by the functions that they call back. */
  readonly byBody: ReadonlyMap<unknown, TestCall>;
}

/** The file of a context; `undefined` without scopes to resolve names in. */
export function lintedFile(context: RuleContext): LintedFile | undefined {
  const source = sourceOf(context);
  if (!source) return undefined;
  const tests = testCallsOf(context);
  return {
    name: context.physicalFilename,
    source,
    text: SourceText.of(context.sourceCode),
    visitorKeys: context.sourceCode.visitorKeys,
    scopeAt: (node) => context.sourceCode.getScope(node),
    tests,
    byBody: new Map(tests.calls.flatMap((call) => (call.body ? [[call.body, call]] : []))),
  };
}
