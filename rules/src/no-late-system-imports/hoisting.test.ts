import { testFixes, testPrefilter, testRule, typed, type InvalidCase, type RuleCases } from '../../test/rule-tester.ts';
import { noLateSystemImports } from './index.ts';
import type { MessageId } from './messages.ts';
import type { Options } from './options.ts';
import { mayHoldSystemImport } from './prefilter.ts';

type Case = InvalidCase<MessageId, [Options]>;

const commonjs = { filename: 'case.test.cjs', sourceType: 'commonjs' } as const;

/** A file of lines, each with its line end. */
function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function hoists(name: string, before: readonly string[], after: readonly string[], more: Partial<Case> = {}): Case {
  return { name, code: lines(...before), output: lines(...after), errors: 1, ...more };
}

/** What takes the place of a load. */
const forms: readonly Case[] = [
  hoists(
    'a namespace',
    ["import { test } from 'vitest';", "test('a', async () => {", "  const os = await import('node:os');", '  use(os);', '});'],
    ["import { test } from 'vitest';", "import * as os from 'node:os';", "test('a', async () => {", '  use(os);', '});'],
  ),
  hoists(
    'exports by their names and under others',
    ["import x from 'x';", "test('a', async () => {", "  const { cpus, EOL: end } = await import('os');", '  use(cpus, end);', '});'],
    ["import x from 'x';", "import { cpus, EOL as end } from 'os';", "test('a', async () => {", '  use(cpus, end);', '});'],
  ),
  hoists(
    'a default export, read as a member',
    ["import x from 'x';", "test('a', async () => {", "  const os = (await import('os')).default;", '  os.cpus();', '});'],
    ["import x from 'x';", "import os from 'os';", "test('a', async () => {", '  os.cpus();', '});'],
  ),
  hoists(
    'a default export and others, taken together',
    ["import x from 'x';", "test('a', async () => {", "  const { default: os, EOL } = await import('os');", '  use(os.cpus, EOL);', '});'],
    ["import x from 'x';", "import os, { EOL } from 'os';", "test('a', async () => {", '  use(os.cpus, EOL);', '});'],
  ),
  hoists(
    'exports of a default export',
    ["import x from 'x';", "test('a', async () => {", "  const { cpus } = (await import('os')).default;", '  cpus();', '});'],
    ["import x from 'x';", "import { cpus } from 'os';", "test('a', async () => {", '  cpus();', '});'],
  ),
  hoists(
    'a default export in an expression',
    ["import x from 'x';", "test('a', async () => {", "  (await import('os')).default.cpus();", '});'],
    ["import x from 'x';", "import os from 'os';", "test('a', async () => {", '  os.cpus();', '});'],
  ),
  hoists(
    'one export, read as a member',
    ["const x = require('x');", 'function emit() {', "  const Emitter = require('events').EventEmitter;", '  return new Emitter();', '}'],
    ["const x = require('x');", "const { EventEmitter: Emitter } = require('events');", 'function emit() {', '  return new Emitter();', '}'],
    commonjs,
  ),
  hoists(
    'a rest, which needs the whole',
    ["import x from 'x';", "test('a', async () => {", "  const { cpus, ...others } = await import('os');", '  use(cpus, others);', '});'],
    ["import x from 'x';", "import * as os from 'os';", "test('a', async () => {", '  const { cpus, ...others } = os;', '  use(cpus, others);', '});'],
  ),
  hoists(
    'a default value and a nested pattern',
    ["import x from 'x';", "test('a', async () => {", "  const { a = 1, promises: { stat } } = await import('fs');", '  use(a, stat);', '});'],
    ["import x from 'x';", "import * as fs from 'fs';", "test('a', async () => {", '  const { a = 1, promises: { stat } } = fs;', '  use(a, stat);', '});'],
  ),
  hoists(
    'an export that some versions of Node.js lack',
    ["import x from 'x';", "test('a', async () => {", "  const { registerHooks } = await import('module');", '  use(registerHooks);', '});'],
    ["import x from 'x';", "import * as nodeModule from 'module';", "test('a', async () => {", '  const { registerHooks } = nodeModule;', '  use(registerHooks);', '});'],
  ),
  hoists(
    'members that are replaced in the file are taken out where they were',
    ["const os = require('./os');", "test('a', () => {", "  const { join } = require('path');", '  join();', "  jest.spyOn(require('path'), 'join');", '});'],
    ["const os = require('./os');", "const path = require('path');", "test('a', () => {", '  const { join } = path;', '  join();', "  jest.spyOn(path, 'join');", '});'],
    { ...commonjs, errors: 2 },
  ),
  hoists(
    'members that a package replaces are taken out where they were',
    ["const mock = require('mock-fs');", "test('a', () => {", "  const { statSync } = require('fs');", '  statSync();', '});'],
    ["const mock = require('mock-fs');", "const fs = require('fs');", "test('a', () => {", '  const { statSync } = fs;', '  statSync();', '});'],
    commonjs,
  ),
  hoists(
    'members that other files often replace are taken out where they were',
    ["const a = require('./a');", "test('a', () => {", "  const { request } = require('http');", "  const { get } = require('https');", '  request(get);', '});'],
    ["const a = require('./a');", "const http = require('http');", "const https = require('https');", "test('a', () => {", '  const { request } = http;', '  const { get } = https;', '  request(get);', '});'],
    { ...commonjs, errors: 2 },
  ),
  hoists(
    'members of a namespace that other files replace elsewhere',
    ["import x from 'x';", "test('a', async () => {", "  const { request } = await import('http');", '  request(x);', '});'],
    ["import x from 'x';", "import { request } from 'http';", "test('a', async () => {", '  request(x);', '});'],
  ),
  hoists(
    'what fake timers replace is taken out where it was',
    ["const x = require('x');", 'beforeEach(() => {', '  jest.useFakeTimers();', '});', "test('a', () => {", "  const { setTimeout } = require('timers');", '  setTimeout();', '});'],
    ["const x = require('x');", "const timers = require('timers');", 'beforeEach(() => {', '  jest.useFakeTimers();', '});', "test('a', () => {", '  const { setTimeout } = timers;', '  setTimeout();', '});'],
    commonjs,
  ),
  hoists(
    'nothing, but the module is loaded',
    ["import x from 'x';", "test('a', async () => {", "  await import('node:fs');", '});'],
    ["import x from 'x';", "import 'node:fs';", "test('a', async () => {", '});'],
  ),
  hoists(
    'a required module in an ES module, which is its default export',
    ["import { test, vi } from 'vitest';", "test('a', () => {", "  const fs = require('fs');", "  vi.spyOn(fs, 'statSync');", '});'],
    ["import { test, vi } from 'vitest';", "import fs from 'fs';", "test('a', () => {", "  vi.spyOn(fs, 'statSync');", '});'],
  ),
  hoists(
    'a required class, although the file imports namespaces',
    ["import * as path from 'node:path';", "import { test } from 'vitest';", "test('a', () => {", "  const Emitter = require('node:events');", '  new Emitter();', '});'],
    ["import * as path from 'node:path';", "import Emitter from 'node:events';", "import { test } from 'vitest';", "test('a', () => {", '  new Emitter();', '});'],
  ),
  hoists(
    'a required module in TypeScript, as a namespace',
    ["import { a } from './a';", "test('a', () => {", "  const fs = require('fs');", "  fs.statSync('x');", '});'],
    ["import { a } from './a';", "import * as fs from 'fs';", "test('a', () => {", "  fs.statSync('x');", '});'],
  ),
  hoists(
    'a required module in JavaScript, as its default export',
    ["import { a } from './a.js';", "test('a', () => {", "  const fs = require('fs');", "  fs.statSync('x');", '});'],
    ["import { a } from './a.js';", "import fs from 'fs';", "test('a', () => {", "  fs.statSync('x');", '});'],
    { filename: 'case.test.js' },
  ),
  hoists(
    'a required module as the file imports others',
    ["import * as path from 'path';", "test('a', () => {", "  const fs = require('fs');", "  fs.statSync('x');", '});'],
    ["import * as path from 'path';", "import * as fs from 'fs';", "test('a', () => {", "  fs.statSync('x');", '});'],
    { filename: 'case.test.js' },
  ),
  hoists(
    'an imported module in CommonJS',
    ["const x = require('x');", "test('a', async () => {", "  const { default: os } = await import('os');", "  (await import('fs')).statSync(os);", '});'],
    ["const x = require('x');", "const os = require('os');", "const fs = require('fs');", "test('a', async () => {", '  fs.statSync(os);', '});'],
    { ...commonjs, errors: 2 },
  ),
  hoists(
    'casts that only say which module it is',
    ["import { test } from 'vitest';", "test('a', () => {", "  const os = require('os') as typeof import('node:os');", "  const fs: typeof import('fs') = require('fs');", '  use(os, fs);', '});'],
    ["import { test } from 'vitest';", "import os from 'os';", "import fs from 'fs';", "test('a', () => {", '  use(os, fs);', '});'],
    { ...typed, errors: 2 },
  ),
  hoists(
    'the name of the module in an expression',
    ["const x = require('x');", "test('a', () => {", "  const at = require('node:path').join(require('os').tmpdir(), 'x');", "  new (require('fs/promises').Watcher)(at);", '});'],
    ["const x = require('x');", "const path = require('node:path');", "const os = require('os');", "const fsPromises = require('fs/promises');", "test('a', () => {", "  const at = path.join(os.tmpdir(), 'x');", '  new (fsPromises.Watcher)(at);', '});'],
    { ...commonjs, errors: 3 },
  ),
  hoists(
    'a name that the wrapper around CommonJS does not have',
    ["const x = require('x');", "const builtins = () => require('module').builtinModules;"],
    ["const x = require('x');", "const nodeModule = require('module');", 'const builtins = () => nodeModule.builtinModules;'],
    commonjs,
  ),
  hoists(
    'parentheses that only the await needed',
    ["import x from 'x';", 'test("a", async () => {', '  return(await import("os")).EOL + (await import("path")).sep;', '});'],
    ["import x from 'x';", "import * as os from 'os';", "import * as path from 'path';", 'test("a", async () => {', '  return(os).EOL + path.sep;', '});'],
    { errors: 2 },
  ),
];

