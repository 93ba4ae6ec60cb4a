import {
  afterLineEnd,
  Char,
  isBlank,
  isDigit,
  isLineEnd,
  isQuote,
  isWord,
  lineEndAfter,
  wordEnd,
} from './characters.ts';
import { Indentation } from './indentation.ts';
import { nameOf } from './names.ts';
import { numberEnd } from './number-literal.ts';
import { isStringPrefix, readString, type StringLiteral } from './string-literal.ts';
import { SyntaxFault } from './syntax-error.ts';
import { KEYWORDS, SIGNS, Token } from './token.ts';

/** The tokens of a text, each at the same index of four lists: that makes no object for each. */
export interface Tokens {
  /** Codes of `Token`. The last one is `Token.end`. */
  readonly kinds: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** What a name or a keyword says, what a string is; empty for others. */
  readonly values: readonly (string | StringLiteral)[];
  /** From `#` to the end of the line: start and end of each. */
  readonly comments: readonly (readonly [start: number, end: number])[];
  /** The last bracket that is not closed, if one is not: no parser takes the code then. */
  readonly unclosed: number | null;
}

// CPython's limit.
const MAX_BRACKETS = 200;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** The kinds of signs of one character by its code; 0 for others. */
const SINGLE_SIGNS = Array.from({ length: 128 }, (_, code) => SIGNS.get(String.fromCharCode(code)) ?? 0);
const LONGEST_KEYWORD = 'continue'.length;
const SECOND_CHARACTERS = new Set(Array.from('=*/<>.', (char) => char.charCodeAt(0)));

/**
 * Splits a file into tokens.
 *
 * @throws {SyntaxFault} on what no parser has to see to know that it is wrong
 */
export function tokenizeFile(text: string): Tokens {
  return new Tokenizer(text, 0, text.length, false).run();
}

/**
 * Splits an expression of an f-string, which may have several lines, into tokens.
 *
 * @throws {SyntaxFault}
 */
export function tokenizeExpression(text: string, start: number, end: number): Tokens {
  return new Tokenizer(text, start, end, true).run();
}

class Tokenizer {
  readonly #text: string;
  readonly #end: number;
  readonly #isExpression: boolean;
  readonly #indentation = new Indentation();
  readonly #kinds: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #values: (string | StringLiteral)[] = [];
  readonly #comments: (readonly [number, number])[] = [];
  readonly #open: number[] = [];
  #at: number;
  /** Whether a token stands in the line, so that its end means something. */
  #isInLine = false;

