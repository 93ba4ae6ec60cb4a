import { isLineEnd, afterLineEnd } from './characters.ts';
import { SyntaxFault } from './syntax-error.ts';

/**
 * Code in a form that leaves a parser nothing to get wrong but the grammar: lines end with `\n` and are indented
 * with spaces; comments are gone; every string is a plain one of the same length; names beyond the Basic
 * Multilingual Plane have other characters instead. It has the same lines as the text.
 */
export interface PlainCode {
  readonly text: string;
  /** The offset in the text of a place in the code: a line from 1 and a column from 0 in UTF-8 bytes. */
  offsetOf(line: number, byteColumn: number): number;
  /** The name in the text, in normal form, of a name in the code. */
  nameOf(name: string): string;
}

const NAME = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;
const BEYOND_ASCII = /[^\0-\x7f]/u;
const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;
const HANGUL = 0xac00;

/** Writes the plain form of a text while that is scanned from its start to its end. */
export class CodeWriter {
  readonly #text: string;
  /** For each line the offset in the text of its column 0, if the line went on to the left like that. */
  readonly #origins: number[];
  /** Places in the code of characters that are not in the text. */
  readonly #inserted = new Map<number, number[]>();
  readonly #astral = new Map<string, string>();
  #code: string;
  #copied: number;
  #isAscii = true;

  /**
   * @param text the whole text
   * @param start where the code begins in it
   * @param before what stands before it in the code
   */
  constructor(text: string, start: number, before: string) {
    this.#text = text;
    this.#copied = start;
    this.#code = before;
    this.#origins = [start - before.length];
  }

  /** Copies the text up to there. */
  copyTo(end: number): void {
    if (end > this.#copied) this.#code += this.#text.slice(this.#copied, end);
    this.#copied = end;
  }

  /** Writes what is not in the text, after all that is. */
  write(code: string): void {
    this.#code += code;
  }

  /** Writes other code for a part of the text that has no end of line. */
  replace(start: number, end: number, code: string): void {
    this.copyTo(start);
    this.#code += code;
    this.#copied = end;
  }

  /** Writes a character between two of the text: it has no width there. */
  insert(at: number, code: string): void {
    this.copyTo(at);
    const column = this.#code.length - this.#code.lastIndexOf('\n') - 1;
    this.#inserted.set(this.#origins.length, [...(this.#inserted.get(this.#origins.length) ?? []), column]);
    this.#code += code;
  }

  /** An end of line. */
  lineEnd(start: number, end: number): void {
    this.replace(start, end, '\n');
    this.#origins.push(end);
  }

  /** The blanks at the start of a line, which may go on over several lines. */
  indentation(start: number, end: number, width: number, continued: number): void {
    for (let count = 0; count < continued; count++) this.lineEnd(start, start);
    this.replace(start, end, ' '.repeat(width));
    this.#origins[this.#origins.length - 1] = end - width;
  }

  /** A name, a keyword or a number. */
  word(start: number, word: string): void {
    if (!BEYOND_ASCII.test(word)) return;
    if (!NAME.test(word.normalize('NFKC'))) throw invalidCharacter(word, start);
    this.#isAscii = false;
    const plain = word.replace(ASTRAL, (char) => this.#substitute(char));
    if (plain !== word) this.replace(start, start + word.length, plain);
  }

  /** A string. */
  string(start: number, end: number): void {
    this.copyTo(start);
    this.#copied = end;
    let lineStart = start;
    for (let at = start; at < end; ) {
      if (!isLineEnd(this.#text.charCodeAt(at))) {
        at++;
        continue;
      }
      // A backslash continues the string on the next line.
      this.#code += lineStart === start ? '"\\\n' : '\\\n';
      at = afterLineEnd(this.#text, at);
      lineStart = at;
      this.#origins.push(at);
    }
    this.#code += lineStart === start ? `"${'x'.repeat(end - start - 2)}"` : `${'x'.repeat(end - lineStart - 1)}"`;
  }

  /** The code. */
  finish(): PlainCode {
    const text = this.#code;
    const origins = this.#origins;
    const names = new Map([...this.#astral].map(([real, substitute]) => [substitute, real]));
    const columns = this.#isAscii ? null : new ByteColumns(text);
    const inserted = this.#inserted;
    return {
      text,
      offsetOf: (line, byteColumn) => {
        const column = columns === null ? byteColumn : columns.indexOf(line, byteColumn);
        const before = inserted.size === 0 ? undefined : inserted.get(line)?.filter((at) => at < column);
        return (origins[line - 1] ?? 0) + column - (before?.length ?? 0);
      },
      nameOf: (name) => {
        if (!BEYOND_ASCII.test(name)) return name;
        let real = name;
        for (const [substitute, char] of names) real = real.replaceAll(substitute, char);
        return real.normalize('NFKC');
      },
    };
  }

  /** Two letters that the text has nowhere, for a character of two code units. */
  #substitute(char: string): string {
    const known = this.#astral.get(char);
    if (known !== undefined) return known;
    let index = this.#astral.size;
    let letters: string;
    do letters = String.fromCharCode(HANGUL, HANGUL + ++index);
    while (this.#text.includes(letters));
    this.#astral.set(char, letters);
    return letters;
  }
}

/** Turns columns in UTF-8 bytes into columns in UTF-16 code units. */
class ByteColumns {
  readonly #lines: readonly string[];
  readonly #known = new Map<number, readonly number[] | null>();

  constructor(code: string) {
    this.#lines = code.split('\n');
  }

  indexOf(line: number, byteColumn: number): number {
    let indexes = this.#known.get(line);
    if (indexes === undefined) {
      indexes = indexesOfBytes(this.#lines[line - 1] ?? '');
      this.#known.set(line, indexes);
    }
    return indexes === null ? byteColumn : (indexes[byteColumn] ?? byteColumn);
  }
}

/** For each byte of a line the index of its character; null where they are the same. */
function indexesOfBytes(line: string): number[] | null {
  if (!BEYOND_ASCII.test(line)) return null;
  const indexes: number[] = [];
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    for (let byte = 0; byte < bytes; byte++) indexes.push(index);
  }
  indexes.push(line.length);
  return indexes;
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
