import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { FileContext } from '../resolve/file-context.ts';
import { sourceOf, type Source } from '../resolve/source.ts';
import { testCallsOf, type TestCall, type TestCalls } from '../resolve/test-calls/index.ts';
import { isDisabledAt } from '../text/disabled.ts';
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
  /** Whether a comment keeps the rule from being reported at a node. */
  readonly isDisabled: (node: TSESTree.Node) => boolean;
  readonly tests: TestCalls;
  /** The tests, suites and hooks by the functions that they call back. */
  readonly byBody: ReadonlyMap<TSESTree.Node, TestCall>;
}

/** The file of a context; `undefined` without scopes to resolve names in. */
export function lintedFile(context: FileContext & Pick<RuleContext, 'id'>): LintedFile | undefined {
  const source = sourceOf(context);
  if (!source) return undefined;
  const text = SourceText.of(context.sourceCode);
  const hasDirectives = text.comments.some(({ value }) => value.includes('-disable'));
  let byBody: ReadonlyMap<TSESTree.Node, TestCall> | undefined;
  return {
    name: context.physicalFilename,
    source,
    text,
    visitorKeys: context.sourceCode.visitorKeys,
    scopeAt: (node) => context.sourceCode.getScope(node),
    isDisabled: ({ range }) => hasDirectives && isDisabledAt(range[0], context.id, text),
    // Most files need neither.
    get tests() {
      return testCallsOf(context);
    },
    get byBody() {
      byBody ??= new Map(this.tests.calls.flatMap((call) => (call.body ? [[call.body, call]] : [])));
      return byBody;
    },
  };
}
