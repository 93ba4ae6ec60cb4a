import { describe, expect, inject, test } from 'vitest';

import { type Ended, expectExit, Project, run } from './project.ts';

const { eslint10 } = inject('installed');

describe.each([
  {
    runner: 'vitest',
    program: 'vitest/vitest.mjs',
    args: ['run', '--root', '.'],
    changed: ['index-file.test.ts'],
  },
  { runner: 'jest', program: 'jest/bin/jest.js', args: ['--rootDir', '.'], changed: ['index-file.test.js'] },
  {
    runner: 'mocha',
    program: 'mocha/bin/mocha.js',
    args: ['*.test.{cjs,mjs}'],
    changed: ['hash.test.mjs', 'index-file.test.cjs'],
  },
])('a suite of $runner', ({ runner, program, args, changed }) => {
  test('passes before and after fix-imports', async () => {
    const project = await Project.copyOf(eslint10, `suites/${runner}`);
    await passesBeforeAndAfter(project, changed, () => project.node(program, ...args));
  });
});

test('a suite of node:test passes before and after fix-imports', async () => {
  const project = await Project.copyOf(eslint10, 'suites/node');
  const changed = ['index-file.test.mjs', 'versions.test.cjs'];
  await passesBeforeAndAfter(project, changed, () =>
    run(project.directory, process.execPath, '--test', ...changed),
  );
});

async function passesBeforeAndAfter(
  project: Project,
  changed: readonly string[],
  runTests: () => Promise<Ended>,
): Promise<void> {
  const before = await project.read();
  expectExit(await runTests(), 0);

  expectExit(await project.codemod('fix-imports', '--dry-run'), 1);
  expect(await project.read()).toEqual(before);

  expectExit(await run(project.directory, 'npx', '--no', 'cogniverse-codemod', 'fix-imports'), 0);
  const after = await project.read();
  expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual(changed);
  expectExit(await runTests(), 0);

  expectExit(await project.codemod('fix-imports'), 0);
  expect(await project.read()).toEqual(after);
}
