import type { TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { sourceOf } from '../resolve/source.ts';
import { testCallsOf } from '../resolve/test-calls/index.ts';
import { isInScope } from '../resolve/test-file.ts';
import { idNames } from './id-names.ts';
import { schema, type Options } from './options.ts';
import { pythonListeners } from './python/index.ts';
import { sharedIds } from './shared-ids.ts';

/** Reports ids of tenants and users that tests share, so that one finds what another left. */
export const uniqueTenantIds = createRule<[Options], 'shared' | 'sharedPython'>({
  name: 'unique-tenant-ids',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require ids of tenants and users of their own in tests that keep state under them',
      preset: 'strict',
      practice: 'Test isolation',
      codemod: 'unique-ids',
    },
    messages: {
      shared:
        '{{count}} tests of this file keep or look for something under the {{name}} {{value}}, so one finds ' +
        'what another left. Give each an id of its own: uniqueId() of @cogniverse/test-setup makes them.',
      sharedPython:
        '{{count}} tests of this file keep or look for something under the {{name}} {{value}}, so one finds ' +
        'what another left. Give each an id of its own: {{fixture}} of pytest-cogniverse makes them.',
    },
    schema: [schema],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python, options);
    const { names = [] } = options;
    const ids = idNames(names);
    const { text, visitorKeys } = context.sourceCode;
    const source = ids.mayBeIn(text) && isInScope(context) ? sourceOf(context) : undefined;
    if (!source) return {};
    const nodes: TSESTree.Node[] = [];
    return {
      'Property, VariableDeclarator, AssignmentExpression, CallExpression'(node: TSESTree.Node) {
        nodes.push(node);
      },
      'Program:exit'() {
        const tests = testCallsOf(context);
        if (tests.calls.length === 0) return;
        const shared = sharedIds(nodes, { source, tests, visitorKeys }, ids);
        for (const { name, value, stated, tests: count } of shared) {
          const data = { name, value: JSON.stringify(value), count };
          for (const { literal } of stated) {
            context.report({ node: literal, messageId: 'shared', data });
          }
        }
      },
    };
  },
});
