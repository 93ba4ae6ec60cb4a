import path from 'node:path';

import { UsageError } from '../errors.ts';
import { exists } from './expand-path.ts';

/** What is given on the command line, by its kind. */
export interface Arguments {
  /** What exists by that very name, though it may look like a pattern. */
  readonly paths: readonly string[];
  readonly globs: readonly string[];
  /** Patterns that exclude, with their `!`. */
  readonly exclusions: readonly string[];
  /** What is nothing of these. */
  readonly missing: readonly string[];
}

/**
 * Tells paths from patterns.
 *
 * @throws {UsageError} where patterns exclude from nothing, or a path is empty.
 */
export async function sortArguments(given: readonly string[], cwd: string): Promise<Arguments> {
  requireNames(given);
  const paths: string[] = [];
  const others: string[] = [];
  for (const one of given) (exists(path.resolve(cwd, one)) ? paths : others).push(one);
  if (others.length === 0) return { paths, globs: [], exclusions: [], missing: [] };
  const { isDynamicPattern } = await import('globby');
  const exclusions = others.filter((one) => one.startsWith('!'));
  const globs = others.filter((one) => !one.startsWith('!') && isDynamicPattern(one));
  if (exclusions.length > 0 && globs.length === 0) {
    throw new UsageError(
      `${JSON.stringify(exclusions[0])} excludes from patterns only; write one beside it: "**/*.test.ts"`,
    );
  }
  const missing = others.filter((one) => !one.startsWith('!') && !isDynamicPattern(one));
  return { paths, globs, exclusions, missing };
}

/**
 * Passes where no path is empty. A variable of a shell that is not set would otherwise stand for the whole folder.
 *
 * @throws {UsageError} where one is.
 */
export function requireNames(given: readonly string[]): void {
  if (given.includes('')) throw new UsageError('"" names nothing; for the current folder, write .');
}

/** Says of an argument that it stands for nothing. */
export function isMissing(given: string): string {
  return `${JSON.stringify(given)} does not exist`;
}
