import {
  afterLineEnd,
  Char,
  isBlank,
  isClosing,
  isLineEnd,
  isOpening,
  isQuote,
  lineEndAfter,
  wordEnd,
} from './characters.ts';
import { SyntaxFault } from './syntax-error.ts';

/** A string in the text. */
export interface StringLiteral {
  /** Where its prefix begins. */
  readonly start: number;
  /** The place after its closing quotes. */
  readonly end: number;
  /** In lower case. */
  readonly prefix: string;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** What an f-string or t-string consists of; null for others. */
  readonly parts: readonly StringPart[] | null;
  /** The comments in fields that do not stand in an expression. */
  readonly comments: readonly (readonly [start: number, end: number])[];
}

/** What an f-string consists of, from its first to its last character. */
export type StringPart = TextPart | FieldPart;

interface TextPart {
  readonly kind: 'text';
  readonly start: number;
  readonly end: number;
}

/** `{expression=!conversion:format}`. */
export interface FieldPart {
  readonly kind: 'field';
  /** Of the opening brace. */
  readonly start: number;
  /** The place after the closing brace. */
  readonly end: number;
  readonly expressionStart: number;
  readonly expressionEnd: number;
  /** The place after `=` and the blanks that follow it; null where there is none. */
  readonly debugEnd: number | null;
  /** -1, or the code of `s`, `r` or `a`. */
  readonly conversion: number;
  readonly format: { readonly start: number; readonly end: number; readonly parts: readonly StringPart[] } | null;
}

const PREFIXES = new Set(['r', 'u', 'b', 'br', 'rb', 'f', 'fr', 'rf', 't', 'tr', 'rt']);
// CPython's limit.
const MAX_DEPTH = 150;
const CONVERSIONS = new Set(['s', 'r', 'a']);

/** Whether a word before a quote is the prefix of a string. */
export function isStringPrefix(word: string): boolean {
  return word.length <= 2 && PREFIXES.has(word.toLowerCase());
}

/**
 * Reads the string whose prefix begins at `start` and whose first quote stands at `quoteAt`.
 *
 * @param depth in how many f-strings it stands
 * @throws {SyntaxFault} where it does not end
 */
export function readString(
  text: string,
  start: number,
  quoteAt: number,
  limit: number,
  depth = 0,
): StringLiteral {
  return new Reader(text, start, quoteAt, limit, depth).read();
}

class Reader {
  readonly #text: string;
  readonly #start: number;
  readonly #limit: number;
  readonly #prefix: string;
  readonly #quoteCode: number;
  /** How many quotes open and close the string. */
  readonly #quotes: 1 | 3;
  readonly #contentStart: number;
  readonly #comments: [number, number][] = [];
  readonly #depth: number;
  #at: number;

  constructor(text: string, start: number, quoteAt: number, limit: number, depth: number) {
    if (depth === MAX_DEPTH) throw new SyntaxFault('too many nested f-strings', start);
    this.#depth = depth;
    this.#text = text;
    this.#start = start;
    this.#limit = limit;
    this.#prefix = start === quoteAt ? '' : text.slice(start, quoteAt).toLowerCase();
    this.#quoteCode = text.charCodeAt(quoteAt);
    this.#quotes = this.#isQuote(quoteAt + 1) && this.#isQuote(quoteAt + 2) ? 3 : 1;
    this.#contentStart = quoteAt + this.#quotes;
    this.#at = this.#contentStart;
  }

  read(): StringLiteral {
    const interpolated = this.#prefix.includes('f') || this.#prefix.includes('t');
    const parts = interpolated ? this.#readParts(false) : null;
    if (!interpolated) this.#skipPlain();
    const contentEnd = this.#at;
    return {
      start: this.#start,
      end: contentEnd + this.#quotes,
      prefix: this.#prefix,
      contentStart: this.#contentStart,
      contentEnd,
      parts,
      comments: this.#comments,
    };
  }

