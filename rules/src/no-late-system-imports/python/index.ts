import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';
import type { TSESLint } from '@typescript-eslint/utils';

import { policyFor } from '../../project.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { fixWith } from '../../text/text-edit.ts';
import type { MessageId } from '../messages.ts';
import type { Options } from '../options.ts';
import { lateImports } from './detection/late-imports.ts';
import { isDisabled } from './fixer/disabled.ts';
import { DOUBTS } from './fixer/doubts.ts';
import { findingsFor, type PythonFinding } from './fixer/findings.ts';
import { mayHoldLateImport } from './prefilter.ts';

type Context = Readonly<TSESLint.RuleContext<MessageId, [Options]>>;

/** What `no-late-system-imports` listens for in a Python file. */
export function pythonListeners(
  context: Context,
  source: PythonSource,
  { modules }: Options,
): TSESLint.RuleListener {
  const wanted = modules ?? policyFor(context.physicalFilename).systemModules.python;
  const isSystem = (module: string): boolean => isSystemModule('python', module, wanted);
  if (!mayHoldLateImport(source.text, isSystem) || !isPythonInScope(context, source)) return {};
  const statements: (Py.Import | Py.ImportFrom)[] = [];
  return {
    Import(node: Py.Import) {
      statements.push(node);
    },
    ImportFrom(node: Py.ImportFrom) {
      statements.push(node);
    },
    'Module:exit'() {
      const lates = lateImports(statements, isSystem, source);
      const findings = findingsFor(
        lates,
        ({ statement }) => isDisabled(statement, context.id, source),
        source,
      );
      for (const finding of findings) context.report(descriptor(finding));
    },
  };
}

function descriptor({ node, module, fix, suggestion }: PythonFinding): TSESLint.ReportDescriptor<MessageId> {
  return {
    loc: node.loc,
    messageId: 'insideFunction',
    data: { module },
    fix: fix ? fixWith(fix) : null,
    suggest: suggestion
      ? [
          {
            messageId: 'hoist',
            data: { module, doubts: suggestion.doubts.map((doubt) => DOUBTS[doubt]).join('; ') },
            fix: fixWith(suggestion.edit),
          },
        ]
      : null,
  };
}
