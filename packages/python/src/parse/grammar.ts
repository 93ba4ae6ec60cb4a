import { createRequire } from 'node:module';

import type * as PyAst from 'py-ast';

const require = createRequire(import.meta.url);

/**
 * A node as the parser gives it: CPython's fields, of which absent ones are undefined, and CPython's places.
 * Some names of nodes begin with another case than CPython's.
 */
export interface RawNode {
  readonly nodeType: string;
  readonly lineno?: number | undefined;
  readonly col_offset?: number | undefined;
  readonly end_lineno?: number | undefined;
  readonly end_col_offset?: number | undefined;
}

/** What the grammar does not allow, at a place in the code. */
export class GrammarError extends Error {
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-8 bytes. */
  readonly byteColumn: number;

  /**
   * @param message what is wrong
   * @param line from 1
   * @param byteColumn from 0, in UTF-8 bytes
   */
  constructor(message: string, line: number, byteColumn: number) {
    super(message);
    this.line = line;
    this.byteColumn = byteColumn;
  }
}

/**
 * Parses code in plain form. All that the rest knows of the parser stands in this file, so that another one can
 * take its place.
 *
 * @throws {GrammarError}
 */
export function parseGrammar(code: string): RawNode {
  try {
    // Loaded with the first text: where a plugin brings this language along, most runs have no Python.
    const { parse } = require('py-ast') as typeof PyAst;
    return parse(code);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof RangeError) throw new GrammarError('too many levels of nesting to parse', 1, 0);
    const lineno = 'lineno' in error && typeof error.lineno === 'number' ? error.lineno : 1;
    const column = 'col_offset' in error && typeof error.col_offset === 'number' ? error.col_offset : 0;
    throw new GrammarError(error.message.replace(/ at line \d+, column \d+$/u, ''), lineno, column);
  }
}
