import type { TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { vitestMajor } from '../resolve/runner-version.ts';
import { sourceOf } from '../resolve/source.ts';
import { configuredRunner, setupEntry } from './entry.ts';
import { findRegistration } from './find-registration.ts';
import { isForTests } from './is-for-tests.ts';
import { pythonListeners } from './python/index.ts';
import type { Site } from './verdict.ts';

const WHERE = {
  vitest: 'first in `test.setupFiles`',
  jest: 'first in `setupFilesAfterEnv`',
  mocha: 'first in `require`',
  playwright: 'as the first import',
} as const;

/** Reports configurations of runners that do not register the set-up, and suites of pytest without its plugin. */
export const requireTestSetup = createRule({
  name: 'require-test-setup',
  meta: {
    type: 'problem',
    docs: {
      description: "Require the set-up package in the configuration of a project's test runner",
      preset: 'strict',
      practice: 'Run-time set-up',
      codemod: 'setup',
    },
    messages: {
      missingSetup:
        'Tests configured here run without the set-up: model libraries take all threads, and what a test leaves ' +
        "running keeps the run from ending. Add '{{entry}}' {{where}}, or run `npx cogniverse-codemod setup`.",
      missingPlugin:
        'The tests below run without the set-up: model libraries take all threads, and what a test leaves running ' +
        'keeps the run from ending. Add pytest-cogniverse to the dependencies of the tests, or run ' +
        '`npx cogniverse-codemod setup`.',
    },
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python);
    const runner = configuredRunner(context.physicalFilename);
    const source = runner && sourceOf(context);
    if (!source) return {};
    return {
      'Program:exit'() {
        const major = runner === 'vitest' ? vitestMajor(source.file) : undefined;
        if (!isForTests(source, runner, major)) return;
        const { places } = findRegistration(source, { runner, major });
        const nodes = places.flatMap(({ certain, site }) => (certain ? [reportedNode(site, source.ast)] : []));
        for (const node of new Set(nodes)) {
          const data = { entry: setupEntry(runner), where: WHERE[runner] };
          context.report({ loc: locationOf(node), messageId: 'missingSetup', data });
        }
      },
    };
  },
});

/** What is underlined: the key or the function that an object is given to, rather than the whole object. */
function reportedNode({ node, source }: Site, ast: TSESTree.Program): TSESTree.Node {
  if (source.ast !== ast) return ast;
  const { parent } = node;
  if (parent?.type === 'Property' && parent.value === node) return parent.key;
  if (parent?.type === 'CallExpression' && parent.callee !== node) return parent.callee;
  return node;
}

/** The first line of a node that goes over several. */
function locationOf(node: TSESTree.Node): TSESTree.SourceLocation {
  const { start, end } = node.loc;
  if (node.type === 'Program') return { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };
  return start.line === end.line ? node.loc : { start, end: { line: start.line, column: start.column + 1 } };
}
