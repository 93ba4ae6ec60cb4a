import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { describe, expect, inject, test } from 'vitest';

import { pythonEnvironment } from '../python/environment.ts';
import { expectExit, Project } from './project.ts';
import { layouts } from './pytest-layouts.ts';

const { eslint10 } = inject('installed');

const environment = await pythonEnvironment([
  'pytest==9.2.0',
  'pytest-asyncio==1.5.0',
  'pytest-timeout==2.4.0',
  path.resolve(import.meta.dirname, '../../packages/pytest-setup'),
]);
const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

/** Exit code, number of tests and output of pytest in each folder, strict about all that is configured. */
function collectIn(folders: readonly string[]): readonly [code: number, count: number, output: string][] {
  if ('absent' in environment) throw new Error(environment.absent);
  const script = path.join(import.meta.dirname, 'collect_all.py');
  const { python, env } = environment;
  const input = JSON.stringify(folders);
  const { stdout, stderr } = spawnSync(python, [script], { input, env, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as [number, number, string][];
}

/** All layouts as folders of one project, so that one run of `setup` sets them all up. */
async function allLayouts(): Promise<Project> {
  const project = await Project.of(eslint10, {});
  for (const [index, { files }] of layouts.entries()) {
    for (const [name, text] of Object.entries(files)) await project.write(`layout${index}/${name}`, text);
  }
  return project;
}

describe('setup for pytest', () => {
  test(`sets up every layout once, and pytest collects it, strict about markers and options${reason}`, async () => {
    const project = await allLayouts();
    expectExit(await project.codemod('setup', '--runner', 'pytest', '--check'), 1);
    expectExit(await project.codemod('setup', '--runner', 'pytest'), 0);
    const after = await project.read();
    expectExit(await project.codemod('setup', '--runner', 'pytest'), 0);
    expect(await project.read()).toEqual(after);
    expectExit(await project.codemod('setup', '--runner', 'pytest', '--check'), 0);

    if ('absent' in environment) return;
    const expected = layouts.flatMap(({ name, collected }, index) =>
      Object.entries(collected).map(([folder, count]) => ({
        name,
        folder: `layout${index}/${folder}`,
        count,
      })),
    );
    const answers = collectIn(expected.map(({ folder }) => path.join(project.directory, folder)));
    const found = expected.map(({ name, folder }, index) => {
      const [code, count, output] = answers[index] ?? [];
      return { name, folder, count: code === 0 ? count : output };
    });
    expect(found).toEqual(expected);
    expect(new Set(found.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
  });
});
