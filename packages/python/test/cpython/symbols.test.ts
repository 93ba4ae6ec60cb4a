import { describe, expect, test } from 'vitest';

import { parseSourceCode, type PythonSourceCode, type Scope } from '../../src/index.ts';
import { library, libraryFiles, python, runScript } from './library.ts';

/*
 * Compares which names are bound in which scopes with the symtable module of the Python on this machine, for its own
 * standard library with the tests. From 3.12 on it puts the names of comprehensions into the function around, and
 * before 3.10 some scopes begin elsewhere.
 */

interface Symbols {
  readonly path: string;
  readonly error?: string;
  readonly text: string;
  readonly scopes: readonly string[];
}

const isComparable = library !== null && library.minor >= 10 && library.minor < 12;

describe.runIf(isComparable)('the scopes', () => {
  test('bind the names that CPython binds there', { timeout: 600_000 }, async () => {
    const files = libraryFiles();
    const wrong: unknown[] = [];
    let compared = 0;
    for await (const symbols of runScript('symbols.py', files)) {
      const { path: file, error, text, scopes } = symbols as Symbols;
      compared++;
      if (error !== undefined) continue;
      const ours = describeScopes(parseSourceCode(text));
      const missing = scopes.filter((line) => !ours.includes(line));
      const extra = ours.filter((line) => !scopes.includes(line));
      if (missing.length + extra.length > 0) wrong.push({ file, missing, extra });
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(files.length);
  });
});

describe.skipIf(isComparable)('the scopes', () => {
  test.skip(`are not compared with CPython's: ${python} is not 3.10 or 3.11, or not there`);
});

function describeScopes(code: PythonSourceCode): string[] {
  return code.scopes.scopes
    .map((scope) => {
      const line = scope.type === 'module' ? 0 : scope.block.loc.start.line;
      return `${scope.type} ${line}: ${namesOf(scope, code).join(' ')}`;
    })
    .sort();
}

function namesOf(scope: Scope, { scopes }: PythonSourceCode): string[] {
  return (
    Array.from(scope.variables.values())
      // What only functions bind, by `global`, is no local name of the module for CPython.
      .filter(({ definitions }) => definitions.some(({ name }) => standsIn(scopes.scopeOf(name), scope)))
      .map(({ name }) => name)
      .filter((name) => !name.includes('__') || (name.startsWith('__') && name.endsWith('__')))
      .sort()
  );
}

/** Whether a name that stands in one scope is bound by it in the other one, as `:=` in a comprehension is. */
function standsIn(scope: Scope, owner: Scope): boolean {
  let at = scope;
  while (at !== owner && at.type === 'comprehension' && at.upper !== null) at = at.upper;
  return at === owner;
}
