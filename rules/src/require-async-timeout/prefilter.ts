/** The names under which runners, and modules that extend them, provide tests. */
const NAMES = /(?<![\w$])(?:f?it|specify|describe|suite|context)(?![a-z0-9_])|[Tt]est/;

/**
 * Whether a text can hold what `require-async-timeout` reports: a call of a test. Names that are written with unicode
 * escapes (`\u0069t`) are not seen.
 */
export function mayHoldAsyncTest(text: string): boolean {
  return NAMES.test(text);
}
