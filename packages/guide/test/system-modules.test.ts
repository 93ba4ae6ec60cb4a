import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';

import { describe, expect, test } from 'vitest';

import {
  isSystemModule,
  nodeBuiltin,
  nodeBuiltinName,
  nodeBuiltins,
  pythonStandardLibrary,
  systemModuleSets,
} from '../src/index.ts';

describe('the table of Node builtins', () => {
  test('has every builtin of the running Node', () => {
    expect(builtinModules.length).toBeGreaterThan(50);
    expect(builtinModules.filter((name) => nodeBuiltinName(name) !== name)).toEqual([]);
  });

  test('lists a name once, with a reason', () => {
    const names = nodeBuiltins.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(nodeBuiltins.filter(({ reason }) => reason === '')).toEqual([]);
  });

  test('knows what a default import gives', () => {
    const found = Object.entries(measuredDefaultExports());
    expect(found.length).toBeGreaterThan(50);
    expect(found).toEqual(found.map(([name]) => [name, nodeBuiltin(name)?.defaultExport]));
  });
});

/**
 * The `defaultExport` of each builtin of the running Node, measured in a process without a test runner's
 * loader.
 */
function measuredDefaultExports(): Readonly<Record<string, string>> {
  const script = `
    import { builtinModules } from 'node:module';
    const measured = {};
    for (const name of builtinModules) {
      const namespace = await import(name.startsWith('node:') ? name : 'node:' + name);
      const given = namespace.default;
      measured[name] =
        typeof given === 'function' ? (/^[A-Z]/.test(given.name) ? 'class' : 'function')
        : 'on' in given && !('on' in namespace) ? 'instance'
        : Object.keys(given).every((member) => member in namespace) ? 'namespace-object'
        : 'more than the namespace';
    }
    console.log(JSON.stringify(measured));`;
  const node = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  return JSON.parse(node.stdout) as Readonly<Record<string, string>>;
}

describe('nodeBuiltinName', () => {
  test.each([
    ['fs', 'fs'],
    ['node:fs', 'fs'],
    ['fs/promises', 'fs/promises'],
    ['node:path/posix', 'path/posix'],
    ['stream/web', 'stream/web'],
    ['node:test', 'node:test'],
    ['node:test/reporters', 'node:test/reporters'],
    ['node:sqlite', 'node:sqlite'],
    ['node:sea', 'node:sea'],
  ])('%s is %s', (specifier, name) => {
    expect(nodeBuiltinName(specifier)).toBe(name);
  });

  test.each([
    'sqlite',
    'test',
    'test/reporters',
    'sea',
    'quic',
    'punycode/',
    'node:punycode/',
    './fs',
    '/fs',
    'fs/extra',
    'node:nothing',
    'node:node:test',
    'FS',
    '',
    'node:',
    'constructor',
  ])('%j is no builtin', (specifier) => {
    expect(nodeBuiltinName(specifier)).toBeUndefined();
  });
});

describe("the table of Python's standard library", () => {
  test('has every module of the python3 on this machine', ({ skip }) => {
    const python = spawnSync('python3', ['-c', 'import sys; print(*sys.stdlib_module_names)'], {
      encoding: 'utf8',
    });
    if (python.status !== 0) {
      skip('no python3 of 3.10 or later on this machine');
    }
    const known = new Set(pythonStandardLibrary.map(({ name }) => name));
    const names = python.stdout.trim().split(' ');
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  test('lists a name once', () => {
    const names = pythonStandardLibrary.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^\w+$/.test(name))).toEqual([]);
  });
});

describe('isSystemModule', () => {
  test.each([
    ['javascript', 'node:os', [true, true, true]],
    ['javascript', 'fs/promises', [true, true, true]],
    ['javascript', 'child_process', [false, true, true]],
    ['javascript', 'node:util', [false, false, true]],
    ['javascript', 'node:test', [false, false, true]],
    ['javascript', 'test', [false, false, false]],
    ['javascript', 'vitest', [false, false, false]],
    ['javascript', 'threading', [false, false, false]],
    ['python', 'sys', [true, true, true]],
    ['python', 'os.path', [true, true, true]],
    ['python', 'subprocess', [false, true, true]],
    ['python', 'concurrent.futures', [false, true, true]],
    ['python', 'json', [false, false, true]],
    ['python', '.os', [false, false, false]],
    ['python', 'torch', [false, false, false]],
    ['python', 'fs', [false, false, false]],
  ] as const)('%s: %s is in core, system, stdlib: %j', (language, name, verdicts) => {
    expect(systemModuleSets.map((set) => isSystemModule(language, name, set))).toEqual(verdicts);
  });

  test.each([
    ['javascript', 'node:fs', ['fs'], true],
    ['javascript', 'fs', ['node:fs'], true],
    ['javascript', 'node:fs/promises', ['fs'], true],
    ['javascript', 'fs', ['fs/promises'], false],
    ['javascript', 'os', ['fs'], false],
    ['javascript', 'punycode/', ['punycode'], false],
    ['javascript', 'sqlite', ['node:sqlite'], false],
    ['javascript', 'node:sqlite', ['sqlite'], false],
    ['javascript', 'dotenv/config', ['dotenv'], true],
    ['javascript', 'dotenv-expand', ['dotenv'], false],
    ['javascript', './fs', ['fs'], false],
    ['javascript', 'os', [], false],
    ['python', 'os.path', ['os'], true],
    ['python', 'ossaudiodev', ['os'], false],
    ['python', '.os', ['os'], false],
    ['python', 'src.bootstrap', ['src'], true],
  ] as const)('%s: %s with the list %j: %s', (language, name, list, verdict) => {
    expect(isSystemModule(language, name, list)).toBe(verdict);
  });
});
