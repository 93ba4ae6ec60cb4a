/** A package whose tests ask whether the set-up is active, with its configuration in one of many shapes. */
export interface Shape {
  readonly name: string;
  /** Texts by their paths; `package.json` has the script `test`. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether it stands for its runner where the tests are run without the set-up. */
  readonly isFirst?: boolean;
}

const ASK = 'the set-up is active';

function manifest(test: string, fields: object = {}): string {
  return `${JSON.stringify({ private: true, scripts: { test }, ...fields }, undefined, 2)}\n`;
}

const VITEST_TEST = `import { isSetupActive } from '@cogniverse/test-setup';
import { expect, test } from 'vitest';
test('${ASK}', () => { expect(isSetupActive()).toBe(true); });
`;

function vitest(name: string, files: Record<string, string>, script = 'vitest run'): Shape {
  return {
    name: `vitest-${name}`,
    files: {
      'package.json': manifest(script, { type: 'module', devDependencies: { vitest: '^4.1.0' } }),
      'a.test.ts': VITEST_TEST,
      ...files,
    },
  };
}

const VITEST: readonly Shape[] = [
  { ...vitest('nothing', {}), isFirst: true },
  vitest('object', { 'vitest.config.js': 'export default { test: { globals: true } };\n' }),
  vitest('no-test-key', {
    'vitest.config.ts': "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({});\n",
  }),
  vitest('function', {
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
	test: { name: mode, setupFiles: './setup.ts' },
}));
`,
    'setup.ts': '',
  }),
  vitest('two-returns', {
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';

export default defineConfig(async ({ mode }) => {
  if (mode === 'production') {
    return { test: { retry: 1 } };
  }
  return { test: { retry: 0 } };
});
`,
  }),
  vitest('merge', {
    'vitest.config.ts': `import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vite.config.ts';

export default mergeConfig(base, defineConfig({ test: { retry: 1 } }));
`,
    'vite.config.ts': 'export default { define: { __A__: 1 } };\n',
  }),
  vitest('satisfies', {
    'vitest.config.ts': `import type { ViteUserConfig } from 'vitest/config';

const config = {
  test: { setupFiles: [] },
} satisfies ViteUserConfig;

export default config;
`,
  }),
  vitest('spread-preset', {
    'preset.ts': "export const preset = { globals: true, setupFiles: ['./preset-setup.ts'] };\n",
    'preset-setup.ts': 'globalThis.presetRan = true;\n',
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';
import { preset } from './preset.ts';

export default defineConfig({
  test: { ...preset, retry: 1 },
});
`,
    'b.test.ts': "test('keeps the preset', () => { expect(globalThis.presetRan).toBe(true); });\n",
  }),
  vitest('inline-projects', {
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'one' } },
      { extends: true, test: { name: 'two' } },
    ],
  },
});
`,
  }),
  vitest('projects-by-path', {
    'vitest.config.ts': "export default { test: { projects: ['packages/*'] } };\n",
    'packages/one/vitest.config.ts': 'export default { test: {} };\n',
    'packages/one/a.test.ts': VITEST_TEST,
    'packages/two/a.test.ts': VITEST_TEST,
    'a.test.ts': '',
  }),
  vitest('vite-config-with-crlf', {
    'vite.config.ts':
      '/// <reference types="vitest" />\r\nexport default {\r\n\tbase: "/",\r\n\ttest: {\r\n\t\tglobals: true\r\n\t}\r\n};\r\n',
  }),
  vitest(
    'named-config',
    { 'conf/vitest.unit.mts': 'export default { test: { globals: true } };\n' },
    'vitest run --config conf/vitest.unit.mts',
  ),
];

const JEST_TEST = `const { isSetupActive } = require('@cogniverse/test-setup');
test('${ASK}', () => { expect(isSetupActive()).toBe(true); });
`;

function jest(name: string, files: Record<string, string>, fields: object = {}, script = 'jest'): Shape {
  return {
    name: `jest-${name}`,
    files: {
      'package.json': manifest(script, { devDependencies: { jest: '^30.0.0' }, ...fields }),
      'a.test.cjs': JEST_TEST,
      ...files,
    },
  };
}

const MATCH = { testMatch: ['**/*.test.cjs'] };

