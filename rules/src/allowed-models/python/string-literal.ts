import type { Py } from '@cogniverse/eslint-python';

const LITERAL = /^(?:[rRuUfF]{0,2})('''|"""|'|")([^\\\r\n]*)\1$/;

/** The place in the file of what stands between the quotes of a string. */
export interface Content {
  readonly range: [number, number];
  readonly text: string;
}

/**
 * What stands between the quotes of a string that is one piece and says what it shows; `undefined` for pieces beside
 * each other, escapes, bytes and f-strings with a value in them.
 *
 * @param text - The text of the file.
 */
export function contentOf(node: Py.Node, text: string): Content | undefined {
  const value = valueOf(node);
  if (value === undefined) return undefined;
  const [, quote = '', content = ''] = LITERAL.exec(text.slice(...node.range)) ?? [];
  if (quote === '' || content !== value) return undefined;
  const end = node.range[1] - quote.length;
  return { range: [end - content.length, end], text: content };
}

function valueOf(node: Py.Node): string | undefined {
  const parts: readonly Py.Node[] = node.nodeType === 'JoinedStr' ? node.values : [node];
  const [only, ...others] = parts;
  const isText = others.length === 0 && only?.nodeType === 'Constant' && only.valueType === 'str';
  return isText && typeof only.value === 'string' ? only.value : undefined;
}
