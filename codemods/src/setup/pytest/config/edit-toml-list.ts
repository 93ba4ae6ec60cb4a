import type { AST } from 'toml-eslint-parser';

import { indentAt, lineEndAt, type Splice } from '../../text/splice.ts';
import { quoteOf, tomlString } from './toml-text.ts';

const INDENT = '    ';
/** Beyond this many characters, a list on one line is laid out over several. */
const WIDTH = 110;

/** Adds texts to a list, in its own layout: on its line, or each on a line of its own. */
export function addToArray(
  body: string,
  array: AST.TOMLArray,
  texts: readonly string[],
  isFirst: boolean,
): readonly Splice[] {
  const [start, end] = array.range;
  const { elements } = array;
  const [first] = elements;
  const last = elements.at(-1);
  const quote = quoteOf(first ? body.slice(...first.range) : '"');
  const added = texts.map((text) => tomlString(text, quote));
  const isSpread = body.slice(start, end).includes('\n');
  if (!first || !last) {
    // A comment may stand in it.
    return [
      { start: start + 1, end: start + 1, text: isSpread ? spread(body, array, added) : added.join(', ') },
    ];
  }
  if (!isSpread) {
    const all = elements.map((element) => body.slice(...element.range));
    const line = isFirst ? [...added, ...all] : [...all, ...added];
    const lineStart = body.lastIndexOf('\n', start) + 1;
    if (start - lineStart + line.join(', ').length + 2 > WIDTH) {
      const eol = lineEndAt(body, start);
      const indent = indentAt(body, start);
      const lines = line.map((text) => `${indent}${INDENT}${text},${eol}`);
      return [{ start, end, text: `[${eol}${lines.join('')}${indent}]` }];
    }
    const at = isFirst ? first.range[0] : last.range[1];
    const text = added.map((each) => (isFirst ? `${each}, ` : `, ${each}`)).join('');
    return [{ start: at, end: at, text }];
  }
  return isFirst ? putFirst(body, first, added) : putLast(body, array, last, added);
}

function putFirst(body: string, first: AST.TOMLContentNode, added: readonly string[]): readonly Splice[] {
  const [at] = first.range;
  const between = isFirstOnLine(body, at) ? `${lineEndAt(body, at)}${indentAt(body, at)}` : ' ';
  return [{ start: at, end: at, text: added.map((each) => `${each},${between}`).join('') }];
}

function putLast(
  body: string,
  { range }: AST.TOMLArray,
  last: AST.TOMLContentNode,
  added: readonly string[],
): readonly Splice[] {
  const [lastStart, lastEnd] = last.range;
  const behind = behindElement(body, lastEnd, range[1] - 1);
  const hasComma = behind.comma !== undefined;
  if (!isFirstOnLine(body, lastStart) || behind.closes) {
    const at = behind.comma ?? lastEnd;
    const text = added.map((each) => (hasComma ? ` ${each},` : `, ${each}`)).join('');
    return [{ start: at, end: at, text }];
  }
  const eol = lineEndAt(body, lastStart);
  const lines = added.map((each) => `${eol}${indentAt(body, lastStart)}${each}`);
  const { lineEnd } = behind;
  if (hasComma) return [{ start: lineEnd, end: lineEnd, text: lines.map((line) => `${line},`).join('') }];
  return [
    { start: lastEnd, end: lastEnd, text: ',' },
    { start: lineEnd, end: lineEnd, text: lines.join(',') },
  ];
}

interface Behind {
  /** The offset behind the comma, if there is one. */
  readonly comma: number | undefined;
  /** Where the line of the comma, or else of the element, ends. */
  readonly lineEnd: number;
  /** Whether the list is closed on that line. */
  readonly closes: boolean;
}

/** What stands between the last element of a list and its end. */
function behindElement(body: string, from: number, close: number): Behind {
  // A comment ends with its line, so that a comma in it is none of the list's.
  const code = body.slice(from, close).replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
  const index = code.indexOf(',');
  const comma = index === -1 ? undefined : from + index + 1;
  const rest = body.slice(comma ?? from, close);
  const length = rest.search(/\r?\n/);
  return { comma, lineEnd: length === -1 ? close : (comma ?? from) + length, closes: length === -1 };
}

function isFirstOnLine(body: string, offset: number): boolean {
  return /^[ \t]*$/.test(body.slice(body.lastIndexOf('\n', offset - 1) + 1, offset));
}

/** The lines of an empty list that is spread over lines. */
function spread(body: string, array: AST.TOMLArray, added: readonly string[]): string {
  const at = array.range[0];
  const eol = lineEndAt(body, array.range[1]);
  return added.map((each) => `${eol}${indentAt(body, at)}${INDENT}${each},`).join('');
}

/** A new list: the lines of `markers` each on its own, words beside each other. */
export function newArray(
  texts: readonly string[],
  { eol, isSpread }: { eol: string; isSpread: boolean },
): string {
  const items = texts.map((text) => tomlString(text));
  if (!isSpread) return `[${items.join(', ')}]`;
  return `[${eol}${items.map((item) => `${INDENT}${item},${eol}`).join('')}]`;
}

/**
 * Adds texts to a string that pytest splits at blanks, or at line ends. A line end may be escaped, so there
 * are several ways, of which the first that reads as it should is to be taken.
 */
export function addToString(
  body: string,
  node: AST.TOMLStringValue,
  texts: readonly string[],
  { isFirst, isLines }: { readonly isFirst: boolean; readonly isLines: boolean },
): readonly Splice[] {
  const [start, end] = node.range;
  const size = node.multiline ? 3 : 1;
  const inner = body.slice(start + size, end - size);
  const front = start + size + (/^(?:\\?\r?\n)?[ \t]*/.exec(inner)?.[0].length ?? 0);
  const back = start + size + inner.trimEnd().length;
  const eol = lineEndAt(body, end);
  const isSpread = node.multiline && inner.trim().includes('\n');
  const indent = isSpread || inner.includes('\n') ? indentAt(body, back) : '';
  const lineBreak = node.multiline ? `${eol}${indent}` : String.raw`\n`;
  const between = isLines || isSpread ? lineBreak : ' ';
  if (inner.trim() === '') return [{ start: start + size, end: start + size, text: texts.join(between) }];
  const words = texts.join(isLines ? between : ' ');
  const inFront = { start: front, end: front, text: `${words}${isLines ? between : ' '}` };
  const behind = { start: back, end: back, text: `${between}${words}` };
  return isFirst ? [inFront] : [behind, inFront];
}
