import { commonjs, lines, testLateImports } from '../../../test/late-import-cases.ts';

// Loads that mocks and hooks of the module loader decide about.
testLateImports(
  [],
  [
    lines(
      "vi.mock('./disk', async () => {",
      "  const { join } = await import('node:path');",
      "  return { at: join('a', 'b') };",
      '});',
    ),
    "jest.mock('./disk', () => require('os').tmpdir());\n",
    {
      name: 'in a mock factory with a name',
      code: lines(
        'async function fakeDisk() {',
        "  return import('node:fs');",
        '}',
        "vi.mock('./disk', fakeDisk);",
      ),
    },
    lines(
      "import { vi as v } from 'vitest';",
      "const { tmp } = await v.hoisted(async () => ({ tmp: (await import('node:os')).tmpdir() }));",
    ),
    lines(
      "vi.mock('node:fs', async (real) => ({ ...(await real()), ...(await vi.importActual('os')) }));",
    ),
    lines("jest.mock('fs', () => ({ ...jest.requireActual('fs'), sep: require('path').sep }));"),
    {
      name: 'a mock that names its module by import()',
      code: lines(
        "test('a', () => {",
        "  vi.doMock(import('node:os'), () => ({}));",
        "  vi.unmock(import('node:fs'));",
        '});',
      ),
    },
    {
      name: 'after a mock in place',
      code: lines(
        "test('a', async () => {",
        "  vi.doMock('node:os', () => ({ cpus: () => [] }));",
        "  const os = await import('node:os');",
        '  os.cpus();',
        '});',
      ),
    },
    {
      name: 'after a mock in place of something else',
      code: lines(
        "test('a', async () => {",
        "  vi.doMock('./cores');",
        "  const os = await import('node:os');",
        '  os.cpus();',
        '});',
      ),
    },
    {
      name: 'after a mock in the suite',
      code: lines(
        "describe('a', () => {",
        "  jest.doMock('os');",
        "  it('b', () => {",
        "    require('os').cpus();",
        '  });',
        '});',
      ),
    },
    {
      name: 'a module that another test mocks in place',
      code: lines(
        "test('a', async () => {",
        "  const os = await import('os');",
        '  os.cpus();',
        '});',
        "test('b', () => {",
        "  vi.doMock('node:os');",
        '});',
      ),
    },
    {
      name: 'modules that a hook resets',
      code: lines(
        'beforeEach(() => {',
        '  jest.resetModules();',
        '});',
        "test('a', () => {",
        "  require('fs').statSync('x');",
        '});',
      ),
    },
    {
      name: 'modules that a helper resets',
      code: lines(
        'function fresh() {',
        '  vi.resetModules();',
        '}',
        "test('a', async () => {",
        '  fresh();',
        "  (await import('fs')).statSync('x');",
        '});',
      ),
    },
    {
      name: 'isolated modules',
      code: lines(
        "test('a', () => {",
        '  jest.isolateModules(() => {',
        "    require('fs').statSync('x');",
        '  });',
        '});',
      ),
    },
    {
      name: 'mocked for a native module',
      code: lines(
        "import { mock, test } from 'node:test';",
        "test('a', async () => {",
        "  mock.module('node:os', { namedExports: {} });",
        "  const os = await import('node:os');",
        '  os.cpus();',
        '});',
      ),
    },
    {
      name: "mocked through the test's context",
      code: lines(
        "import test from 'node:test';",
        "test('a', async (t) => {",
        "  t.mock.module('node:os', {});",
        "  const os = await import('node:os');",
        '  os.cpus();',
        '});',
      ),
    },
    {
      name: 'past a mock that does not reach require',
      code: lines(
        "vi.mock('fs');",
        "test('a', () => {",
        "  const fs = require('fs');",
        "  fs.statSync('x');",
        '});',
      ),
    },
    {
      name: 'past a mock of any runner',
      code: lines(
        "jest.mock('fs');",
        "test('a', () => {",
        "  process.getBuiltinModule('fs').statSync('x');",
        '});',
      ),
    },
    {
      ...commonjs,
      name: 'with a package that replaces modules',
      code: lines(
        "const mock = require('mock-require');",
        "test('a', () => {",
        "  mock('fs', {});",
        "  require('fs').statSync('x');",
        '});',
      ),
    },
    {
      name: 'behind hooks of the loader',
      code: lines(
        "import { registerHooks } from 'node:module';",
        "test('a', async () => {",
        '  registerHooks({});',
        "  (await import('node:fs')).statSync('x');",
        '});',
      ),
    },
    {
      ...commonjs,
      name: 'behind a change of the loader',
      code: lines(
        "const Module = require('module');",
        'beforeEach(() => {',
        '  Module._load = () => ({});',
        '});',
        "test('a', () => {",
        "  require('fs').statSync('x');",
        '});',
      ),
    },
    {
      ...commonjs,
      name: 'behind a change of the cache',
      code: lines(
        "test('a', () => {",
        "  require.cache['fs'] = {};",
        "  require('fs').statSync('x');",
        '});',
      ),
    },
  ],
);
