import type { Py } from '@cogniverse/eslint-python';

const LITERAL = /^(?:[rRuU]?)('''|"""|'|")([^\\\r\n]*)\1$/;

/** The place in the file of what stands between the quotes of a string. */
export interface Content {
  readonly range: [number, number];
  readonly text: string;
}

/**
 * What stands between the quotes of a string that is one piece, says what it shows and has no prefix but `r` or `u`;
 * `undefined` for pieces beside each other, escapes, f-strings and bytes.
 *
 * @param text - The text of the file.
 */
export function contentOf(node: Py.Node, text: string): Content | undefined {
  if (node.nodeType !== 'Constant' || node.valueType !== 'str') return undefined;
  const [, quote = '', content = ''] = LITERAL.exec(text.slice(...node.range)) ?? [];
  if (quote === '' || content !== node.value) return undefined;
  const end = node.range[1] - quote.length;
  return { range: [end - content.length, end], text: content };
}
