import { parseSync, type ParseResult } from 'oxc-parser';

import { dialectsFor, type Dialect } from './dialects.ts';
import { LineTable } from './locations.ts';

/** A text as the first dialect that takes it reads it. */
export interface Parsed {
  readonly dialect: Dialect;
  readonly result: ParseResult;
}

/**
 * A text that no dialect takes. Carries the place as ESLint expects it of a parser: lines and columns from 1.
 */
export class SyntaxFailure extends SyntaxError {
  readonly lineNumber: number;
  readonly column: number;

  constructor(message: string, text: string, offset: number) {
    super(message);
    const { line, column } = new LineTable(text).positionAt(offset);
    this.lineNumber = line;
    this.column = column + 1;
  }
}

/**
 * Parses a text with the dialects of its file name, one after the other.
 *
 * @throws {SyntaxFailure} where none takes it, with the error of the dialect that got furthest.
 */
export function parse(file: string, text: string): Parsed {
  let furthest = { message: '', offset: -1 };
  for (const dialect of dialectsFor(file)) {
    const result = parseAs(dialect, file, text);
    const error = firstError(result);
    if (!error) return { dialect, result };
    if (error.offset > furthest.offset) furthest = error;
  }
  throw new SyntaxFailure(furthest.message, text, furthest.offset);
}

/** How many errors a text has as one dialect, counting early errors such as a name declared twice. */
export function countErrors(dialect: Dialect, file: string, text: string): number {
  return errorsOf(parseAs(dialect, file, text, true)).length;
}

function parseAs(
  { lang, sourceType }: Dialect,
  file: string,
  text: string,
  showSemanticErrors = false,
): ParseResult {
  return parseSync(file, text, {
    lang,
    sourceType,
    astType: 'ts',
    preserveParens: false,
    showSemanticErrors,
  });
}

function errorsOf({ errors }: ParseResult): ParseResult['errors'] {
  return errors.filter(({ severity }) => severity === 'Error');
}

function firstError(result: ParseResult): { message: string; offset: number } | undefined {
  const [error] = errorsOf(result);
  return error && { message: error.message, offset: error.labels[0]?.start ?? 0 };
}
