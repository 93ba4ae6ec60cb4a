import { printParseErrorCode, visit } from 'jsonc-parser';

import { PolicyError } from './policy-error.ts';

/**
 * Parses JSON.
 *
 * @param text - The file's text, without a byte order mark.
 * @param file - Absolute path, for the message.
 * @throws {PolicyError} With line and column of the first place that is not JSON.
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw jsonError(text, file, cause);
  }
}

/** `JSON.parse` does not always say where the fault is, and each Node.js version words it differently. */
function jsonError(text: string, file: string, cause: unknown): PolicyError {
  const faults: PolicyError[] = [];
  visit(
    text,
    {
      onError(code, offset, length, line, column) {
        const problem = printParseErrorCode(code).replaceAll(/\B[A-Z]/g, ' $&').toLowerCase();
        const [found = ''] = text.slice(offset, offset + length).split(/[\r\n]/, 1);
        const message = `is not JSON: ${problem}; found ${found === '' ? 'the end' : found}.`;
        faults.push(new PolicyError(file, message, { line: line + 1, column: column + 1, cause }));
      },
    },
    { disallowComments: true },
  );
  return faults[0] ?? new PolicyError(file, 'is not JSON.', { cause });
}
