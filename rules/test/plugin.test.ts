import { readFileSync } from 'node:fs';

import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, expectTypeOf, it } from 'vitest';

import type { RuleDocs } from '../src/create-rule.ts';
import plugin from '../src/index.ts';
import { prefilters } from '../src/prefilters.ts';
import { rules } from '../src/rules.ts';

const { recommended, strict, javascript } = plugin.configs;

describe('the plugin', () => {
  it('has the name and version of its package', () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest).toMatchObject({ name: plugin.meta.name, version: plugin.meta.version });
  });

  it('has a prefilter for each rule', () => {
    expect(Object.keys(prefilters).toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  it('turns each rule on in the presets that its documentation names', () => {
    const byPreset = (preset: RuleDocs['preset']): string[] =>
      Object.entries(rules).flatMap(([name, { meta }]) => (meta.docs?.preset === preset ? `cogniverse/${name}` : []));
    const namesIn = (configs: readonly Linter.Config[]): string[] => configs.flatMap((config) => Object.keys(config.rules ?? {}));
    expect(namesIn(recommended)).toEqual(byPreset('recommended'));
    expect(namesIn(javascript)).toEqual(byPreset('recommended'));
    expect(namesIn(strict)).toEqual([...byPreset('recommended'), ...byPreset('strict')]);
  });
});

describe('the presets', () => {
  const code = 'import { Worker } from "node:worker_threads";\nnew Worker("./a.js");\n';

  async function reported(config: Linter.Config[], filePath: string): Promise<readonly (string | null)[]> {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
    const [result] = await eslint.lintText(code, { filePath });
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

  it('are typed as configurations of ESLint', () => {
    expectTypeOf(recommended).toEqualTypeOf<Linter.Config[]>();
    expectTypeOf(plugin).toExtend<ESLint.Plugin>();
    expectTypeOf(plugin.configs).toHaveProperty('strict');
    expectTypeOf(plugin.configs).not.toHaveProperty('all');
    expectTypeOf(plugin.rules).toHaveProperty('no-manual-threads');
  });
});