  constructor(text: string, start: number, end: number, isExpression: boolean) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#isExpression = isExpression;
  }

  run(): Tokens {
    if (!this.#isExpression) this.#startLine();
    while (this.#at < this.#end) this.#next();
    if (!this.#isExpression) this.#endFile();
    this.#push(Token.end, this.#end, '');
    return {
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      values: this.#values,
      comments: this.#comments,
      unclosed: this.#open.at(-1) ?? null,
    };
  }

  #next(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (isBlank(code)) this.#at++;
    else if (isDigit(code) || (code === Char.dot && isDigit(this.#text.charCodeAt(this.#at + 1)))) this.#number();
    else if (isWord(code)) this.#word();
    else if (isLineEnd(code)) this.#lineEnd();
    else if (code === Char.hash) this.#comment();
    else if (isQuote(code)) this.#string(this.#at);
    else if (code === Char.backslash) this.#continuation();
    else this.#sign(code);
  }

  /** Takes a token that goes from here to `end`. */
  #push(kind: number, end: number, value: string | StringLiteral): void {
    this.#kinds.push(kind);
    this.#starts.push(this.#at);
    this.#ends.push(end);
    this.#values.push(value);
    this.#at = end;
  }

  #token(kind: number, end: number, value: string | StringLiteral): void {
    this.#isInLine = true;
    this.#push(kind, end, value);
  }

  #number(): void {
    this.#token(Token.number, numberEnd(this.#text, this.#at, this.#end), '');
  }

  #word(): void {
    const start = this.#at;
    const end = wordEnd(this.#text, start, this.#end);
    const word = this.#text.slice(start, end);
    const length = end - start;
    if (length <= 2 && end < this.#end && isQuote(this.#text.charCodeAt(end)) && isStringPrefix(word)) {
      this.#string(end);
    } else {
      const keyword = length <= LONGEST_KEYWORD ? KEYWORDS.get(word) : undefined;
      if (keyword === undefined) this.#token(Token.name, end, nameOf(word, start));
      else this.#token(keyword, end, word);
    }
  }

  #string(quoteAt: number): void {
    const literal = readString(this.#text, this.#at, quoteAt, this.#end);
    for (const comment of literal.comments) this.#comments.push(comment);
    this.#token(Token.string, literal.end, literal);
  }

  #lineEnd(): void {
    const end = afterLineEnd(this.#text, this.#at);
    if (this.#open.length > 0 || this.#isExpression) {
      this.#at = end;
      return;
    }
    if (this.#isInLine) this.#push(Token.newline, end, '');
    this.#at = end;
    this.#startLine();
  }

  /** Reads the indentation of a line that is not inside brackets. */
  #startLine(): void {
    this.#isInLine = false;
    const before = this.#indentation.depth;
    this.#at = this.#indentation.read(this.#text, this.#at, this.#end);
    this.#changeDepth(before);
  }

  #changeDepth(before: number): void {
    const { depth } = this.#indentation;
    if (depth > before) this.#push(Token.indent, this.#at, '');
    for (let left = depth; left < before; left++) this.#push(Token.dedent, this.#at, '');
  }

  #endFile(): void {
    if (this.#isInLine) this.#push(Token.newline, this.#at, '');
    const before = this.#indentation.depth;
    this.#indentation.close();
    this.#changeDepth(before);
  }

  #comment(): void {
    const start = this.#at;
    this.#at = lineEndAfter(this.#text, start, this.#end);
    this.#comments.push([start, this.#at]);
  }

  #continuation(): void {
    const next = this.#at + 1;
    if (next >= this.#end) throw new SyntaxFault('unexpected end of file after a backslash', this.#at);
    if (!isLineEnd(this.#text.charCodeAt(next))) {
      throw new SyntaxFault('unexpected character after line continuation character', next);
    }
    this.#at = afterLineEnd(this.#text, next);
  }

  #sign(code: number): void {
    const text = this.#text;
    const at = this.#at;
    if (at + 1 < this.#end && SECOND_CHARACTERS.has(text.charCodeAt(at + 1))) {
      for (const end of [Math.min(at + 3, this.#end), at + 2]) {
        const long = SIGNS.get(text.slice(at, end));
        if (long === undefined) continue;
        this.#token(long, end, '');
        return;
      }
    }
    const kind = SINGLE_SIGNS[code] ?? 0;
    if (kind === 0) throw this.#invalid(code);
    if (kind <= Token.closeBrace) this.#bracket(kind);
    this.#token(kind, at + 1, '');
  }

  #bracket(kind: number): void {
    const isOpening = kind === Token.openParen || kind === Token.openBracket || kind === Token.openBrace;
    if (!isOpening) {
      this.#close();
      return;
    }
    if (this.#open.length === MAX_BRACKETS) throw new SyntaxFault('too many nested parentheses', this.#at);
    this.#open.push(this.#at);
  }

  #close(): void {
    const sign = this.#text.charAt(this.#at);
    const open = this.#open.pop();
    if (open === undefined) throw new SyntaxFault(`unmatched '${sign}'`, this.#at);
    const opened = this.#text.charAt(open);
    if (CLOSING[opened] === sign) return;
    const message = `closing parenthesis '${sign}' does not match opening parenthesis '${opened}'`;
    throw new SyntaxFault(message, this.#at);
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