const MODULES = ['assert', 'buffer', 'crypto', 'dns', 'events', 'fs', 'http', 'net', 'os', 'path', 'url', 'zlib'];

/** What a file has already. */
const joined: readonly Case[] = [
  hoists(
    'names join a list of names',
    ["import { EOL } from 'node:os';", "test('a', async () => {", "  const { cpus, EOL: end } = await import('os');", '  use(cpus, end, EOL);', '});'],
    ["import { EOL, cpus, EOL as end } from 'node:os';", "test('a', async () => {", '  use(cpus, end, EOL);', '});'],
  ),
  hoists(
    'names join a list of lines',
    ['import {', '  cpus,', '  EOL,', "} from 'node:os';", "test('a', async () => {", "  const { arch, release } = await import('os');", '  use(arch, release);', '});'],
    ['import {', '  cpus,', '  EOL,', '  arch,', '  release,', "} from 'node:os';", "test('a', async () => {", '  use(arch, release);', '});'],
  ),
  hoists(
    'names join a default import',
    ["import os from 'node:os';", "test('a', async () => {", "  const { arch } = await import('os');", '  arch(os.EOL);', '});'],
    ["import os, { arch } from 'node:os';", "test('a', async () => {", '  arch(os.EOL);', '});'],
  ),
  hoists(
    'a default import joins names',
    ["import { arch } from 'node:os';", "test('a', async () => {", "  const os = (await import('os')).default;", '  use(os, arch);', '});'],
    ["import os, { arch } from 'node:os';", "test('a', async () => {", '  use(os, arch);', '});'],
  ),
  hoists(
    'names are taken out of a namespace, which no list can join',
    ["import * as os from 'node:os';", "test('a', async () => {", "  const { arch } = await import('os');", '  arch();', '});'],
    ["import * as os from 'node:os';", "test('a', async () => {", '  const { arch } = os;', '  arch();', '});'],
  ),
  hoists(
    'a namespace stands beside names',
    ["import { arch } from 'node:os';", "test('a', async () => {", "  const os = await import('os');", '  use(os, arch);', '});'],
    ["import { arch } from 'node:os';", "import * as os from 'os';", "test('a', async () => {", '  use(os, arch);', '});'],
  ),
  hoists(
    'a list with a comment is left alone',
    ["import { /* lines */ EOL } from 'node:os';", "test('a', async () => {", "  const { arch } = await import('os');", '  arch(EOL);', '});'],
    ["import { /* lines */ EOL } from 'node:os';", "import { arch } from 'os';", "test('a', async () => {", '  arch(EOL);', '});'],
  ),
  hoists(
    'an import of types is left alone',
    ["import type { Stats } from 'node:fs';", "test('a', async () => {", "  const { statSync } = await import('node:fs');", "  statSync('x');", '});'],
    ["import type { Stats } from 'node:fs';", "import { statSync } from 'node:fs';", "test('a', async () => {", "  statSync('x');", '});'],
    typed,
  ),
  hoists(
    'a list with types takes names',
    ["import { type Stats } from 'node:fs';", "test('a', async () => {", "  const { statSync } = await import('node:fs');", "  statSync('x');", '});'],
    ["import { type Stats, statSync } from 'node:fs';", "test('a', async () => {", "  statSync('x');", '});'],
    typed,
  ),
  hoists(
    'the same name is there by an import of another form with the same members',
    ["import os from 'node:os';", "test('a', async () => {", "  const os = await import('os');", '  os.arch();', '});'],
    ["import os from 'node:os';", "test('a', async () => {", '  os.arch();', '});'],
  ),
  hoists(
    'the same names are there',
    ["import { arch as a, EOL } from 'node:os';", "test('a', async () => {", "  const { arch: a } = await import('os');", '  a(EOL);', '});'],
    ["import { arch as a, EOL } from 'node:os';", "test('a', async () => {", '  a(EOL);', '});'],
  ),
  hoists(
    'the module is there under another name',
    ["import * as system from 'node:os';", "test('a', async () => {", "  const os = await import('os');", "  (await import('os')).arch(os);", '});'],
    ["import * as system from 'node:os';", "test('a', async () => {", '  const os = system;', '  system.arch(os);', '});'],
    { errors: 2 },
  ),
  hoists(
    'the module is there by import =',
    ["import fs = require('fs');", "test('a', () => {", "  const { statSync } = require('fs');", "  statSync('x');", '});'],
    ["import fs = require('fs');", "test('a', () => {", '  const { statSync } = fs;', "  statSync('x');", '});'],
    typed,
  ),
  hoists(
    'names join a pattern',
    ["const { arch } = require('os');", "test('a', () => {", "  const { EOL, cpus: cores } = require('os');", '  use(arch, EOL, cores);', '});'],
    ["const { arch, EOL, cpus: cores } = require('os');", "test('a', () => {", '  use(arch, EOL, cores);', '});'],
    commonjs,
  ),
  hoists(
    'names are taken out of a required module',
    ["const os = require('os');", "test('a', () => {", "  const { EOL } = require('os');", '  use(os, EOL);', '});'],
    ["const os = require('os');", "test('a', () => {", '  const { EOL } = os;', '  use(os, EOL);', '});'],
    commonjs,
  ),
  hoists(
    'the same constant is there, further down',
    ["const a = require('a');", 'a.start();', "const os = require('os');", "test('a', () => {", "  const os = require('node:os');", '  os.arch();', '});'],
    ["const a = require('a');", 'a.start();', "const os = require('os');", "test('a', () => {", '  os.arch();', '});'],
    commonjs,
  ),
  hoists(
    'all loads of a file move at once, whatever their number',
    [
      "const x = require('x');",
      ...Array.from({ length: 12 }, (_, index) => `test('${index}', () => { const ${MODULES[index]} = require('${MODULES[index]}'); use(${MODULES[index]}); });`),
      ...Array.from({ length: 12 }, (_, index) => `test('${index} again', () => use(require('node:${MODULES[index]}')));`),
    ],
    [
      "const x = require('x');",
      ...Array.from({ length: 12 }, (_, index) => `const ${MODULES[index]} = require('${MODULES[index]}');`),
      ...Array.from({ length: 12 }, (_, index) => `test('${index}', () => { use(${MODULES[index]}); });`),
      ...Array.from({ length: 12 }, (_, index) => `test('${index} again', () => use(${MODULES[index]}));`),
    ],
    { ...commonjs, errors: 24 },
  ),
];

