import { lines, testLateImports } from '../../../test/late-import-cases.ts';

// Loads of what may not be there.
testLateImports(
  [],
  [
    lines(
      'const hash = () => {',
      '  try {',
      "    return require('crypto').createHash('md5');",
      '  } catch {',
      '    return undefined;',
      '  }',
      '};',
    ),
    lines(
      'async function load() {',
      '  try {',
      "    const { readFile } = await import('node:fs/promises');",
      '    return { readFile };',
      '  } catch (error) {',
      "    throw new Error('Node.js only', { cause: error });",
      '  }',
      '}',
    ),
    lines(
      "test.skipIf(!hasSqlite)('a', async () => {",
      "  const { DatabaseSync } = await import('node:sqlite');",
      "  new DatabaseSync(':memory:');",
      '});',
    ),
    lines(
      "test('a', { skip: major < 22 }, async () => {",
      "  new (await import('node:sqlite')).DatabaseSync(':memory:');",
      '});',
    ),
    lines(
      "test('a', async () => {",
      '  if (major < 22) return;',
      "  new (await import('node:sqlite')).DatabaseSync(':memory:');",
      '});',
    ),
    lines(
      'const maybe = major < 22 ? test.skip : test;',
      "maybe('a', async () => {",
      "  new (await import('node:sqlite')).DatabaseSync(':memory:');",
      '});',
    ),
    lines(
      "const isHere = async () => (typeof window === 'undefined' ? (await import('fs')).statSync('x') : no);",
    ),
    lines(
      "const isNode = typeof process !== 'undefined';",
      "test('a', async () => {",
      '  if (!isNode) return;',
      "  (await import('fs')).statSync('x');",
      '});',
    ),
    lines("const load = async () => await import('node:fs').catch(() => undefined);"),
    lines("const load = () => import('node:sqlite').then((sqlite) => sqlite.DatabaseSync).catch(() => undefined);"),
    lines("const load = () => import('node:sqlite').then(use, () => undefined);"),
    lines("const read = () => process.getBuiltinModule?.('fs').statSync('x');"),
    lines(
      'if (import.meta.vitest) {',
      '  const { test } = import.meta.vitest;',
      "  test('a', async () => {",
      "    (await import('node:fs')).statSync('x');",
      '  });',
      '}',
    ),
  ],
);
