import type * as Py from '../ast/nodes.ts';
import { adopt, adoptAll, type Cursor } from './grammar/cursor.ts';
import type { FieldPart, StringLiteral, StringPart } from './string-literal.ts';
import { bytesValue, textValue } from './string-value.ts';
import { SyntaxFault } from './syntax-error.ts';
import { tokenizeExpression } from './tokenizer.ts';

/** A text of an f-string before those beside each other are made one. */
interface Text {
  value: string;
  readonly range: [number, number];
  readonly kind: 'u' | null;
}

const REPR = 'r'.charCodeAt(0);

/** Makes one node of strings that stand beside each other, as CPython does since 3.12. */
export function makeStrings(p: Cursor, strings: readonly StringLiteral[], range: [number, number]): Py.expr {
  const [start] = range;
  const bytes = strings.filter(({ prefix }) => prefix.includes('b'));
  if (bytes.length > 0 && bytes.length < strings.length) {
    throw new SyntaxFault('cannot mix bytes and nonbytes literals', start);
  }
  if (bytes.length > 0) return bytesConstant(p, strings, range);
  const isFormat = strings.some(({ prefix }) => prefix.includes('f'));
  const isTemplate = strings.some(({ prefix }) => prefix.includes('t'));
  if (isTemplate && strings.some(({ prefix }) => !prefix.includes('t'))) {
    throw new SyntaxFault('cannot mix t-string literals with string or bytes literals', start);
  }
  if (!isFormat && !isTemplate) {
    const value = strings.map((literal) => wholeText(p, literal).value).join('');
    return textNode(p, { value, range, kind: strings[0]?.prefix === 'u' ? 'u' : null });
  }
  const items = strings.flatMap((literal) =>
    literal.parts === null ? [wholeText(p, literal)] : itemsOf(p, literal.parts, literal),
  );
  return isTemplate ? templateNode(p, items, range) : joinedNode(p, items, range);
}

function bytesConstant(p: Cursor, strings: readonly StringLiteral[], range: [number, number]): Py.BytesConstant {
  const parts = strings.map(({ contentStart, contentEnd, prefix }) =>
    bytesValue(p.source.text.slice(contentStart, contentEnd), prefix.includes('r'), contentStart),
  );
  const value = Uint8Array.from(parts.flatMap((part) => [...part]));
  return { nodeType: 'Constant', range, loc: p.locOf(range), parent: null, valueType: 'bytes', value, kind: null };
}

function joinedNode(p: Cursor, items: readonly Item[], range: [number, number]): Py.JoinedStr {
  const values = valuesOf(p, items, formattedValue);
  const node: Py.JoinedStr = { nodeType: 'JoinedStr', range, loc: p.locOf(range), parent: null, values };
  adoptAll(node, values);
  return node;
}

function templateNode(p: Cursor, items: readonly Item[], range: [number, number]): Py.TemplateStr {
  const values = valuesOf(p, items, interpolation);
  const node: Py.TemplateStr = { nodeType: 'TemplateStr', range, loc: p.locOf(range), parent: null, values };
  adoptAll(node, values);
  return node;
}

interface Field {
  readonly field: FieldPart;
  readonly literal: StringLiteral;
}

type Item = Text | Field;

function wholeText(p: Cursor, { start, end, prefix, contentStart, contentEnd }: StringLiteral): Text {
  return {
    value: textValue(p.source.text.slice(contentStart, contentEnd), prefix.includes('r'), contentStart),
    range: [start, end],
    kind: prefix === 'u' ? 'u' : null,
  };
}

function itemsOf(p: Cursor, parts: readonly StringPart[], literal: StringLiteral, inFormat = false): Item[] {
  return parts.flatMap((part): Item[] => {
    if (part.kind === 'field') {
      const debug = part.debugEnd === null ? [] : [debugText(p, part, part.debugEnd)];
      return [...debug, { field: part, literal }];
    }
    const text = p.source.text.slice(part.start, part.end);
    const content = inFormat ? text : text.replace(/\{\{|\}\}/gu, (pair) => pair.charAt(0));
    const value = textValue(content, literal.prefix.includes('r'), part.start);
    return [{ value, range: [part.start, part.end], kind: null }];
  });
}

