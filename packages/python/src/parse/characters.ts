/** The codes of the characters that decide how a text is split. */
export const Char = {
  tab: 9,
  lineFeed: 10,
  formFeed: 12,
  carriageReturn: 13,
  space: 32,
  exclamation: 33,
  doubleQuote: 34,
  hash: 35,
  singleQuote: 39,
  openParen: 40,
  closeParen: 41,
  star: 42,
  comma: 44,
  dot: 46,
  zero: 48,
  colon: 58,
  semicolon: 59,
  less: 60,
  equal: 61,
  greater: 62,
  upperN: 78,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

/** Whether a line ends here; `\r\n` is two such characters. */
export function isLineEnd(code: number): boolean {
  return code === Char.lineFeed || code === Char.carriageReturn;
}

/** Whether it separates tokens within a line. */
export function isBlank(code: number): boolean {
  return code === Char.space || code === Char.tab || code === Char.formFeed;
}

/** Whether it opens a string after its prefix. */
export function isQuote(code: number): boolean {
  return code === Char.doubleQuote || code === Char.singleQuote;
}

/** Whether it opens a bracket. */
export function isOpening(code: number): boolean {
  return code === Char.openParen || code === Char.openBracket || code === Char.openBrace;
}

/** Whether it closes a bracket. */
export function isClosing(code: number): boolean {
  return code === Char.closeParen || code === Char.closeBracket || code === Char.closeBrace;
}

/** Whether a number can begin with it. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether it can stand in a name or a number: letters, digits, `_` and everything beyond ASCII. */
export function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code >= 128
  );
}

/** The offset after the word that begins at `start`. */
export function wordEnd(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && isWord(text.charCodeAt(end))) end++;
  return end;
}

/** The offset at which the line ends that holds `offset`. */
export function lineEndAfter(text: string, offset: number, limit: number): number {
  let end = offset;
  while (end < limit && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

/** The offset after the end of line at `offset`. */
export function afterLineEnd(text: string, offset: number): number {
  const pair =
    text.charCodeAt(offset) === Char.carriageReturn && text.charCodeAt(offset + 1) === Char.lineFeed;
  return offset + (pair ? 2 : 1);
}