const JEST: readonly Shape[] = [
  { ...jest('field', {}, { jest: MATCH }), isFirst: true },
  jest('object', { 'jest.config.js': `module.exports = ${JSON.stringify(MATCH)};\n` }),
  jest(
    'async-function',
    {
      'jest.config.js': `/** @returns {Promise<import('jest').Config>} */
export default async () => {
  return {
    testMatch: ['**/*.test.cjs'],
    setupFilesAfterEnv: ['<rootDir>/after-env.cjs'],
  };
};
`,
      'after-env.cjs': '',
    },
    { type: 'module' },
  ),
  jest('json', { 'jest.config.json': JSON.stringify(MATCH, undefined, 4) }),
  jest('projects', {
    'jest.config.cjs': `module.exports = {
  projects: [
    { displayName: 'one', testMatch: ['<rootDir>/*.test.cjs'] },
    '<rootDir>/packages/two',
  ],
};
`,
    'packages/two/jest.config.json': JSON.stringify(MATCH),
    'packages/two/b.test.cjs': JEST_TEST,
  }),
  jest(
    'named-config-with-preset',
    {
      'conf/jest.json':
        '{ "rootDir": "..", "preset": "./preset/jest-preset.json", "testMatch": ["**/*.test.cjs"] }',
      'preset/jest-preset.json': '{ "setupFilesAfterEnv": ["<rootDir>/preset/after-env.cjs"] }',
      'preset/after-env.cjs': 'globalThis.presetRan = true;\n',
      'b.test.cjs': "test('keeps the preset', () => { expect(globalThis.presetRan).toBe(true); });\n",
    },
    {},
    'jest --config conf/jest.json',
  ),
  {
    name: 'jest-nothing',
    files: {
      'package.json': manifest('jest', { devDependencies: { jest: '^30.0.0' } }),
      'a.test.js': JEST_TEST,
    },
  },
];

function mocha(name: string, files: Record<string, string>, fields: object = {}, script = 'mocha'): Shape {
  return {
    name: `mocha-${name}`,
    files: {
      'package.json': manifest(script, { devDependencies: { mocha: '^12.0.0' }, ...fields }),
      'test/a.cjs': `const assert = require('node:assert');
const { isSetupActive } = require('@cogniverse/test-setup');
it('${ASK}', () => { assert.ok(isSetupActive()); });
`,
      ...files,
    },
  };
}

const MOCHA: readonly Shape[] = [
  { ...mocha('nothing', {}), isFirst: true },
  mocha('yaml', { '.mocharc.yml': '# options\nui: bdd\nrequire: ./first.cjs # at first\n', 'first.cjs': '' }),
  mocha('jsonc', { '.mocharc.jsonc': '{\n  // interface\n  "ui": "bdd"\n}\n' }),
  mocha('module', {
    '.mocharc.cjs': "'use strict';\n\nmodule.exports = { require: ['./first.cjs'] };\n",
    'first.cjs': '',
  }),
  mocha('field', {}, { mocha: { ui: 'bdd' } }),
  mocha('flag', { 'first.cjs': '' }, {}, 'mocha --require ./first.cjs "test/*.cjs"'),
];

function node(name: string, script: string, files: Record<string, string> = {}): Shape {
  return {
    name: `node-${name}`,
    files: {
      'package.json': manifest(script, { type: 'module' }),
      'a.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { isSetupActive } from '@cogniverse/test-setup';
test('${ASK}', () => { assert.ok(isSetupActive()); });
`,
      ...files,
    },
  };
}

const NODE: readonly Shape[] = [
  { ...node('script', 'node --test a.test.js'), isFirst: true },
  node(
    'script-with-import',
    "NODE_ENV=test node --import './first.js' --test --test-timeout 9000 && echo done",
    {
      'first.js': '',
    },
  ),
];

function playwright(name: string, files: Record<string, string>, fields: object = {}): Shape {
  return {
    name: `playwright-${name}`,
    files: {
      'package.json': manifest('playwright test', {
        devDependencies: { '@playwright/test': '^1.65.0' },
        ...fields,
      }),
      'a.spec.ts': `import { expect, test } from '@playwright/test';
import { isSetupActive } from '@cogniverse/test-setup';
test('${ASK}', () => { expect(isSetupActive()).toBe(true); });
`,
      ...files,
    },
  };
}

const PLAYWRIGHT: readonly Shape[] = [
  { ...playwright('nothing', {}), isFirst: true },
  playwright('typescript', {
    'playwright.config.ts': `/** Tests of the pages. */
import { defineConfig, devices } from '@playwright/test';

export default defineConfig({ projects: [{ name: 'a', use: devices['Desktop Chrome'] }] });
`,
  }),
  playwright('commonjs', { 'playwright.config.js': '// @ts-check\nmodule.exports = { timeout: 5000 };\n' }),
];

/** All shapes. */
export const SHAPES: readonly Shape[] = [...VITEST, ...JEST, ...MOCHA, ...NODE, ...PLAYWRIGHT];
