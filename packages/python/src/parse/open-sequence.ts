import { Char, isClosing, isLineEnd, isOpening, isQuote, isWord, lineEndAfter, wordEnd } from './characters.ts';
import type { Range } from './clause-range.ts';
import { isStringPrefix, readString } from './string-literal.ts';

/**
 * The sequence without brackets that stands between a keyword and its colon: `case a, *b:`, `with (a), b as c:`.
 *
 * @param keyword `case`, `except`, `match` or `with`, which stands, or the `in` of a `for` that stands at the start of a line
 * @param start the place after it
 * @returns from the first item to the last, or null where there is no such sequence
 */
export function openSequence(keyword: string, text: string, start: number, limit: number): Range | null {
  let depth = 0;
  let hasComma = false;
  let first = -1;
  let last = start;
  for (let at = start; at < limit; ) {
    const code = text.charCodeAt(at);
    const end = tokenEnd(text, at, limit);
    const word = isWord(code) ? text.slice(at, end) : '';
    if (depth === 0) {
      // `except A, B as e` is no Python.
      if (keyword === 'except' && word === 'as') return null;
      const isEnd = (code === Char.colon && end === at + 1) || (keyword === 'case' && word === 'if');
      if (isEnd) return hasComma && first !== -1 ? [first, last] : null;
      if (isLineEnd(code) || code === Char.equal || word === 'lambda') return null;
      if (code === Char.comma) {
        if (first === -1) return null;
        hasComma = true;
      }
    }
    if (code === Char.backslash) {
      at = end + 1;
      continue;
    }
    if (isOpening(code)) depth++;
    else if (isClosing(code)) depth--;
    const isStar = keyword === 'except' && code === Char.star && first === -1;
    if (!isBetweenTokens(code) && !isStar) {
      if (first === -1) first = at;
      last = end;
    }
    at = end;
  }
  return null;
}

function isBetweenTokens(code: number): boolean {
  return code <= Char.space || code === Char.hash;
}

function tokenEnd(text: string, at: number, limit: number): number {
  const code = text.charCodeAt(at);
  if (code === Char.hash) return lineEndAfter(text, at, limit);
  if (code === Char.colon && text.charCodeAt(at + 1) === Char.equal) return at + 2;
  const end = wordEnd(text, at, limit);
  if (isQuote(text.charCodeAt(end)) && (end === at || isStringPrefix(text.slice(at, end)))) {
    return readString(text, at, end, limit).end;
  }
  return Math.max(end, at + 1);
}
