import type { TSESTree } from '@typescript-eslint/utils';

import { isDirective } from './directive.ts';
import { continuesStatement } from './file-style.ts';
import type { SourceText } from './source-text.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * The edit that puts a statement at the beginning of a function's body, after its directives, laid out as the body is.
 *
 * @param statement - The statement without a semicolon.
 * @param hasSemicolons - Whether statements of the file end in one; it gets one anyway where the next line needs it.
 */
export function insertFirstStatement(
  body: TSESTree.BlockStatement,
  statement: string,
  hasSemicolons: boolean,
  source: SourceText,
): TextEdit {
  const directive = body.body.findLast(isDirective);
  const start = directive ? directive.range[1] : body.range[0] + 1;
  const lineEnd = source.lineEnd(start);
  const isLast = source.codeAfter(start) >= lineEnd;
  const comment = source.commentsIn(start, body.range[1]).find(({ range }) => range[0] < lineEnd && range[1] > lineEnd);
  if (!isLast || comment || lineEnd >= body.range[1]) {
    const isApart = source.text.charAt(start).trim() === '';
    return { range: [start, start], text: ` ${statement};${isApart ? '' : ' '}` };
  }
  const needsSemicolon = hasSemicolons || continuesStatement(source.text.slice(source.codeAfter(lineEnd)));
  const line = source.lineBreak(start) + indentation(body, directive, source) + statement;
  return { range: [lineEnd, lineEnd], text: needsSemicolon ? `${line};` : line };
}

function indentation(
  body: TSESTree.BlockStatement,
  directive: TSESTree.Node | undefined,
  source: SourceText,
): string {
  const sibling = directive ?? body.body[0];
  if (sibling && source.isBlank(source.lineStart(sibling.range[0]), sibling.range[0])) {
    return source.indentation(sibling.range[0]);
  }
  const outer = source.indentation(body.range[0]);
  return outer + (outer.startsWith('\t') ? '\t' : '  ');
}
