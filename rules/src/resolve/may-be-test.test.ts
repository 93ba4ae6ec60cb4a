import { describe, expect, test } from 'vitest';

import { mayBeTest } from './test-file.ts';

describe('mayBeTest', () => {
  test.each([
    ['test/a.ts', ''],
    ['src/a.ts', "import { test } from 'vitest';"],
    ['src/a.ts', "describe('x', () => {});"],
    ['src/a.ts', "test.each`a`('x');"],
    ['src/a.ts', "(it)('x');"],
    ['src/a.ts', "it /* x */ ('x');"],
    ['src/a.ts', 'if (import.meta.vitest) {}'],
  ])('%s holding %s may be', (file, text) => {
    expect(mayBeTest(file, text)).toBe(true);
  });

  test.each([
    ['src/a.ts', "import fs from 'node:fs'; /x/.test(fs.readFileSync('it'));"],
    ['src/a.ts', 'const latest = commit();'],
  ])('%s holding %s is not', (file, text) => {
    expect(mayBeTest(file, text)).toBe(false);
  });
});
