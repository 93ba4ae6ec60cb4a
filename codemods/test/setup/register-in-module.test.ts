import path from 'node:path';

import { findRegistration, parseSource } from 'eslint-plugin-cogniverse/registration';
import { describe, expect, it } from 'vitest';

import { type ModuleResult, registerInModule } from '../../src/setup/module/index.ts';
import { type Runner, setupEntry } from '../../src/setup/registration.ts';
import { Project } from '../support/project.ts';
import { lines, SHAPES, type Shape } from './module-shapes.ts';
import { beginsWith, isWithout, PRESETS, runModule } from './run-module.ts';

const FOLDER = path.resolve('/nowhere');

interface Options {
  readonly file?: string;
  readonly runner?: Runner;
  readonly major?: number;
  readonly registered?: readonly string[];
}

function register(text: string, options: Options = {}): Promise<ModuleResult> {
  const { file = 'vitest.config.ts', runner = 'vitest', major, registered = [] } = options;
  return registerInModule(text, path.resolve(FOLDER, file), {
    runner,
    entry: setupEntry(runner),
    runnerMajor: major,
    registered: new Set(registered),
  });
}

async function edited(text: string, shape: Options): Promise<string> {
  const result = await register(text, shape);
  expect(result).toMatchObject({ kind: 'edited' });
  return result.kind === 'edited' ? result.text : '';
}

describe.each(SHAPES.map((shape): [string, Shape] => [shape.name, shape]))('%s', (_, shape) => {
  const { before, after, isUncertain = false } = shape;

  it('gets the set-up', async () => {
    expect(await register(before, shape)).toEqual({ kind: 'edited', text: after, certain: !isUncertain });
  });

  it('is left as it is by a second run', async () => {
    expect(await register(after, shape)).toEqual({ kind: 'present' });
  });

  it('satisfies the rule', () => {
    const { file = 'vitest.config.ts', runner = 'vitest', major } = shape;
    const source = parseSource(path.join(FOLDER, file), after);
    if (!source || runner === 'node') throw new Error('it does not parse');
    const { places } = findRegistration(source, { runner, major });
    expect(places.filter(({ certain }) => certain)).toEqual([]);
  });

  it('keeps line ends and a byte order mark', async () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(await edited(crlf(before), shape)).toBe(crlf(after));
    expect(await edited(`\uFEFF${before}`, shape)).toBe(`\uFEFF${after}`);
  });

  it('keeps all that was there', async () => {
    const marked = before.replace(/\n(?!.*\n)/, ' // последняя 🧪\n');
    const output = await edited(marked, shape);
    let at = 0;
    for (const character of marked) {
      if (character === ' ') continue;
      at = output.indexOf(character, at) + 1;
      expect(at).toBeGreaterThan(0);
    }
  });

  it('means the same with it, for each preset and on each branch', async () => {
    const entry = setupEntry(shape.runner ?? 'vitest');
    for (const list of PRESETS) {
      for (const ci of [undefined, '1']) {
        const [was, is] = [await runModule(before, list, ci), await runModule(after, list, ci)];
        const outcome = JSON.stringify([was, is]);
        expect(outcome).toContain(entry);
        expect(isWithout(was, is, entry), outcome).toBe(true);
        // What is merged stands behind the list of the preset.
        const isMerged = list !== undefined && /mergeConfig\((?:base|viteConfig)/.test(before);
        expect(isMerged || beginsWith(is, entry), outcome).toBe(true);
      }
    }
  });

  it('needs no line end at its end', async () => {
    const cut = before.trimEnd();
    expect(await edited(cut, shape)).toBe(after.trimEnd());
  });
});

describe('what is there already', () => {
  it.each<[string, Options]>([
    ['export default { test: { setupFiles: "@cogniverse/test-setup/vitest" } }', {}],
    ["export default { test: { setupFiles: [require.resolve('@cogniverse/test-setup/vitest')] } }", {}],
    ["export default { test: { setupFiles: [new URL('./node_modules/@cogniverse/test-setup/dist/runners/vitest.js', import.meta.url)] } }", {}],
    ["export default withPreset({ test: { setupFiles: ['@cogniverse/test-setup/vitest'] } })", {}],
    ["const config = { test: { setupFiles: [] } }; config.test.setupFiles.push('@cogniverse/test-setup/vitest'); export default config", {}],
    ["module.exports = { require: ['@cogniverse/test-setup/mocha.js'] }", { file: '.mocharc.js', runner: 'mocha' }],
  ])('%s', async (text, options) => {
    expect(await register(text, options)).toEqual({ kind: 'present' });
  });

  it('comes with a file of the same plan', async () => {
    const project = new Project({ 'base.ts': 'export default { test: { globals: true } };\n' });
    const text = "import base from './base';\nexport default mergeConfig(base, { plugins: [] });\n";
    const file = project.at('vitest.config.ts');
    expect(await register(text, { file })).toMatchObject({ kind: 'edited', certain: true });
    expect(await register(text, { file, registered: [project.at('base.ts')] })).toEqual({ kind: 'present' });
  });

  it('comes with a file that a project extends', async () => {
    const project = new Project({ 'shared.ts': "export default { test: { setupFiles: ['@cogniverse/test-setup/vitest'] } };\n" });
    const file = project.at('vitest.workspace.ts');
    expect(await register("export default [{ extends: './shared.ts', test: { name: 'a' } }];\n", { file })).toEqual({ kind: 'present' });
  });
});

