import { commonjs, lines, testLateImports, type LateImport } from '../../test/late-import-cases.ts';
import { typed } from '../../test/rule-tester.ts';
import { DOUBTS } from './fixer/doubts.ts';

/** A registration in front of an import, in a file that starts with neither. */
function registers(registration: string, label: string, more: Partial<LateImport> = {}): LateImport {
  return {
    name: registration,
    code: lines(registration, "import os from 'node:os';", 'os.cpus();'),
    output: lines("import os from 'node:os';", '', registration, 'os.cpus();'),
    errors: [
      {
        messageId: 'afterRegistration',
        data: { module: 'node:os', registration: label },
        line: registration.split('\n').length + 1,
      },
    ],
    ...more,
  };
}

/** The same for a `require`, which runs where it stands. */
function registersFirst(registration: string, label: string, more: Partial<LateImport> = {}): LateImport {
  return {
    ...commonjs,
    name: `${registration}, in CommonJS`,
    code: lines(registration, "const os = require('node:os');", 'os.cpus();'),
    output: lines("const os = require('node:os');", '', registration, 'os.cpus();'),
    errors: [{ messageId: 'afterRegistration', data: { module: 'node:os', registration: label } }],
    ...more,
  };
}

// What is reported, and what is not.
testLateImports(
  [
    registers("vi.mock('./a');", 'vi.mock()'),
    registers("jest.mock('./a').mock('./b');", 'jest.mock()'),
    registers("jest.setTimeout(5_000).mock('./a');", 'jest.mock()'),
    registers("vi.doMock('./a');", 'vi.doMock()'),
    registers("vi.stubGlobal('fetch', fake);", 'vi.stubGlobal()'),
    registers("vi.stubEnv('CORES', '1');", 'vi.stubEnv()'),
    registers('beforeEach(() => {\n  start();\n});', 'beforeEach()'),
    registers('after(stop);', 'after()'),
    registers('globalThis.cores = 1;', 'globalThis.cores ='),
    registers("window['cores'] = 1;", 'globalThis.cores ='),
    registers('(globalThis as Cores).cores = 1;', 'globalThis.cores =', typed),
    registers(
      "Object.defineProperty(globalThis, 'cores', { value: 1 });",
      'Object.defineProperty(globalThis)',
    ),
    registers('Object.assign(self, { cores: 1 });', 'Object.assign(globalThis)'),
    registers("await vi.importActual('./a'), vi.mock('./b');", 'vi.mock()'),
    registersFirst('global.cores = 1;', 'globalThis.cores ='),
    registersFirst("require.cache[require.resolve('./a')] = fake;", 'require.cache[…] ='),
    registersFirst("require.extensions['.wasm'] = load;", 'require.extensions[…] ='),
    registersFirst("jest.mock('./a');", 'jest.mock()'),
    registersFirst('before(start);', 'before()'),
    {
      name: 'hooks of the loader',
      code: lines(
        "import module, { registerHooks } from 'node:module';",
        'const hooks = registerHooks({});',
        "module.register('x', import.meta.url);",
        "import os from 'node:os';",
      ),
      output: lines(
        "import module, { registerHooks } from 'node:module';",
        "import os from 'node:os';",
        'const hooks = registerHooks({});',
        "module.register('x', import.meta.url);",
      ),
      errors: [
        {
          messageId: 'afterRegistration',
          data: { module: 'node:os', registration: 'module.registerHooks()' },
        },
      ],
    },
    {
      ...typed,
      name: 'import =',
      code: lines("jest.mock('./a');", "import fs = require('fs');", 'export = fs;'),
      output: lines("import fs = require('fs');", '', "jest.mock('./a');", 'export = fs;'),
      errors: 1,
    },
    {
      name: 'an import for its effect',
      code: lines("vi.mock('./a');", "import 'node:os';"),
      output: lines("import 'node:os';", '', "vi.mock('./a');"),
      errors: 1,
    },
    {
      name: 'several imports, with their comments, behind the leading ones',
      code: lines(
        "import { vi } from 'vitest';",
        '',
        "vi.mock('./a'); // first",
        '',
        '// Where things are',
        "import path from 'node:path'; // and how",
        "import { a } from './a';",
        "import os from 'node:os';",
        '',
        'a(path, os);',
      ),
      output: lines(
        "import { vi } from 'vitest';",
        '// Where things are',
        "import path from 'node:path'; // and how",
        "import os from 'node:os';",
        '',
        "vi.mock('./a'); // first",
        '',
        "import { a } from './a';",
        '',
        'a(path, os);',
      ),
      errors: 2,
    },
    {
      name: 'in lines with other code',
      code: lines(
        "import { vi } from 'vitest'; vi.mock('./a'); import os from 'node:os';",
        "vi.mock('./b'); import fs from 'node:fs'; fs.statSync(os);",
      ),
      output: lines(
        "import { vi } from 'vitest';",
        "import os from 'node:os';",
        "import fs from 'node:fs'; vi.mock('./a');",
        "vi.mock('./b'); fs.statSync(os);",
      ),
      errors: 2,
    },
    {
      name: 'at the end of a file without a last line end',
      code: "vi.mock('./a')\nimport os from 'node:os'",
      output: "import os from 'node:os'\n\nvi.mock('./a')",
      errors: 1,
    },
    {
      name: 'without semicolons, in front of a line that would go on with it',
      ...commonjs,
      code: lines(';(global).cores = 1', "const os = require('os')", 'global.x = [os]'),
      output: lines("const os = require('os')", '', ';(global).cores = 1', 'global.x = [os]'),
      errors: 1,
    },
    {
      ...commonjs,
      name: 'members that no statement on the way changes',
      code: lines(
        "jest.mock('./a');",
        'function help() {}',
        "const { join } = require('path');",
        "const { sep } = require('path').posix;",
        'help(join, sep);',
      ),
      output: lines(
        "const { join } = require('path');",
        "const { sep } = require('path').posix;",
        '',
        "jest.mock('./a');",
        'function help() {}',
        'help(join, sep);',
      ),
      errors: 2,
    },
    {
      ...commonjs,
      name: 'members that a statement on the way may change',
      code: lines(
        "jest.mock('./a');",
        "require('./patch');",
        "const { request } = require('http');",
        'request();',
      ),
      output: null,
      errors: [
        {
          messageId: 'afterRegistration',
          suggestions: [
            {
              messageId: 'moveUp',
              data: { module: 'http', doubts: DOUBTS.order },
              output: lines(
                "const { request } = require('http');",
                '',
                "jest.mock('./a');",
                "require('./patch');",
                'request();',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'by a require that the file makes',
      code: lines(
        "import { createRequire } from 'node:module';",
        'const require = createRequire(import.meta.url);',
        'globalThis.x = 1;',
        "const os = require('os');",
      ),
      output: null,
      errors: ['afterRegistration'],
    },
    {
      name: 'a module of the project, whose code would run sooner',
      code: lines("vi.mock('./a');", "import '@acme/native';"),
      output: null,
      options: [{ modules: ['@acme/native'] }],
      errors: [
        {
          messageId: 'afterRegistration',
          suggestions: [
            {
              messageId: 'moveUp',
              data: { module: '@acme/native', doubts: DOUBTS.foreign },
              output: lines("import '@acme/native';", '', "vi.mock('./a');"),
            },
          ],
        },
      ],
    },
  ],
  [
    lines(
      "import os from 'node:os';",
      "import { vi } from 'vitest';",
      "vi.mock('./a');",
      "import { a } from './a';",
    ),
    lines('export const cores = 1;', 'start();', "process.env.CORES = '1';", "import os from 'node:os';"),
    lines(
      'globalThis.process.title = 1;',
      'const globals = { x: globalThis.x };',
      "import os from 'node:os';",
    ),
    lines("describe('a', () => {});", "test('b', () => {});", "import os from 'node:os';"),
    lines('if (!globalThis.crypto) {', '  globalThis.crypto = fake;', '}', "import os from 'node:os';"),
    lines("vi.mock('./a');", "export { cpus } from 'node:os';", "const fs = await import('node:fs');"),
    {
      name: 'types',
      code: lines(
        "vi.mock('./a');",
        "import type { Stats } from 'node:fs';",
        "import { type Dirent } from 'node:fs';",
        "import type fs = require('fs');",
      ),
      ...typed,
    },
    { name: 'a module that is mocked', code: lines("vi.mock('os');", "import os from 'node:os';") },
    {
      name: 'a module outside the chosen set',
      code: lines("vi.mock('./a');", "import { inspect } from 'node:util';"),
      options: [{ modules: 'core' }],
    },
    {
      ...commonjs,
      name: 'a module that is mocked, in CommonJS',
      code: lines("jest.mock('os');", "const os = require('node:os');"),
    },
    {
      ...commonjs,
      name: 'behind a mock in place',
      code: lines("jest.doMock('./a');", "const os = require('os');"),
    },
    {
      ...commonjs,
      name: 'a module put into the cache',
      code: lines("require.cache['os'] = fake;", "const os = require('os');"),
    },
    {
      ...commonjs,
      name: 'a require of the file',
      code: lines('const require = (name) => name;', 'global.x = 1;', "const os = require('os');"),
    },
    {
      ...commonjs,
      name: 'the environment',
      code: lines("process.env.UV_THREADPOOL_SIZE = '1';", "const fs = require('fs');"),
    },
  ],
);
