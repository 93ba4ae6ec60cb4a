import type { ArrayLiteralExpression, Node } from 'ts-morph';
import { ts } from 'ts-morph';

import { insertion, type Edit } from './edit.ts';
import { indentAt, isFirstOnLine, lineEndAt } from './text-style.ts';

/** Puts an element in front of the others of a list, laid out as they are. */
export function prependElement(list: ArrayLiteralExpression, element: string): readonly Edit[] {
  const text = list.getSourceFile().getFullText();
  const inside = list.getStart() + 1;
  const [first] = list.getElements();
  if (!first) return fillList(list, element);
  const start = first.getStart();
  if (!isFirstOnLine(text, start)) {
    const blank = /^[\t ]*/.exec(text.slice(inside))?.[0].length ?? 0;
    // A comment that is the last of its line keeps its line.
    return [insertion(/^\s*\/\//.test(text.slice(inside)) ? start : inside + blank, `${element}, `)];
  }
  const offset = endOfLineComments(text, inside);
  return [insertion(offset, `${lineEndAt(text, inside)}${indentAt(text, start)}${element},`)];
}

function fillList(list: ArrayLiteralExpression, element: string): readonly Edit[] {
  const text = list.getSourceFile().getFullText();
  const [inside, end] = [list.getStart() + 1, list.getEnd() - 1];
  const content = text.slice(inside, end);
  if (content.trim() === '') return [{ start: inside, end, text: element }];
  if (!/[\r\n]/.test(content))
    return [insertion(inside, content.startsWith(' ') ? ` ${element},` : `${element} `)];
  const comment = inside + content.search(/\S/);
  const indent = isFirstOnLine(text, comment) ? indentAt(text, comment) : `${indentAt(text, end)}  `;
  const offset = endOfLineComments(text, inside);
  return [insertion(offset, `${lineEndAt(text, inside)}${indent}${element},`)];
}

/** Where the comments end that stand behind an offset on its line. */
export function endOfLineComments(text: string, offset: number): number {
  return ts.getTrailingCommentRanges(text, offset)?.at(-1)?.end ?? offset;
}

/** A list of an element and of what an expression gives, which may be a list, one element, or nothing. */
export function listWith(element: string, expression: string): string {
  return `[${element}, ...[${expression} ?? []].flat()]`;
}

/** An expression as it can stand beside any operator. */
export function operand(node: Node): string {
  const text = node.getText();
  return /^[\w$.?!()[\]'"]+$/.test(text) && !/\?[^.]/.test(text) ? text : `(${text})`;
}
