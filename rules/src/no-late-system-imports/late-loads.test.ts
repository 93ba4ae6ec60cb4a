import { testFixes, testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { noLateSystemImports } from './index.ts';
import type { MessageId } from './messages.ts';
import type { Options } from './options.ts';
import { mayHoldSystemImport } from './prefilter.ts';

const commonjs = { filename: 'case.test.cjs', sourceType: 'commonjs' } as const;

/** Where a system module may be loaded, and where not. */
const cases: RuleCases<MessageId, [Options]> = {
  valid: [
    { name: 'at module level', code: "import os from 'node:os';\nconst fs = await import('node:fs');\nos.cpus(fs);\n" },
    { ...commonjs, name: 'on a condition at module level', code: "if (process.argv[2]) require('os').cpus();\n" },
    { ...commonjs, name: 'in a function that is called where it stands', code: "const cpus = (() => require('os').cpus())();\n" },
    { ...commonjs, name: 'in a wrapper around the whole file', code: "(function () {\n  const fs = require('fs');\n}).call(this);\n" },
    { ...commonjs, name: 'in a static field', code: "class Disk {\n  static fs = require('fs');\n  static { require('os'); }\n}\n" },
    { name: 'another module', code: "test('a', async () => {\n  await import('./fs');\n  await import('fs-extra');\n});\n" },
    { name: 'a package with the name of a builtin', code: "const load = () => [require('events/'), require('sqlite'), require('test')];\n" },
    { name: 'a module that is computed', code: "const load = (name) => import(`node:${name}`);\n" },
    { name: 'a function called require', code: "function boot(require) {\n  return require('node:fs');\n}\n" },
    { name: 'a method called require', code: "const load = (container) => container.require('fs');\n" },
    { name: 'a call with the name of a builtin', code: "describe('path', () => {\n  it('fs', () => log('os'));\n});\n" },
    { ...typed, name: 'a type', code: "test('a', () => {\n  const fs = {} as typeof import('node:fs');\n  use<import('node:fs').Stats>(fs);\n});\n" },
    { name: 'a module outside the chosen set', code: "const load = async () => (await import('node:util')).inspect;\n", options: [{ modules: 'system' }] },
    { name: 'a module outside the list', code: "const load = () => import('node:fs');\n", options: [{ modules: ['os'] }] },
    { name: 'outside of tests, where the scope is tests', code: "const load = () => import('node:fs');\n", filename: 'load.ts', settings: { cogniverse: { scope: 'tests' } } },

    // Mocks.
    "vi.mock('./disk', async () => {\n  const { join } = await import('node:path');\n  return { at: join('a', 'b') };\n});\n",
    "jest.mock('./disk', () => require('os').tmpdir());\n",
    { name: 'in a mock factory with a name', code: "async function fakeDisk() {\n  return import('node:fs');\n}\nvi.mock('./disk', fakeDisk);\n" },
    "import { vi as v } from 'vitest';\nconst { tmp } = await v.hoisted(async () => ({ tmp: (await import('node:os')).tmpdir() }));\n",
    "vi.mock('node:fs', async (importOriginal) => ({ ...(await importOriginal()), ...(await vi.importActual('node:path')) }));\n",
    "jest.mock('fs', () => ({ ...jest.requireActual('fs'), sep: require('path').sep }));\n",
    { name: 'a mock that names its module by import()', code: "test('a', () => {\n  vi.doMock(import('node:os'), () => ({}));\n  vi.unmock(import('node:fs'));\n});\n" },
    { name: 'after a mock in place', code: "test('a', async () => {\n  vi.doMock('node:os', () => ({ cpus: () => [] }));\n  const os = await import('node:os');\n  os.cpus();\n});\n" },
    { name: 'after a mock in place of something else', code: "test('a', async () => {\n  vi.doMock('./cores');\n  const os = await import('node:os');\n  os.cpus();\n});\n" },
    { name: 'after a mock in the suite', code: "describe('a', () => {\n  jest.doMock('os');\n  it('b', () => {\n    require('os').cpus();\n  });\n});\n" },
    { name: 'a module that another test mocks in place', code: "test('a', async () => {\n  const os = await import('os');\n  os.cpus();\n});\ntest('b', () => {\n  vi.doMock('node:os');\n});\n" },
    { name: 'modules that a hook resets', code: "beforeEach(() => {\n  jest.resetModules();\n});\ntest('a', () => {\n  require('fs').statSync('x');\n});\n" },
    { name: 'modules that a helper resets', code: "function fresh() {\n  vi.resetModules();\n}\ntest('a', async () => {\n  fresh();\n  (await import('fs')).statSync('x');\n});\n" },
    { name: 'isolated modules', code: "test('a', () => {\n  jest.isolateModules(() => {\n    require('fs').statSync('x');\n  });\n});\n" },
    { name: 'mocked for a native module', code: "import { mock, test } from 'node:test';\ntest('a', async () => {\n  mock.module('node:os', { namedExports: {} });\n  const os = await import('node:os');\n  os.cpus();\n});\n" },
    { name: "mocked through the test's context", code: "import test from 'node:test';\ntest('a', async (t) => {\n  t.mock.module('node:os', {});\n  const os = await import('node:os');\n  os.cpus();\n});\n" },
    { name: 'past a mock that does not reach require', code: "vi.mock('fs');\ntest('a', () => {\n  const fs = require('fs');\n  fs.statSync('x');\n});\n" },
    { name: 'past a mock of any runner', code: "jest.mock('fs');\ntest('a', () => {\n  process.getBuiltinModule('fs').statSync('x');\n});\n" },
    { ...commonjs, name: 'with a package that replaces modules', code: "const mock = require('mock-require');\ntest('a', () => {\n  mock('fs', {});\n  require('fs').statSync('x');\n});\n" },
    { name: 'behind hooks of the loader', code: "import { registerHooks } from 'node:module';\ntest('a', async () => {\n  registerHooks({});\n  (await import('node:fs')).statSync('x');\n});\n" },
    { ...commonjs, name: 'behind a change of the loader', code: "const Module = require('module');\nbeforeEach(() => {\n  Module._load = () => ({});\n});\ntest('a', () => {\n  require('fs').statSync('x');\n});\n" },
    { ...commonjs, name: 'behind a change of the cache', code: "test('a', () => {\n  require.cache['fs'] = {};\n  require('fs').statSync('x');\n});\n" },

    // The load is what is tested.
    "test('a', () => {\n  expect(() => require('node:os')).not.toThrow();\n  expect(require('node:os').cpus()).toHaveLength(1);\n});\n",
    "test('a', async () => {\n  await expect(import('node:os')).resolves.toBeDefined();\n  await expect(() => import('node:fs')).rejects.toThrow();\n});\n",
    "test('a', () => {\n  assert.throws(() => {\n    require('fs');\n  });\n  assert.strictEqual(require('process') === process, true);\n});\n",
    "test('a', async () => {\n  const url = await import('url');\n  expect(typeof url.parse).toBe('function');\n  expect(url.URL).toBeDefined();\n});\n",

    // There may be no such module, or no Node.js.
    "const hash = () => {\n  try {\n    return require('crypto').createHash('md5');\n  } catch {\n    return undefined;\n  }\n};\n",
    "async function load() {\n  try {\n    const { readFile } = await import('node:fs/promises');\n    return { readFile };\n  } catch (error) {\n    throw new Error('Node.js only', { cause: error });\n  }\n}\n",
    "test.skipIf(!hasSqlite)('a', async () => {\n  const { DatabaseSync } = await import('node:sqlite');\n  new DatabaseSync(':memory:');\n});\n",
    "test('a', { skip: major < 22 }, async () => {\n  new (await import('node:sqlite')).DatabaseSync(':memory:');\n});\n",
    "test('a', async () => {\n  if (major < 22) return;\n  new (await import('node:sqlite')).DatabaseSync(':memory:');\n});\n",
    "const maybe = major < 22 ? test.skip : test;\nmaybe('a', async () => {\n  new (await import('node:sqlite')).DatabaseSync(':memory:');\n});\n",
    "const read = async () => (typeof window === 'undefined' ? (await import('fs')).readFileSync('x') : fetch('x'));\n",
    "const isNode = typeof process !== 'undefined';\ntest('a', async () => {\n  if (!isNode) return;\n  (await import('fs')).statSync('x');\n});\n",
    "const read = () => process.getBuiltinModule?.('fs').statSync('x');\n",
    "if (import.meta.vitest) {\n  const { test } = import.meta.vitest;\n  test('a', async () => {\n    (await import('node:fs')).statSync('x');\n  });\n}\n",

    // The code runs elsewhere.
    "test('a', async ({ page }) => {\n  await page.evaluate(async () => (await import('fs')).readFileSync('x'));\n});\n",
    "const work = () => require('fs').readFileSync('x');\nrun(`(${work})()`);\n",
    "function work() {\n  return require('fs').readFileSync('x');\n}\nspawnWith(work.toString());\n",

    { ...commonjs, name: 'for its effect', code: "module.exports = () => {\n  require('node:domain');\n};\n" },
  ],
  invalid: [
    {
      name: 'in a test, by import()',
      code: "import { test } from 'vitest';\ntest('a', async () => {\n  const { tmpdir } = await import('node:os');\n  tmpdir();\n});\n",
      output: "import { test } from 'vitest';\nimport { tmpdir } from 'node:os';\ntest('a', async () => {\n  tmpdir();\n});\n",
      errors: [{ messageId: 'insideFunction', data: { module: 'node:os' }, line: 3, column: 28 }],
    },
    {
      ...commonjs,
      name: 'in a hook, a suite and a helper, by require',
      code: "before(() => {\n  require('fs').mkdirSync('x');\n});\ndescribe('a', () => {\n  require('fs').mkdirSync('y');\n});\nconst help = () => require('fs').mkdirSync('z');\n",
      output: "const fs = require('fs');\n\nbefore(() => {\n  fs.mkdirSync('x');\n});\ndescribe('a', () => {\n  fs.mkdirSync('y');\n});\nconst help = () => fs.mkdirSync('z');\n",
      errors: 3,
    },
    {
      name: 'by createRequire under other names',
      code: "import * as loader from 'node:module';\nconst load = loader.createRequire(import.meta.url);\nconst again = load;\ntest('a', () => {\n  again('fs').statSync('x');\n});\n",
      output: "import * as loader from 'node:module';\nimport * as fs from 'fs';\nconst load = loader.createRequire(import.meta.url);\nconst again = load;\ntest('a', () => {\n  fs.statSync('x');\n});\n",
      errors: 1,
    },
    {
      ...commonjs,
      name: 'by module.require, an alias and a template',
      code: "const load = require;\ntest('a', () => {\n  module.require('fs').statSync('x');\n  load('os').cpus();\n  require(`path`).join();\n});\n",
      output: "const fs = require('fs');\nconst os = require('os');\nconst path = require('path');\n\nconst load = require;\ntest('a', () => {\n  fs.statSync('x');\n  os.cpus();\n  path.join();\n});\n",
      errors: 3,
    },
    {
      name: 'by process.getBuiltinModule',
      code: "import process from 'node:process';\ntest('a', () => {\n  const fs = process.getBuiltinModule('fs');\n  fs.statSync('x');\n});\n",
      output: "import process from 'node:process';\nimport fs from 'fs';\ntest('a', () => {\n  fs.statSync('x');\n});\n",
      errors: 1,
    },
    {
      ...commonjs,
      name: 'in an instance field, a parameter and a getter',
      code: "class Disk {\n  fs = require('fs');\n  get os() {\n    return require('os');\n  }\n}\nfunction at(path = require('path')) {\n  return path.sep;\n}\n",
      output: "const fs = require('fs');\nconst os = require('os');\n\nclass Disk {\n  fs = fs;\n  get os() {\n    return os;\n  }\n}\nfunction at(path = require('path')) {\n  return path.sep;\n}\n",
      errors: 3,
    },
    {
      ...commonjs,
      name: 'in a function in a class that is made in a function',
      code: "const make = () =>\n  class {\n    static fs = require('fs');\n  };\n",
      output: "const fs = require('fs');\n\nconst make = () =>\n  class {\n    static fs = fs;\n  };\n",
      errors: 1,
    },
    {
      ...commonjs,
      name: 'although another test resets modules',
      code: "test('a', () => {\n  jest.resetModules();\n});\ntest('b', () => {\n  require('fs').statSync('x');\n});\n",
      output: "const fs = require('fs');\n\ntest('a', () => {\n  jest.resetModules();\n});\ntest('b', () => {\n  fs.statSync('x');\n});\n",
      errors: 1,
    },
    {
      name: 'in a try that does more than load',
      code: "import { test } from 'vitest';\ntest('a', async () => {\n  try {\n    const fs = await import('fs');\n    fs.unlinkSync('x');\n  } catch {}\n});\n",
      output: "import { test } from 'vitest';\nimport * as fs from 'fs';\ntest('a', async () => {\n  try {\n    fs.unlinkSync('x');\n  } catch {}\n});\n",
      errors: 1,
    },
    {
      ...commonjs,
      name: 'a module of the smallest set',
      code: "const load = () => [require('node:path/posix').sep, require('http').get];\n",
      output: "const pathPosix = require('node:path/posix');\n\nconst load = () => [pathPosix.sep, require('http').get];\n",
      options: [{ modules: 'core' }],
      errors: [{ messageId: 'insideFunction', data: { module: 'node:path/posix' } }],
    },
    {
      ...commonjs,
      name: 'a module of a list, with its submodules',
      code: "const load = () => [require('fs/promises').stat, require('os').cpus];\n",
      output: "const fsPromises = require('fs/promises');\n\nconst load = () => [fsPromises.stat, require('os').cpus];\n",
      options: [{ modules: ['node:fs'] }],
      errors: 1,
    },
    {
      name: 'in what a scope of tests takes for a test',
      code: "it('a', async () => {\n  (await import('fs')).statSync('x');\n});\n",
      output: "import * as fs from 'fs';\n\nit('a', async () => {\n  fs.statSync('x');\n});\n",
      filename: 'cases.ts',
      settings: { cogniverse: { scope: 'tests' } },
      errors: 1,
    },
  ],
};

testRule('no-late-system-imports', noLateSystemImports, cases);
testFixes(noLateSystemImports, cases);
testPrefilter(mayHoldSystemImport, cases);
