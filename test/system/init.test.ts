import type { ESLint } from 'eslint';
import { describe, expect, inject, test } from 'vitest';

import { BROKEN_TEST } from './broken-test.ts';
import { expectExit, Project } from './project.ts';

const { eslint10 } = inject('installed');

/** Code that a rule of ESLint's own reports too. */
const CODE = `${BROKEN_TEST}\nvar old = 1;\nexport { old };\n`;
const PYTHON = 'import pytest\n\n\nasync def test_a():\n    import sys\n\n    assert sys.path\n';
const VITEST = '{ "type": "module", "devDependencies": { "vitest": "^4.0.0" } }\n';
const OWN = "{ rules: { 'no-var': 'error' } }";

/** The rules that ESLint reports by in a project, without repetition. */
async function rulesOf(project: Project): Promise<readonly string[]> {
  const { stdout, stderr } = await project.node('eslint/bin/eslint.js', '.', '--format', 'json');
  expect(stderr).toBe('');
  const results = JSON.parse(stdout) as ESLint.LintResult[];
  return [...new Set(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message)))].sort();
}

/** Has `init` write everything, and a second run find nothing to do. */
async function init(project: Project, ...args: readonly string[]): Promise<void> {
  expectExit(await project.codemod('init', '--yes', ...args), 0);
  const before = await project.read();
  const again = await project.codemod('init', '--yes', ...args);
  expect(again.stderr).toBe('Nothing to write\n');
  expect(await project.read()).toEqual(before);
}

const OURS = ['cogniverse/allowed-models', 'cogniverse/no-late-system-imports', 'cogniverse/no-manual-threads', 'cogniverse/require-async-timeout'];

describe('after init, ESLint and check run in', () => {
  test.concurrent.each([
    ['a Vitest project in TypeScript', { 'package.json': VITEST, 'src/a.test.ts': CODE }],
    ['one with a .gitignore', { 'package.json': VITEST, 'src/a.test.ts': CODE, '.gitignore': 'dist/\n', 'dist/b.test.js': 'var a = 1;' }],
    [
      'a Jest project in CommonJS',
      {
        'package.json': '{ "scripts": { "test": "jest" }, "devDependencies": { "jest": "^30.0.0", "react": "^19.0.0" } }\n',
        'a.test.js': CODE.replace(/^import .* from 'vitest';$/m, '').replace(/^import (.*) from (.*);$/gm, 'const $1 = require($2);').replace(/^export .*$/m, ''),
      },
    ],
  ])('%s', async (_, files) => {
    const project = await Project.of(eslint10, files);
    await init(project);
    expect(await rulesOf(project)).toEqual(OURS);
    expectExit(await project.codemod('check'), 1);
  });

  test.concurrent('a project of pytest, which gets ESLint where it is asked for', async () => {
    const project = await Project.of(eslint10, {
      'pyproject.toml': '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n',
      'tests/test_a.py': PYTHON,
      '.venv/lib/test_b.py': PYTHON,
    });
    await init(project);
    const found = await project.codemod('check', '--format', 'json');
    expectExit(found, 1);
    await init(project, '--only', 'eslint');
    const ruleNames = (JSON.parse(found.stdout) as ESLint.LintResult[]).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId ?? ''));
    expect(await rulesOf(project)).toEqual([...new Set(ruleNames)].sort());
  });

  test.concurrent('a project in both languages', async () => {
    const project = await Project.of(eslint10, {
      'package.json': VITEST,
      'web/a.test.ts': CODE,
      'pytest.ini': '[pytest]\n',
      'tests/test_a.py': PYTHON,
    });
    await init(project);
    expect(await rulesOf(project)).toEqual(OURS);
    const { stdout } = await project.node('eslint/bin/eslint.js', 'tests', '--format', 'json');
    expect(stdout).toContain('cogniverse/no-late-system-imports');
  });
});

describe('init adds to the configuration that is there, and both report, in', () => {
  const typescript = "{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }";
  const shapes: readonly (readonly [string, string])[] = [
    ['eslint.config.js', `export default [\n  ${OWN}\n];\n`],
    ['eslint.config.mjs', `import { defineConfig } from 'eslint/config';\n\nexport default defineConfig(${OWN});\n`],
    ['eslint.config.js', `import { defineConfig } from 'eslint/config';\n\nexport default defineConfig([\n  ${OWN},\n]);\n`],
    ['eslint.config.js', `import tseslint from 'typescript-eslint';\n\nexport default tseslint.config(${typescript}, ${OWN});\n`],
    ['eslint.config.cjs', `'use strict';\n\nmodule.exports = [${OWN}];\n`],
    ['eslint.config.ts', `import type { Linter } from 'eslint';\n\nconst config: Linter.Config[] = [\n  ${OWN},\n];\n\nexport default config;\n`],
    ['eslint.config.js', `export default ${OWN};\n`],
    ['eslint.config.js', "import { config } from './base.js';\n\nexport default config;\n"],
  ];

  test.concurrent.each(shapes)('%s: %j', async (name, text) => {
    const isTypeScript = text.includes('tseslint');
    const project = await Project.of(eslint10, {
      'package.json': VITEST,
      [`a.test.${isTypeScript ? 'ts' : 'js'}`]: CODE,
      'base.js': `export const config = [${OWN}];\n`,
      [name]: text,
    });
    expectExit(await project.codemod('init', '--yes', '--only', 'eslint'), 0);
    expect(await rulesOf(project)).toEqual([...OURS, 'no-var']);
  });
});
