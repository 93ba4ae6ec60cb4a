import { isThreadApiAllowed, threadApiLabel, type ThreadApi } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { policyFor } from '../project.ts';
import { isGlobal, resolveOrigin } from '../resolve/origin.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { isInShippedCode } from '../resolve/shipped-code.ts';
import { sourceOf } from '../resolve/source.ts';
import { isInScope } from '../resolve/test-file.ts';
import { isExportedClass } from './exported-class.ts';
import { schema, type MessageIds, type Options } from './options.ts';
import { hasOwnWorkers } from './page-code.ts';
import { mayHoldThread } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';
import { assignedGlobal, stubbedGlobal } from './replaced-globals.ts';
import { threadValue, type ClassNode } from './thread-apis.ts';

/** Reports threads, workers and forked processes that a test makes by hand. */
export const noManualThreads = createRule<[Options], MessageIds>({
  name: 'no-manual-threads',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow hand-made threads and workers in tests',
      preset: 'recommended',
      practice: 'Threads',
      codemod: 'manage-threads',
    },
    messages: {
      manualThread:
        '{{api}} makes a thread or process by hand: {{reason}}. Use {{instead}}, or run the code in the test ' +
        "itself. The policy's threads.allow is for what has to be made by hand.",
      threadInFixture:
        '{{api}} makes a thread or process by hand: {{reason}}. Have the fixture end it, whatever the test does, and ' +
        'name "{{fixture}}" in the option `allowIn`.',
    },
    schema: [schema],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python, options);
    const source = mayHoldThread(context.sourceCode.text) && isInScope(context) ? sourceOf(context) : undefined;
    if (!source) return {};
    const findings: Finding[] = [];
    const replaced = new Set<string | undefined>();
    const threadClasses = new Map<ClassNode, Finding>();
    const constructed = new Set<ClassNode>();

    const checkConstruction = (node: TSESTree.Node, constructor: TSESTree.Node): void => {
      const value = threadValue(constructor, source);
      if (!value || value.api.kind === 'function') return;
      findings.push({ node, until: constructor, api: value.api });
      for (const subclass of value.subclasses) constructed.add(subclass);
    };
    const checkClass = (node: ClassNode): void => {
      const value = node.superClass ? threadValue(node, source) : undefined;
      if (!value) return;
      threadClasses.set(node, { node, until: node.superClass ?? node, api: value.api });
    };

    return {
      NewExpression(node) {
        checkConstruction(node, node.callee);
      },
      CallExpression(node) {
        replaced.add(stubbedGlobal(node, source));
        const callee = resolveOrigin(node.callee, source);
        const [first] = node.arguments;
        if (first && callee && isGlobal(callee, 'Reflect.construct')) checkConstruction(node, first);
        const value = threadValue(node.callee, source);
        if (value?.api.kind === 'function') findings.push({ node, until: node.callee, api: value.api });
      },
      AssignmentExpression(node) {
        replaced.add(assignedGlobal(node, source));
      },
      ClassDeclaration: checkClass,
      ClassExpression: checkClass,
      'Program:exit'() {
        // Who imports such a class makes threads with it, out of sight.
        const exported = [...threadClasses].flatMap(([node, finding]) =>
          constructed.has(node) || !isExportedClass(node, source) ? [] : finding,
        );
        const isFileOfPage = hasOwnWorkers(source, context.sourceCode.getAllComments());
        const isPlayed = ({ node, api }: Finding): boolean =>
          isWebApi(api) && (isFileOfPage || replaced.has(api.name) || isInShippedCode(node, source));
        const reported = [...findings, ...exported].filter((finding) => !isPlayed(finding));
        if (reported.length === 0) return;
        const allow = [...policyFor(context.physicalFilename).threads.allow, ...(options.allow ?? [])];
        for (const { node, until, api } of reported) {
          if (isThreadApiAllowed(api, allow)) continue;
          const data = { api: threadApiLabel(api), reason: api.reason, instead: api.managedBy };
          context.report({ loc: { start: node.loc.start, end: until.loc.end }, messageId: 'manualThread', data });
        }
      },
    };
  },
});

interface Finding {
  readonly node: TSESTree.Node;
  /** The end of what is underlined. */
  readonly until: TSESTree.Node;
  readonly api: ThreadApi;
}

/** Whether an API is the web's: a page has it, and a test can put a fake in its place. */
function isWebApi({ module, kind }: ThreadApi): boolean {
  return module === 'global' || kind === 'import-query';
}
