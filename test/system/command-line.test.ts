import { readFile } from 'node:fs/promises';

import { expect, inject, test } from 'vitest';

import { root } from '../../scripts/lib/workspace.mjs';
import { expectExit, Project } from './project.ts';

const { eslint10 } = inject('installed');

const KEPT = `import { tmpdir } from 'node:os';\n\nimport { test } from 'vitest';\n\ntest('a', () => void tmpdir());\n`;
const LATE = `import { test } from 'vitest';\n\ntest('a', () => void require('node:os').tmpdir());\n`;

test('exits with 0 where nothing is found', async () => {
  const project = await Project.of(eslint10, { 'a.test.ts': KEPT });
  expectExit(await project.codemod('check'), 0);
});

test('exits with 1 where something is found', async () => {
  const project = await Project.of(eslint10, { 'a.test.ts': LATE });
  const ended = await project.codemod('check');
  expectExit(ended, 1);
  expect(ended.stdout).toContain('no-late-system-imports');
});

test.each([
  ['an option that is not there', ['check', '--formt', 'json'], '--format'],
  ['a command that is not there', ['chekc'], 'check'],
  ['a path that is not there', ['check', 'no-such-folder'], 'no-such-folder'],
  ['no command', [], 'command'],
])('exits with 2 on %s, and names it', async (_, args, named) => {
  const project = await Project.of(eslint10, { 'a.test.ts': KEPT });
  const ended = await project.codemod(...args);
  expectExit(ended, 2);
  expect(ended.stderr).toContain(named);
});

test('--help lists the commands', async () => {
  const project = await Project.of(eslint10, {});
  const ended = await project.codemod('--help');
  expectExit(ended, 0);
  for (const command of ['check', 'fix', 'fix-imports', 'add-timeouts', 'replace-models']) {
    expect(ended.stdout).toMatch(new RegExp(`^  cogniverse-codemod ${command} `, 'm'));
  }
});

test('--version prints the version of the package', async () => {
  const project = await Project.of(eslint10, {});
  const manifest: unknown = JSON.parse(await readFile(`${root}/codemods/package.json`, 'utf8'));
  const { stdout } = await project.codemod('--version');
  expect(manifest).toMatchObject({ version: stdout.trim() });
});
