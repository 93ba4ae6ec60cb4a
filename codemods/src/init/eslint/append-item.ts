import { Node, type SourceFile } from 'ts-morph';

import { type Edit, insertion } from '../../setup/module/edit.ts';
import { indentAt, isFirstOnLine, lineEndAt, type TextStyle } from '../../setup/module/text-style.ts';
import { endOfLineComments } from '../../setup/module/write-list.ts';

/** The edits that put an item behind the others of a list or of a call's arguments, laid out as they are. */
export function appendItem(list: Node, item: string, style: TextStyle): readonly Edit[] {
  const text = list.getSourceFile().getFullText();
  const close = list.getEnd() - 1;
  const last = itemsOf(list).at(-1);
  if (!last) return fill(list, { item, style, close });
  const end = last.getEnd();
  const tail = withoutComments(text.slice(end, close));
  const comma = tail.indexOf(',');
  const from = comma === -1 ? end : end + comma + 1;
  const missing = comma === -1 ? [insertion(end, ',')] : [];
  const closesOwnLine = /[\r\n]/.test(tail);
  if (!isFirstOnLine(text, last.getStart()) || !closesOwnLine) {
    if (comma === -1) return [insertion(end, `, ${item}`)];
    return [insertion(from, ` ${item}${closesOwnLine ? ',' : ''}`)];
  }
  const at = endOfLineComments(text, from);
  const line = `${lineEndAt(text, at)}${indentAt(text, last.getStart())}${item}${comma === -1 ? '' : ','}`;
  return [...missing, insertion(at, line)];
}

function fill(
  list: Node,
  { item, style, close }: { readonly item: string; readonly style: TextStyle; readonly close: number },
): readonly Edit[] {
  const text = list.getSourceFile().getFullText();
  const open = openingOf(list, close);
  const content = text.slice(open, close);
  if (content.trim() === '') return [{ start: open, end: close, text: item }];
  // Only comments stand there: the item goes behind them.
  const end = lineEndAt(text, open);
  const indent = indentAt(text, close) + style.indent;
  const kept = open + content.trimEnd().length;
  return [{ start: kept, end: close, text: `${end}${indent}${item},${end}${indentAt(text, close)}` }];
}

/** Behind the bracket that a list without items begins with. */
function openingOf(list: Node, close: number): number {
  if (!Node.isCallExpression(list)) return list.getStart() + 1;
  const text = list.getSourceFile().getFullText();
  const callee = list.getExpression().getEnd();
  return callee + withoutComments(text.slice(callee, close)).indexOf('(') + 1;
}

/** The items of a list, or the arguments of a call. */
export function itemsOf(list: Node): readonly Node[] {
  if (Node.isArrayLiteralExpression(list)) return list.getElements();
  return Node.isCallExpression(list) ? list.getArguments() : [];
}

/** A text of the same length in which comments are blanks. */
function withoutComments(text: string): string {
  return text.replace(/\/\/[^\r\n]*|\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\r\n]/g, ' '));
}

/** Whether a module has a name at its top level or below. */
export function declares(file: SourceFile, name: string): boolean {
  return file.getDescendants().some((node) => Node.isIdentifier(node) && node.getText() === name);
}
