import type { TSESTree } from '@typescript-eslint/utils';

import { attachedStart } from './attached-comments.ts';
import { isDirective } from './directive.ts';
import { statementEnd } from './file-style.ts';
import type { SourceText } from './source-text.ts';

/** Where new statements go at the top of a file, and how they are set apart from what stands there. */
export interface ImportPosition {
  readonly offset: number;
  /** The line end between the new lines. */
  readonly lineBreak: string;
  /** What goes in front of the first new line and behind the last. */
  readonly before: string;
  readonly after: string;
}

/**
 * The place for new imports: behind the last of the leading imports, or else in front of the first statement,
 * below
 * the shebang, the comments that speak of the whole file, and directives.
 *
 * @param anchor - The leading import to follow, if the file has one.
 */
export function importPosition(
  program: TSESTree.Program,
  anchor: TSESTree.Node | undefined,
  source: SourceText,
): ImportPosition {
  const directives = program.body.filter(isDirective);
  if (anchor) return behind(anchor, source);
  const directive = directives.at(-1);
  if (directive) {
    const position = behind(directive, source);
    return { ...position, before: position.lineBreak + position.lineBreak };
  }
  const [first] = program.body;
  return inFrontOf(first ? first.range[0] : source.text.length, source);
}

function behind(statement: TSESTree.Node, source: SourceText): ImportPosition {
  const end = statementEnd(statement, source);
  const lineBreak = source.lineBreak(end);
  const lineEnd = source.lineEnd(end);
  const trailing = source.commentsIn(end, lineEnd).at(-1)?.range[1] ?? end;
  const isLastOnLine = source.codeAfter(end) >= lineEnd && source.isBlank(trailing, lineEnd);
  return { offset: isLastOnLine ? lineEnd : end, lineBreak, before: lineBreak, after: '' };
}

/** In front of a statement and the comments that belong to it. */
function inFrontOf(statementStart: number, source: SourceText): ImportPosition {
  const offset = attachedStart(statementStart, source);
  const lineBreak = source.lineBreak(offset);
  return { offset, lineBreak, before: '', after: lineBreak + lineBreak };
}