/** Put together, since Vitest would take the whole for the environment of this file. */
function pragma(runner: string, environment: string): string {
  return `/** @${runner}-environment ${environment} */`;
}

/** Where new lines go, and how they are written. */
const places: readonly Case[] = [
  hoists(
    'below a pragma of the runner',
    [pragma('jest', 'jsdom'), "test('a', async () => {", "  const { join } = await import('path');", '  join();', '});'],
    [pragma('jest', 'jsdom'), "import { join } from 'path';", '', "test('a', async () => {", '  join();', '});'],
  ),
  hoists(
    'between comments on the file and one on its first statement',
    [pragma('vitest', 'happy-dom'), '/// <reference types="node" />', '// Paths', "test('a', async () => {", "  const { join } = await import('path');", '  join();', '});'],
    [pragma('vitest', 'happy-dom'), '/// <reference types="node" />', "import { join } from 'path';", '', '// Paths', "test('a', async () => {", '  join();', '});'],
  ),
  hoists(
    'below a licence and directives',
    ['/* Copyright of somebody */', '', "'use strict'", '', "test('a', () => {", "  const fs = require('fs')", "  fs.statSync('x')", '})'],
    ['/* Copyright of somebody */', '', "'use strict'", '', "const fs = require('fs')", '', "test('a', () => {", "  fs.statSync('x')", '})'],
    commonjs,
  ),
  hoists(
    'behind the last builtin where these come first',
    ["import fs from 'node:fs';", '', "import { test } from 'vitest';", "import { a } from './a';", "test('a', async () => {", "  const { join } = await import('path');", '  join(fs);', '});'],
    ["import fs from 'node:fs';", "import { join } from 'path';", '', "import { test } from 'vitest';", "import { a } from './a';", "test('a', async () => {", '  join(fs);', '});'],
  ),
  hoists(
    'behind the leading imports, in front of a mock',
    ["import { vi } from 'vitest'; // first", '', "vi.mock('./a');", "import { a } from './a';", "test('a', async () => {", "  const { join } = await import('path');", '  join(a);', '});'],
    ["import { vi } from 'vitest'; // first", "import { join } from 'path';", '', "vi.mock('./a');", "import { a } from './a';", "test('a', async () => {", '  join(a);', '});'],
  ),
  hoists(
    'in a line with other code',
    ["import { vi } from 'vitest'; vi.mock('./a');", "test('a', async () => {", "  const { join } = await import('path');", '  join();', '});'],
    ["import { vi } from 'vitest';", "import { join } from 'path'; vi.mock('./a');", "test('a', async () => {", '  join();', '});'],
  ),
  hoists(
    'with the quotes and without the semicolons of the file',
    ['import { a } from "a"', '', "test('a', async () => {", "  const { join } = await import('path')", '  join()', '})'],
    ['import { a } from "a"', 'import { join } from "path"', '', "test('a', async () => {", '  join()', '})'],
  ),
  hoists(
    'with the quotes of the load where the file shows none',
    ['async function at() {', '  return require("path").join();', '}'],
    ['const path = require("path");', '', 'async function at() {', '  return path.join();', '}'],
    commonjs,
  ),
  hoists(
    'with a semicolon in front of a line that would go on with it',
    ["(function () {", "  test('a', () => {", "    const fs = require('fs')", "    fs.statSync('x')", '  })', '})()'],
    ["const fs = require('fs');", '', "(function () {", "  test('a', () => {", "    fs.statSync('x')", '  })', '})()'],
    commonjs,
  ),
  hoists(
    'in front of the semicolon that guards a line',
    ["const a = require('a')", ";[a].map(() => require('fs').statSync('x'))"],
    ["const a = require('a')", "const fs = require('fs')", ";[a].map(() => fs.statSync('x'))"],
    commonjs,
  ),
];

