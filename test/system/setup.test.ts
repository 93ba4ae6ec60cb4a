import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { beforeAll, describe, expect, inject, test } from 'vitest';

import { type Ended, expectExit, filesIn, Project, run } from './project.ts';
import { SHAPES, type Shape } from './setup-shapes.ts';

const { eslint10 } = inject('installed');

/** All shapes as packages of one project, so that one run of `setup` sets them all up. */
let project: Project;

beforeAll(async () => {
  project = await Project.of(eslint10, {});
  for (const shape of SHAPES) {
    for (const [name, text] of Object.entries(shape.files))
      await project.write(`${shape.name}/${name}`, text);
  }
});

/** Runs the tests of a shape as its package does. */
async function runTests({ name }: Shape): Promise<Ended> {
  const folder = path.join(project.directory, name);
  const { scripts } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    scripts: { test: string };
  };
  const programs = path.join(eslint10, 'node_modules/.bin');
  return run(folder, 'sh', '-c', `PATH=${JSON.stringify(programs)}:$PATH; ${scripts.test}`);
}

async function texts(): Promise<Record<string, string>> {
  const names = (await filesIn(project.directory)).filter((name) => !name.includes('node_modules/'));
  const read = names.map(
    async (name) => [name, await readFile(path.join(project.directory, name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

describe('setup', () => {
  test.concurrent.each(SHAPES.filter(({ isFirst }) => isFirst))(
    'is missed before by $name',
    async (shape) => {
      const { code, stdout, stderr } = await runTests(shape);
      expect(code, stdout + stderr).not.toBe(0);
      expect(stdout + stderr).toContain('the set-up is active');
    },
  );

  test('registers the set-up in every shape, and a second run changes nothing', async () => {
    expectExit(await project.codemod('setup', '--check'), 1);
    expectExit(await project.codemod('setup'), 0);
    const after = await texts();
    expectExit(await project.codemod('setup'), 0);
    expect(await texts()).toEqual(after);
    expectExit(await project.codemod('setup', '--check'), 0);
  });

  test.concurrent.each(SHAPES)('is active in $name', async (shape) => {
    expectExit(await runTests(shape), 0);
  });
});
