import { expect, inject, test } from 'vitest';

import { expectExit, Project } from './project.ts';

const { eslint10 } = inject('installed');

const TRANSFORM = 'node_modules/cogniverse-codemod/transforms/fix-imports.cjs';

test('the stock jscodeshift command runs fix-imports as a transform', async () => {
  const [shifted, rewritten] = await Promise.all([0, 1].map(() => Project.copyOf(eslint10, 'suites')));
  if (!shifted || !rewritten) throw new Error('no projects');
  await rewritten.codemod('fix-imports');
  const transform = `${eslint10}/${TRANSFORM}`;
  const options = ['--parser', 'ts', '--extensions', 'ts,js,mjs,cjs', '--transform', transform];
  const ended = await shifted.node('jscodeshift/bin/jscodeshift.js', ...options, '.');
  expectExit(ended, 0);
  expect(ended.stdout).toMatch(/^0 errors$/m);
  expect(await shifted.read()).toEqual(await rewritten.read());
});
