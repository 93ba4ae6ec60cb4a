import type { Range } from './clause-range.ts';
import type { Source } from './convert.ts';
import { isBytes, joinStrings } from './joined-strings.ts';
import { numberValue } from './number-value.ts';
import type { StringLiteral } from './string-literal.ts';
import { bytesValue } from './string-value.ts';
import { SyntaxFault } from './syntax-error.ts';
import { TreeNode } from './tree-node.ts';

/** Makes a literal from the text: one of strings, also with fields, or a number or a singleton. */
export function makeConstant(range: Range, parent: TreeNode | null, source: Source): TreeNode {
  const strings = stringsIn(range, source.scan.strings);
  if (strings.length === 0) return plainConstant(source.text.slice(...range), range, parent, source);
  if (strings.some(isBytes)) return bytesConstant(strings, range, parent, source);
  return joinStrings(strings, range, parent, source);
}

function plainConstant(literal: string, [start, end]: Range, parent: TreeNode | null, source: Source): TreeNode {
  const node = new TreeNode('Constant', [start, end], parent, source.lines);
  const { valueType, value } = plainValue(literal);
  node['valueType'] = valueType;
  node['value'] = value;
  node['kind'] = null;
  return node;
}

function plainValue(literal: string): { readonly valueType: string; readonly value: unknown } {
  if (literal === 'None') return { valueType: 'NoneType', value: null };
  if (literal === 'True' || literal === 'False') return { valueType: 'bool', value: literal === 'True' };
  if (literal === '...') return { valueType: 'ellipsis', value: undefined };
  return numberValue(literal);
}

function bytesConstant(
  strings: readonly StringLiteral[],
  [start, end]: Range,
  parent: TreeNode | null,
  { text, lines }: Source,
): TreeNode {
  const other = strings.find((literal) => !isBytes(literal));
  if (other !== undefined) throw new SyntaxFault('cannot mix bytes and nonbytes literals', start);
  const node = new TreeNode('Constant', [start, end], parent, lines);
  node['valueType'] = 'bytes';
  node['value'] = Uint8Array.from(
    strings.flatMap(({ contentStart, contentEnd, prefix }) => [
      ...bytesValue(text.slice(contentStart, contentEnd), prefix.includes('r'), contentStart),
    ]),
  );
  node['kind'] = null;
  return node;
}

function stringsIn([start, end]: Range, strings: readonly StringLiteral[]): StringLiteral[] {
  let low = 0;
  let high = strings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((strings[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: StringLiteral[] = [];
  for (let literal = strings[low]; literal !== undefined && literal.start < end; literal = strings[++low]) {
    found.push(literal);
  }
  return found;
}

