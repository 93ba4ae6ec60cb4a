import { parseDuration } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { policyFor } from '../project.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { vitestMajor } from '../resolve/runner-version.ts';
import { sourceOf } from '../resolve/source.ts';
import { testCallsOf } from '../resolve/test-calls/index.ts';
import { isInScope } from '../resolve/test-file.ts';
import { SourceText } from '../text/source-text.ts';
import { contextTimeouts } from './context-timeouts.ts';
import type { FileFacts } from './file-facts.ts';
import { LEVELS } from './limit.ts';
import { messages } from './messages.ts';
import { schema, type Options } from './options.ts';
import { pythonListeners } from './python/index.ts';
import { reportAll, type Context } from './report.ts';
import { testsToBound } from './tests-to-bound.ts';
import { findUnbounded } from './verdict.ts';

/** Require an effective timeout for every async test. */
export const requireAsyncTimeout = createRule<readonly [Options?], keyof typeof messages>({
  name: 'require-async-timeout',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require an effective timeout for every async test',
      preset: 'recommended',
      practice: 'Timeouts',
    },
    fixable: 'code',
    hasSuggestions: true,
    messages,
    schema: [schema],
    defaultOptions: [{ accept: [...LEVELS], fixScope: 'function' }],
  },
  create(context, [options = {}]) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python, options);
    if (!isInScope(context)) return {};
    const thisExpressions: TSESTree.ThisExpression[] = [];
    return {
      ThisExpression(node) {
        thisExpressions.push(node);
      },
      'Program:exit'() {
        check(context, options, thisExpressions);
      },
    };
  },
});

function check(
  context: Context,
  { accept = [...LEVELS], max }: Options,
  thisExpressions: readonly TSESTree.ThisExpression[],
): void {
  const source = sourceOf(context);
  const file = testCallsOf(context);
  const tests = source ? testsToBound(file, source) : [];
  if (!source || tests.length === 0) return;
  const { timeouts } = policyFor(context.physicalFilename);
  const facts: FileFacts = {
    source,
    text: context.sourceCode.text,
    file,
    max: max === undefined ? timeouts.max : parseDuration(max),
    contextTimeouts: contextTimeouts(thisExpressions, file, source),
    vitestMajor: () => vitestMajor(source.file),
  };
  const accepted = new Set(accept);
  const findings = tests.flatMap((test) => {
    const unbounded = findUnbounded(test, facts, accepted);
    return unbounded ? [{ ...unbounded, test }] : [];
  });
  if (findings.length === 0) return;
  reportAll(context, findings, { facts, source: SourceText.of(context.sourceCode), ms: timeouts.default });
}
