import type { TSESLint } from '@typescript-eslint/utils';

/** A replacement of a piece of text; an insertion where the range is empty. */
export interface TextEdit {
  /** Offsets of the piece in UTF-16 units, without a byte order mark; the end is not part of it. */
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** Whether no two edits touch the same text. Insertions at one place do not: they follow each other. */
export function areDisjoint(edits: readonly TextEdit[]): boolean {
  return inOrder(edits).every(
    ({ range }, index, sorted) => index === 0 || range[0] >= (sorted[index - 1]?.range[1] ?? 0),
  );
}

/**
 * Writes edits that do not overlap as one, from the first to the last of them; `undefined` where there are
 * none.
 */
export function mergeEdits(text: string, edits: readonly TextEdit[]): TextEdit | undefined {
  const sorted = inOrder(edits);
  const [first] = sorted;
  if (!first) return undefined;
  const [start] = first.range;
  let position = start;
  let merged = '';
  for (const { range, text: replacement } of sorted) {
    merged += text.slice(position, range[0]) + replacement;
    position = range[1];
  }
  return { range: [start, position], text: merged };
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((left, right) => left.range[0] - right.range[0] || left.range[1] - right.range[1]);
}

/** An edit as the fix of a report. */
export function fixWith({ range: [start, end], text }: TextEdit): TSESLint.ReportFixFunction {
  return (fixer) => fixer.replaceTextRange([start, end], text);
}
