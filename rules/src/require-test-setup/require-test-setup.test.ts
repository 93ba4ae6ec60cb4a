import { testPrefilter, testRule, typed, type InvalidCase, type ValidCase } from '../../test/rule-tester.ts';
import { requireTestSetup } from './index.ts';
import { mayBeConfiguration } from './prefilter.ts';

const vitest = { filename: 'vitest.config.ts' } as const;
const workspace = { filename: 'vitest.workspace.ts' } as const;
const vite = { filename: 'vite.config.ts' } as const;
const jest = { filename: 'jest.config.mjs' } as const;
const commonJsJest = { filename: 'jest.config.cjs', sourceType: 'commonjs' } as const;
const mocha = { filename: '.mocharc.cjs', sourceType: 'commonjs' } as const;
const playwright = { filename: 'playwright.config.ts' } as const;

const define = `import { defineConfig, defineProject, defineWorkspace, mergeConfig } from 'vitest/config';\n`;
const registered = `setupFiles: ['@cogniverse/test-setup/vitest']`;

const valid: ValidCase<[]>[] = [
  // Other files.
  { code: 'export default {};', filename: 'src/config.ts' },
  { code: 'export default {};', filename: 'vitest.config.test.ts' },
  { code: 'export default {};', filename: 'vitest.config.ts.timestamp-1713887058308-b154731a64b17.mjs' },
  { code: 'export default {};', filename: 'eslint.config.js' },
  // Vite alone.
  { ...vite, code: `import { defineConfig } from 'vite'; export default defineConfig({ plugins: [] });` },
  { ...vite, code: `export default { build: {} };` },
  // Registered, in any spelling.
  { ...vitest, code: `${define}export default defineConfig({ test: { ${registered} } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: "@cogniverse/test-setup/vitest" } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: \`@cogniverse/test-setup/vitest\` } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: [require.resolve('@cogniverse/test-setup/vitest')] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: [import.meta.resolve('@cogniverse/test-setup/vitest')] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: ['/app/node_modules/@cogniverse/test-setup/dist/runners/vitest.js'] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: [new URL('../node_modules/@cogniverse/test-setup/dist/runners/vitest.js', import.meta.url).pathname] } });` },
  { ...vitest, code: String.raw`${define}export default defineConfig({ test: { setupFiles: ['C:\\app\\node_modules\\@cogniverse\\test-setup\\dist\\runners\\vitest.js'] } });` },
  { ...vitest, code: `${define}const setup = '@cogniverse/test-setup/vitest'; const setupFiles = ['./a.ts', setup]; export default defineConfig({ test: { setupFiles } });` },
  { ...vitest, code: `${define}const shared = { ${registered} }; export default defineConfig({ test: { globals: true, ...shared } });` },
  { ...vitest, code: `${define}const base = ['@cogniverse/test-setup/vitest']; export default defineConfig({ test: { setupFiles: [...base, './a.ts'] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: ['@cogniverse/test-setup/vitest', ci && './ci.ts'].filter(Boolean) } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: ci ? ['@cogniverse/test-setup/vitest'] : ['./a.ts', '@cogniverse/test-setup/vitest'] } });` },
  { ...vitest, code: `${define}export default mergeConfig({ test: { ${registered} } }, defineConfig({ test: { globals: true } }));` },
  { ...vitest, code: `${define}export default defineConfig(({ mode }) => { if (mode === 'a') { return { test: { ${registered} } }; } return { test: { ${registered} } }; });` },
  { ...vitest, code: `const config = {}; config.test = {}; config.test.setupFiles = ['@cogniverse/test-setup/vitest']; export default config;` },
  { ...vitest, code: `${define}const config = defineConfig({ test: { setupFiles: [] } }); config.test.setupFiles.unshift('@cogniverse/test-setup/vitest'); export default config;` },
  { ...vitest, code: `${define}const config = defineConfig({}); config.test = { ${registered} }; export { config as default };` },
  { ...vitest, ...typed, code: `const config = { test: { ${registered} } } satisfies UserConfig as any; export = config;` },
  { ...vitest, ...typed, code: `/// <reference types="vitest/config" />\nconst config: UserConfig = { test: { ${registered} } }; export default config;` },
  { ...vite, code: `${define}export default defineConfig({ test: { ${registered} } });` },
  { ...vitest, code: `${define}const withSetup = (test) => defineConfig({ test: { ...test, ${registered} } }); export default withSetup({ globals: true });` },
  // Made elsewhere.
  { ...vitest, code: `import config from '@acme/vitest-config'; export default config;` },
  { ...vitest, code: `import { createConfig } from '@acme/vitest-config'; export default createConfig({ test: {} });` },
  { ...vitest, code: `${define}import base from '@acme/vitest-config'; export default mergeConfig(base, { test: { globals: true } });` },
  { ...vitest, code: `${define}import base from '@acme/vitest-config'; export default defineConfig({ ...base, plugins: [] });` },
  { ...vitest, code: `${define}import base from '@acme/vitest-config'; export default defineConfig({ test: { ...base.test, globals: true } });` },
  { ...vitest, code: `import { mergeConfig } from '@acme/vitest-config'; export default mergeConfig({}, { test: { globals: true } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: setupFilesOf(process.env) } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: [...more(), './a.ts'] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { [key]: [], globals: true } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { get setupFiles() { return list; } } });` },
  { ...vitest, code: `const config = { test: {} }; Object.assign(config, more); export default config;` },
  { ...vitest, code: `let config = {}; if (ci) config = other(); export default config;` },
  { ...vitest, code: `export const config = 1;` },
  // Projects.
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: ['packages/*'] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { workspace: './vitest.workspace.ts' } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { ${registered}, projects: [{ extends: true, test: { name: 'a' } }] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { ${registered}, projects: [{ extends: './vitest.config.ts', test: { name: 'a' } }] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: [{ test: { ${registered} } }, 'packages/*'] } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: [makeProject(), 'packages/*'] } });` },
  // Whether these take over the list of the root depends on the version.
  { ...vitest, code: `${define}export default defineConfig({ test: { ${registered}, projects: [{ test: { name: 'a' } }] } });` },
  { ...workspace, code: `${define}export default defineWorkspace(['packages/*', { test: { ${registered} } }]);` },
  { ...workspace, code: `export default ['packages/*'];` },
  // Other runtimes.
  { ...vitest, code: `${define}export default defineConfig({ test: { browser: { enabled: true, instances: [] } } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { browser: { instances: [] } } });` },
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: [{ test: { browser: { enabled: true } } }] } });` },
  { ...vitest, code: `import { defineWorkersConfig } from '@cloudflare/vitest-pool-workers/config'; export default defineWorkersConfig({ test: {} });` },
  // Jest.
  { ...jest, code: `export default { setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] };` },
  { ...commonJsJest, code: `module.exports = { setupFilesAfterEnv: [require.resolve('@cogniverse/test-setup/jest')] };` },
  { ...commonJsJest, code: `const nextJest = require('next/jest'); const createJestConfig = nextJest({ dir: './' }); const config = { setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] }; module.exports = createJestConfig(config);` },
  { ...commonJsJest, code: `module.exports = async () => ({ setupFilesAfterEnv: ['<rootDir>/node_modules/@cogniverse/test-setup/dist/cjs/jest.cjs'] });` },
  { ...jest, code: `export default { projects: ['<rootDir>/packages/*'] };` },
  { ...jest, code: `export default { projects: [{ setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] }, { runner: 'jest-runner-eslint' }] };` },
  { ...jest, code: `export default { preset: '@acme/jest-preset' };` },
  { ...jest, code: `export default { preset: './jest-preset.js' };` },
  { ...commonJsJest, code: `module.exports = { ...require('@acme/jest-config'), verbose: true };` },
  { ...commonJsJest, code: `module.exports = require('jest-config-acme')({ verbose: true });` },
  { ...jest, code: `import { getJestProjectsAsync } from '@nx/jest'; export default async () => ({ projects: await getJestProjectsAsync() });` },
  // Mocha.
  { ...mocha, code: `module.exports = { require: '@cogniverse/test-setup/mocha' };` },
  { ...mocha, code: `module.exports = { r: ['ts-node/register', '@cogniverse/test-setup/mocha'] };` },
  { ...mocha, code: `module.exports = { extends: '@acme/mocharc', spec: 'test' };` },
  { ...mocha, code: `module.exports = { ...require('@acme/mocharc') };` },
  // Playwright.
  { ...playwright, code: `import '@cogniverse/test-setup/playwright'; import { defineConfig } from '@playwright/test'; export default defineConfig({});` },
  { filename: 'playwright.config.js', sourceType: 'commonjs', code: `require('@cogniverse/test-setup/playwright'); module.exports = {};` },
  { ...playwright, code: `import { test } from '@cogniverse/test-setup/playwright'; export default { use: test };` },
];

