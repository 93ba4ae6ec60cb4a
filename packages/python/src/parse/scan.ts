import {
  afterLineEnd,
  Char,
  isBlank,
  isClosing,
  isDigit,
  isLineEnd,
  isOpening,
  isQuote,
  isWord,
  lineEndAfter,
  wordEnd,
} from './characters.ts';
import { CodeWriter, type PlainCode } from './code-writer.ts';
import { Indentation } from './indentation.ts';
import { numberEnd } from './number-literal.ts';
import { openSequence } from './open-sequence.ts';
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
  /** The last bracket that is not closed, if one is not: no parser takes the code then. */
  readonly unclosed: number | null;
  /** From the first to the last token. */
  readonly range: readonly [start: number, end: number];
}

// CPython's limit.
const MAX_BRACKETS = 200;
const SEQUENCE_KEYWORDS: ReadonlySet<string> = new Set(['case', 'except', 'match', 'with']);
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
  /** The first word of the statement, empty before it. */
  #statement = '';
  /** Where a sequence of patterns ends that needs brackets. */
  #sequenceEnd = -1;
  #sequenceStart = -1;
  #lineStart = 0;
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
    this.#writer.copyTo(this.#end);
    if (this.#isExpression) this.#writer.write('\n)');
    return {
      code: this.#writer.finish(),
      strings: this.#strings,
      comments: this.#comments,
      brackets: this.#brackets,
      unclosed: this.#open.at(-1) ?? null,
      range: [Math.max(this.#firstToken, 0), this.#lastToken],
    };
  }

  #next(): void {
    const at = this.#at;
    const code = this.#text.charCodeAt(at);
    if (at === this.#sequenceStart) this.#writer.insert(at, '(');
    else if (at === this.#sequenceEnd) this.#writer.insert(at, ')');
    if (isDigit(code) || (code === Char.dot && isDigit(this.#codeAt(1)))) this.#number();
    else if (isWord(code)) this.#word();
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

  #number(): void {
    if (this.#statement === '') this.#statement = '0';
    this.#token(numberEnd(this.#text, this.#at, this.#end));
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
    // For a parser that does not know it everywhere; in brackets it can only stand before `for`.
    if (word === 'async' && this.#open.length > 0) this.#writer.replace(start, end, '     ');
    if (!this.#isExpression && this.#open.length === 0) this.#statementWord(word, end);
    this.#token(end);
  }

  #statementWord(word: string, end: number): void {
    const isFirst = this.#lastToken <= this.#lineStart;
    if (isFirst ? SEQUENCE_KEYWORDS.has(word) : this.#isIn(word)) this.#bracketSequence(word, end);
    if (isFirst || this.#statement === '' || this.#isIn(word)) this.#statement = word;
  }

  /** Whether it is the `in` of a `for`. */
  #isIn(word: string): boolean {
    return word === 'in' && (this.#statement === 'for' || this.#statement === 'async');
  }

  /** Puts brackets around what stands without them up to the colon: no parser has to know that then. */
  #bracketSequence(keyword: string, end: number): void {
    const sequence = openSequence(keyword, this.#text, end, this.#end);
    if (sequence === null) return;
    this.#sequenceStart = sequence[0];
    this.#sequenceEnd = sequence[1];
  }

  /** Reads a string and those beside it, which are one: some parsers do not know that everywhere. */
  #string(quoteAt: number): void {
    const start = this.#at;
    let end = start;
    for (let quote = quoteAt; quote !== -1; quote = this.#nextString()) {
      const literal = readString(this.#text, this.#at, quote, this.#end);
      this.#strings.push(literal);
      for (const comment of literal.comments) this.#comments.push([...comment]);
      end = literal.end;
      this.#at = end;
    }
    this.#writer.string(start, end);
    this.#at = start;
    this.#token(end);
  }

  /** Goes to the string that follows with nothing but blanks between, and says where its quote is; or -1. */
  #nextString(): number {
    const comments: [number, number][] = [];
    let at = this.#at;
    const isBracketed = this.#open.length > 0 || this.#isExpression;
    for (; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (isBracketed && code === Char.hash) {
        const start = at;
        at = lineEndAfter(this.#text, at, this.#end);
        comments.push([start, at]);
      } else if (code === Char.backslash && isLineEnd(this.#text.charCodeAt(at + 1))) {
        at = afterLineEnd(this.#text, at + 1) - 1;
      } else if (!isBlank(code) && !(isBracketed && isLineEnd(code))) {
        break;
      }
    }
    const quote = wordEnd(this.#text, at, this.#end);
    const isString =
      quote < this.#end &&
      isQuote(this.#text.charCodeAt(quote)) &&
      (quote === at || isStringPrefix(this.#text.slice(at, quote)));
    if (!isString) return -1;
    this.#comments.push(...comments);
    this.#at = at;
    return quote;
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
    this.#lineStart = start;
    this.#statement = '';
    const line = this.#indentation.read(this.#text, start, this.#end);
    this.#at = line.end;
    this.#writer.indentation(start, line.end, line.isBlank ? 0 : line.width, line.continued);
  }

  #comment(): void {
    const start = this.#at;
    this.#at = lineEndAfter(this.#text, start, this.#end);
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
    } else if (code === Char.colon || code === Char.semicolon) {
      // What follows may be a statement on the same line.
      if (this.#open.length === 0) this.#statement = '';
    } else if (code === Char.comma) {
      this.#comma();
      return;
    } else if (!isSign(code) && !(code === Char.exclamation && this.#codeAt(1) === Char.equal)) {
      throw this.#invalid(code);
    }
    this.#token(this.#at + 1);
  }

  #comma(): void {
    const at = this.#at;
    this.#token(at + 1);
    const isOuter = this.#open.length === 0;
    if (isOuter && this.#statement === 'del' && this.#isFollowedBy(/[ \t\f]*(?:[;#\r\n]|$)/uy)) {
      // For a parser that does not know `del x,`: one more target, which has no width.
      this.#writer.insert(this.#at, '_');
    } else if (this.#statement === 'case' && this.#isFollowedBy(/(?:\s|#.*)*\}/uy)) {
      // For a parser that does not know `{**rest,}` in a pattern.
      this.#writer.replace(at, this.#at, ' ');
    }
  }

  #isFollowedBy(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }

  #close(): void {
    const sign = this.#text.charAt(this.#at);
    const open = this.#open.pop();
    if (open === undefined) throw new SyntaxFault(`unmatched '${sign}'`, this.#at);
    const opened = this.#text.charAt(open);
    if (CLOSING[opened] !== sign) {
      const message = `closing parenthesis '${sign}' does not match opening parenthesis '${opened}'`;
      throw new SyntaxFault(message, this.#at);
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
    return new SyntaxFault(`invalid syntax: unexpected '${String.fromCharCode(code)}'`, this.#at);
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
