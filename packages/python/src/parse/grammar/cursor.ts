import type { Location, Position } from '../../ast/base.ts';
import type * as Py from '../../ast/nodes.ts';
import type { Lines } from '../lines.ts';
import type { StringLiteral } from '../string-literal.ts';
import { GrammarFault } from '../syntax-error.ts';
import { Token } from '../token.ts';
import type { Tokens } from '../tokenizer.ts';

/** A text in tokens, to be parsed. */
export interface Source {
  readonly text: string;
  readonly lines: Lines;
  readonly tokens: Tokens;
  /** Parses the expression of an f-string's field. */
  readonly parseExpression: (start: number, end: number) => Py.expr;
}

interface Child {
  parent: Py.Node | null;
}

/** Makes a node the parent of another one. */
export function adopt(parent: Py.Node, child: Child | null): void {
  if (child !== null) child.parent = parent;
}

/** Makes a node the parent of others. */
export function adoptAll(parent: Py.Node, children: readonly (Child | null)[]): void {
  for (const child of children) if (child !== null) child.parent = parent;
}

/** A node's `loc`, worked out when it is read: most nodes are never reported. */
class LazyLocation implements Location {
  readonly #lines: Lines;
  readonly #range: readonly [number, number];

  constructor(lines: Lines, range: readonly [number, number]) {
    this.#lines = lines;
    this.#range = range;
  }

  get start(): Position {
    return this.#lines.positionOf(this.#range[0]);
  }

  get end(): Position {
    return this.#lines.positionOf(this.#range[1]);
  }
}

/** Goes through the tokens of a text, and knows where nodes stand. */
export class Cursor {
  readonly source: Source;
  /** The kind of the next token. */
  kind: number;
  /** Where the next token begins. */
  start: number;
  /** Where what was read ends, line ends and indentation left out. */
  end = 0;
  readonly #kinds: readonly number[];
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  readonly #values: readonly (string | StringLiteral)[];
  #index = 0;

  constructor(source: Source) {
    const { kinds, starts, ends, values } = source.tokens;
    this.source = source;
    this.#kinds = kinds;
    this.#starts = starts;
    this.#ends = ends;
    this.#values = values;
    this.kind = kinds[0] ?? Token.end;
    this.start = starts[0] ?? 0;
  }

  /** Goes to the next token. */
  advance(): void {
    if (this.kind > Token.dedent) this.end = this.#ends[this.#index] ?? 0;
    const index = ++this.#index;
    this.kind = this.#kinds[index] ?? Token.end;
    this.start = this.#starts[index] ?? this.end;
  }

  /** Where the cursor is, for `backTo`. */
  get index(): number {
    return this.#index;
  }

  /** Goes back to where the cursor was, since what was tried is not there. */
  backTo(index: number): void {
    this.#index = index;
    this.kind = this.#kinds[index] ?? Token.end;
    this.start = this.#starts[index] ?? 0;
    this.end = this.#ends[index - 1] ?? 0;
  }

  /** The kind of the token after so many. */
  kindAfter(count: number): number {
    return this.#kinds[this.#index + count] ?? Token.end;
  }

  /** What the token after so many says, if it is a name or a keyword. */
  wordAfter(count: number): string {
    const value = this.#values[this.#index + count];
    return typeof value === 'string' ? value : '';
  }

  /** The next token, if it is a string. */
  get string(): StringLiteral | null {
    const value = this.#values[this.#index];
    return typeof value === 'object' ? value : null;
  }

  /** What stands in the text for the next token. */
  get text(): string {
    return this.source.text.slice(this.start, this.#ends[this.#index]);
  }

  /** Takes the next token if it is of a kind. */
  take(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Takes a token that has to be there. */
  expect(kind: number, sign: string): void {
    if (!this.take(kind)) throw this.fault(`expected '${sign}'`);
  }

  /** Takes a name that has to be there. */
  expectName(what = 'a name'): string {
    if (this.kind !== Token.name) throw this.fault(`expected ${what}`);
    const name = this.wordAfter(0);
    this.advance();
    return name;
  }

  /** The range from a place to where what was read ends. */
  rangeFrom(start: number): [number, number] {
    return [start, this.end];
  }

  /** The location of a range. */
  locOf(range: readonly [number, number]): Location {
    return new LazyLocation(this.source.lines, range);
  }

  /** The error that something else has to stand here. */
  fault(message: string): GrammarFault {
    return new GrammarFault(this.kind === Token.indent ? 'unexpected indent' : message, this.start);
  }

  /** The error that the next token can't stand here. */
  unexpected(): GrammarFault {
    const isLineEnd = this.kind <= Token.dedent;
    const what = isLineEnd ? 'the line ends too early' : `unexpected '${this.text.slice(0, 40)}'`;
    return this.fault(`invalid syntax: ${what}`);
  }
}
