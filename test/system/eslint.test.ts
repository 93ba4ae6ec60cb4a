import path from 'node:path';

import type { ESLint } from 'eslint';
import { describe, expect, inject, test } from 'vitest';

import { BROKEN_TEST } from './broken-test.ts';
import { expectExit, Project } from './project.ts';

const { eslint9, eslint10 } = inject('installed');

const RUNNER_CONFIG = `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { testTimeout: 20_000 } });
`;

const config = (preset: string) => `import parser from '@typescript-eslint/parser';
import cogniverse from 'eslint-plugin-cogniverse';
import { defineConfig } from 'eslint/config';

export default defineConfig({ files: ['**/*.ts'], languageOptions: { parser } }, cogniverse.configs.${preset});
`;

describe.each([
  ['ESLint 9', eslint9],
  ['ESLint 10', eslint10],
])('%s', (_, installed) => {
  test.each([
    ['recommended', 'eslint.config.js', []],
    ['recommended', 'eslint.config.ts', []],
    ['javascript', 'eslint.config.ts', []],
    ['strict', 'eslint.config.ts', ['cogniverse/require-async-timeout:6', 'cogniverse/require-test-setup:3']],
  ])('reports with the preset %s in %s', async (preset, configFile, more) => {
    const project = await Project.of(installed, {
      [configFile]: config(preset),
      'vitest.config.ts': RUNNER_CONFIG,
      'src/search.test.ts': BROKEN_TEST,
      'src/search.ts': BROKEN_TEST.replace(
        "import { expect, test } from 'vitest';\n",
        'const test = start;\n',
      ),
    });
    const linted = await project.node('eslint/bin/eslint.js', '.', '--format', 'json');
    expectExit(linted, 1);
    expect(linted.stderr).toBe('');
    const results = JSON.parse(linted.stdout) as ESLint.LintResult[];
    const found = results.flatMap(({ messages }) => messages.map(({ ruleId, line }) => `${ruleId}:${line}`));
    expect(found.sort()).toEqual(
      [
        'cogniverse/allowed-models:9',
        'cogniverse/no-late-system-imports:7',
        'cogniverse/no-manual-threads:8',
        ...more,
      ].sort(),
    );
    const inFiles = results.filter(({ messages }) => messages.length > 0).map(({ filePath }) => path.basename(filePath));
    expect(inFiles.sort()).toEqual(['search.test.ts', ...(preset === 'strict' ? ['vitest.config.ts'] : [])]);
  });

  test('its types take the presets', async () => {
    const project = await Project.of(installed, { 'eslint.config.ts': config('recommended') });
    const options = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--skipLibCheck',
      '--module',
      'nodenext',
    ];
    expectExit(await project.node('typescript/bin/tsc', ...options, 'eslint.config.ts'), 0);
  });

  test('writes what the command fix writes', async () => {
    const [linted, rewritten] = await Promise.all(
      [0, 1].map(() => Project.copyOf(installed, 'suites/vitest')),
    );
    if (!linted || !rewritten) throw new Error('no projects');
    await linted.write('eslint.config.js', config('recommended'));
    await linted.node(
      'eslint/bin/eslint.js',
      '.',
      '--fix',
      '--rule',
      'cogniverse/no-late-system-imports: error',
    );
    await rewritten.codemod('fix');
    expect(await linted.read()).toMatchObject(await rewritten.read());
  });
});