describe('what needs none', () => {
  it.each<[string, Options]>([
    ["export default { test: { projects: ['packages/*'] } }", {}],
    ['export default { test: { browser: { enabled: true } } }', {}],
    ["import { defineWorkersConfig } from '@cloudflare/vitest-pool-workers/config'; export default defineWorkersConfig({})", {}],
    ["export default { runner: 'jest-runner-eslint' }", { file: 'jest.config.mjs', runner: 'jest' }],
  ])('%s', async (text, options) => {
    expect(await register(text, options)).toMatchObject({ kind: 'unneeded' });
  });
});

describe('what is left to its author', () => {
  const snippet = "test: { setupFiles: ['@cogniverse/test-setup/vitest'] }";

  it.each<[string, string, { readonly line: number; readonly column: number; readonly reason: string; readonly isDoubtful?: boolean }]>([
    ['a function of a package', lines("import { make } from 'acme'", 'export default make({ test: {} })'), { line: 2, column: 16, reason: 'it is made by make()', isDoubtful: true }],
    ['a list for a browser that a function is given', "export default make({ test: { setupFiles: ['./a.ts'], browser: { enabled: true } } })", { line: 1, column: 16, reason: 'it is made by make()', isDoubtful: true }],
    ['a configuration of a package', lines("import config from 'acme'", 'export default config'), { line: 2, column: 16, reason: 'it comes from acme', isDoubtful: true }],
    ['one of several returns', lines('export default () => {', '  if (a) return other()', '  return { test: {} }', '}'), { line: 2, column: 17, reason: 'it is made by other()', isDoubtful: false }],
    ['a name that is set again', lines('let config = {}', 'config = more(config)', 'export default config'), { line: 3, column: 16, reason: 'config is set more than once', isDoubtful: true }],
    ['a getter', lines('export default {', '  test: { get setupFiles() { return list } },', '}'), { line: 2, column: 11, reason: 'what sets it is computed', isDoubtful: true }],
    ['a spread of a call', lines('export default {', '  test: { ...preset() },', '}'), { line: 2, column: 9, reason: 'what the object spreads may bring its own setupFiles, which a new one would hide', isDoubtful: true }],
    ['a spread that may bring a list', 'export default { test: { ...(a && { setupFiles: [b] }) } }', { line: 1, column: 24, reason: 'a condition decides about setupFiles', isDoubtful: false }],
    ['projects that are not known', 'export default { test: { projects: projects() } }', { line: 1, column: 36, reason: 'what projects there are is known when it runs', isDoubtful: true }],
    ['a list that tests in a browser have too', lines("const shared = { setupFiles: ['./a'] }", 'export default { test: { projects: [{ test: { ...shared } }, { test: { ...shared, browser: { enabled: true } } }] } }'), { line: 1, column: 30, reason: 'it is also there for tests that run in a browser or another runtime', isDoubtful: false }],
    ['tests that may run in a browser', lines('export default {', '  test: { browser: { instances } },', '}'), { line: 2, column: 9, reason: 'its tests may run in a browser, where the set-up must not be loaded', isDoubtful: true }],
    ['no export', lines('const config = {}'), { line: 1, column: 1, reason: 'it exports no configuration', isDoubtful: true }],
    ['a syntax error', 'export default {', { line: 1, column: 1, reason: 'it has a syntax error' }],
  ])('%s', async (_, text, expected) => {
    expect(await register(text)).toEqual({ kind: 'manual', ...expected, snippet });
  });

  it('is in another file', async () => {
    const project = new Project({ 'base.ts': 'export default { test: {} };\n' });
    const result = await register("import base from './base'\nexport default base\n", { file: project.at('vitest.config.ts') });
    expect(result).toMatchObject({ kind: 'manual', line: 2, column: 1 });
    expect(result).toHaveProperty('reason', 'the configuration is written in base.ts');
  });

  it('is not changed in part', async () => {
    const text = "module.exports = process.env.A ? require('./unknown') : { verbose: true };\n";
    expect(await register(text, { file: 'jest.config.js', runner: 'jest' })).toMatchObject({ kind: 'manual' });
  });
});

it('takes the place of nothing', async () => {
  const text = 'export default { test: { setupFiles: process.env.CI ? undefined : null } }\n';
  const entry = "['@cogniverse/test-setup/vitest']";
  expect(await edited(text, {})).toBe(`export default { test: { setupFiles: process.env.CI ? ${entry} : ${entry} } }\n`);
});

it('ends a line as the line before it ends', async () => {
  const before = 'export default {\n  test: {\r\n    a: 1,\n    b: 2\r\n  },\n};\n';
  const after = "export default {\n  test: {\r\n    a: 1,\n    b: 2,\r\n    setupFiles: ['@cogniverse/test-setup/vitest']\r\n  },\n};\n";
  expect(await edited(before, {})).toBe(after);
});
