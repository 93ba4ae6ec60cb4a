import { lines, testLateImports } from '../../../test/late-import-cases.ts';

// Tests that are about loading.
testLateImports(
  [],
  [
    lines(
      "test('a', () => {",
      "  expect(() => require('node:os')).not.toThrow();",
      "  expect(require('node:os').cpus()).toHaveLength(1);",
      '});',
    ),
    lines(
      "test('a', async () => {",
      "  await expect(import('node:os')).resolves.toBeDefined();",
      "  await expect(() => import('node:fs')).rejects.toThrow();",
      '});',
    ),
    lines(
      "test('a', () => {",
      '  assert.throws(() => {',
      "    require('fs');",
      '  });',
      "  assert.strictEqual(require('process') === process, true);",
      '});',
    ),
    lines(
      "test('a', async () => {",
      "  const url = await import('url');",
      "  expect(typeof url.parse).toBe('function');",
      '  expect(url.URL).toBeDefined();',
      '});',
    ),
  ],
);
