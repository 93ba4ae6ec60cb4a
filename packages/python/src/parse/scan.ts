import {
  afterLineEnd,
  Char,
  isBlank,
  isClosing,
  isLineEnd,
  isOpening,
  isQuote,
  isWord,
  wordEnd,
} from './characters.ts';
import { CodeWriter, type PlainCode } from './code-writer.ts';
import { Indentation } from './indentation.ts';
import { isStringPrefix, readString, type StringLiteral } from './string-literal.ts';
import { SyntaxFault } from './syntax-error.ts';

/** A part of a text, split into what a parser has to see and what it has not. */
export interface Scan {
  /** The text in plain form: see `CodeWriter`. */
  readonly code: PlainCode;
  readonly strings: readonly StringLiteral[];
  /** From `#` to the end of the line: start and end of each. */
  readonly comments: readonly (readonly [start: number, end: number])[];
  /** Pairs of brackets in the order in which they close. */
  readonly brackets: readonly (readonly [open: number, close: number])[];
  /** From the first to the last token. */
  readonly range: readonly [start: number, end: number];
}

// CPython's limit.
const MAX_BRACKETS = 200;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Scans a file.
 *
 * @throws {SyntaxFault} on what no parser has to see to know that it is wrong
 */
export function scanFile(text: string): Scan {
  return new Scanner(text, 0, text.length, false).scan();
}

/**
 * Scans an expression of an f-string. Its plain form stands in brackets, so that it may have several lines.
 *
 * @throws {SyntaxFault}
 */
export function scanExpression(text: string, start: number, end: number): Scan {
  return new Scanner(text, start, end, true).scan();
}

class Scanner {
  readonly #text: string;
  readonly #end: number;
  readonly #isExpression: boolean;
  readonly #writer: CodeWriter;
  readonly #indentation = new Indentation();
  readonly #strings: StringLiteral[] = [];
  readonly #comments: [number, number][] = [];
  readonly #brackets: [number, number][] = [];
  readonly #open: number[] = [];
  #at: number;
  #firstToken = -1;
  #lastToken: number;

  constructor(text: string, start: number, end: number, isExpression: boolean) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#isExpression = isExpression;
    this.#lastToken = start;
    this.#writer = new CodeWriter(text, start, isExpression ? '(' : '');
  }

  scan(): Scan {
    if (!this.#isExpression) this.#startLine();
    while (this.#at < this.#end) this.#next();
    const open = this.#open.at(-1);
    if (open !== undefined) throw new SyntaxFault(`'${this.#text.charAt(open)}' was never closed`, open);
    this.#writer.copyTo(this.#end);
    if (this.#isExpression) this.#writer.write('\n)');
    return {
      code: this.#writer.finish(),
      strings: this.#strings,
      comments: this.#comments,
      brackets: this.#brackets,
      range: [Math.max(this.#firstToken, 0), this.#lastToken],
    };
  }

  #next(): void {
    const at = this.#at;
    const code = this.#text.charCodeAt(at);
    if (isWord(code)) this.#word();
    else if (isBlank(code)) this.#blank(code);
    else if (isLineEnd(code)) this.#lineEnd();
    else if (code === Char.hash) this.#comment();
    else if (isQuote(code)) this.#string(at);
    else if (code === Char.backslash) this.#continuation();
    else this.#sign(code);
  }

  #token(end: number): void {
    if (this.#firstToken === -1) this.#firstToken = this.#at;
    this.#lastToken = end;
    this.#at = end;
  }

  #word(): void {
    const start = this.#at;
    const end = wordEnd(this.#text, start, this.#end);
    const word = this.#text.slice(start, end);
    if (end < this.#end && isQuote(this.#text.charCodeAt(end)) && isStringPrefix(word)) {
      this.#string(end);
      return;
    }
    this.#writer.word(start, word);
    this.#token(end);
  }

  #string(quoteAt: number): void {
    const literal = readString(this.#text, this.#at, quoteAt, this.#end);
    this.#strings.push(literal);
    this.#writer.string(literal.start, literal.end);
    this.#token(literal.end);
  }

  #blank(code: number): void {
    // For a parser that does not know the form feed.
    if (code === Char.formFeed) this.#writer.replace(this.#at, this.#at + 1, ' ');
    this.#at++;
  }

  #lineEnd(): void {
    this.#endLine();
    if (this.#open.length === 0 && !this.#isExpression) this.#startLine();
  }

  #endLine(): void {
    const end = afterLineEnd(this.#text, this.#at);
    this.#writer.lineEnd(this.#at, end);
    this.#at = end;
  }

  /** Reads the indentation of a line that is not inside brackets. */
  #startLine(): void {
    const start = this.#at;
    const line = this.#indentation.read(this.#text, start, this.#end);
    this.#at = line.end;
    this.#writer.indentation(start, line.end, line.isBlank ? 0 : line.width, line.continued);
  }

  #comment(): void {
    const start = this.#at;
    while (this.#at < this.#end && !isLineEnd(this.#text.charCodeAt(this.#at))) this.#at++;
    this.#comments.push([start, this.#at]);
    this.#writer.replace(start, this.#at, '');
  }

  #continuation(): void {
    const next = this.#at + 1;
    if (next >= this.#end) throw new SyntaxFault('unexpected end of file after a backslash', this.#at);
    if (!isLineEnd(this.#text.charCodeAt(next))) {
      throw new SyntaxFault('unexpected character after line continuation character', next);
    }
    this.#at = next;
    this.#endLine();
  }

  #sign(code: number): void {
    if (isOpening(code)) {
      if (this.#open.length === MAX_BRACKETS) throw new SyntaxFault('too many nested parentheses', this.#at);
      this.#open.push(this.#at);
    } else if (isClosing(code)) {
      this.#close();
    } else if (!isSign(code) && !(code === Char.exclamation && this.#codeAt(1) === Char.equal)) {
      throw this.#invalid(code);
    }
    this.#token(this.#at + 1);
  }

  #close(): void {
    const sign = this.#text.charAt(this.#at);
    const open = this.#open.pop();
    if (open === undefined) throw new SyntaxFault(`unmatched '${sign}'`, this.#at);
    const opened = this.#text.charAt(open);
    if (CLOSING[opened] !== sign) {
      throw new SyntaxFault(`closing parenthesis '${sign}' does not match opening parenthesis '${opened}'`, this.#at);
    }
    this.#brackets.push([open, this.#at]);
  }

  #codeAt(distance: number): number {
    return this.#text.charCodeAt(this.#at + distance);
  }

  #invalid(code: number): SyntaxFault {
    if (code === 0) return new SyntaxFault('source code cannot contain null bytes', this.#at);
    if (code < Char.space || code === 127) {
      return new SyntaxFault(`invalid non-printable character ${codePoint(code)}`, this.#at);
    }
    return new SyntaxFault('invalid syntax', this.#at);
  }
}

/** `U+00A0` for 160. */
function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const SIGNS = new Set(Array.from('%&*+,-./:;<=>@^|~', (sign) => sign.charCodeAt(0)));

function isSign(code: number): boolean {
  return SIGNS.has(code);
}
