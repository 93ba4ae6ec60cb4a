import type { Location } from '../ast/base.ts';
import type * as Py from '../ast/nodes.ts';
import { faultOf, unclosedFault } from './faults.ts';
import { Cursor, type Source } from './grammar/cursor.ts';
import { fieldExpression } from './grammar/expressions.ts';
import { module } from './grammar/statements.ts';
import { Lines } from './lines.ts';
import { GrammarFault, PythonSyntaxError, SyntaxFault } from './syntax-error.ts';
import { tokenizeExpression, tokenizeFile, type Tokens } from './tokenizer.ts';

/** A comment from its `#` to the end of its line. */
export interface Comment {
  readonly type: 'Comment';
  /** What stands after the `#`. */
  readonly value: string;
  readonly range: [start: number, end: number];
  readonly loc: Location;
}

/** A parsed file. */
export interface ParsedFile {
  /** Without its BOM. */
  readonly text: string;
  readonly ast: Py.Module;
  readonly comments: readonly Comment[];
  readonly lines: Lines;
}

/**
 * Parses a file.
 *
 * @param text the file without its BOM
 * @throws {PythonSyntaxError}
 */
export function parsePython(text: string): ParsedFile {
  const lines = new Lines(text);
  const comments: (readonly [number, number])[] = [];
  try {
    const tokens = tokenizeWhole(text, lines);
    const ast = parseTokens(sourceOf(text, lines, tokens, comments), module);
    return {
      text,
      ast,
      comments: comments
        .sort(([first], [second]) => first - second)
        .map(([start, end]) => new CommentToken(text, [start, end], lines)),
      lines,
    };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { line, column } = lines.positionOf(Math.min(error.offset, text.length));
    throw new PythonSyntaxError(error.message, line, column + 1);
  }
}

/** Splits a file into tokens. Where that fails, an error of the grammar further up is what has to be mended first. */
function tokenizeWhole(text: string, lines: Lines): Tokens {
  try {
    return tokenizeFile(text);
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    const lineStart = lines.offsetOf({ line: lines.positionOf(fault.offset).line, column: 0 });
    const earlier = faultIn(text.slice(0, lineStart));
    // At the end of what is left it is only about what was cut off.
    throw earlier !== null && earlier.offset < lineStart - 1 ? earlier : fault;
  }
}

function faultIn(text: string): SyntaxFault | null {
  try {
    const tokens = tokenizeFile(text);
    if (tokens.unclosed === null) parseTokens(sourceOf(text, new Lines(text), tokens, []), module);
    return null;
  } catch (error) {
    if (error instanceof SyntaxFault) return error;
    throw error;
  }
}

class CommentToken implements Comment {
  readonly type = 'Comment';
  readonly value: string;
  readonly range: [number, number];
  readonly #lines: Lines;

  constructor(text: string, range: [number, number], lines: Lines) {
    this.value = text.slice(range[0] + 1, range[1]);
    this.range = range;
    this.#lines = lines;
  }

  get loc(): Location {
    return this.#lines.locationOf(this.range);
  }
}

/** The text with its tokens; the comments among them are added to `comments`. */
function sourceOf(text: string, lines: Lines, tokens: Tokens, comments: (readonly [number, number])[]): Source {
  for (const comment of tokens.comments) comments.push(comment);
  return {
    text,
    lines,
    tokens,
    parseExpression: (start, end) => {
      const source = sourceOf(text, lines, tokenizeExpression(text, start, end), comments);
      return parseTokens(source, fieldExpression);
    },
  };
}

function parseTokens<Node>(source: Source, grammar: (p: Cursor) => Node): Node {
  const { text, tokens } = source;
  try {
    const node = grammar(new Cursor(source));
    if (tokens.unclosed !== null) throw unclosedFault(text, tokens.unclosed);
    return node;
  } catch (error) {
    // The only one that can come is the end of the stack.
    if (error instanceof RangeError) throw new SyntaxFault('too many levels of nesting to parse', 0);
    throw error instanceof GrammarFault ? faultOf(error, text, tokens.unclosed) : error;
  }
}