type Invalid = InvalidCase<'missingSetup', []>;

const invalid: Invalid[] = [
  { ...vitest, code: `${define}export default defineConfig({ test: { globals: true } });`, errors: [{ messageId: 'missingSetup', line: 2, column: 31, endColumn: 35, data: { entry: '@cogniverse/test-setup/vitest', where: 'first in `test.setupFiles`' } }] },
  { ...vitest, code: `${define}export default defineConfig({});`, errors: [{ messageId: 'missingSetup', line: 2, column: 16, endColumn: 28 }] },
  { ...vitest, code: `export default {\n  test: {\n    setupFiles: ['./setup.ts'],\n  },\n};`, errors: [{ messageId: 'missingSetup', line: 3 }] },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: './setup.ts' } });`, errors: 1 },
  // Entries of other runners, and the package's entry for tests, are no set-up.
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: ['@cogniverse/test-setup'] } });`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: ['@cogniverse/test-setup/jest'] } });`, errors: 1 },
  { ...vitest, code: `${define}import '@cogniverse/test-setup/vitest'; export default defineConfig({ test: {} });`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { globalSetup: [/* '@cogniverse/test-setup/vitest' */] } });`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { globalSetup: '@cogniverse/test-setup/vitest', server: { deps: { inline: ['@cogniverse/test-setup/vitest'] } } } });`, errors: 1 },
  { ...vitest, code: `${define}const config = defineConfig({}); config.test = { globals: true }; export default config;`, errors: 1 },
  { ...vitest, code: `${define}const setupFiles = ['./a.ts']; export default defineConfig({ test: { setupFiles } });`, errors: 1 },
  { ...vitest, code: `${define}const test = { globals: true }; export default defineConfig({ test });`, errors: 1 },
  { ...vitest, code: `const config = {}; config.test = { globals: true }; export default config;`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { setupFiles: ci ? ['@cogniverse/test-setup/vitest'] : ['./a.ts'] } });`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { ...preset, globals: true } }); const preset = { include: [] };`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig(async ({ mode }) => { if (mode === 'a') { return { test: {} }; } return { test: { setupFiles: [] } }; });`, errors: 2 },
  { ...vitest, code: `${define}export default defineConfig(() => ci ? { test: { ${registered} } } : { test: {} });`, errors: 1 },
  { ...vitest, code: `${define}export default mergeConfig({ plugins: [] }, defineConfig({ test: { globals: true } }));`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig((env) => mergeConfig(base(env), { test: {} })); function base() { return { test: { globals: true } }; }`, errors: 1 },
  { ...vitest, ...typed, code: `export default { test: {} } satisfies UserConfig;`, errors: 1 },
  { ...vitest, ...typed, code: `const config: UserConfig = { test: {} as any }; export = config;`, errors: 1 },
  { ...vitest, code: `${define}import { configDefaults } from 'vitest/config'; export default defineConfig({ test: { ...configDefaults } });`, errors: 1 },
  { filename: 'vitest.config.cjs', sourceType: 'commonjs', code: `module.exports = { test: {} };`, errors: 1 },
  { ...vite, code: `import { defineConfig } from 'vite'; export default defineConfig({ test: { globals: true } });`, errors: 1 },
  { ...vite, code: `${define}export default defineConfig({});`, errors: 1 },
  { filename: 'packages/a/vitest.unit.config.mts', code: `${define}export default defineProject({ test: { name: 'a' } });`, errors: 1 },
  // Projects.
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: [{ test: { name: 'a' } }, { test: { ${registered} } }, { test: { name: 'b' } }] } });`, errors: 2 },
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: [{ extends: true, test: { name: 'a' } }, { extends: true, test: { name: 'b' } }] } });`, errors: [{ messageId: 'missingSetup', column: 31 }] },
  // A set-up in the root would reach the browser too.
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: [{ extends: true, test: { name: 'a' } }, { extends: true, test: { browser: { enabled: true } } }] } });`, errors: [{ messageId: 'missingSetup', column: 67 }] },
  { ...vitest, code: `${define}export default defineConfig({ test: { ${registered}, projects: [{ extends: false, test: { name: 'a' } }] } });`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { projects: ['.', 'packages/*'] } });`, errors: 1 },
  { ...vitest, code: `${define}export default defineConfig({ test: { browser: { enabled: false } } });`, errors: 1 },
  { ...workspace, code: `${define}export default defineWorkspace(['packages/*', { extends: './vitest.shared.ts', test: { name: 'a' } }]);`, errors: 1 },
  { ...workspace, code: `const unit = { test: { name: 'unit' } }; export default ['packages/*', unit, ...more]; const more = [{ test: { name: 'more' } }];`, errors: 2 },
  // Jest.
  { ...jest, code: `export default {};`, errors: [{ messageId: 'missingSetup', data: { entry: '@cogniverse/test-setup/jest', where: 'first in `setupFilesAfterEnv`' } }] },
  { ...commonJsJest, code: `module.exports = { preset: 'ts-jest', setupFilesAfterEnv: ['<rootDir>/setup.js'] };`, errors: 1 },
  { ...commonJsJest, code: `const { createDefaultPreset } = require('ts-jest'); module.exports = { ...createDefaultPreset(), verbose: true };`, errors: 1 },
  { ...commonJsJest, code: `const nextJest = require('next/jest'); const createJestConfig = nextJest({ dir: './' }); const config = { testEnvironment: 'jsdom' }; module.exports = createJestConfig(config);`, errors: 1 },
  { ...commonJsJest, code: `const nextJest = require('next/jest'); const createJestConfig = nextJest({ dir: './' }); module.exports = async () => ({ ...(await createJestConfig({ testEnvironment: 'jsdom' })()), transformIgnorePatterns: [] });`, errors: 1 },
  { ...jest, code: `export default { setupFilesAfterEnv: ['@cogniverse/test-setup/jest'], projects: [{ displayName: 'a' }, '<rootDir>/packages/*'] };`, errors: 1 },
  { ...jest, code: `export default { projects: ['<rootDir>', '<rootDir>/packages/*'] };`, errors: 1 },
  { ...jest, code: `export default { setupFiles: ['@cogniverse/test-setup/jest'] };`, errors: 1 },
  // Mocha.
  { ...mocha, code: `module.exports = { spec: 'test/**/*.js' };`, errors: [{ messageId: 'missingSetup', data: { entry: '@cogniverse/test-setup/mocha', where: 'first in `require`' } }] },
  { ...mocha, code: `module.exports = { require: ['ts-node/register'] };`, errors: 1 },
  // Playwright.
  { ...playwright, code: `import { defineConfig } from '@playwright/test'; export default defineConfig({});`, errors: [{ messageId: 'missingSetup', line: 1, column: 1, data: { entry: '@cogniverse/test-setup/playwright', where: 'as the first import' } }] },
  { ...playwright, ...typed, code: `import type { test } from '@cogniverse/test-setup/playwright'; export default {};`, errors: 1 },
];

testRule('require-test-setup', requireTestSetup, { valid, invalid });
testPrefilter(mayBeConfiguration, { valid, invalid });
