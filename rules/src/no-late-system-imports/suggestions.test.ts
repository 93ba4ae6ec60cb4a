import { testFixes, testPrefilter, testRule, typed, type InvalidCase, type RuleCases } from '../../test/rule-tester.ts';
import { DOUBTS, type Doubt } from './fixer/doubts.ts';
import { noLateSystemImports } from './index.ts';
import type { MessageId } from './messages.ts';
import type { Options } from './options.ts';
import { mayHoldSystemImport } from './prefilter.ts';

type Case = InvalidCase<MessageId, [Options]>;

const commonjs = { filename: 'case.test.cjs', sourceType: 'commonjs' } as const;

interface Suggested extends Partial<Case> {
  readonly module: string;
  readonly doubts: readonly Doubt[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A load that is not moved without being asked for. */
function suggests(name: string, { module, doubts, before, after, ...more }: Suggested): Case {
  const data = { module, doubts: doubts.map((doubt) => DOUBTS[doubt]).join('; ') };
  const suggestions = [{ messageId: 'hoist' as const, data, output: lines(after) }];
  return { name, code: lines(before), output: null, errors: [{ messageId: 'insideFunction', suggestions }], ...more };
}

const cases: RuleCases<MessageId, [Options]> = {
  valid: [],
  invalid: [
    suggests('a name that is taken at module level', {
      ...commonjs,
      module: 'node:fs',
      doubts: ['clash'],
      before: ['const fs = memory();', "test('a', () => {", "  const fs = require('node:fs');", "  fs.statSync('x');", '});'],
      after: ["const nodeFs = require('node:fs');", '', 'const fs = memory();', "test('a', () => {", '  const fs = nodeFs;', "  fs.statSync('x');", '});'],
    }),
    suggests('an export whose name is taken at module level', {
      module: 'path',
      doubts: ['clash'],
      before: ["import { join } from './join';", "test('a', async () => {", "  const { join } = await import('path');", '  join();', '});'],
      after: ["import { join } from './join';", "import * as path from 'path';", "test('a', async () => {", '  const { join } = path;', '  join();', '});'],
    }),
    suggests('a name that is taken between module level and the load', {
      module: 'fs',
      doubts: ['clash'],
      before: ["import x from 'x';", "describe('a', (fs) => {", "  it('b', async () => {", "    const fs = await import('fs');", '    fs.statSync(x);', '  });', '});'],
      after: ["import x from 'x';", "import * as nodeFs from 'fs';", "describe('a', (fs) => {", "  it('b', async () => {", '    const fs = nodeFs;', '    fs.statSync(x);', '  });', '});'],
    }),
    suggests('a name that other code reads as a global', {
      ...commonjs,
      module: 'crypto',
      doubts: ['clash'],
      before: ['const id = crypto.randomUUID();', "test('a', () => {", "  const crypto = require('crypto');", "  crypto.createHash('md5').update(id);", '});'],
      after: ["const nodeCrypto = require('crypto');", '', 'const id = crypto.randomUUID();', "test('a', () => {", '  const crypto = nodeCrypto;', "  crypto.createHash('md5').update(id);", '});'],
    }),
    suggests('a name that would be taken after another one', {
      ...commonjs,
      module: 'fs',
      doubts: ['clash'],
      before: ['const fs = memory(), nodeFs = 1;', "const read = (nodeFs2) => require('fs').readFileSync(nodeFs2, fs, nodeFs);"],
      after: ["const nodeFs3 = require('fs');", '', 'const fs = memory(), nodeFs = 1;', 'const read = (nodeFs2) => nodeFs3.readFileSync(nodeFs2, fs, nodeFs);'],
    }),
    suggests('a variable that gets another value', {
      ...commonjs,
      module: 'fs',
      doubts: ['clash'],
      before: ["const x = require('x');", "test('a', () => {", "  let fs = require('fs');", '  fs = x(fs);', '});'],
      after: ["const x = require('x');", "const nodeFs = require('fs');", "test('a', () => {", '  let fs = nodeFs;', '  fs = x(fs);', '});'],
    }),
    suggests('a variable of a suite that a hook sets', {
      module: 'os',
      doubts: ['clash'],
      before: ["import x from 'x';", 'let os;', 'beforeEach(async () => {', "  os = await import('os');", '});'],
      after: ["import x from 'x';", "import * as nodeOs from 'os';", 'let os;', 'beforeEach(async () => {', '  os = nodeOs;', '});'],
    }),
    suggests('a module that is mocked', {
      module: 'node:os',
      doubts: ['mocked'],
      before: ["import { test, vi } from 'vitest';", "vi.mock('os', () => ({ cpus: cores }));", "test('a', async () => {", "  const { cpus } = await import('node:os');", '  cpus();', '});'],
      after: ["import { test, vi } from 'vitest';", "import { cpus } from 'node:os';", "vi.mock('os', () => ({ cpus: cores }));", "test('a', async () => {", '  cpus();', '});'],
    }),
    suggests('a required module that Jest mocks', {
      ...commonjs,
      module: 'fs',
      doubts: ['mocked'],
      before: ["jest.mock('fs');", "test('a', () => {", "  require('fs').__reset();", '});'],
      after: ["const fs = require('fs');", '', "jest.mock('fs');", "test('a', () => {", '  fs.__reset();', '});'],
    }),
    suggests('a condition', {
      ...commonjs,
      module: 'fs',
      doubts: ['conditional'],
      before: ["const x = require('x');", "test('a', () => {", '  if (x.fork) {', "    const { statSync } = require('fs');", "    statSync('x');", '  }', '});'],
      after: ["const x = require('x');", "const { statSync } = require('fs');", "test('a', () => {", '  if (x.fork) {', "    statSync('x');", '  }', '});'],
    }),
    ...[
      "process.env.CORES = '1';",
      'delete process.env.CORES;',
      "vi.stubEnv('CORES', '1');",
      'vi.useFakeTimers();',
      'globalThis.cores = 1;',
      "Object.defineProperty(process, 'platform', { value: 'win32' });",
    ].map((change) =>
      suggests(`behind ${change}`, {
        module: 'os',
        doubts: ['environment'],
        before: ["import { vi } from 'vitest';", "test('a', async () => {", `  ${change}`, "  const os = await import('os');", '  os.cpus();', '});'],
        after: ["import { vi } from 'vitest';", "import * as os from 'os';", "test('a', async () => {", `  ${change}`, '  os.cpus();', '});'],
      }),
    ),
    suggests('an await behind something that goes on by itself', {
      module: 'os',
      doubts: ['await'],
      before: ["import { start } from './start';", "test('a', async () => {", '  const started = start();', "  const os = await import('os');", '  os.cpus(await started);', '});'],
      after: ["import { start } from './start';", "import * as os from 'os';", "test('a', async () => {", '  const started = start();', '  os.cpus(await started);', '});'],
    }),
    suggests('an await in a function that may be called without one', {
      module: 'os',
      doubts: ['await'],
      before: ["import { use } from './use';", 'async function cores() {', "  const os = await import('os');", '  return os.cpus();', '}', 'use(cores);'],
      after: ["import { use } from './use';", "import * as os from 'os';", 'async function cores() {', '  return os.cpus();', '}', 'use(cores);'],
    }),
    suggests('an await in a loop', {
      module: 'os',
      doubts: ['await'],
      before: ["import { list } from './list';", "test('a', async () => {", '  for (const item of list) {', "    const os = await import('os');", '    os.cpus(item);', '  }', '});'],
      after: ["import { list } from './list';", "import * as os from 'os';", "test('a', async () => {", '  for (const item of list) {', '    os.cpus(item);', '  }', '});'],
    }),
    suggests('a directive for the line that goes', {
      ...commonjs,
      module: 'fs',
      doubts: ['comment'],
      before: ["const x = require('x');", "test('a', () => {", '  // eslint-disable-next-line global-require', "  const fs = require('fs');", '  fs.statSync(x);', '});'],
      after: ["const x = require('x');", "const fs = require('fs');", "test('a', () => {", '  fs.statSync(x);', '});'],
    }),
    suggests('a directive at the end of the line', {
      ...commonjs,
      module: 'fs',
      doubts: ['comment'],
      before: ["const x = require('x');", "test('a', () => {", "  const fs = require('fs'); // eslint-disable-line global-require", '  fs.statSync(x);', '});'],
      after: ["const x = require('x');", "const fs = require('fs');", "test('a', () => {", '  // eslint-disable-line global-require', '  fs.statSync(x);', '});'],
    }),
    suggests('a comment in the load', {
      module: 'fs',
      doubts: ['comment'],
      before: ["import x from 'x';", "test('a', async () => {", "  const fs = await import(/* @vite-ignore */ 'fs');", '  fs.statSync(x);', '});'],
      after: ["import x from 'x';", "import * as fs from 'fs';", "test('a', async () => {", '  fs.statSync(x);', '});'],
    }),
    suggests('a file of unknown syntax', {
      filename: 'case.test.js',
      module: 'os',
      doubts: ['syntax'],
      before: ["test('a', async () => {", "  const os = await import('os');", '  os.cpus();', '});'],
      after: ["import * as os from 'os';", '', "test('a', async () => {", '  os.cpus();', '});'],
    }),
    suggests('a default import in TypeScript that may be compiled to CommonJS', {
      ...typed,
      module: 'fs',
      doubts: ['interop'],
      before: ["import { a } from './a';", "test('a', () => {", "  const fs = require('fs');", "  jest.spyOn(fs, 'statSync');", '});'],
      after: ["import { a } from './a';", "import fs from 'fs';", "test('a', () => {", "  jest.spyOn(fs, 'statSync');", '});'],
    }),
    suggests('a namespace in CommonJS', {
      ...commonjs,
      module: 'fs',
      doubts: ['namespace'],
      before: ["const x = require('x');", "test('a', async () => {", "  const fs = await import('fs');", '  x(fs);', '});'],
      after: ["const x = require('x');", "const fs = require('fs');", "test('a', async () => {", '  x(fs);', '});'],
    }),
    suggests('a promise that is handed on', {
      module: 'fs',
      doubts: ['promise'],
      before: ["import x from 'x';", "const load = () => import('fs');"],
      after: ["import x from 'x';", "import * as fs from 'fs';", 'const load = () => Promise.resolve(fs);'],
    }),
    suggests('a promise among others', {
      module: 'fs',
      doubts: ['promise'],
      before: ["import x from 'x';", "const load = () => Promise.all([x, import('fs')]);"],
      after: ["import x from 'x';", "import * as fs from 'fs';", 'const load = () => Promise.all([x, fs]);'],
    }),
    {
      name: 'imports that are awaited together',
      code: lines(["import x from 'x';", "test('a', async () => {", "  const [{ default: os }, { sep: s }] = await Promise.all([import('os'), import('path')]);", '  x(os.EOL, s);', '});']),
      output: null,
      errors: ['os', 'path'].map((module) => ({
        messageId: 'insideFunction' as const,
        suggestions: [
          {
            messageId: 'hoist' as const,
            data: { module, doubts: DOUBTS.await },
            output: lines(["import x from 'x';", "import os from 'os';", "import { sep as s } from 'path';", "test('a', async () => {", '  x(os.EOL, s);', '});']),
          },
        ],
      })),
    },
    suggests('a module that not every Node.js has', {
      ...commonjs,
      module: 'node:sqlite',
      doubts: ['absent'],
      before: ["const x = require('x');", "test('a', () => {", "  const { DatabaseSync } = require('node:sqlite');", '  new DatabaseSync(x);', '});'],
      after: ["const x = require('x');", "const { DatabaseSync } = require('node:sqlite');", "test('a', () => {", '  new DatabaseSync(x);', '});'],
    }),
    suggests('a module that reads the environment when it is loaded', {
      ...commonjs,
      module: 'cluster',
      doubts: ['effect'],
      before: ["const x = require('x');", "test('a', () => {", "  const cluster = require('cluster');", '  cluster.fork(x);', '});'],
      after: ["const x = require('x');", "const cluster = require('cluster');", "test('a', () => {", '  cluster.fork(x);', '});'],
    }),
    suggests('a module of the project', {
      ...commonjs,
      module: '@acme/native',
      doubts: ['foreign'],
      options: [{ modules: ['@acme/native'] }],
      before: ["const x = require('x');", "test('a', () => {", "  const native = require('@acme/native');", '  native.load(x);', '});'],
      after: ["const x = require('x');", "const native = require('@acme/native');", "test('a', () => {", '  native.load(x);', '});'],
    }),
    suggests('an if without braces', {
      ...commonjs,
      module: 'fs',
      doubts: ['conditional', 'clash'],
      before: ["const x = require('x');", 'function stat() {', "  if (x) var fs = require('fs');", '  return fs;', '}'],
      after: ["const x = require('x');", "const nodeFs = require('fs');", 'function stat() {', '  if (x) var fs = nodeFs;', '  return fs;', '}'],
    }),
    suggests('a statement that nothing can take the place of', {
      ...commonjs,
      module: 'fs',
      doubts: ['conditional'],
      before: ["const x = require('x');", 'function load() {', "  if (x) require('fs');", '}'],
      after: ["const x = require('x');", "const fs = require('fs');", 'function load() {', '  if (x) fs;', '}'],
    }),
    suggests('a cast that hides the type', {
      ...typed,
      module: 'os',
      doubts: ['clash'],
      before: ["import x from 'x';", "test('a', async () => {", "  const os = (await import('os')) as any;", '  os.cpus(x);', '});'],
      after: ["import x from 'x';", "import * as nodeOs from 'os';", "test('a', async () => {", '  const os = nodeOs as any;', '  os.cpus(x);', '});'],
    }),
    {
      ...commonjs,
      name: 'a name that another load takes first',
      code: lines(["const x = require('x');", "test('a', () => {", "  const fs = require('fs');", '  fs.statSync(x);', '});', "test('b', () => {", "  const fs = require('fs/promises');", '  fs.stat(x);', '});']),
      output: lines(["const x = require('x');", "const fs = require('fs');", "test('a', () => {", '  fs.statSync(x);', '});', "test('b', () => {", "  const fs = require('fs/promises');", '  fs.stat(x);', '});']),
      errors: ['insideFunction', 'insideFunction'],
    },
  ],
};

testRule('no-late-system-imports', noLateSystemImports, cases);
testFixes(noLateSystemImports, cases);
testPrefilter(mayHoldSystemImport, cases);
