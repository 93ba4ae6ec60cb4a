import type { TSESLint } from '@typescript-eslint/utils';

import type { Edit } from './suite-run.ts';

/** Offsets in the text of a file. */
interface Place {
  readonly start: number;
  readonly end: number;
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
): TSESLint.ReportSuggestionArray<Id> {
  if (!edit) return [];
  const { start, end, text } = edit;
  return [{ messageId, fix: (fixer) => fixer.replaceTextRange([start, end], text) }];
}
