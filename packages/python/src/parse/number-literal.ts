import { Char, isDigit, isWord, wordEnd } from './characters.ts';
import { SyntaxFault } from './syntax-error.ts';

const DECIMAL = String.raw`\d(?:_?\d)*`;
const NUMBER = new RegExp(
  [
    '0[xX](?:_?[0-9a-fA-F])+',
    '0[oO](?:_?[0-7])+',
    '0[bB](?:_?[01])+',
    String.raw`(?:${DECIMAL}\.?(?:${DECIMAL})?|\.${DECIMAL})(?:[eE][+-]?${DECIMAL})?[jJ]?`,
  ].join('|'),
  'uy',
);
const KINDS: Readonly<Record<string, string>> = { x: 'hexadecimal', o: 'octal', b: 'binary' };
// `1if x else y` is allowed, if only just.
const KEYWORD = /^(?:and|else|for|if|in|is|not|or)$/u;

/**
 * The place after the number that begins at `start` with a digit, or with a point before one.
 *
 * @throws {SyntaxFault} where it goes on with what is no number
 */
export function numberEnd(text: string, start: number, limit: number): number {
  let digits = start;
  while (digits < limit && isDigit(text.charCodeAt(digits))) digits++;
  if (digits > start && text.charCodeAt(start) !== Char.zero && !goesOn(text.charCodeAt(digits))) return digits;
  NUMBER.lastIndex = start;
  const end = NUMBER.test(text) ? NUMBER.lastIndex : start + 1;
  const kind = KINDS[text.charAt(start + 1).toLowerCase()] ?? 'decimal';
  const literal = text.slice(start, end);
  if (end < limit && isWord(text.charCodeAt(end))) {
    const word = text.slice(end, wordEnd(text, end, limit));
    if (!KEYWORD.test(word)) throw new SyntaxFault(`invalid ${kind} literal`, start);
  }
  if (/^0[\d_]*[1-9][\d_]*$/u.test(literal)) {
    throw new SyntaxFault(
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      start,
    );
  }
  return end;
}

/** Whether a number can go on after its first digits; where the text ends, the code is no number. */
function goesOn(code: number): boolean {
  return code === Char.dot || isWord(code);
}
