import type { Location } from '../ast/base.ts';
import type { Module } from '../ast/nodes.ts';
import { convert, type Source } from './convert.ts';
import { faultOf, unclosedFault } from './faults.ts';
import { GrammarError, parseGrammar, type RawNode } from './grammar.ts';
import { Lines } from './lines.ts';
import { type Scan, scanExpression, scanFile } from './scan.ts';
import { PythonSyntaxError, SyntaxFault } from './syntax-error.ts';
import type { TreeNode } from './tree-node.ts';

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
  readonly ast: Module;
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
  const comments: [number, number][] = [];
  try {
    const scan = scanWhole(text, lines);
    const source = sourceOf(text, lines, scan, comments);
    const tree = convert(parseCode(text, scan), [0, text.length], source);
    return {
      text,
      // The tree was made by the fields that the types state.
      ast: tree as unknown as Module,
      comments: comments
        .sort(([first], [second]) => first - second)
        .map((range) => new CommentToken(text, range, lines)),
      lines,
    };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { line, column } = lines.positionOf(Math.min(error.offset, text.length));
    throw new PythonSyntaxError(error.message, line, column + 1);
  }
}

/** Scans a file. Where that fails, an error of the grammar further up is what has to be mended first. */
function scanWhole(text: string, lines: Lines): Scan {
  try {
    return scanFile(text);
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
    const scan = scanFile(text);
    if (scan.unclosed === null) parseCode(text, scan);
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

function sourceOf(text: string, lines: Lines, scan: Scan, comments: [number, number][]): Source {
  for (const [start, end] of scan.comments) comments.push([start, end]);
  return {
    text,
    lines,
    scan,
    parseExpression: (start, end) => parseExpression(text, lines, start, end, comments),
  };
}

/** Parses the expression of an f-string's field. */
function parseExpression(
  text: string,
  lines: Lines,
  start: number,
  end: number,
  comments: [number, number][],
): TreeNode {
  const scan = scanExpression(text, start, end);
  const module = parseCode(text, scan);
  const body: readonly (RawNode & { readonly value?: RawNode })[] =
    'body' in module && Array.isArray(module.body) ? module.body : [];
  const expression = body.length === 1 && body[0]?.nodeType === 'Expr' ? body[0].value : undefined;
  if (expression === undefined) throw new SyntaxFault('f-string: invalid syntax', start);
  // The brackets around are not in the text, those of a tuple least of all.
  const isBracketed = expression.lineno === 1 && expression.col_offset === 0;
  return convert(expression, isBracketed ? scan.range : null, sourceOf(text, lines, scan, comments));
}

function parseCode(text: string, scan: Scan): RawNode {
  try {
    const tree = parseGrammar(scan.code.text);
    if (scan.unclosed !== null) throw unclosedFault(text, scan.unclosed);
    return tree;
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    throw faultOf(error, text, scan);
  }
}
