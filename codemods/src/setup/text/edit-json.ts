import type { Node } from 'jsonc-parser';

import { propertiesOf } from './json-tree.ts';
import { indentAt, lineEndAt, type Splice } from './splice.ts';

/** The indentation of one level: that of the first property in the file that has a line of its own. */
export function indentUnit(body: string): string {
  return /^[{[]\s*?\r?\n([ \t]+)/.exec(body.trimStart())?.[1] ?? '  ';
}

/**
 * Puts a property into an object.
 *
 * @param value The property's value as data.
 * @param before The key that it goes in front of; without one it goes to the end.
 */
export function insertProperty(
  body: string,
  object: Node,
  {
    key,
    value,
    before,
  }: { readonly key: string; readonly value: unknown; readonly before?: string | undefined },
): readonly Splice[] {
  const properties = propertiesOf(object);
  const following = properties.find((property) => property.key === before);
  const [first] = properties;
  const last = properties.at(-1);
  const isInline = first !== undefined && !startsLine(body, first.node.offset);
  const unit = indentUnit(body);
  const indent =
    first && !isInline ? indentAt(body, first.node.offset) : indentAt(body, object.offset) + unit;
  const end = lineEndAt(body, following?.node.offset ?? (last ? endOf(last.node) : object.offset));
  const text = `${JSON.stringify(key)}: ${printed(value, isInline ? undefined : { end, indent, unit })}`;
  if (following) {
    const separator = isInline ? ' ' : end + indentAt(body, following.node.offset);
    return [insertion(following.node.offset, `${text},${separator}`)];
  }
  if (last) return append(body, object, last.node, isInline ? ` ${text}` : end + indent + text);
  const close = object.offset + object.length - 1;
  const inner = body.slice(object.offset + 1, close);
  if (inner.trim() !== '') return [insertion(object.offset + 1, end + indent + text)];
  return [
    { start: object.offset + 1, end: close, text: end + indent + text + end + indentAt(body, object.offset) },
  ];
}

/** Puts an element in front of the others in a list. */
export function prependElement(body: string, list: Node, value: string): readonly Splice[] {
  const [first] = list.children ?? [];
  const text = JSON.stringify(value);
  if (!first) {
    const close = list.offset + list.length - 1;
    const isBlank = body.slice(list.offset + 1, close).trim() === '';
    return [
      { start: list.offset + 1, end: isBlank ? close : list.offset + 1, text: isBlank ? text : `${text} ` },
    ];
  }
  if (!startsLine(body, first.offset)) return [insertion(first.offset, `${text}, `)];
  // A comment on the line of the bracket is one on the list, one above the first element is on that.
  const rest = /^[^\r\n]*/.exec(body.slice(list.offset + 1))?.[0] ?? '';
  const at = list.offset + 1 + rest.length;
  return [insertion(at, `${lineEndAt(body, first.offset)}${indentAt(body, first.offset)}${text},`)];
}

/** Makes a list of a text and puts an element in front of it. */
export function listInstead(body: string, text: Node, value: string, isExpanded: boolean): readonly Splice[] {
  const old = body.slice(text.offset, text.offset + text.length);
  const added = JSON.stringify(value);
  if (!isExpanded)
    return [{ start: text.offset, end: text.offset + text.length, text: `[${added}, ${old}]` }];
  const end = lineEndAt(body, text.offset);
  const outer = indentAt(body, text.offset);
  const indent = outer + indentUnit(body);
  const list = ['[', `${indent}${added},`, indent + old, `${outer}]`].join(end);
  return [{ start: text.offset, end: text.offset + text.length, text: list }];
}

/** Puts something behind the last member of an object, with the comma that this takes. */
function append(body: string, container: Node, last: Node, text: string): readonly Splice[] {
  const lastEnd = endOf(last);
  const close = container.offset + container.length - 1;
  const tail = body.slice(lastEnd, close);
  const comma = /^(?:\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)*,/.exec(tail)?.[0].length;
  const from = lastEnd + (comma ?? 0);
  // A comment that ends the line belongs to the member in front of it.
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*\r?\n))/.exec(body.slice(from, close));
  const at = from + (comment?.[0].length ?? 0);
  if (comma !== undefined) return [insertion(at, `${text},`)];
  return at === lastEnd ? [insertion(at, `,${text}`)] : [insertion(lastEnd, ','), insertion(at, text)];
}

interface Layout {
  /** The line end. */
  readonly end: string;
  readonly indent: string;
  readonly unit: string;
}

/** Data as JSON: on one line, or laid out as the file is. */
function printed(value: unknown, layout: Layout | undefined): string {
  if (layout) {
    const lines = JSON.stringify(value, undefined, layout.unit).split('\n');
    return lines.join(layout.end + layout.indent);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, entry]) => `${JSON.stringify(key)}: ${JSON.stringify(entry)}`,
  );
  return `{ ${entries.join(', ')} }`;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function startsLine(body: string, offset: number): boolean {
  return /(?:^|\n)[ \t]*(?:\/\*[^\n]*?\*\/[ \t]*)?$/.test(body.slice(0, offset));
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
