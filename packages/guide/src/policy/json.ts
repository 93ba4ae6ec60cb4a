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
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PolicyError(file, `is not JSON: ${reason}.`, { cause });
  }
}
