import type { TSESLint } from '@typescript-eslint/utils';

import type { Edit, SuiteRun } from './suite-run.ts';

/** Offsets in the text of a file. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** What fills the placeholders of a message. */
type Data = Readonly<Record<string, string>>;

/** What a run lacks, as its message tells it, and the edit that adds it. */
interface Lack {
  readonly data: Data;
  readonly edit: Edit | undefined;
}

/** Reports what runs lack: once for each owner, whose edit serves its other runs too. */
export function reportLacks(
  context: Readonly<TSESLint.RuleContext<'missing' | 'add', readonly unknown[]>>,
  runs: readonly SuiteRun[],
  owner: keyof SuiteRun['owners'],
  lackOf: (run: SuiteRun) => Lack | undefined,
): void {
  const reported = new Set<number>();
  for (const run of runs) {
    const lack = reported.has(run.owners[owner]) ? undefined : lackOf(run);
    if (!lack) continue;
    reported.add(run.owners[owner]);
    context.report({
      loc: locOf(run, context.sourceCode),
      messageId: 'missing',
      data: { place: run.place, program: run.suite.program, ...lack.data },
      suggest: suggestions('add', lack.edit, lack.data),
    });
  }
}

/** A place in ESLint's terms: what ends behind the first line is shown up to that line's end. */
export function locOf({ start, end }: Place, sourceCode: Readonly<TSESLint.SourceCode>): TSESLint.AST.SourceLocation {
  const line = sourceCode.text.slice(start, end).search(/[\r\n]/);
  return {
    start: sourceCode.getLocFromIndex(start),
    end: sourceCode.getLocFromIndex(line === -1 ? end : start + line),
  };
}

/** A suggestion that makes an edit; none where there is no edit. */
export function suggestions<Id extends string>(
  messageId: Id,
  edit: Edit | undefined,
  data: Data = {},
): TSESLint.ReportSuggestionArray<Id> {
  if (!edit) return [];
  const { start, end, text } = edit;
  return [{ messageId, data, fix: (fixer) => fixer.replaceTextRange([start, end], text) }];
}
