import type { ObjectLiteralExpression } from 'ts-morph';

import { insertion, type Edit } from './edit.ts';
import { indentAt, isFirstOnLine, lineEndAt, type TextStyle } from './text-style.ts';
import { endOfLineComments } from './write-list.ts';

/** Writes a property over several lines, or on one where it is given no layout. */
export type WriteProperty = (layout: Layout | undefined) => string;

/** How a property over several lines is laid out. */
export interface Layout {
  readonly indent: string;
  readonly lineEnd: string;
}

/** Adds a property behind the others of an object, laid out as they are. */
export function appendProperty(
  object: ObjectLiteralExpression,
  write: WriteProperty,
  style: TextStyle,
): readonly Edit[] {
  const text = object.getSourceFile().getFullText();
  const { properties } = object.compilerNode;
  const last = object.getProperties().at(-1);
  if (!last) return fillObject(object, write, style);
  const start = last.getStart();
  const comma = properties.hasTrailingComma ? [] : [insertion(last.getEnd(), ',')];
  if (!isFirstOnLine(text, start)) {
    const property = ` ${write(undefined)}`;
    if (properties.hasTrailingComma) return [insertion(properties.end, `${property},`)];
    return [insertion(last.getEnd(), `,${property}`)];
  }
  const offset = endOfLineComments(text, properties.end);
  const lineEnd = lineEndAt(text, offset);
  const indent = indentAt(text, start);
  const property = write({ indent, lineEnd }) + (properties.hasTrailingComma ? ',' : '');
  return [...comma, insertion(offset, lineEnd + indent + property)];
}

function fillObject(object: ObjectLiteralExpression, write: WriteProperty, style: TextStyle): readonly Edit[] {
  const text = object.getSourceFile().getFullText();
  const [inside, end] = [object.getStart() + 1, object.getEnd() - 1];
  const content = text.slice(inside, end);
  const short = write(undefined);
  if (content.trim() === '' && !/[\r\n]/.test(content) && !short.includes('{')) {
    return [{ start: inside, end, text: ` ${short} ` }];
  }
  const outer = indentAt(text, content.includes('\n') ? end : inside);
  const lineEnd = lineEndAt(text, inside);
  const indent = outer + style.indent;
  const property = `${indent}${write({ indent, lineEnd })}${style.trailingCommas ? ',' : ''}`;
  if (content.trim() === '') return [{ start: inside, end, text: `${lineEnd}${property}${lineEnd}${outer}` }];
  const kept = content.trimEnd().length;
  return [{ start: inside + kept, end, text: `${lineEnd}${property}${lineEnd}${outer}` }];
}
