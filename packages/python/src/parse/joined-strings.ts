import type { Range } from './clause-range.ts';
import type { Source } from './convert.ts';
import { scanExpression } from './scan.ts';
import type { FieldPart, StringLiteral, StringPart } from './string-literal.ts';
import { textValue } from './string-value.ts';
import { SyntaxFault } from './syntax-error.ts';
import { TreeNode } from './tree-node.ts';

/** A text of an f-string before those beside each other are made one. */
interface Text {
  value: string;
  readonly range: [number, number];
  readonly kind: 'u' | null;
}

const REPR = 'r'.charCodeAt(0);

/** Whether it is a bytes literal. */
export function isBytes(literal: StringLiteral): boolean {
  return literal.prefix.includes('b');
}

/** Makes one node of strings that stand beside each other, as CPython does since 3.12. */
export function joinStrings(
  strings: readonly StringLiteral[],
  [start, end]: Range,
  parent: TreeNode | null,
  source: Source,
): TreeNode {
  const isFormat = strings.some(({ prefix }) => prefix.includes('f'));
  const isTemplate = strings.some(({ prefix }) => prefix.includes('t'));
  if (isTemplate && strings.some(({ prefix }) => !prefix.includes('t'))) {
    throw new SyntaxFault('cannot mix t-string literals with string or bytes literals', start);
  }
  if (!isFormat && !isTemplate) {
    const value = strings.map((literal) => wholeText(literal, source).value).join('');
    const kind = strings[0]?.prefix === 'u' ? 'u' : null;
    return textNode({ value, range: [start, end], kind }, parent, source);
  }
  const node = new TreeNode(isTemplate ? 'TemplateStr' : 'JoinedStr', [start, end], parent, source.lines);
  const items = strings.flatMap((literal) =>
    literal.parts === null ? [wholeText(literal, source)] : itemsOf(literal.parts, literal, source),
  );
  node['values'] = makeValues(items, node, isTemplate, source);
  return node;
}

type Item = Text | { readonly field: FieldPart; readonly literal: StringLiteral };

function wholeText({ start, end, prefix, contentStart, contentEnd }: StringLiteral, { text }: Source): Text {
  return {
    value: textValue(text.slice(contentStart, contentEnd), prefix.includes('r'), contentStart),
    range: [start, end],
    kind: prefix === 'u' ? 'u' : null,
  };
}

function itemsOf(parts: readonly StringPart[], literal: StringLiteral, source: Source, inFormat = false): Item[] {
  return parts.flatMap((part): Item[] => {
    if (part.kind === 'field') {
      const debug = part.debugEnd === null ? [] : [debugText(part, part.debugEnd, source)];
      return [...debug, { field: part, literal }];
    }
    const text = source.text.slice(part.start, part.end);
    const content = inFormat ? text : text.replace(/\{\{|\}\}/gu, (pair) => pair.charAt(0));
    const value = textValue(content, literal.prefix.includes('r'), part.start);
    return [{ value, range: [part.start, part.end], kind: null }];
  });
}

/** `x=` of `{x=}` is text too. */
function debugText({ expressionStart, expressionEnd }: FieldPart, end: number, { text }: Source): Text {
  const blanks = text.slice(expressionEnd, end).replace(/#.*/gu, '');
  return {
    value: `${withoutComments(text, expressionStart, expressionEnd)}${blanks}`.replace(/\r\n?/gu, '\n'),
    range: [expressionStart, end],
    kind: null,
  };
}

/** An expression as it stands in the text, but for its comments. */
function withoutComments(text: string, start: number, end: number): string {
  const comments = text.slice(start, end).includes('#') ? scanExpression(text, start, end).comments : [];
  let kept = '';
  let at = start;
  for (const [commentStart, commentEnd] of comments) {
    kept += text.slice(at, commentStart);
    at = commentEnd;
  }
  return kept + text.slice(at, end);
}

function makeValues(items: readonly Item[], parent: TreeNode, isTemplate: boolean, source: Source): TreeNode[] {
  const values: TreeNode[] = [];
  let text: Text | null = null;
  const endText = (): void => {
    if (text !== null && text.value !== '') values.push(textNode(text, parent, source));
    text = null;
  };
  for (const item of items) {
    if ('field' in item) {
      endText();
      values.push(fieldNode(item.field, item.literal, parent, isTemplate, source));
    } else if (item.value !== '') {
      text = text === null ? item : joinTexts(text, item);
    }
  }
  endText();
  return values;
}

function joinTexts(first: Text, second: Text): Text {
  return {
    value: first.value + second.value,
    range: [first.range[0], second.range[1]],
    kind: first.kind,
  };
}

function textNode({ value, range, kind }: Text, parent: TreeNode | null, { lines }: Source): TreeNode {
  const node = new TreeNode('Constant', range, parent, lines);
  node['valueType'] = 'str';
  node['value'] = value;
  node['kind'] = kind;
  return node;
}

function fieldNode(
  field: FieldPart,
  literal: StringLiteral,
  parent: TreeNode,
  isTemplate: boolean,
  source: Source,
): TreeNode {
  const { start, end, expressionStart, expressionEnd, debugEnd, conversion, format } = field;
  const node = new TreeNode(isTemplate ? 'Interpolation' : 'FormattedValue', [start, end], parent, source.lines);
  const value = source.parseExpression(expressionStart, expressionEnd);
  value.parent = node;
  node['value'] = value;
  if (isTemplate) node['str'] = withoutComments(source.text, expressionStart, expressionEnd).trimEnd();
  node['conversion'] = debugEnd !== null && conversion === -1 && format === null ? REPR : conversion;
  node['format_spec'] = null;
  if (format !== null) {
    const spec = new TreeNode('JoinedStr', [format.start, format.end], node, source.lines);
    spec['values'] = makeValues(itemsOf(format.parts, literal, source, true), spec, false, source);
    node['format_spec'] = spec;
  }
  return node;
}
