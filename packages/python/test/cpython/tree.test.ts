import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { type PythonSourceCode, PythonSyntaxError, parseSourceCode } from '../../src/index.ts';
import { library, libraryFiles, python, runScript } from './library.ts';
import { type Cpython, treeLines } from './tree-lines.ts';

/*
 * Compares our nodes, fields, values and places with those of the ast module of the Python on this machine, for
 * its own standard library with the tests. Left out, with the reason:
 * - the places of what stands in f-strings, where the Python is older than 3.12, which does not know them;
 * - the value of a string with a character by name, `\N{DEGREE SIGN}`, which takes Unicode's list of names;
 * - files that CPython refuses for their encoding, since text that is parsed has been decoded.
 */

const ENCODING = /encoding|codec/iu;

interface Dumped {
  readonly path: string;
  readonly error?: string;
  readonly lines?: string;
  readonly text?: string | null;
}

// Before 3.10 the names of imports have no places.
const isComparable = library !== null && library.minor >= 10;

describe.runIf(isComparable)('the tree', () => {
  test('is that of CPython for its standard library', { timeout: 600_000 }, async () => {
    const files = libraryFiles();
    const wrong: string[] = [];
    let cpython: Cpython | undefined;
    let compared = 0;
    for await (const printed of runScript('dump.py', files)) {
      if (cpython === undefined) {
        cpython = printed as Cpython;
        continue;
      }
      const dumped = printed as Dumped;
      const difference = compare(cpython, dumped);
      if (difference !== null) wrong.push(`${dumped.path}: ${difference}`);
      compared++;
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(files.length);
  });
});

describe.skipIf(isComparable)('the tree', () => {
  test.skip(`is not compared with CPython's: there is no ${python} from 3.10 on this machine`);
});

/** What differs, or null. */
function compare(cpython: Cpython, { path: file, error, lines, text }: Dumped): string | null {
  const ours = parse(text ?? readFileSync(file, 'utf8'));
  if (error !== undefined) {
    return ours instanceof PythonSyntaxError || ENCODING.test(error) ? null : `is accepted, but: ${error}`;
  }
  if (ours instanceof PythonSyntaxError) return `${ours.message} (${ours.lineNumber}:${ours.column})`;
  const tree = treeLines(ours, cpython);
  return tree === lines ? null : firstDifference(tree.split('\n'), lines?.split('\n') ?? []);
}

function parse(text: string): PythonSourceCode | PythonSyntaxError {
  try {
    return parseSourceCode(text);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    throw error;
  }
}

function firstDifference(ours: readonly string[], theirs: readonly string[]): string {
  const index = ours.findIndex((line, at) => line !== theirs[at]);
  const context = theirs.slice(Math.max(0, index - 5), index).join(' ');
  return `after ${context}: "${ours[index] ?? ''}" instead of "${theirs[index] ?? ''}"`;
}
