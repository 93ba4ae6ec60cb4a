import type { SourceText } from './source-text.ts';
import type { TextEdit } from './text-edit.ts';

/** The rest of a line behind an item: a comma, and comments on both sides of it. */
const REST = /^(?:[ \t]|\/\*(?:(?!\*\/).)*\*\/)*(,?)(?:[ \t]|\/\*(?:(?!\*\/).)*\*\/)*(?:(?:\/\/|#).*)?$/;

/**
 * The edit that adds an item behind one of a list: on a line of its own where that one has one, else beside it. What
 * a comment behind an item says is about that item, so the new one goes below it.
 *
 * @param item - The range of the item that is there.
 * @param like - The start of the item that tells whether each has a line of its own; by default of the same one.
 */
export function addItem(item: TextEdit['range'], added: string, source: SourceText, like = item[0]): TextEdit {
  const [, end] = item;
  const isOwnLine = source.lineStart(like) > 0 && source.isBlank(source.lineStart(like), like);
  if (!isOwnLine) return { range: [end, end], text: `, ${added}` };
  const line = source.lineBreak(end) + source.indentation(like);
  const lineEnd = source.lineEnd(end);
  const rest = source.text.slice(end, lineEnd);
  const [, comma] = REST.exec(rest) ?? [];
  const isCommented = rest.replace(',', '').trim() !== '' && /^[\r\n]/.test(source.text.slice(lineEnd));
  if (comma === undefined || !isCommented) return { range: [end, end], text: `,${line}${added}` };
  return { range: [end, lineEnd], text: `${comma === '' ? ',' : ''}${rest}${line}${added}${comma}` };
}
