import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { inRule } from '../../../test/in-rule.ts';
import { makeProject } from '../../../test/project.ts';
import { lintedFile, type LintedFile } from '../linted-file.ts';
import { hasDefaultImports, moduleSyntax } from './module-syntax.ts';

function lintedFileOf(code: string, name: string): LintedFile {
  const file = inRule(code, lintedFile, path.resolve('/', name));
  if (!file) throw new Error('the file has no scopes');
  return file;
}

describe('moduleSyntax', () => {
  it.each([
    ['import x from "x";', 'a.test.js', 'esm'],
    ['export const x = 1;', 'a.test.js', 'esm'],
    ['const here = import.meta.url;', 'a.test.js', 'esm'],
    ['test();', 'a.test.mjs', 'esm'],
    ['test();', 'a.test.cjs', 'commonjs'],
    ['module.exports = 1;', 'a.test.js', 'commonjs'],
    ['test(() => require("x"));', 'a.test.ts', 'commonjs'],
    ['test(__dirname);', 'a.test.js', 'commonjs'],
    ['const exports = 1; test(exports);', 'a.test.js', 'unknown'],
    ['const require = load(); require("x");', 'a.test.js', 'unknown'],
    ['test();', 'a.test.ts', 'esm'],
    ['test();', 'a.test.js', 'unknown'],
  ])('tells %s in %s to be %s', (code, name, expected) => {
    expect(moduleSyntax(lintedFileOf(code, name))).toBe(expected);
  });

  it.each([
    [{ type: 'module' }, 'esm'],
    [{ type: 'commonjs' }, 'commonjs'],
    [{}, 'unknown'],
  ])('asks the nearest package that is %j where the file does not say', (content, expected) => {
    const folder = makeProject({ 'package.json': { type: 'module' }, 'packages/a/package.json': content });
    expect(moduleSyntax(lintedFileOf('test();', path.join(folder, 'packages/a/src/a.test.js')))).toBe(
      expected,
    );
    expect(moduleSyntax(lintedFileOf('module.exports = 1;', path.join(folder, 'a.test.js')))).toBe(
      'commonjs',
    );
  });
});

describe('hasDefaultImports', () => {
  it.each([
    ['import x from "x";', '/a.test.js', true],
    ['import x from "x";', '/a.test.ts', false],
    ['import x from "x";', '/a.test.mts', true],
    ['import { test } from "vitest";', '/a.test.ts', true],
    ['import os from "node:os";', '/a.test.ts', true],
    ['import * as os from "node:os";', '/a.test.ts', false],
    ['import type os from "node:os";', '/a.test.ts', false],
    ['export const here = import.meta.url;', '/a.test.ts', true],
  ])('of %s in %s is %s', (code, name, expected) => {
    expect(hasDefaultImports(lintedFileOf(code, name))).toBe(expected);
  });
});