/** `x=` of `{x=}` is text too. */
function debugText(p: Cursor, { expressionStart, expressionEnd }: FieldPart, end: number): Text {
  const blanks = p.source.text.slice(expressionEnd, end).replace(/#.*/gu, '');
  return {
    value: `${withoutComments(p, expressionStart, expressionEnd)}${blanks}`.replace(/\r\n?/gu, '\n'),
    range: [expressionStart, end],
    kind: null,
  };
}

/** An expression as it stands in the text, but for its comments. */
function withoutComments({ source: { text } }: Cursor, start: number, end: number): string {
  const comments = text.slice(start, end).includes('#') ? tokenizeExpression(text, start, end).comments : [];
  let kept = '';
  let at = start;
  for (const [commentStart, commentEnd] of comments) {
    kept += text.slice(at, commentStart);
    at = commentEnd;
  }
  return kept + text.slice(at, end);
}

/** The values of an f-string or a t-string, of which texts beside each other are one. */
function valuesOf<Value>(
  p: Cursor,
  items: readonly Item[],
  valueOf: (p: Cursor, field: Field) => Value,
): (Py.StrConstant | Value)[] {
  const values: (Py.StrConstant | Value)[] = [];
  let text: Text | null = null;
  for (const item of items) {
    if ('field' in item) {
      if (text !== null) values.push(textNode(p, text));
      text = null;
      values.push(valueOf(p, item));
    } else if (item.value !== '') {
      text = text === null ? item : joinTexts(text, item);
    }
  }
  if (text !== null) values.push(textNode(p, text));
  return values;
}

function joinTexts(first: Text, second: Text): Text {
  return {
    value: first.value + second.value,
    range: [first.range[0], second.range[1]],
    kind: first.kind,
  };
}

function textNode(p: Cursor, { value, range, kind }: Text): Py.StrConstant {
  return { nodeType: 'Constant', range, loc: p.locOf(range), parent: null, valueType: 'str', value, kind };
}

function formattedValue(p: Cursor, { field, literal }: Field): Py.FormattedValue {
  const range: [number, number] = [field.start, field.end];
  const value = p.source.parseExpression(field.expressionStart, field.expressionEnd);
  const spec = formatSpec(p, field, literal);
  const node: Py.FormattedValue = {
    nodeType: 'FormattedValue',
    range,
    loc: p.locOf(range),
    parent: null,
    value,
    conversion: conversionOf(field),
    format_spec: spec,
  };
  adopt(node, value);
  adopt(node, spec);
  return node;
}

function interpolation(p: Cursor, { field, literal }: Field): Py.Interpolation {
  const { expressionStart, expressionEnd } = field;
  const range: [number, number] = [field.start, field.end];
  const value = p.source.parseExpression(expressionStart, expressionEnd);
  const spec = formatSpec(p, field, literal);
  const node: Py.Interpolation = {
    nodeType: 'Interpolation',
    range,
    loc: p.locOf(range),
    parent: null,
    value,
    str: withoutComments(p, expressionStart, expressionEnd).trimEnd(),
    conversion: conversionOf(field),
    format_spec: spec,
  };
  adopt(node, value);
  adopt(node, spec);
  return node;
}

function conversionOf({ conversion, debugEnd, format }: FieldPart): number {
  return debugEnd !== null && conversion === -1 && format === null ? REPR : conversion;
}

function formatSpec(p: Cursor, { format }: FieldPart, literal: StringLiteral): Py.JoinedStr | null {
  if (format === null) return null;
  return joinedNode(p, itemsOf(p, format.parts, literal, true), [format.start, format.end]);
}
