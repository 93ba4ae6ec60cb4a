import { parseSync, type ParseResult } from 'oxc-parser';

import { dialectsFor, type Dialect } from './dialects.ts';
import { LineTable } from './locations.ts';
import { SyntaxFailure } from './syntax-failure.ts';

/** A text as the first dialect that takes it reads it. */
export interface Parsed {
  readonly dialect: Dialect;
  readonly result: ParseResult;
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
  const { line, column } = new LineTable(text).positionAt(furthest.offset);
  throw new SyntaxFailure(furthest.message, line, column + 1);
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
