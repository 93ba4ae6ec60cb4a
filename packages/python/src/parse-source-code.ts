import { parsePython } from './parse/parse.ts';
import { PythonSourceCode } from './source-code.ts';

const BOM = '\uFEFF';

/**
 * Parses a Python file without ESLint.
 *
 * @param text the file, with its byte order mark if it has one
 * @throws {PythonSyntaxError} with `lineNumber` and `column`, both from 1
 */
export function parseSourceCode(text: string): PythonSourceCode {
  const hasBOM = text.startsWith(BOM);
  return new PythonSourceCode(parsePython(hasBOM ? text.slice(1) : text), hasBOM);
}
