import { nodeBuiltins } from '@cogniverse/guide';
import { expect, it } from 'vitest';

import { exportsOf, hasExports } from './node-exports.ts';

const listed = nodeBuiltins.flatMap(({ name }) => (exportsOf(name).size > 0 ? [name] : []));

it.each(listed)('lists nothing that this Node.js lacks in %s', async (name) => {
  const module: unknown = await import(name);
  const missing = [...exportsOf(name)].filter((exported) => !Object.hasOwn(module as object, exported));
  expect(missing).toEqual([]);
});

it('leaves out what a version in use lacks', () => {
  expect(hasExports('module', ['createRequire', 'builtinModules'])).toBe(true);
  expect(hasExports('module', ['createRequire', 'registerHooks'])).toBe(false);
  expect(hasExports('fs', ['R_OK'])).toBe(false);
  expect(hasExports('path/posix', ['join'])).toBe(true);
  expect(hasExports('no-such-module', ['x'])).toBe(false);
});
