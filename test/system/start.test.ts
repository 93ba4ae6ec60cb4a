import { expect, inject, test } from 'vitest';

import { root } from '../../scripts/lib/workspace.mjs';
import { expectExit, Project, run } from './project.ts';

const { eslint10 } = inject('installed');

const start = (project: Project, ...paths: readonly string[]) =>
  run(project.directory, 'npm', '--silent', '--prefix', root, 'start', '--', ...paths);

test('npm start on a path reports, shows the fixes and writes nothing', async () => {
  const project = await Project.copyOf(eslint10, 'suites');
  const before = await project.read();
  const ended = await start(project, 'node');
  expectExit(ended, 0);
  expect(ended.stdout).toContain('no-late-system-imports');
  expect(ended.stdout).toMatch(/^- {2}const fs = await import\('node:fs'\);$/m);
  expect(ended.stdout).toMatch(/^\+import .*\bfs from 'node:fs';$/m);
  expect(ended.stdout).not.toContain('mocha');
  expect(await project.read()).toEqual(before);
});

test('npm start shows a suite of each language', async () => {
  const ended = await run(root, 'npm', '--silent', 'start');
  expectExit(ended, 0);
  for (const file of ['typescript-suite/tests/index-on-disk.test.ts', 'pytest-suite/tests/conftest.py']) {
    expect(ended.stdout).toContain(`test/examples/${file}\n`);
    expect(ended.stdout).toContain(`+++ b/test/examples/${file}\n`);
  }
});

test('npm start fails on a path that is not there, and names it', async () => {
  const project = await Project.of(eslint10, {});
  const ended = await start(project, 'no-such-folder');
  expectExit(ended, 2);
  expect(ended.stderr).toContain('no-such-folder');
});
