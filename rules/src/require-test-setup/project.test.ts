import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Linter } from 'eslint';
import { expect, it } from 'vitest';

import { PARSERS } from '../../test/parsers.ts';
import { makeProject } from '../../test/project.ts';
import { eslintRule } from '../../test/rule-tester.ts';
import { requireTestSetup } from './index.ts';

type Files = Readonly<Record<string, string | object>>;

/** How many findings the rule has in a file of a project. */
function findings(files: Files, file = 'vitest.config.ts'): number {
  const folder = makeProject(files);
  const code = readFileSync(path.join(folder, file), 'utf8');
  const config: Linter.Config = {
    files: ['**/*.*s'],
    plugins: { cogniverse: { rules: { rule: eslintRule(requireTestSetup) } } },
    rules: { 'cogniverse/rule': 'error' },
    languageOptions: PARSERS.typescript,
  };
  const messages = new Linter({ cwd: folder }).verify(code, config, { filename: path.join(folder, file) });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.length;
}

const LISTED = "export default { test: { setupFiles: ['./test/setup.ts'] } };";
const REGISTERED = "export default { test: { setupFiles: ['@cogniverse/test-setup/vitest'] } };";
const HEIR = "export default { test: { setupFiles: ['@cogniverse/test-setup/vitest'], projects: [{ test: { name: 'a' } }] } };";
const PRESET = "export default { preset: './jest.preset.js' };";
const IMPORTED = "import base from './base'; import { mergeConfig } from 'vitest/config'; export default mergeConfig(base, { test: {} });";

