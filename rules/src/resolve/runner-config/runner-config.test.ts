import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import type { RunnerName } from '../../settings.ts';
import { configuredTimeouts } from './index.ts';

type Files = Readonly<Record<string, string | object>>;

const timeouts = (runner: RunnerName, files: Files): readonly (number | string | undefined)[] =>
  configuredTimeouts(runner, path.join(makeProject(files), 'packages/a/x.test.js')).map(({ value }) => value);

const vitest = (config: string): Files => ({ 'vitest.config.ts': `import { defineConfig, mergeConfig } from 'vitest/config';\n${config}` });

afterEach(() => {
  vi.useRealTimers();
});

describe('Vitest', () => {
  it.each<[string, Files, readonly (number | string | undefined)[]]>([
    ['an object', vitest(`export default { test: { testTimeout: 5 } };`), [5]],
    ['defineConfig', vitest(`export default defineConfig({ test: { testTimeout: 60 * 1000 } });`), [60_000]],
    ['a function', vitest(`export default defineConfig(async () => { if (a) { return { test: { testTimeout: 1 } }; } return { test: { testTimeout: 2 } }; });`), [1, 2]],
    ['mergeConfig', { ...vitest(`import base from './base'; export default mergeConfig(base, defineConfig({ test: {} }));`), 'base.ts': `export default { test: { testTimeout: 7 } };` }, [7]],
    ['variables and spreads', vitest(`const test = { testTimeout: 5 } satisfies object; const config = { test: { ...test, globals: true } }; export default config;`), [5]],
    ['a value that is computed', vitest(`export default { test: { testTimeout: Number(process.env.LIMIT) } };`), [undefined]],
    ['a spread of something else', vitest(`export default { test: { ...preset.test } };`), []],
    ['projects', vitest(`export default { test: { projects: ['packages/*', { test: { testTimeout: 8 } }] } };`), [8]],
    ['a workspace', { 'vitest.workspace.js': `export default [{ test: { testTimeout: 9 } }];` }, [9]],
    ['CommonJS', { 'vitest.config.cjs': `module.exports = { test: { testTimeout: 6 } };` }, [6]],
    ['a wrong key', vitest(`export default { test: { timeout: 5 } };`), []],
    ['a Vite configuration', { 'vite.config.js': `export default { test: { testTimeout: 5 } };` }, [5]],
    ['a Vite configuration that Vitest does not read', { ...vitest('export default {};'), 'vite.config.js': `export default { test: { testTimeout: 5 } };` }, []],
    ['a Vite configuration without tests passes on', { ...vitest(`export default { test: { testTimeout: 5 } };`), 'packages/a/vite.config.js': 'export default {};' }, [5]],
    ['the nearest one alone', { ...vitest(`export default { test: { testTimeout: 5 } };`), 'packages/a/vitest.config.js': `export default { test: {} };` }, []],
    ['a set-up file', { ...vitest(`export default { test: { setupFiles: './setup.ts' } };`), 'setup.ts': `import { vi } from 'vitest'; vi.setConfig({ testTimeout: 4 });` }, [4]],
    ['a flag', { 'package.json': { scripts: { test: 'tsc && vitest run --test-timeout=9000' } } }, ['9000']],
    ['a configuration that a script names', { 'package.json': { scripts: { e2e: 'vitest -c e2e/own.config.ts' } }, 'e2e/own.config.ts': `export default { test: { testTimeout: 3 } };` }, [3]],
    ['a configuration that is not there', { 'package.json': { scripts: { e2e: 'vitest --config missing.ts' } } }, []],
    ['a syntax error', vitest(`export default {`), []],
  ])('%s', (_, files, expected) => {
    expect(timeouts('vitest', files)).toEqual(expected);
  });
});

