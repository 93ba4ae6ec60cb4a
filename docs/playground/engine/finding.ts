/** What ESLint reports, as the page shows it. */
import type { Linter } from 'eslint';

import type { Edit, Finding } from './protocol.ts';

/** A message of ESLint, with places in the text instead of lines and columns alone. */
export function findingOf(message: Linter.LintMessage, code: string): Finding {
  const { ruleId, line, column, endLine = line, endColumn = column } = message;
  return {
    rule: ruleId?.replace('cogniverse/', ''),
    message: message.message,
    line,
    column,
    from: offsetOf(code, line, column),
    to: offsetOf(code, endLine, endColumn),
    fix: message.fix && editOf(message.fix),
    suggestions: (message.suggestions ?? []).map(({ desc, fix: suggested }) => ({ text: desc, edit: editOf(suggested) })),
  };
}

function editOf({ range: [from, to], text }: { readonly range: readonly [number, number]; readonly text: string }): Edit {
  return { from, to, text };
}

/** The place in the text of a line and a column, both counted from one; the editor's lines end in `\n`. */
function offsetOf(code: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const end = code.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, code.length);
}
