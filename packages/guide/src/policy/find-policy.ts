import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { parse as parseToml, TomlError } from 'smol-toml';

import { parseJson } from './json.ts';
import { policyModules } from './policy-candidates.ts';
import { messageOf, PolicyError } from './policy-error.ts';

/** Where a project's policy stands. */
export type PolicyPlace =
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'data'; readonly file: string; readonly prefix: string; readonly data: unknown };

/**
 * Finds the policy that holds in a directory: the nearest one upwards, up to the repository's root (a
 * directory with `.git`) or the file system's.
 *
 * @param directory - Where to begin. It need not exist.
 * @throws {PolicyError} If a directory holds two policies, or a file that may hold one cannot be read.
 */
export function findPolicyPlace(directory: string): PolicyPlace | undefined {
  for (let current = resolve(directory); ; current = dirname(current)) {
    const [place, other] = placesIn(current);
    if (place !== undefined && other !== undefined) {
      throw new PolicyError(
        place.file,
        `this directory has a second policy, in ${other.file}. Keep one of them.`,
      );
    }
    if (place !== undefined || existsSync(join(current, '.git')) || current === dirname(current)) {
      return place;
    }
  }
}

/**
 * Finds the file with the policy that holds in a directory.
 *
 * @param directory - Where to begin: the nearest policy upwards counts, up to the repository's root (a
 *   directory with `.git`) or the file system's.
 * @returns An absolute path, or `undefined` if the project has no policy of its own.
 * @throws {PolicyError} If a directory holds two policies, or a file that may hold one cannot be read.
 */
export function findPolicyFile(directory: string): string | undefined {
  return findPolicyPlace(directory)?.file;
}

function placesIn(directory: string): readonly PolicyPlace[] {
  const modules = policyModules
    .map((name) => join(directory, name))
    .filter(isFile)
    .map((file): PolicyPlace => ({ kind: 'module', file }));
  const data = [
    readData(join(directory, 'cogniverse.config.json'), parseJson, []),
    readData(join(directory, 'package.json'), parseJson, ['cogniverse']),
    readData(join(directory, 'pyproject.toml'), parsePyproject, ['tool', 'cogniverse']),
  ];
  return [...modules, ...data.filter((place) => place !== undefined)];
}

/** Reads the part of a data file that is the policy; `undefined` if there is no file or no such part. */
function readData(
  file: string,
  parse: (text: string, file: string) => unknown,
  path: readonly string[],
): PolicyPlace | undefined {
  if (!isFile(file)) {
    return undefined;
  }
  const text = readText(file);
  // A broken manifest without a policy is not ours to report.
  if (path.length > 0 && !text.includes('cogniverse')) {
    return undefined;
  }
  let data = parse(text, file);
  for (const name of path) {
    if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) {
      return undefined;
    }
    data = Object.entries(data).find(([key]) => key === name)?.[1];
  }
  return { kind: 'data', file, prefix: path.join('.'), data };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new PolicyError(file, `cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function parsePyproject(text: string, file: string): unknown {
  try {
    return parseToml(text);
  } catch (cause) {
    const place = cause instanceof TomlError ? { line: cause.line, column: cause.column } : {};
    // The parser's message goes on with an excerpt of the file.
    const [reason = ''] = messageOf(cause).replace('Invalid TOML document: ', '').split('\n', 1);
    throw new PolicyError(file, `is not TOML: ${reason}.`, { ...place, cause });
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
