import type { TSESTree } from '@typescript-eslint/utils';

import { isDirectiveComment } from '../../text/comment-kinds.ts';
import type { LintedFile } from '../linted-file.ts';
import type { LoadUse } from './load-use.ts';

/** The comments that a move would lose, or leave speaking to other code than they do. */
export function speakingComments(use: LoadUse, { text }: LintedFile): readonly TSESTree.Comment[] {
  const [start, end] = replacedNode(use).range;
  return [
    ...text.commentsIn(start, end),
    ...commentsAbove(start, { text }).filter(isDirectiveComment),
    ...text.commentsIn(end, text.lineEnd(end)).filter(isDirectiveComment),
  ];
}

/** The directives in the lines above a statement. */
export function directivesAbove(
  statement: TSESTree.Node,
  file: Pick<LintedFile, 'text'>,
): readonly TSESTree.Comment[] {
  return commentsAbove(statement.range[0], file).filter(isDirectiveComment);
}

function replacedNode(use: LoadUse): TSESTree.Node {
  switch (use.kind) {
    case 'effect':
      return use.statement;
    case 'declaration':
      return use.declarator.parent;
    default:
      return use.node;
  }
}

/** The comments between an offset's line, or the offset, and the code before it. */
function commentsAbove(offset: number, { text }: Pick<LintedFile, 'text'>): readonly TSESTree.Comment[] {
  const lineStart = text.lineStart(offset);
  const isFirstOnLine = text.codeAfter(lineStart) >= offset;
  const codeEnd = text.codeBefore(isFirstOnLine ? lineStart : offset);
  // What follows code on its line speaks to that code.
  return text
    .commentsIn(codeEnd, offset)
    .filter(({ range }) => range[0] >= lineStart || range[0] > text.lineEnd(codeEnd));
}
