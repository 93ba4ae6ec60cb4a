import type { TSESTree } from '@typescript-eslint/utils';

import { continuesStatement, statementEnd } from './file-style.ts';
import type { SourceText } from './source-text.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * The edit that takes a statement out of its block with the line that it leaves empty. Comments around it
 * stay.
 *
 * @param siblings - The statements of the block.
 * @param removed - Which of them go too, so that the blank lines between them are not counted twice.
 */
export function removeStatement(
  statement: TSESTree.Node,
  siblings: readonly TSESTree.Node[],
  removed: ReadonlySet<TSESTree.Node>,
  source: SourceText,
): TextEdit {
  const { text } = source;
  const [start] = statement.range;
  const end = withoutGuard(statement, source);
  const lineStart = source.lineStart(start);
  const lineEnd = source.lineEnd(end);
  if (!source.isBlank(lineStart, start)) {
    const before = lineStart + text.slice(lineStart, start).trimEnd().length;
    return { range: source.isBlank(end, lineEnd) ? [before, end] : [start, skipSpaces(text, end)], text: '' };
  }
  if (!source.isBlank(end, lineEnd)) return { range: [start, skipSpaces(text, end)], text: '' };
  const next = source.nextLine(end);
  const previous = source.previousLine(start);
  // On the last line of a file that ends in none, the line end before it goes.
  if (next === lineEnd)
    return { range: [previous === undefined ? lineStart : source.lineEnd(previous), lineEnd], text: '' };
  const takesBlankLine = isLineBlank(next, source) && opensParagraph(statement, siblings, removed, source);
  return { range: [lineStart, takesBlankLine ? source.nextLine(next) : next], text: '' };
}

/**
 * The end of a statement, but in front of its semicolon where only that keeps the statements around it apart.
 */
function withoutGuard(statement: TSESTree.Node, source: SourceText): number {
  const end = statementEnd(statement, source);
  const before = source.text.charAt(source.codeBefore(statement.range[0]) - 1);
  const guards =
    before !== '' && !'{;'.includes(before) && continuesStatement(source.text.slice(source.codeAfter(end)));
  return guards && source.text.charAt(end - 1) === ';' ? end - 1 : end;
}

/** Whether a statement is the first of its block, or the first after a blank line. */
function opensParagraph(
  statement: TSESTree.Node,
  siblings: readonly TSESTree.Node[],
  removed: ReadonlySet<TSESTree.Node>,
  source: SourceText,
): boolean {
  let index = siblings.indexOf(statement);
  for (let before = siblings[index - 1]; before && removed.has(before); before = siblings[index - 1]) index--;
  const first = siblings[index] ?? statement;
  const before = siblings[index - 1];
  const gapStart = before ? before.range[1] : source.codeBefore(first.range[0]);
  if (source.commentsIn(gapStart, statement.range[0]).length > 0) return false;
  return !before || isLineBlank(source.previousLine(first.range[0]), source);
}

function isLineBlank(lineStart: number | undefined, source: SourceText): boolean {
  if (lineStart === undefined || lineStart >= source.text.length) return false;
  return source.isBlank(lineStart, source.lineEnd(lineStart));
}

function skipSpaces(text: string, offset: number): number {
  let position = offset;
  while (/[^\S\n\r\u2028\u2029]/.test(text.charAt(position))) position++;
  return position;
}