describe('Jest', () => {
  it.each<[string, Files, readonly (number | string | undefined)[]]>([
    ['a module', { 'jest.config.mjs': `/** @type {import('jest').Config} */ const config = { testTimeout: 5 }; export default config;` }, [5]],
    ['a function', { 'jest.config.js': `module.exports = async () => ({ testTimeout: 5 });` }, [5]],
    ['a wrapper', { 'jest.config.js': `const nextJest = require('next/jest'); const make = nextJest({ dir: './' }); module.exports = make({ testTimeout: 5 });` }, [5]],
    ['JSON', { 'jest.config.json': { testTimeout: 5 } }, [5]],
    ['package.json', { 'package.json': { jest: { testTimeout: 5 } } }, [5]],
    ['the root of its projects', { 'jest.config.js': `module.exports = { projects: ['packages/*'], testTimeout: 5 };`, 'packages/a/jest.config.js': 'module.exports = {};' }, [5]],
    ['no root that has no projects', { 'jest.config.js': 'module.exports = { testTimeout: 5 };', 'packages/a/package.json': { jest: {} } }, []],
    ['an earlier set-up file', { 'jest.config.js': `module.exports = { setupFiles: ['./setup.js'] };`, 'setup.js': 'jest.setTimeout(7);' }, [7]],
    ['a set-up file', { 'jest.config.js': `module.exports = { setupFilesAfterEnv: ['<rootDir>/test/setup.js'] };`, 'test/setup.js': 'jest.setTimeout(8);' }, [8]],
    ['a flag', { 'package.json': { scripts: { test: 'jest --testTimeout 9000 && mocha --timeout 1' } } }, ['9000']],
    ['a spread of a relative require', { 'jest.config.js': `module.exports = { ...require('./base') };`, 'base.js': 'module.exports = { testTimeout: 5 };' }, [5]],
  ])('%s', (_, files, expected) => {
    expect(timeouts('jest', files)).toEqual(expected);
  });
});

describe('Mocha', () => {
  it.each<[string, Files, readonly (number | string | undefined)[]]>([
    ['a module', { '.mocharc.cjs': `module.exports = { timeout: '5s' };` }, ['5s']],
    ['JSON with comments', { '.mocharc.jsonc': `{\n  // long\n  "timeout": 5,\n}` }, [5]],
    ['YAML', { '.mocharc.yml': `spec: test\n# timeout: 1\n"timeout": 5000 # long\n` }, ['5000']],
    ['package.json', { 'package.json': { mocha: { timeout: 5 } } }, [5]],
    ['a flag', { 'package.json': { scripts: { test: 'c8 mocha -t 5000 "test/*"' } } }, ['5000']],
  ])('%s', (_, files, expected) => {
    expect(timeouts('mocha', files)).toEqual(expected);
  });
});

describe('node:test and Playwright', () => {
  it.each<[RunnerName, Files, readonly (number | string | undefined)[]]>([
    ['node', { 'package.json': { scripts: { test: 'node --import tsx --test --test-timeout=5000' } } }, ['5000']],
    ['node', { 'package.json': { scripts: { test: 'borp --timeout 180000 -p "test/*.js"' } } }, ['180000']],
    ['node', { 'package.json': { scripts: { test: 'node --test', other: 'mocha --timeout 5' } } }, []],
    ['playwright', { 'playwright.config.ts': `import { defineConfig } from '@playwright/test'; export default defineConfig({ timeout: 5, use: { actionTimeout: 1 }, projects: [{ name: 'x', timeout: 6 }] });` }, [5, 6]],
    ['playwright', { 'playwright.config.ts': `export default { expect: { timeout: 5 }, webServer: { timeout: 6 } };` }, []],
  ])('%s', (runner, files, expected) => {
    expect(timeouts(runner, files)).toEqual(expected);
  });
});

it('reads nothing for text without a file', () => {
  expect(configuredTimeouts('vitest', 'x.test.ts')).toEqual([]);
});

it('sees a change after a moment', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const folder = makeProject({ 'jest.config.json': { testTimeout: 5 } });
  const read = (): unknown => configuredTimeouts('jest', path.join(folder, 'x.test.js'))[0]?.value;
  expect(read()).toBe(5);
  writeFileSync(path.join(folder, 'jest.config.json'), '{ "testTimeout": 600 }');
  expect(read()).toBe(5);
  vi.advanceTimersByTime(3_000);
  expect(read()).toBe(600);
});
