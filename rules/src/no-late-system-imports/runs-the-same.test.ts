import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Linter, type Rule } from 'eslint';
import { expect, it, onTestFinished } from 'vitest';

import { noLateSystemImports } from './index.ts';

/** Fixes code as `eslint --fix` does. */
function fixed(code: string, filename: string): string {
  const config: Linter.Config = {
    files: ['**/*.*'],
    // The same rule by ESLint's own types.
    plugins: { cogniverse: { rules: { rule: noLateSystemImports as unknown as Rule.RuleModule } } },
    rules: { 'cogniverse/rule': 'error' },
    languageOptions: { sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module' },
  };
  return new Linter().verifyAndFix(code, config, { filename }).output;
}

/** What a program prints. */
function run(code: string, filename: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'late-imports-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, filename);
  writeFileSync(file, code);
  return execFileSync(process.execPath, ['--no-warnings', file], { encoding: 'utf8' });
}

const print = 'console.log(JSON.stringify(seen));\n';

const programs: readonly (readonly [name: string, filename: string, code: string])[] = [
  [
    'an ES module',
    'program.mjs',
    `const seen = [];
async function paths() {
  const { join, sep: s, ...others } = await import('node:path');
  seen.push(join('a', 'b'), s, Object.keys(others).length);
}
async function system() {
  const os = (await import('os')).default;
  const { EOL, noSuchExport } = await import('os');
  seen.push(os.EOL === EOL, noSuchExport, 'default' in (await import('os')));
}
async function files() {
  const fs = await import('node:fs');
  const { existsSync } = (await import('fs')).default;
  seen.push(typeof fs.default, existsSync === fs.existsSync, fs[Symbol.toStringTag]);
}
await paths();
await system();
await files();
${print}`,
  ],
  [
    'an ES module that requires',
    'program.mjs',
    `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const seen = [];
function emitters() {
  const Emitter = require('events');
  const { once, EventEmitter: Same } = require('node:events');
  seen.push(new Emitter() instanceof Same, typeof once);
}
function files() {
  const fs = require('fs');
  seen.push(fs.R_OK, fs === require('node:fs'), process.getBuiltinModule('fs') === fs);
}
emitters();
files();
${print}`,
  ],
  [
    'CommonJS',
    'program.cjs',
    `'use strict';
const seen = [];
class Disk {
  fs = require('fs');
  get path() {
    return require('path');
  }
}
function patched() {
  const os = require('os');
  os.cores = () => 4;
  const { cores } = require('os');
  seen.push(cores(), module.require('os') === os);
}
function switched(kind) {
  var url = require('url'), count = 1;
  { const url = require('querystring'); seen.push(typeof url.parse); }
  return [url.URL === URL, count, kind];
}
patched();
seen.push(typeof new Disk().fs.statSync, new Disk().path === new Disk().path, switched('a'));
${print}`,
  ],
  [
    'CommonJS without semicolons',
    'program.cjs',
    `const seen = []
;[1, 2].forEach((count) => {
  seen.push(count)
  const util = require('util')
  ;[count].forEach((same) => seen.push(util.inspect(same)))
  const { format } = require('util')
  seen.push(format('%d', count))
})
${print}`,
  ],
];

it.each(programs)('%s does the same once it is fixed', (_, filename, code) => {
  const after = fixed(code, filename);
  expect(after).not.toBe(code);
  expect(run(after, filename)).toBe(run(code, filename));
});
