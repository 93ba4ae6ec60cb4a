import path from 'node:path';

import { expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { configuredProjects } from './projects.ts';

it.each([
  ['vitest', 'vitest.config.ts', "export default defineConfig({ test: { projects: ['packages/*', { test: {} }] } })", ['packages/*']],
  ['vitest', 'vitest.config.ts', "const test = { workspace: ['a'] }; export default () => ({ test })", ['a']],
  ['vitest', 'vitest.workspace.ts', "export default defineWorkspace(['a', './b/vitest.config.ts', {}])", ['a', './b/vitest.config.ts']],
  ['vitest', 'vitest.workspace.js', "export default ['a']", ['a']],
  ['vitest', 'vitest.workspace.json', '["a"] // all', ['a']],
  ['jest', 'jest.config.js', "module.exports = { projects: ['<rootDir>', { displayName: 'x' }] }", ['<rootDir>']],
  ['jest', 'jest.config.json', '{ "projects": ["a"] }', ['a']],
  ['jest', 'package.json', '{ "projects": ["no"], "jest": { "projects": ["a"] } }', ['a']],
  ['jest', 'jest.config.js', 'module.exports = {', []],
  ['vitest', 'vitest.config.ts', "export default { test: { include: ['a'] } }", []],
] as const)('%s names projects in %s: %s', (runner, name, text, expected) => {
  const folder = makeProject({ [name]: text });
  expect(configuredProjects(runner, path.join(folder, name))).toEqual(expected);
  expect(configuredProjects(runner, path.join(folder, 'gone.js'))).toEqual([]);
});
