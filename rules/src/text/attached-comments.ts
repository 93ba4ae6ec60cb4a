import { isHeaderComment } from './comment-kinds.ts';
import type { SourceText } from './source-text.ts';

/**
 * Where the comments begin that stand right above a statement, without an empty line between; the statement's
 * own
 * start where there are none. A comment that speaks of the whole file belongs to no statement.
 */
export function attachedStart(statementStart: number, source: SourceText): number {
  let start = statementStart;
  for (const comment of source.commentsIn(source.codeBefore(statementStart), statementStart).toReversed()) {
    const [commentStart, commentEnd] = comment.range;
    const lines = source.text.slice(commentEnd, start).split(/\r\n|[\n\r\u2028\u2029]/).length;
    const followsCode = source.codeBefore(commentStart) > source.lineStart(commentStart);
    if (lines > 2 || followsCode || isHeaderComment(comment) || source.text.startsWith('#!', commentStart))
      break;
    start = commentStart;
  }
  return start;
}
