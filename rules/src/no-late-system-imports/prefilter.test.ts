import { describe, expect, it } from 'vitest';

import { mayHoldSystemImport } from './prefilter.ts';

describe('passes a text in which a function may load a system module', () => {
  it.each([
    "test('a', () => { require('fs'); });",
    "test('a', async () => { await import('node:fs'); });",
    'test("a", () => { require ( "fs" ); });',
    'test("a", async () => { await import(`fs`); });',
    "test('a', async () => { await import(/* late */ 'fs'); });",
    "test('a', async () => { await import /* late */ ('fs'); });",
    "test('a', () => { require?.('fs'); });",
    "test('a', () => { require(('fs')); });",
    "const load = require; test('a', () => { load('fs'); });",
    "const { createRequire: make } = module; test('a', () => { make(here)('fs'); });",
    "test('a', () => { process.getBuiltinModule('fs'); });",
    "class A { fs = require('fs'); }",
  ])('%s', (text) => {
    expect(mayHoldSystemImport(text)).toBe(true);
  });
});

describe('passes a text in which an import may follow a registration', () => {
  it.each([
    "import { vi } from 'vitest';\nvi.mock('a');\nimport fs from 'fs';",
    "import { vi } from 'vitest';\nvi.mock('a');\nimport 'fs';",
    "import { vi } from 'vitest';\nvi.mock('a');\nimport fs from /* the disk */ 'fs';",
    "jest.mock('a');\nconst fs = require('fs');",
    "jest.mock('a');\nimport fs = require('fs');",
  ])('%s', (text) => {
    expect(mayHoldSystemImport(text)).toBe(true);
  });
});

describe('holds back a text that loads no module by its name behind its first imports', () => {
  it.each([
    "import fs from 'fs';\ntest('a', () => { fs.statSync('a'); });",
    "const fs = require('fs');\ntest('a', () => { fs.statSync('a'); });",
    "test('a', async () => { await import('./a.js'); });",
    "test('a', async () => { await import(file); });",
    "test('a', () => { require.resolve('fs'); });",
    "import { vi } from 'vitest';\nvi.mock('a');\nimport { a } from '../a.js';",
  ])('%s', (text) => {
    expect(mayHoldSystemImport(text)).toBe(false);
  });
});

describe('with the modules that are looked for', () => {
  const isSystem = (module: string): boolean => module === 'fs';

  it.each([
    ["test('a', () => { require('fs'); });", true],
    ['const say = "it\'s"; test("a", () => { require("fs"); });', true],
    ["test('a', () => { require('sharp'); });", false],
    ["import fs from 'fs';\ntest('a', () => { require('sharp'); });", false],
  ])('%s: %s', (text, isPassed) => {
    expect(mayHoldSystemImport(text, isSystem)).toBe(isPassed);
  });
});
