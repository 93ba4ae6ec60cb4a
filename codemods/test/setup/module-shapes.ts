import type { Runner } from '../../src/setup/registration.ts';

/** A configuration module and what becomes of it. */
export interface Shape {
  readonly name: string;
  /** `vitest.config.ts` unless given. */
  readonly file?: string;
  readonly runner?: Runner;
  readonly major?: number;
  readonly before: string;
  /** The text once the set-up is registered. */
  readonly after: string;
  /** Whether parts of it are made where they can't be seen. */
  readonly isUncertain?: boolean;
}

/** A module whose first line is at the margin. */
export function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

const VITEST = "import { defineConfig, mergeConfig } from 'vitest/config'";
const ENTRY = "'@cogniverse/test-setup/vitest'";
const jest = { file: 'jest.config.mjs', runner: 'jest' } as const;
const commonJsJest = { file: 'jest.config.js', runner: 'jest' } as const;
const mocha = { file: '.mocharc.cjs', runner: 'mocha' } as const;
const playwright = { file: 'playwright.config.ts', runner: 'playwright' } as const;

/** Shapes that configurations have, with the set-up registered. */
export const SHAPES: readonly Shape[] = [
  {
    name: 'an object over several lines',
    before: lines(VITEST, 'export default defineConfig({', '  test: {', '    globals: true,', '  },', '})'),
    after: lines(VITEST, 'export default defineConfig({', '  test: {', '    globals: true,', `    setupFiles: [${ENTRY}],`, '  },', '})'),
  },
  {
    name: 'an object on one line',
    before: lines(VITEST, 'export default defineConfig({ test: { globals: true } })'),
    after: lines(VITEST, `export default defineConfig({ test: { globals: true, setupFiles: [${ENTRY}] } })`),
  },
  {
    name: 'an object on one line with a trailing comma',
    before: 'export default { test: { globals: true, }, };\n',
    after: `export default { test: { globals: true, setupFiles: [${ENTRY}], }, };\n`,
  },
  {
    name: 'an empty configuration',
    before: lines(VITEST, 'export default defineConfig({})'),
    after: lines(VITEST, 'export default defineConfig({', '  test: {', `    setupFiles: [${ENTRY}],`, '  },', '})'),
  },
  {
    name: 'no `test` key',
    before: lines(VITEST, 'export default defineConfig({', '  plugins: [', '    react()', '  ]', '})'),
    after: lines(VITEST, 'export default defineConfig({', '  plugins: [', '    react()', '  ],', '  test: {', `    setupFiles: [${ENTRY}]`, '  }', '})'),
  },
  {
    name: 'an empty `test`',
    before: lines('export default {', '  test: {},', '};'),
    after: lines('export default {', `  test: { setupFiles: [${ENTRY}] },`, '};'),
  },
  {
    name: 'a `test` of comments',
    before: lines('export default {', '  test: {', '    // globals: true,', '  },', '};'),
    after: lines('export default {', '  test: {', '    // globals: true,', `    setupFiles: [${ENTRY}],`, '  },', '};'),
  },
  {
    name: 'comments behind the last property',
    before: lines('export default {', '  test: {', '    globals: true // for the old tests', '    // and no more', '  } /* done */', '}'),
    after: lines('export default {', '  test: {', '    globals: true, // for the old tests', `    setupFiles: [${ENTRY}]`, '    // and no more', '  } /* done */', '}'),
  },
  {
    name: 'tabs, double quotes and no trailing commas',
    before: lines('import { defineConfig } from "vitest/config";', 'export default defineConfig({', '\tplugins: []', '});'),
    after: lines('import { defineConfig } from "vitest/config";', 'export default defineConfig({', '\tplugins: [],', '\ttest: {', '\t\tsetupFiles: ["@cogniverse/test-setup/vitest"]', '\t}', '});'),
  },
  {
    name: 'four blanks',
    before: lines(VITEST, 'export default defineConfig({', '    plugins: [],', '});'),
    after: lines(VITEST, 'export default defineConfig({', '    plugins: [],', '    test: {', `        setupFiles: [${ENTRY}],`, '    },', '});'),
  },
  {
    name: 'a string',
    before: 'export default { test: { setupFiles: "./setup.ts" } };\n',
    after: 'export default { test: { setupFiles: ["@cogniverse/test-setup/vitest", "./setup.ts"] } };\n',
  },
  {
    name: 'a list on one line',
    before: "export default { test: { setupFiles: [ './a.ts', './b.ts' ] } };\n",
    after: `export default { test: { setupFiles: [ ${ENTRY}, './a.ts', './b.ts' ] } };\n`,
  },
  {
    name: 'an empty list',
    before: 'export default { test: { setupFiles: [ ] } };\n',
    after: `export default { test: { setupFiles: [${ENTRY}] } };\n`,
  },
  {
    name: 'a list with comments',
    before: lines('export default {', '  test: {', '    setupFiles: [ // in this order', '      // polyfills', "      './a.ts', // first", "      './b.ts'", '    ],', '  },', '};'),
    after: lines('export default {', '  test: {', '    setupFiles: [ // in this order', `      ${ENTRY},`, '      // polyfills', "      './a.ts', // first", "      './b.ts'", '    ],', '  },', '};'),
  },
  {
    name: 'a list of comments',
    before: lines('export default {', '  test: {', '    setupFiles: [', "      // './a.ts',", '    ],', '  },', '};'),
    after: lines('export default {', '  test: {', '    setupFiles: [', `      ${ENTRY},`, "      // './a.ts',", '    ],', '  },', '};'),
  },
  {
    name: 'a name for the list',
    before: lines(VITEST, "const setupFiles = ['./a.ts']", 'export default defineConfig({ test: { setupFiles } })'),
    after: lines(VITEST, `const setupFiles = [${ENTRY}, './a.ts']`, 'export default defineConfig({ test: { setupFiles } })'),
  },
  {
    name: 'a name for a list that is used twice',
    before: lines("const files = ['./a.ts']", 'log(files)', 'export default { test: { setupFiles: files } }'),
    after: lines("const files = ['./a.ts']", 'log(files)', `export default { test: { setupFiles: [${ENTRY}, ...files] } }`),
  },
  {
    name: 'a name in short for something that is computed',
    isUncertain: true,
    before: lines('const setupFiles = filesFor(process.env)', 'export default { test: { setupFiles } }'),
    after: lines('const setupFiles = filesFor(process.env)', `export default { test: { setupFiles: [${ENTRY}, ...[setupFiles ?? []].flat()] } }`),
  },
  {
    name: 'a list that depends on a condition',
    before: "export default { test: { setupFiles: process.env.CI ? ['./ci.ts'] : './local.ts' } }\n",
    after: `export default { test: { setupFiles: process.env.CI ? [${ENTRY}, './ci.ts'] : [${ENTRY}, './local.ts'] } }\n`,
  },
  {
    name: 'one branch of a condition that has it',
    before: `export default { test: { setupFiles: process.env.CI ? [${ENTRY}] : './a.ts' } }\n`,
    after: `export default { test: { setupFiles: process.env.CI ? [${ENTRY}] : [${ENTRY}, './a.ts'] } }\n`,
  },
  {
    name: 'a fallback',
    before: "export default { test: { setupFiles: extra || ['./a.ts'] } }\n",
    after: `export default { test: { setupFiles: [${ENTRY}, ...[(extra || ['./a.ts']) ?? []].flat()] } }\n`,
  },
  {
    name: 'a list with spreads',
    isUncertain: true,
    before: "export default { test: { setupFiles: [...base.setupFiles, './a.ts'] } }\n",
    after: `export default { test: { setupFiles: [${ENTRY}, ...base.setupFiles, './a.ts'] } }\n`,
  },
  {
    name: 'a filtered list',
    before: "export default { test: { setupFiles: [process.env.CI && './ci.ts'].filter(Boolean) } }\n",
    after: `export default { test: { setupFiles: [${ENTRY}, process.env.CI && './ci.ts'].filter(Boolean) } }\n`,
  },
  {
    name: 'a spread of a preset into `test`',
    isUncertain: true,
    before: lines(VITEST, "import base from '@acme/vitest-config'", 'export default defineConfig({', '  test: {', '    ...base.test,', '    globals: true,', '  },', '})'),
    after: lines(VITEST, "import base from '@acme/vitest-config'", 'export default defineConfig({', '  test: {', '    ...base.test,', '    globals: true,', `    setupFiles: [${ENTRY}, ...[base.test?.setupFiles ?? []].flat()],`, '  },', '})'),
  },
  {
    name: 'a spread of a preset',
    isUncertain: true,
    before: lines(VITEST, "import base from '@acme/vitest-config'", 'export default defineConfig({', '  ...base,', '  plugins: [],', '})'),
    after: lines(VITEST, "import base from '@acme/vitest-config'", 'export default defineConfig({', '  ...base,', '  plugins: [],', '  test: {', '    ...base.test,', `    setupFiles: [${ENTRY}, ...[base.test?.setupFiles ?? []].flat()],`, '  },', '})'),
  },
  {
    name: 'spreads of two presets',
    isUncertain: true,
    before: "import { a, b } from 'acme';\nexport default { ...a, ...b };\n",
    after: "import { a, b } from 'acme';\nexport default { ...a, ...b, test: { ...(b.test ?? a.test), setupFiles: ['@cogniverse/test-setup/vitest', ...[(b.test ?? a.test)?.setupFiles ?? []].flat()] } };\n",
  },
  {
    name: 'a spread of an object in the file',
    before: lines('const shared = { globals: true };', 'export default { test: { ...shared, include: [] } };'),
    after: lines('const shared = { globals: true };', `export default { test: { ...shared, include: [], setupFiles: [${ENTRY}] } };`),
  },
  {
    name: 'a spread of an object in the file that has the list',
    before: lines("const shared = { setupFiles: ['./a.ts'] };", 'export default { test: { ...shared, include: [] } };'),
    after: lines(`const shared = { setupFiles: [${ENTRY}, './a.ts'] };`, 'export default { test: { ...shared, include: [] } };'),
  },
  {
    name: 'an imported `test`',
    isUncertain: true,
    before: "import { test } from 'acme'\nexport default { test }\n",
    after: `import { test } from 'acme'\nexport default { test: { ...test, setupFiles: [${ENTRY}, ...[test.setupFiles ?? []].flat()] } }\n`,
  },
  {
    name: 'a `test` that has a name',
    before: lines(VITEST, 'const test = { globals: true }', 'export default defineConfig({ test })'),
    after: lines(VITEST, `const test = { globals: true, setupFiles: [${ENTRY}] }`, 'export default defineConfig({ test })'),
  },
  {
    name: 'a `test` that is set afterwards',
    before: lines('const config = { plugins: [] }', 'config.test = { globals: true }', 'export default config'),
    after: lines('const config = { plugins: [] }', `config.test = { globals: true, setupFiles: [${ENTRY}] }`, 'export default config'),
  },
  {
    name: 'a list that is set afterwards',
    before: lines('const config: any = { test: {} };', "config.test.setupFiles = ['./a.ts'];", 'export = config;'),
    after: lines('const config: any = { test: {} };', `config.test.setupFiles = [${ENTRY}, './a.ts'];`, 'export = config;'),
  },
  {
    name: 'a list that is set afterwards on a condition',
    before: lines('const config = { test: {} }', "if (process.env.CI) config.test.setupFiles = ['./ci.ts']", 'export default config'),
    after: lines(`const config = { test: { setupFiles: [${ENTRY}] } }`, `if (process.env.CI) config.test.setupFiles = [${ENTRY}, './ci.ts']`, 'export default config'),
  },
  {
    name: 'an object that is set afterwards on what a call gives',
    before: lines(VITEST, 'const config = defineConfig({ plugins: [] })', 'config.test = {}', 'export { config as default }'),
    after: lines(VITEST, 'const config = defineConfig({ plugins: [] })', `config.test = { setupFiles: [${ENTRY}] }`, 'export { config as default }'),
  },
  {
    name: 'a list behind a spread that may bring another',
    before: "export default { test: { setupFiles: ['./a.ts'], ...(process.env.CI && { setupFiles: ['./ci.ts'] }) } };\n",
    after: `export default { test: { setupFiles: [${ENTRY}, './a.ts'], ...(process.env.CI && { setupFiles: [${ENTRY}, './ci.ts'] }) } };\n`,
  },
  {
    name: 'a function',
    before: lines(VITEST, 'export default defineConfig(({ mode }) => ({', '  test: {', '    env: { mode },', '  },', '}))'),
    after: lines(VITEST, 'export default defineConfig(({ mode }) => ({', '  test: {', '    env: { mode },', `    setupFiles: [${ENTRY}],`, '  },', '}))'),
  },
  {
    name: 'an asynchronous function',
    before: lines(VITEST, 'export default defineConfig(async () => {', '  const plugin = await load()', '  return { plugins: [plugin], test: {} }', '})'),
    after: lines(VITEST, 'export default defineConfig(async () => {', '  const plugin = await load()', `  return { plugins: [plugin], test: { setupFiles: [${ENTRY}] } }`, '})'),
  },
  {
    name: 'several returns',
    before: lines(VITEST, 'export default defineConfig(({ mode }) => {', "  if (mode === 'a') {", "    return { test: { setupFiles: ['./a.ts'] } }", '  }', '  return {', '    plugins: [],', '  }', '})'),
    after: lines(VITEST, 'export default defineConfig(({ mode }) => {', "  if (mode === 'a') {", `    return { test: { setupFiles: [${ENTRY}, './a.ts'] } }`, '  }', '  return {', '    plugins: [],', '    test: {', `      setupFiles: [${ENTRY}],`, '    },', '  }', '})'),
  },
  {
    name: 'a function that makes it',
    before: lines('const make = (name: string) => ({ test: { name } })', "export default make('a')"),
    after: lines(`const make = (name: string) => ({ test: { name, setupFiles: [${ENTRY}] } })`, "export default make('a')"),
  },
  {
    name: 'a merge with a preset',
    isUncertain: true,
    before: lines(VITEST, "import base from '@acme/vitest-config'", 'export default mergeConfig(base, defineConfig({ test: { globals: true } }))'),
    after: lines(VITEST, "import base from '@acme/vitest-config'", `export default mergeConfig(base, defineConfig({ test: { globals: true, setupFiles: [${ENTRY}] } }))`),
  },
  {
    name: 'a merge in a function',
    isUncertain: true,
    before: lines(VITEST, "import viteConfig from '@acme/vite-config'", 'export default defineConfig((env) => mergeConfig(viteConfig(env), { plugins: [] }))'),
    after: lines(VITEST, "import viteConfig from '@acme/vite-config'", `export default defineConfig((env) => mergeConfig(viteConfig(env), { plugins: [], test: { setupFiles: [${ENTRY}] } }))`),
  },
  {
    name: 'a merge of objects of which the first has the list',
    before: lines(VITEST, "const base = { test: { setupFiles: ['./a.ts'] } }", 'export default mergeConfig(base, { test: { globals: true } })'),
    after: lines(VITEST, `const base = { test: { setupFiles: [${ENTRY}, './a.ts'] } }`, 'export default mergeConfig(base, { test: { globals: true } })'),
  },
  {
    name: 'a list that a function of a package is given',
    isUncertain: true,
    before: lines(VITEST, "import { withPreset } from 'acme'", "export default withPreset({}, defineConfig({ test: { setupFiles: ['./a.ts'] } }))"),
    after: lines(VITEST, "import { withPreset } from 'acme'", `export default withPreset({}, defineConfig({ test: { setupFiles: [${ENTRY}, './a.ts'] } }))`),
  },
  {
    name: '`satisfies`',
    before: lines("import type { ViteUserConfig } from 'vitest/config';", 'export default {', '  test: {', '    globals: true,', '  },', '} satisfies ViteUserConfig;'),
    after: lines("import type { ViteUserConfig } from 'vitest/config';", 'export default {', '  test: {', '    globals: true,', `    setupFiles: [${ENTRY}],`, '  },', '} satisfies ViteUserConfig;'),
  },
  {
    name: 'a reference to types and a cast',
    file: 'vite.config.ts',
    before: lines('/// <reference types="vitest" />', "import { defineConfig } from 'vite';", 'export default defineConfig({ test: { globals: true } } as any);'),
    after: lines('/// <reference types="vitest" />', "import { defineConfig } from 'vite';", `export default defineConfig({ test: { globals: true, setupFiles: [${ENTRY}] } } as any);`),
  },
  {
    name: 'a configuration of Vite, whose types know no `test` yet',
    file: 'vite.config.ts',
    before: lines('// Builds the app.', "import { defineConfig } from 'vite';", 'export default defineConfig({', '  plugins: [],', '});'),
    after: lines('/// <reference types="vitest/config" />', '// Builds the app.', "import { defineConfig } from 'vite';", 'export default defineConfig({', '  plugins: [],', '  test: {', `    setupFiles: [${ENTRY}],`, '  },', '});'),
  },
  {
    name: 'CommonJS',
    file: 'vitest.config.cjs',
    before: lines("'use strict'", 'module.exports = {', '  test: { globals: true },', '}'),
    after: lines("'use strict'", 'module.exports = {', `  test: { globals: true, setupFiles: [${ENTRY}] },`, '}'),
  },
  {
    name: 'projects of Vitest 4, which take over nothing unless they say so',
    major: 4,
    before: lines(VITEST, 'export default defineConfig({', '  test: {', '    projects: [', "      'packages/*',", "      { test: { name: 'a' } },", "      { extends: true, test: { name: 'b' } },", '      { test: { browser: { enabled: true } } },', '    ],', '  },', '})'),
    after: lines(VITEST, 'export default defineConfig({', '  test: {', '    projects: [', "      'packages/*',", `      { test: { name: 'a', setupFiles: [${ENTRY}] } },`, "      { extends: true, test: { name: 'b' } },", '      { test: { browser: { enabled: true } } },', '    ],', `    setupFiles: [${ENTRY}],`, '  },', '})'),
  },
  {
    name: 'projects of Vitest 5, which take over the root',
    major: 5,
    before: lines(VITEST, 'export default defineConfig({', '  test: {', '    projects: [', "      { test: { name: 'a' } },", "      { extends: false, test: { name: 'b' } },", '    ],', '  },', '})'),
    after: lines(VITEST, 'export default defineConfig({', '  test: {', '    projects: [', "      { test: { name: 'a' } },", `      { extends: false, test: { name: 'b', setupFiles: [${ENTRY}] } },`, '    ],', `    setupFiles: [${ENTRY}],`, '  },', '})'),
  },
  {
    name: 'projects of which one that takes over the root runs in a browser',
    major: 5,
    before: "export default { test: { projects: [{ test: { name: 'a' } }, { test: { browser: { enabled: true } } }] } };\n",
    after: `export default { test: { projects: [{ test: { name: 'a', setupFiles: [${ENTRY}] } }, { test: { browser: { enabled: true } } }] } };\n`,
  },
  {
    name: 'projects that a function makes',
    major: 4,
    before: lines('const project = (name: string) => ({ test: { name } });', "export default { test: { projects: [project('a'), project('b')] } };"),
    after: lines(`const project = (name: string) => ({ test: { name, setupFiles: [${ENTRY}] } });`, "export default { test: { projects: [project('a'), project('b')] } };"),
  },
  {
    name: 'projects that are made from a list',
    major: 4,
    before: "export default { test: { projects: [...['a', 'b'].map((name) => ({ test: { name } })), 'packages/*'] } };\n",
    after: `export default { test: { projects: [...['a', 'b'].map((name) => ({ test: { name, setupFiles: [${ENTRY}] } })), 'packages/*'] } };\n`,
  },
  {
    name: 'projects that share an object',
    major: 4,
    before: lines('const common = { globals: true };', 'export default { test: { projects: [{ test: { ...common, name: "a" } }, { test: common }] } };'),
    after: lines('const common = { globals: true, setupFiles: ["@cogniverse/test-setup/vitest"] };', 'export default { test: { projects: [{ test: { ...common, name: "a" } }, { test: common }] } };'),
  },
  {
    name: 'a project that extends the file itself',
    major: 4,
    before: "export default { test: { projects: [{ extends: './vitest.config.ts', test: { name: 'a' } }] } };\n",
    after: `export default { test: { projects: [{ extends: './vitest.config.ts', test: { name: 'a' } }], setupFiles: [${ENTRY}] } };\n`,
  },
  {
    name: 'a workspace',
    file: 'vitest.workspace.ts',
    major: 2,
    before: lines("import { defineWorkspace } from 'vitest/config'", '', 'export default defineWorkspace([', "  'packages/*',", '  {', '    test: {', "      name: 'unit',", '    },', '  },', '])'),
    after: lines("import { defineWorkspace } from 'vitest/config'", '', 'export default defineWorkspace([', "  'packages/*',", '  {', '    test: {', "      name: 'unit',", `      setupFiles: [${ENTRY}],`, '    },', '  },', '])'),
  },
  {
    name: 'a configuration of Jest',
    ...jest,
    before: lines('export default {', "  testEnvironment: 'node',", '};'),
    after: lines('export default {', "  testEnvironment: 'node',", "  setupFilesAfterEnv: ['@cogniverse/test-setup/jest'],", '};'),
  },
  {
    name: 'a typed configuration of Jest',
    file: 'jest.config.ts',
    runner: 'jest',
    before: lines("import type { Config } from 'jest';", '', 'const config: Config = {', '  // Mocks are cleared.', '  clearMocks: true,', '', '  // coverage: true,', '};', '', 'export default config as Config;'),
    after: lines("import type { Config } from 'jest';", '', 'const config: Config = {', '  // Mocks are cleared.', '  clearMocks: true,', "  setupFilesAfterEnv: ['@cogniverse/test-setup/jest'],", '', '  // coverage: true,', '};', '', 'export default config as Config;'),
  },
  {
    name: 'an asynchronous function for Jest',
    ...commonJsJest,
    before: "module.exports = async () => { return { verbose: true }; };\n",
    after: "module.exports = async () => { return { verbose: true, setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] }; };\n",
  },
  {
    name: 'next/jest',
    ...commonJsJest,
    before: lines("const nextJest = require('next/jest');", "const createJestConfig = nextJest({ dir: './' });", 'const config = {', "  setupFilesAfterEnv: ['<rootDir>/jest.setup.js'],", '};', 'module.exports = createJestConfig(config);'),
    after: lines("const nextJest = require('next/jest');", "const createJestConfig = nextJest({ dir: './' });", 'const config = {', "  setupFilesAfterEnv: ['@cogniverse/test-setup/jest', '<rootDir>/jest.setup.js'],", '};', 'module.exports = createJestConfig(config);'),
  },
  {
    name: 'next/jest in a function',
    ...jest,
    before: lines("import nextJest from 'next/jest.js';", 'const createJestConfig = nextJest({});', 'const config = { testEnvironment: "jsdom" };', 'export default async () => ({ ...(await createJestConfig(config)()), transformIgnorePatterns: [] });'),
    after: lines("import nextJest from 'next/jest.js';", 'const createJestConfig = nextJest({});', 'const config = { testEnvironment: "jsdom" };', "export default async () => ({ ...(await createJestConfig(config)()), transformIgnorePatterns: [], setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] });"),
  },
  {
    name: 'a spread of a preset of Jest',
    ...commonJsJest,
    isUncertain: true,
    before: lines("const base = require('@acme/jest-config');", 'module.exports = { ...base, verbose: true };'),
    after: lines("const base = require('@acme/jest-config');", "module.exports = { ...base, verbose: true, setupFilesAfterEnv: ['@cogniverse/test-setup/jest', ...[base.setupFilesAfterEnv ?? []].flat()] };"),
  },
  {
    name: 'a spread of ts-jest',
    ...commonJsJest,
    before: lines("const { createDefaultPreset } = require('ts-jest');", 'module.exports = {', '  ...createDefaultPreset(),', '};'),
    after: lines("const { createDefaultPreset } = require('ts-jest');", 'module.exports = {', '  ...createDefaultPreset(),', "  setupFilesAfterEnv: ['@cogniverse/test-setup/jest'],", '};'),
  },
  {
    name: 'projects of Jest',
    ...jest,
    before: lines('export default {', '  projects: [', "    '<rootDir>/packages/*',", "    { displayName: 'unit', testMatch: [] },", "    { displayName: 'lint', runner: 'jest-runner-eslint' },", '  ],', '};'),
    after: lines('export default {', '  projects: [', "    '<rootDir>/packages/*',", "    { displayName: 'unit', testMatch: [], setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] },", "    { displayName: 'lint', runner: 'jest-runner-eslint' },", '  ],', '};'),
  },
  {
    name: 'a configuration of Mocha',
    ...mocha,
    before: lines("'use strict';", '', 'module.exports = {', "  spec: ['test/**/*.spec.js'],", "  require: 'ts-node/register',", '};'),
    after: lines("'use strict';", '', 'module.exports = {', "  spec: ['test/**/*.spec.js'],", "  require: ['@cogniverse/test-setup/mocha', 'ts-node/register'],", '};'),
  },
  {
    name: 'the short name of Mocha',
    ...mocha,
    before: "module.exports = { r: ['tsx'] };\n",
    after: "module.exports = { r: ['@cogniverse/test-setup/mocha', 'tsx'] };\n",
  },
  {
    name: 'a configuration of Playwright',
    ...playwright,
    before: lines('/** End to end. */', "import { defineConfig } from '@playwright/test';", '', 'export default defineConfig({});'),
    after: lines('/** End to end. */', "import '@cogniverse/test-setup/playwright';", "import { defineConfig } from '@playwright/test';", '', 'export default defineConfig({});'),
  },
  {
    name: 'a configuration of Playwright with an import that a comment speaks to',
    ...playwright,
    before: lines('// @ts-expect-error no types', "import './env'", "import { defineConfig } from '@playwright/test'", 'export default defineConfig({})'),
    after: lines("import '@cogniverse/test-setup/playwright'", '// @ts-expect-error no types', "import './env'", "import { defineConfig } from '@playwright/test'", 'export default defineConfig({})'),
  },
  {
    name: 'a configuration of Playwright in CommonJS',
    file: 'playwright.config.js',
    runner: 'playwright',
    before: lines('"use strict";', '// @ts-check', 'const { defineConfig } = require("@playwright/test");', 'module.exports = defineConfig({});'),
    after: lines('"use strict";', '// @ts-check', 'require("@cogniverse/test-setup/playwright");', 'const { defineConfig } = require("@playwright/test");', 'module.exports = defineConfig({});'),
  },
  {
    name: 'a configuration of Playwright without imports',
    file: 'playwright.config.mjs',
    runner: 'playwright',
    before: lines('#!/usr/bin/env node', "export default { testDir: 'e2e' };"),
    after: lines('#!/usr/bin/env node', "import '@cogniverse/test-setup/playwright';", '', "export default { testDir: 'e2e' };"),
  },
];
