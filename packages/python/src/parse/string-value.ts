import { SyntaxFault } from './syntax-error.ts';

const ESCAPE =
  /\\(?:(\n)|([0-7]{1,3})|x([0-9a-fA-F]{0,2})|u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|N(\{[^}]*\}?)?|([\\'"abfnrtv]))/gu;
const BYTES_ESCAPE = /\\(?:(\n)|([0-7]{1,3})|x([0-9a-fA-F]{0,2})|([\\'"abfnrtv]))/gu;
const SINGLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const REPLACEMENT = '\uFFFD';
const MAX_CODE_POINT = 0x10ffff;

/**
 * The value of the text between the quotes of a string.
 *
 * A character that is given by its name, `\N{DEGREE SIGN}`, becomes U+FFFD: that takes Unicode's list of names.
 *
 * @param content the text as it stands in the file
 * @param isRaw whether a backslash stands for itself
 * @param offset of the content, for errors
 * @throws {SyntaxFault} on an escape that is cut short
 */
export function textValue(content: string, isRaw: boolean, offset: number): string {
  if (isRaw || !content.includes('\\')) return withLineFeeds(content);
  return withLineFeeds(content).replace(
    ESCAPE,
    (
      whole: string,
      lineEnd: string | undefined,
      octal: string | undefined,
      hex: string | undefined,
      short: string | undefined,
      long: string | undefined,
      name: string | undefined,
      single: string | undefined,
      at: number,
    ) => {
      if (lineEnd !== undefined) return '';
      if (single !== undefined) return SINGLE[single] ?? whole;
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      if (hex !== undefined) return character(hex, 2, 'truncated \\xXX escape', offset + at);
      if (short !== undefined) return character(short, 4, 'truncated \\uXXXX escape', offset + at);
      if (long !== undefined) return character(long, 8, 'truncated \\UXXXXXXXX escape', offset + at);
      if (name === undefined || !/^\{[^}]+\}$/u.test(name)) {
        throw unicodeFault('malformed \\N character escape', offset + at);
      }
      return REPLACEMENT;
    },
  );
}

/**
 * The value of the text between the quotes of a bytes literal.
 *
 * @throws {SyntaxFault} on characters beyond ASCII and on an escape that is cut short
 */
export function bytesValue(content: string, isRaw: boolean, offset: number): Uint8Array {
  const beyond = content.search(/[^\0-\x7f]/u);
  if (beyond !== -1) {
    throw new SyntaxFault('bytes can only contain ASCII literal characters', offset + beyond);
  }
  const value = isRaw
    ? withLineFeeds(content)
    : withLineFeeds(content).replace(
        BYTES_ESCAPE,
        (
          whole: string,
          lineEnd: string | undefined,
          octal: string | undefined,
          hex: string | undefined,
          single: string | undefined,
          at: number,
        ) => {
          if (lineEnd !== undefined) return '';
          if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
          if (hex === undefined) return SINGLE[single ?? ''] ?? whole;
          if (hex.length === 2) return String.fromCharCode(parseInt(hex, 16));
          throw new SyntaxFault(`(value error) invalid \\x escape at position ${at}`, offset + at);
        },
      );
  return Uint8Array.from(value, (char) => char.charCodeAt(0));
}

function withLineFeeds(content: string): string {
  return content.includes('\r') ? content.replace(/\r\n?/gu, '\n') : content;
}

function character(digits: string, length: number, message: string, offset: number): string {
  if (digits.length < length) throw unicodeFault(message, offset);
  const code = parseInt(digits, 16);
  if (code > MAX_CODE_POINT) throw unicodeFault('illegal Unicode character', offset);
  return String.fromCodePoint(code);
}

function unicodeFault(message: string, offset: number): SyntaxFault {
  return new SyntaxFault(`(unicode error) 'unicodeescape' codec can't decode: ${message}`, offset);
}
