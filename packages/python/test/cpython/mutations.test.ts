import { describe, expect, test } from 'vitest';

import { PythonSyntaxError, parseSourceCode } from '../../src/index.ts';
import { library, libraryFiles, python, runScript } from './library.ts';

/*
 * Compares what we take for Python with what the Python on this machine does, for functions of its own standard
 * library in which a token is missing, or another one stands in its place or before it.
 */

interface Mutation {
  readonly text: string;
  readonly error: string | null;
}

// Python 3.10 has fewer forms.
const isComparable = library !== null && library.minor >= 11;

describe.runIf(isComparable)('broken code', () => {
  test('is refused where CPython refuses it', { timeout: 600_000 }, async () => {
    const wrong: unknown[] = [];
    let refused = 0;
    for await (const mutation of runScript('mutations.py', libraryFiles())) {
      const { text, error } = mutation as Mutation;
      const ours = faultIn(text);
      if (error !== null) refused++;
      if ((ours === null) !== (error === null)) wrong.push({ text, ours, error });
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  });
});

describe.skipIf(isComparable)('broken code', () => {
  test.skip(`is not compared with CPython's verdict: there is no ${python} from 3.11 on this machine`);
});

function faultIn(text: string): string | null {
  try {
    parseSourceCode(text);
    return null;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error.message;
    throw error;
  }
}
