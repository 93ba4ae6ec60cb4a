/** Where and why a policy cannot be used. */
export interface PolicyErrorDetails {
  /** The key's path inside the file, such as `models.deny` or `tool.cogniverse.timeouts.max`. */
  readonly key?: string | undefined;
  /** Line and column, both from 1, of a place where the file's syntax breaks. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly cause?: unknown;
}

/**
 * A project's policy that cannot be used. The message names the file, the key or place in it, and what is
 * allowed.
 */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  /** Absolute path of the file at fault. */
  readonly file: string;
  readonly key: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  /**
   * Says what is wrong, and where.
   *
   * @param file - Absolute path of the file at fault.
   * @param problem - What is wrong and what to write instead, as sentences.
   * @param details - Where in the file.
   */
  constructor(file: string, problem: string, details: PolicyErrorDetails = {}) {
    const place = details.line === undefined ? file : `${file}:${details.line}:${details.column ?? 1}`;
    const subject = details.key === undefined || details.key === '' ? '' : `${details.key}: `;
    super(
      `${place}: ${subject}${problem}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.file = file;
    this.key = details.key;
    this.line = details.line;
    this.column = details.column;
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