it.each<[string, number, Files, string?]>([
  ['a set-up file that loads it', 0, { 'vitest.config.ts': LISTED, 'test/setup.ts': "import '@cogniverse/test-setup/vitest';" }],
  ['a set-up file that loads it through another', 0, { 'vitest.config.ts': LISTED, 'test/setup.ts': "export * from './more.js';", 'test/more.ts': "require('@cogniverse/test-setup/vitest');" }],
  ['a set-up file that does not', 1, { 'vitest.config.ts': LISTED, 'test/setup.ts': "import type {} from '@cogniverse/test-setup/vitest';" }],
  ['a set-up file that is not there', 1, { 'vitest.config.ts': LISTED }],
  [
    'a set-up file of Jest',
    0,
    { 'jest.config.js': "export default { setupFilesAfterEnv: ['<rootDir>/setup.js'] };", 'setup.js': "import '@cogniverse/test-setup/jest';" },
    'jest.config.js',
  ],
  [
    'a set-up file by a path that is computed',
    0,
    {
      'vitest.config.ts': "import path from 'node:path'; const file = path.join(import.meta.dirname, 'test/setup.ts'); export default { test: { setupFiles: [file] } };",
      'test/setup.ts': "import '@cogniverse/test-setup/vitest';",
    },
  ],
  ['a base that has it', 0, { 'vitest.config.ts': IMPORTED, 'base.ts': REGISTERED }],
  ['a base that does not', 1, { 'vitest.config.ts': IMPORTED, 'base.ts': 'export default { test: {} };' }],
  ['a base that has projects of its own', 1, { 'vitest.config.ts': IMPORTED, 'base.ts': "export default { test: { projects: ['packages/*'] } };" }],
  ['projects of another file', 0, { 'vitest.config.ts': "import { projects } from './projects'; export default { test: { projects } };", 'projects.ts': "export const projects = ['packages/*'];" }],
  ['a base that is not there', 0, { 'vitest.config.ts': IMPORTED }],
  ['a base through another file', 0, { 'vitest.config.ts': IMPORTED, 'base.ts': "export { shared as default } from './shared';", 'shared.ts': REGISTERED.replace('export default', 'export const shared =') }],
  [
    'a base that is a function',
    0,
    { 'vitest.config.ts': "import { make } from './make'; export default make({ name: 'a' });", 'make.ts': `export function make(test) { return { test: { ...test, setupFiles: ['@cogniverse/test-setup/vitest'] } }; }` },
  ],
  ['paths that are none', 1, { 'vitest.config.ts': "import './vitest.config.ts/a'; export default { test: { setupFiles: ['./vitest.config.ts/a', 'a\\0b', './' + 'a'.repeat(5000), `${'x'}\n`] } };" }],
  ['files that import each other', 0, { 'vitest.config.ts': "import base from './base'; export default base;", 'base.ts': "import base from './vitest.config'; export default base;" }],
  ['projects of Vitest 5', 0, { 'vitest.config.ts': HEIR, 'package.json': { devDependencies: { vitest: '^5.0.0' } } }],
  ['projects of Vitest 4', 1, { 'vitest.config.ts': HEIR, 'package.json': { devDependencies: { vitest: '^4.0.0' } } }],
  ['projects of whichever Vitest', 0, { 'vitest.config.ts': HEIR }],
  ['a project that extends a file that has it', 0, { 'vitest.config.ts': "export default { test: { projects: [{ extends: './base.ts', test: {} }] } };", 'base.ts': REGISTERED }],
  ['a project that extends a file that does not', 1, { 'vitest.config.ts': "export default { test: { projects: [{ extends: './base.ts', test: {} }] } };", 'base.ts': 'export default {};' }],
  ['projects that extend each other', 1, { 'vitest.config.ts': "export default { test: { projects: [{ extends: './base.ts', test: {} }] } };", 'base.ts': "export default { test: { projects: [{ extends: './vitest.config.ts' }] } };" }],
  ['a configuration of Vite that Vitest does not read', 0, { 'vite.config.ts': 'export default { test: {} };', 'vitest.config.ts': REGISTERED }, 'vite.config.ts'],
  ['a configuration of Vite that Vitest reads', 1, { 'vite.config.ts': 'export default { test: {} };' }, 'vite.config.ts'],
  ['a configuration beside a workspace', 0, { 'vitest.config.ts': 'export default { test: {} };', 'vitest.workspace.ts': 'export default [];' }],
  [
    'a configuration beside a workspace that is not read any more',
    1,
    { 'vitest.config.ts': 'export default { test: {} };', 'vitest.workspace.ts': 'export default [];', 'package.json': { devDependencies: { vitest: '4.0.0' } } },
  ],
  [
    'a workspace that is not read any more',
    0,
    { 'vitest.workspace.ts': 'export default [{ test: {} }];', 'package.json': { devDependencies: { vitest: '4.0.0' } } },
    'vitest.workspace.ts',
  ],
  ['a preset of Jest that has it', 0, { 'jest.config.js': PRESET, 'jest.preset.js': "module.exports = { setupFilesAfterEnv: ['@cogniverse/test-setup/jest'] };" }, 'jest.config.js'],
  ['a preset of Jest that does not', 1, { 'jest.config.js': PRESET, 'jest.preset.js': "module.exports = { ...require('@nx/jest/preset').default };" }, 'jest.config.js'],
  ['a preset of Jest that is not there', 0, { 'jest.config.js': PRESET }, 'jest.config.js'],
  [
    'a configuration of Playwright whose base loads it',
    0,
    { 'playwright.config.ts': "import base from './base'; export default base;", 'base.ts': "import '@cogniverse/test-setup/playwright'; export default {};" },
    'playwright.config.ts',
  ],
])('%s: %i findings', (_, expected, files, file) => {
  expect(findings(files, file)).toBe(expected);
});

it.each<[string, (name: string, next: string) => string]>([
  ['names', (name, next) => `const ${name} = a ? { ...${next} } : { ...${next}, b: 1 };`],
  ['lists', (name, next) => `const ${name} = a ? [...${next}] : [...${next}, './b'];`],
  ['functions', (name, next) => `function ${name}() { return a ? ${next}() : { test: ${next}() }; }`],
])('takes a moment for %s that branch again and again', (kind, declare) => {
  const declarations = Array.from({ length: 30 }, (_, index) => declare(`x${index}`, `x${index + 1}`)).join('\n');
  const last = kind === 'lists' ? "const x30 = ['./a'];" : kind === 'names' ? 'const x30 = {};' : 'function x30() { return {}; }';
  const used = kind === 'lists' ? '{ test: { setupFiles: x0 } }' : kind === 'names' ? '{ test: x0 }' : 'x0()';
  const began = performance.now();
  findings({ 'vitest.config.ts': `${declarations}\n${last}\nexport default ${used};` });
  expect(performance.now() - began).toBeLessThan(5_000);
});