  #skipPlain(): void {
    while (!this.#atQuote()) {
      const code = this.#textCode();
      if (code === Char.backslash) this.#skipEscape();
      else this.#at++;
    }
  }

  /** The code of the next character of the string's own text. */
  #textCode(): number {
    if (this.#at >= this.#limit) throw this.#unterminated();
    const code = this.#text.charCodeAt(this.#at);
    if (isLineEnd(code) && this.#quotes === 1) throw this.#unterminated();
    return code;
  }

  #atQuote(): boolean {
    const at = this.#at;
    if (!this.#isQuote(at)) return false;
    return this.#quotes === 1 || (this.#isQuote(at + 1) && this.#isQuote(at + 2));
  }

  #isQuote(at: number): boolean {
    return this.#text.charCodeAt(at) === this.#quoteCode && at < this.#limit;
  }

  #skipEscape(): void {
    this.#at = isLineEnd(this.#text.charCodeAt(this.#at + 1))
      ? afterLineEnd(this.#text, this.#at + 1)
      : this.#at + 2;
  }

  /** Reads up to the closing quotes, or up to the brace that ends a format. */
  #readParts(inFormat: boolean): StringPart[] {
    const parts: StringPart[] = [];
    let textStart = this.#at;
    const endText = (): void => {
      if (this.#at > textStart) parts.push({ kind: 'text', start: textStart, end: this.#at });
    };
    for (;;) {
      if (this.#atQuote()) break;
      const code = this.#textCode();
      const next = this.#text.charCodeAt(this.#at + 1);
      if (code === Char.openBrace && (inFormat || next !== Char.openBrace)) {
        endText();
        parts.push(this.#readField());
        textStart = this.#at;
      } else if (code === Char.closeBrace && inFormat) {
        break;
      } else if (code === Char.openBrace) {
        this.#at += 2;
      } else if (code === Char.closeBrace) {
        if (next !== Char.closeBrace) throw this.#fault("single '}' is not allowed");
        this.#at += 2;
      } else if (code === Char.backslash) {
        this.#skipInterpolatedEscape(next);
      } else {
        this.#at++;
      }
    }
    endText();
    return parts;
  }

  #skipInterpolatedEscape(next: number): void {
    const named = !this.#prefix.includes('r') && next === Char.upperN;
    if (named && this.#text.charCodeAt(this.#at + 2) === Char.openBrace) {
      const close = this.#text.indexOf('}', this.#at);
      this.#at = close === -1 ? this.#limit : close + 1;
    } else if (next === Char.openBrace || next === Char.closeBrace) {
      // No escape for Python: the brace keeps its meaning.
      this.#at++;
    } else {
      this.#skipEscape();
    }
  }

  #readField(): FieldPart {
    const start = this.#at++;
    const expressionStart = this.#at;
    this.#skipExpression();
    const expressionEnd = this.#at;
    let debugEnd: number | null = null;
    if (this.#code() === Char.equal) {
      this.#at++;
      this.#skipBlanks();
      debugEnd = this.#at;
    }
    const conversion = this.#code() === Char.exclamation ? this.#readConversion() : -1;
    const format = this.#code() === Char.colon ? this.#readFormat() : null;
    if (this.#code() !== Char.closeBrace) {
      throw this.#at >= this.#limit || this.#atQuote()
        ? this.#fault("expecting '}'")
        : this.#fault("expecting '!', or ':', or '}'");
    }
    if (this.#text.slice(expressionStart, expressionEnd).trim() === '') {
      throw this.#fault(`valid expression required before '${this.#text.charAt(expressionEnd)}'`, expressionEnd);
    }
    this.#at++;
    return { kind: 'field', start, end: this.#at, expressionStart, expressionEnd, debugEnd, conversion, format };
  }

  #readConversion(): number {
    const end = wordEnd(this.#text, this.#at + 1, this.#limit);
    const name = this.#text.slice(this.#at + 1, end);
    if (!CONVERSIONS.has(name)) {
      throw this.#fault(
        name === ''
          ? 'missing conversion character'
          : `invalid conversion character '${name}': expected 's', 'r', or 'a'`,
      );
    }
    this.#at = end;
    this.#skipBlanks();
    return name.charCodeAt(0);
  }

  #readFormat(): NonNullable<FieldPart['format']> {
    const start = this.#at++;
    const parts = this.#readParts(true);
    return { start, end: this.#at, parts };
  }

  #skipBlanks(): void {
    for (let code = this.#code(); isBlank(code) || isLineEnd(code) || code === Char.hash; code = this.#code()) {
      const start = this.#at;
      if (code === Char.hash) this.#skipComment();
      else this.#at++;
      if (code === Char.hash) this.#comments.push([start, this.#at]);
    }
  }

  #code(): number {
    return this.#at < this.#limit ? this.#text.charCodeAt(this.#at) : -1;
  }

  /** Goes to the `=`, `!`, `:` or `}` that ends the expression of a field. */
  #skipExpression(): void {
    const brackets: number[] = [];
    while (this.#at < this.#limit) {
      const code = this.#code();
      const next = this.#text.charCodeAt(this.#at + 1);
      if (isComparison(code) && next === Char.equal) {
        this.#at += 2;
        continue;
      }
      if (brackets.length === 0 && isFieldEnd(code)) return;
      if (isOpening(code)) brackets.push(code);
      else if (isClosing(code) && brackets.pop() === undefined) return;
      this.#skipToken(code);
    }
  }

  #skipToken(code: number): void {
    const end = wordEnd(this.#text, this.#at, this.#limit);
    if (code === Char.hash) {
      this.#skipComment();
    } else if (isQuote(code)) {
      this.#at = readString(this.#text, this.#at, this.#at, this.#limit, this.#depth + 1).end;
    } else if (end === this.#at) {
      this.#at++;
    } else if (isQuote(this.#text.charCodeAt(end)) && isStringPrefix(this.#text.slice(this.#at, end))) {
      this.#at = readString(this.#text, this.#at, end, this.#limit, this.#depth + 1).end;
    } else {
      this.#at = end;
    }
  }

  #skipComment(): void {
    this.#at = lineEndAfter(this.#text, this.#at, this.#limit);
  }

  #unterminated(): SyntaxFault {
    const kind = this.#kind();
    const name = this.#quotes === 3 ? `triple-quoted ${kind} literal` : `${kind} literal`;
    return new SyntaxFault(`unterminated ${name}`, this.#start);
  }

  #fault(message: string, offset = this.#at): SyntaxFault {
    return new SyntaxFault(`${this.#kind()}: ${message}`, offset);
  }

  #kind(): string {
    if (this.#prefix.includes('f')) return 'f-string';
    return this.#prefix.includes('t') ? 't-string' : 'string';
  }
}

/** Whether `=` after it belongs to it. */
function isComparison(code: number): boolean {
  return code === Char.equal || code === Char.exclamation || code === Char.less || code === Char.greater;
}

function isFieldEnd(code: number): boolean {
  return code === Char.closeBrace || code === Char.colon || code === Char.exclamation || code === Char.equal;
}
