import type { TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { sourceOf } from '../resolve/source.ts';
import { testCallsOf, type TestCall } from '../resolve/test-calls/index.ts';
import { isInScope } from '../resolve/test-file.ts';
import { mayShareState } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';
import { sharedStates } from './shared-states.ts';
import { titleOf } from './stated-order.ts';

/** Reports state of a module that one test writes and another one finds. */
export const noSharedTestState = createRule<[], 'shared' | 'sharedPython'>({
  name: 'no-shared-test-state',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow state that one test writes and another one reads',
      preset: 'strict',
      practice: 'Test isolation',
    },
    messages: {
      shared:
        '{{writer}} writes {{name}}, and {{reader}} (line {{line}}) uses what it left: alone, in another ' +
        'order or on another worker it finds something else. Set {{name}} in beforeEach, or in ' +
        'each test that uses it.',
      sharedPython:
        '{{writer}} writes {{name}}, and {{reader}} (line {{line}}) uses what it left: alone, in another ' +
        'order or on another worker it finds something else. Give each test its own by a fixture.',
    },
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python);
    const { text } = context.sourceCode;
    const source = mayShareState(text) && isInScope(context) ? sourceOf(context) : undefined;
    if (!source) return {};
    return {
      'Program:exit'() {
        for (const { name, write, read } of sharedStates({ source, tests: testCallsOf(context), text })) {
          context.report({
            node: write.node,
            messageId: 'shared',
            data: {
              name,
              writer: nameOf(write.test),
              reader: nameOf(read.test),
              line: lineOf(read.node),
            },
          });
        }
      },
    };
  },
});

function nameOf(test: TestCall): string {
  const title = titleOf(test);
  return title === '' ? `the test on line ${test.node.loc.start.line}` : `"${title}"`;
}

function lineOf(node: TSESTree.Node): number {
  return node.loc.start.line;
}
