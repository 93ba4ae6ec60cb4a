import { readFileSync } from 'node:fs';

import js from '@eslint/js';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, expectTypeOf, it } from 'vitest';

import type { RuleDocs } from '../src/create-rule.ts';
import plugin from '../src/index.ts';
import { prefilters, pythonPrefilters } from '../src/prefilters.ts';
import { rules } from '../src/rules.ts';

const { recommended, strict, javascript, python } = plugin.configs;
const pythonStrict = plugin.configs['python-strict'];

describe('the plugin', () => {
  it('has the name and version of its package', () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest).toMatchObject({ name: plugin.meta.name, version: plugin.meta.version });
  });

  it('has a prefilter for each rule in each language', () => {
    expect(Object.keys(prefilters).toSorted()).toEqual(Object.keys(rules).toSorted());
    expect(Object.keys(pythonPrefilters).toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  it('turns each rule on in the presets that its documentation names', () => {
    const byPreset = (preset: RuleDocs['preset']): string[] =>
      Object.entries(rules).flatMap(([name, { meta }]) => (meta.docs?.preset === preset ? `cogniverse/${name}` : []));
    const namesIn = (configs: readonly Linter.Config[]): string[] => configs.flatMap((config) => Object.keys(config.rules ?? {}));
    expect(namesIn(recommended)).toEqual(byPreset('recommended'));
    expect(namesIn(javascript)).toEqual(byPreset('recommended'));
    expect(namesIn(python)).toEqual(byPreset('recommended'));
    expect(namesIn(strict)).toEqual([...byPreset('recommended'), ...byPreset('strict')]);
    expect(namesIn(pythonStrict)).toEqual([...byPreset('recommended'), ...byPreset('strict')]);
  });
});

describe('the presets', () => {
  const code = 'import { Worker } from "node:worker_threads";\nnew Worker("./a.js");\n';

  async function reported(config: Linter.Config[], filePath: string, text = code): Promise<readonly (string | null)[]> {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
    const [result] = await eslint.lintText(text, { filePath });
    return result?.messages.map(({ ruleId }) => ruleId) ?? [];
  }

  it.each<[string, Linter.Config[]]>([
    ['spread', [...recommended]],
    ['strict', [...strict]],
    ['defineConfig', defineConfig(recommended)],
    ['extends by object', defineConfig({ files: ['**/*.js'], extends: [recommended] })],
    ['extends by name', defineConfig({ plugins: { cogniverse: plugin }, extends: ['cogniverse/recommended'] })],
    ['several', defineConfig(recommended, { plugins: { cogniverse: plugin } })],
  ])('work by %s', async (_, config) => {
    expect(await reported(config, 'test/a.js')).toEqual(['cogniverse/no-manual-threads']);
    expect(await reported(config, 'src/a.js')).toEqual([]);
  });

  it('leave it to the project which files are linted', async () => {
    const file = 'test/a.ts';
    expect(await new ESLint({ overrideConfigFile: true, overrideConfig: recommended }).isPathIgnored(file)).toBe(true);
    const typed = defineConfig({ files: ['**/*.ts'], languageOptions: { parser: typescriptParser } }, recommended);
    expect(await reported(typed, file)).toEqual(['cogniverse/no-manual-threads']);
  });

  describe('for Python', () => {
    const pythonCode = 'import threading\n\n\ndef test_a():\n    threading.Thread(target=print).start()\n';

    it.each<[string, Linter.Config[]]>([
      ['alone', [...python]],
      ['strict', [...pythonStrict]],
      ['defineConfig', defineConfig(python)],
      ['extends by name', defineConfig({ plugins: { cogniverse: plugin }, extends: ['cogniverse/python'] })],
      ['before the others', [...python, ...recommended]],
      ['after the others', [...recommended, ...python]],
      ['beside the rules of ESLint for JavaScript', defineConfig({ files: ['**/*.js'], extends: [js.configs.recommended] }, python)],
    ])('work: %s', async (_, config) => {
      expect(await reported(config, 'tests/test_a.py', pythonCode)).toEqual(['cogniverse/no-manual-threads']);
      expect(await reported(config, 'app/jobs.py', pythonCode)).toEqual([]);
    });

    it('lint no JavaScript', async () => {
      expect(await reported([...python], 'test/a.js')).toEqual([]);
      expect(await reported([...recommended, ...python], 'test/a.js')).toEqual(['cogniverse/no-manual-threads']);
    });

    it('are the only ones that lint Python', async () => {
      const isIgnored = async (config: Linter.Config[]): Promise<boolean> =>
        new ESLint({ overrideConfigFile: true, overrideConfig: config }).isPathIgnored('tests/test_a.py');
      expect(await isIgnored(recommended)).toBe(true);
      expect(await isIgnored(strict)).toBe(true);
      expect(await isIgnored(python)).toBe(false);
    });

    it('leave a line alone that a comment turns a rule off for', async () => {
      const excepted = pythonCode.replace('start()', 'start()  # eslint-disable-line cogniverse/no-manual-threads');
      expect(await reported([...python], 'tests/test_a.py', excepted)).toEqual([]);
    });

    it('say where Python does not parse', async () => {
      expect(await reported([...python], 'tests/test_a.py', 'def f(:\n')).toEqual([null]);
    });
  });

  it('are typed as configurations of ESLint', () => {
    expectTypeOf(recommended).toEqualTypeOf<Linter.Config[]>();
    expectTypeOf(plugin).toExtend<ESLint.Plugin>();
    expectTypeOf(plugin.configs).toHaveProperty('strict');
    expectTypeOf(plugin.configs).not.toHaveProperty('all');
    expectTypeOf(plugin.rules).toHaveProperty('no-manual-threads');
  });
});