/** What is left of the statement. */
const leftovers: readonly Case[] = [
  hoists(
    'an empty line goes with the first statement of a block, and one of two',
    ["const x = require('x');", "test('a', () => {", "  const fs = require('fs');", "  const os = require('os');", '', '  use(fs, os);', '', "  const url = require('url');", '', '  use(url);', '});'],
    ["const x = require('x');", "const fs = require('fs');", "const os = require('os');", "const url = require('url');", "test('a', () => {", '  use(fs, os);', '', '  use(url);', '});'],
    { ...commonjs, errors: 3 },
  ),
  hoists(
    'other declarators',
    ["const x = require('x');", "test('a', () => {", "  const os = require('os'), a = 1, fs = require('fs'), url = require('url'), b = 2;", '  use(os, a, fs, url, b);', '});'],
    ["const x = require('x');", "const os = require('os');", "const fs = require('fs');", "const url = require('url');", "test('a', () => {", '  const a = 1, b = 2;', '  use(os, a, fs, url, b);', '});'],
    { ...commonjs, errors: 3 },
  ),
  hoists(
    'the other statements of a line',
    ["const x = require('x');", "test('a', () => { const os = require('os'); os.arch(); require('fs'); });", 'function none() { var url = require("url"); }'],
    ["const x = require('x');", "const os = require('os');", "require('fs');", "const url = require('url');", "test('a', () => { os.arch(); });", 'function none() { }'],
    { ...commonjs, errors: 3 },
  ),
  hoists(
    'comments above, behind and below',
    ["const x = require('x');", "test('a', () => {", '  // Read it.', "  const fs = require('fs'); // quickly", '  // Then', "  fs.statSync('x');", '});'],
    ["const x = require('x');", "const fs = require('fs');", "test('a', () => {", '  // Read it.', '  // quickly', '  // Then', "  fs.statSync('x');", '});'],
    commonjs,
  ),
  hoists(
    'the guard of the next line',
    ["const x = require('x')", "test('a', () => {", '  use(x)', "  const fs = require('fs')", "  ;[1].map(() => fs.statSync('x'))", '})'],
    ["const x = require('x')", "const fs = require('fs')", "test('a', () => {", '  use(x)', "  ;[1].map(() => fs.statSync('x'))", '})'],
    commonjs,
  ),
  hoists(
    'a semicolon that alone parts two statements',
    ["const x = require('x')", "test('a', () => {", '  use(x)', "  const fs = require('fs');", '  [1].map(fs.statSync)', '})'],
    ["const x = require('x')", "const fs = require('fs')", "test('a', () => {", '  use(x)', '  ;', '  [1].map(fs.statSync)', '})'],
    commonjs,
  ),
  hoists(
    'template literals of several lines',
    ["import x from 'x';", "test('a', async () => {", "  const { join } = await import('path');", '  use(`', '  one', '', 'two`, join);', '});'],
    ["import x from 'x';", "import { join } from 'path';", "test('a', async () => {", '  use(`', '  one', '', 'two`, join);', '});'],
  ),
];

const cases: RuleCases<MessageId, [Options]> = { valid: [], invalid: [...forms, ...joined, ...places, ...leftovers] };

testRule('no-late-system-imports', noLateSystemImports, cases);
testFixes(noLateSystemImports, cases);
testPrefilter(mayHoldSystemImport, cases);
