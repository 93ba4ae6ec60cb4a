import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { imported, used } from '../../test/sources.ts';
import { defaultExportValues, followOneImport, parseSource, readSource, resolveRelative } from './module-file.ts';
import { evaluate, type StaticValue } from './static-value.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'module-file-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): string {
  const file = path.join(directory, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('readSource', () => {
  it('reads a file again only where it changed', () => {
    const file = write('a.ts', 'export const A = 1;');
    const first = readSource(file);
    expect(first?.ast.body).toHaveLength(1);
    expect(readSource(file)).toBe(first);
    writeFileSync(file, 'export const A = 2, B = 3; use();');
    expect(readSource(file)?.ast.body).toHaveLength(2);
    utimesSync(file, 1, 1);
    expect(readSource(file)).not.toBe(first);
  });

  it.each([
    ['nothing', undefined],
    ['a syntax error', 'const = 1'],
    ['a file of more than a megabyte', `// ${'x'.repeat(1_000_001)}`],
  ])('gives nothing for %s', (_, text) => {
    expect(readSource(text === undefined ? path.join(directory, 'none.ts') : write('a.ts', text))).toBeUndefined();
    expect(readSource(directory)).toBeUndefined();
  });
});

describe('parseSource', () => {
  it.each([
    ['a.ts', 'const a = <T>(x: T) => <any>x;'],
    ['a.mts', 'await x; enum A { B }'],
    ['a.js', 'const a = <div>{b as any}</div>;'],
    ['a.js', 'const r = c => ({ a: 1 })\n{ f() }'],
    ['a.cjs', 'module.exports = 1; return;'],
    ['a.js', '\uFEFF#!/usr/bin/env node\nexport default 1;'],
    ['a.unknown', 'export default 1;'],
  ])('parses %s: %s', (file, text) => {
    expect(parseSource(file, text)?.ast.type).toBe('Program');
  });

  it('gives every node its parent', () => {
    const source = imported('use(a.b)');
    const { parent: call } = used(source);
    expect(call.parent?.parent).toBe(source.ast);
  });
});

describe('resolveRelative', () => {
  it.each([
    ['./a', 'a.ts'],
    ['./a.js', 'a.ts'],
    ['./b.jsx', 'b.tsx'],
    ['./c.mjs', 'c.mts'],
    ['./d.js', 'd.js'],
    ['./e', 'e/index.js'],
    ['./e/', 'e/index.js'],
    ['./f.json', 'f.json'],
    ['./g.config', 'g.config.ts'],
    ['./x', undefined],
    ['../x', undefined],
    ['pkg', undefined],
    ['.hidden', undefined],
  ])('%s is %s', (specifier, expected) => {
    for (const name of ['a.ts', 'b.tsx', 'c.mts', 'd.js', 'e/index.js', 'f.json', 'g.config.ts']) {
      write(`src/${name}`, '');
    }
    const found = resolveRelative(path.join(directory, 'src/from.ts'), specifier);
    expect(found && path.relative(path.join(directory, 'src'), found)).toBe(expected?.replaceAll('/', path.sep));
  });
});

describe('followOneImport', () => {
  function valuesOf(code: string): unknown[] {
    const source = imported(code, path.join(directory, 'case.test.ts'));
    const values = evaluate(used(source), source, { followImport: followOneImport });
    return values.map((value) => (value.kind === 'constant' ? value.value : value.kind));
  }

  it.each<[string, string, string, unknown]>([
    ['a.ts', 'export const A = 5;', 'import { A } from "./a"; use(A)', 5],
    ['a.ts', 'const A = 5; export { A as B };', 'import { B } from "./a"; use(B)', 5],
    ['a.ts', 'const A = 5; export { A as "a b" };', 'import { "a b" as B } from "./a"; use(B)', 5],
    ['a.ts', 'export default { slow: 5 } as const;', 'import T from "./a"; use(T.slow)', 5],
    ['a.ts', 'const T = { slow: 5 }; export default T;', 'import T from "./a"; use(T.slow)', 5],
    ['a.ts', 'export const A = 5;', 'import * as T from "./a"; use(T.A)', 5],
    ['a.ts', 'export const T = { slow: 5 };', 'import * as m from "./a"; const { T: { slow } } = m; use(slow)', 5],
    ['a.ts', 'export const A = 5;', 'const { A } = await import("./a"); use(A * 2)', 10],
    ['a.ts', 'export = { slow: 5 };', 'import T = require("./a"); use(T.slow)', 5],
    ['a.ts', 'export async function body() {}', 'import { body } from "./a"; use(body)', 'function'],
    ['a.cjs', 'module.exports = { A: 5 };', 'const { A } = require("./a.cjs"); use(A)', 5],
    ['a.cjs', 'module.exports = { A: 5 };', 'use(require("./a.cjs").A)', 5],
    ['a.cjs', 'module.exports = { A: 5 };', 'import { A } from "./a.cjs"; use(A)', 5],
    ['a.cjs', 'exports.A = 5;', 'const m = require("./a.cjs"); use(m.A)', 5],
    ['a.cjs', 'module.exports.A = 5;', 'const { A } = require("./a.cjs"); use(A)', 5],
    ['a.cjs', 'var A = 5; function f() { return A; } exports.A = A;', 'const { A } = require("./a.cjs"); use(A)', 5],
    ['a.ts', 'export default { A: 5 };', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export let A = 5; A = 6;', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export const A = ["a"]; A.push("b");', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export const A = ["a"];', 'import { A } from "./a"; A.push("b"); use(A)', 'unknown'],
    ['a.ts', 'export const T = { a: 5 };', 'import * as m from "./a"; m.T.a = 6; use(m.T.a)', 'unknown'],
    ['a.ts', 'import { A } from "./b"; export { A };', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export * from "./b";', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export { A } from "./b";', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export const B = 5;', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'const = 5', 'import { A } from "./a"; use(A)', 'unknown'],
    ['a.ts', 'export const A = 5;', 'import { A } from "a"; use(A)', 'unknown'],
  ])('%s with %s: %s', (name, text, code, expected) => {
    write(name, text);
    write('b.ts', 'export const A = 5;');
    expect(valuesOf(code)).toEqual([expected]);
  });
});

describe('defaultExportValues', () => {
  const valuesOf = (text: string): readonly StaticValue[] => defaultExportValues(imported(text));

  it.each([
    'export default { a: 1 };',
    'const config = { a: 1 }; export default config;',
    'const config = { a: 1 }; export { config as default };',
    'export default { a: 1 } satisfies Config;',
    'import { defineConfig } from "x"; export default defineConfig({ a: 1 });',
    'module.exports = { a: 1 };',
    'exports.default = { a: 1 };',
    'export = { a: 1 };',
  ])('reads %s', (text) => {
    expect(valuesOf(text)).toMatchObject([{ kind: 'object' }]);
  });

  it('is empty where there is none', () => {
    expect(valuesOf('export const a = 1;')).toEqual([]);
  });
});
