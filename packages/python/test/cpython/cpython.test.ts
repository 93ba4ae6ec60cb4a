import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { describe, expect, test } from 'vitest';

import { type PythonSourceCode, PythonSyntaxError, parseSourceCode } from '../../src/index.ts';
import { type Cpython, treeLines } from './tree-lines.ts';

/*
 * Compares our nodes, fields, values and places with those of the ast module of the Python on this machine, for
 * its own standard library with the tests. Left out, with the reason:
 * - the places of what stands in f-strings, where the Python is older than 3.12, which does not know them;
 * - the value of a string with a character by name, `\N{DEGREE SIGN}`, which takes Unicode's list of names;
 * - files that CPython refuses for their encoding, since text that is parsed has been decoded.
 */

/** The Python to compare with, from 3.10: before that, names in imports had no places. */
const python = process.env['COMPARE_PYTHON'] ?? 'python3';
/** Every nth file is compared: `COMPARE_EVERY=1` compares all. */
const every = Number(process.env['COMPARE_EVERY'] ?? '12');
const ENCODING = /encoding|codec/iu;

interface Dumped {
  readonly path: string;
  readonly error?: string;
  readonly lines?: string;
  readonly text?: string | null;
}

describe.skipIf(libraryOf(python) === null)('the tree', () => {
  test('is that of CPython for its standard library', { timeout: 600_000 }, async () => {
    const files = pythonFiles(libraryOf(python) ?? '').filter((_, index) => index % every === 0);
    const wrong: string[] = [];
    let compared = 0;
    for await (const [cpython, dumped] of dump(files)) {
      const difference = compare(cpython, dumped);
      if (difference !== null) wrong.push(`${dumped.path}: ${difference}`);
      compared++;
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(files.length);
  });
});

describe.runIf(libraryOf(python) === null)('the tree', () => {
  test.skip(`is not compared with CPython's: there is no ${python} from 3.10 on this machine`);
});

function libraryOf(program: string): string | null {
  try {
    const script = 'import sys, sysconfig; print(sysconfig.get_path("stdlib") if sys.version_info >= (3, 10) else "")';
    return execFileSync(program, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
}

function pythonFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && !file.includes('site-packages'))
    .sort()
    .map((file) => path.join(directory, file));
}

async function* dump(files: readonly string[]): AsyncGenerator<[Cpython, Dumped]> {
  const child = spawn(python, [path.join(import.meta.dirname, 'dump.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONIOENCODING: 'utf8' },
  });
  child.stdin.end(`${files.join('\n')}\n`);
  let cpython: Cpython | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (cpython === undefined) cpython = JSON.parse(line) as Cpython;
    else yield [cpython, JSON.parse(line) as Dumped];
  }
}

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
