import { isSystemModule } from '@cogniverse/guide';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.ts';
import { policyFor } from '../project.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { stringValue } from '../resolve/syntax.ts';
import { isInScope } from '../resolve/test-file.ts';
import { fixWith } from '../text/text-edit.ts';
import { lateLoads } from './detection/late-loads.ts';
import { misplacedImports } from './detection/misplaced-imports.ts';
import { loadIn } from './detection/module-load.ts';
import type { Finding } from './finding.ts';
import { DOUBTS } from './fixer/doubts.ts';
import { lateFindings } from './fixer/late-findings.ts';
import { misplacedFindings } from './fixer/misplaced-findings.ts';
import { lintedFile } from './linted-file.ts';
import { messages, type MessageId } from './messages.ts';
import { schema, type Options } from './options.ts';
import { mayHoldSystemImport } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';

/** Requires system modules to be imported at module level, before anything registers on them. */
export const noLateSystemImports = createRule<[Options], MessageId>({
  name: 'no-late-system-imports',
  meta: {
    type: 'problem',
    docs: {
      description: 'Import system modules at module level and before any registration',
      preset: 'recommended',
      practice: 'Import timing',
    },
    fixable: 'code',
    hasSuggestions: true,
    messages,
    schema: [schema],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python, options);
    const { modules } = options;
    if (!mayHoldSystemImport(context.sourceCode.text) || !isInScope(context)) return {};
    const wanted = modules ?? policyFor(context.physicalFilename).systemModules.javascript;
    const isSystem = (module: string | undefined): boolean =>
      module !== undefined && isSystemModule('javascript', module, wanted);
    const candidates: (TSESTree.CallExpression | TSESTree.ImportExpression)[] = [];
    return {
      CallExpression(node) {
        if (isSystem(stringValue(node.arguments[0]))) candidates.push(node);
      },
      ImportExpression(node) {
        if (isSystem(stringValue(node.source))) candidates.push(node);
      },
      'Program:exit'() {
        const file = lintedFile(context);
        if (!file) return;
        const loads = candidates.flatMap((node) => loadIn(node, file.source) ?? []);
        const findings = [
          ...lateFindings(lateLoads(loads, file), file),
          ...misplacedFindings(misplacedImports(file, isSystem), file),
        ];
        for (const finding of findings) context.report(descriptor(finding));
      },
    };
  },
});

function descriptor({
  node,
  module,
  registration,
  fix,
  suggestion,
}: Finding): TSESLint.ReportDescriptor<MessageId> {
  return {
    node,
    ...(registration === undefined
      ? { messageId: 'insideFunction', data: { module } }
      : { messageId: 'afterRegistration', data: { module, registration } }),
    fix: fix ? fixWith(fix) : null,
    suggest: suggestion
      ? [
          {
            messageId: registration === undefined ? 'hoist' : 'moveUp',
            data: { module, doubts: suggestion.doubts.map((doubt) => DOUBTS[doubt]).join('; ') },
            fix: fixWith(suggestion.edit),
          },
        ]
      : null,
  };
}
