import { SyntaxFault } from './syntax-error.ts';

const NAME = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;
const BEYOND_ASCII = /[^\0-\x7f]/u;

/**
 * A word in normal form, as Python compares names.
 *
 * @param word letters, digits, `_` and what stands beyond ASCII
 * @param offset where it begins
 * @throws {SyntaxFault} on characters that no name may have
 */
export function nameOf(word: string, offset: number): string {
  if (isAscii(word)) return word;
  const name = word.normalize('NFKC');
  if (!NAME.test(name)) throw invalidCharacter(word, offset);
  return name;
}

/** The same as the expression above, without the cost of a call of one for each name. */
function isAscii(word: string): boolean {
  for (let index = 0; index < word.length; index++) if (word.charCodeAt(index) > 0x7f) return false;
  return true;
}

function invalidCharacter(word: string, start: number): SyntaxFault {
  let at = start;
  for (const char of word) {
    if (BEYOND_ASCII.test(char) && !/[\p{XID_Continue}]/u.test(char.normalize('NFKC'))) {
      const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      const message = /[\p{Z}\p{C}]/u.test(char)
        ? `invalid non-printable character ${code}`
        : `invalid character '${char}' (${code})`;
      return new SyntaxFault(message, at);
    }
    at += char.length;
  }
  return new SyntaxFault('invalid syntax', start);
}
