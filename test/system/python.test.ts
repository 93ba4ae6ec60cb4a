import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { ESLint } from 'eslint';
import { describe, expect, inject, onTestFinished, test } from 'vitest';

import { expectExit, Project, run } from './project.ts';

const { eslint9, eslint10, tarballs } = inject('installed');
const EXAMPLE = path.join(import.meta.dirname, '../examples/pytest-suite');
const CONFIG = `import cogniverse from 'eslint-plugin-cogniverse';

export default [...cogniverse.configs.python];
`;

test('npx checks and mends a project that has a pyproject.toml and no package.json', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'cogniverse-pytest-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await cp(EXAMPLE, directory, { recursive: true });
  const npx = (...args: readonly string[]) =>
    run(
      directory,
      'npx',
      '--yes',
      '--prefer-offline',
      ...tarballs.map((tarball) => `--package=${tarball}`),
      'cogniverse-codemod',
      ...args,
    );
  const checked = await npx('check', 'tests');
  expectExit(checked, 1);
  for (const rule of ['no-late-system-imports', 'no-manual-threads', 'require-async-timeout', 'allowed-models']) {
    expect(checked.stdout).toContain(`cogniverse/${rule}`);
  }
  expect(checked.stdout).not.toContain('test_ranking.py');
  expect(checked.stderr).toContain(' 0 changed');

  expectExit(await npx('fix-imports', 'tests'), 0);
  const again = await npx('fix-imports', 'tests', '--diff');
  expectExit(again, 0);
  expect(again.stdout).toBe('');
});

describe.each([
  ['ESLint 9', eslint9],
  ['ESLint 10', eslint10],
])('%s with the preset for Python', (_, installed) => {
  test('reports what the command reports', async () => {
    const project = await exampleIn(installed);
    const [linted, checked] = await Promise.all([
      project.node('eslint/bin/eslint.js', '.', '--format', 'json'),
      project.codemod('check', '.', '--format', 'json'),
    ]);
    expectExit(linted, 1);
    expect(linted.stderr).toBe('');
    const found = findings(linted.stdout);
    expect(found.length).toBeGreaterThan(10);
    expect(found).toEqual(findings(checked.stdout));
  });

  test('writes what the command fix writes', async () => {
    const [linted, rewritten] = await Promise.all([exampleIn(installed), exampleIn(installed)]);
    const before = await linted.read();
    await linted.node('eslint/bin/eslint.js', '.', '--fix');
    await rewritten.codemod('fix');
    expect(await linted.read()).not.toEqual(before);
    expect(await linted.read()).toEqual(await rewritten.read());
  });
});

async function exampleIn(installed: string): Promise<Project> {
  const project = await Project.of(installed, { 'eslint.config.js': CONFIG });
  await cp(EXAMPLE, project.directory, { recursive: true });
  return project;
}

/** The findings in Python files of a report in ESLint's form, as `file:line:column rule`. */
function findings(report: string): string[] {
  const results = JSON.parse(report) as ESLint.LintResult[];
  return results
    .filter(({ filePath }) => filePath.endsWith('.py'))
    .flatMap(({ filePath, messages }) =>
      messages.map(({ line, column, ruleId }) => `${path.basename(filePath)}:${line}:${column} ${ruleId}`),
    )
    .sort();
}
