import { describe, expect, test } from 'vitest';

import { findPolicyFile } from '../src/policy/find-policy.ts';
import { findPolicyCandidates } from '../src/policy/policy-candidates.ts';
import { workspace } from './workspace.ts';

describe('what may hold a policy', () => {
  test.each([
    ['a module', { 'cogniverse.config.mts': 'export default {}' }],
    ['JSON', { 'cogniverse.config.json': '{}' }],
    ['package.json', { 'package.json': '{ "cogniverse" : {} }' }],
    ['package.json with escapes', { 'package.json': String.raw`{ "cogniv\u0065rse": {} }` }],
    ['pyproject.toml', { 'pyproject.toml': '[tool.cogniverse]\n' }],
  ])('%s', (_, files) => {
    using project = workspace({ '.git/HEAD': '', ...files });
    expect(findPolicyCandidates(project.path('below/that'))).toEqual([project.path(Object.keys(files)[0] ?? '')]);
  });

  test('is seen wherever a policy is found', () => {
    using project = workspace({ 'package.json': '{ "cogniverse": {} }', 'a/.git/HEAD': '', 'b/c.txt': '' });
    for (const [folder, may] of [['a', false], ['b', true]] as const) {
      expect(findPolicyCandidates(project.path(folder)).length > 0).toBe(may);
      expect(findPolicyFile(project.path(folder)) !== undefined).toBe(may);
    }
  });
});

test('a project that depends on the toolkit has no policy for that', () => {
  using project = workspace({
    '.git/HEAD': '',
    'package.json': '{ "devDependencies": { "@cogniverse/test-setup": "1", "eslint-plugin-cogniverse": "1" } }',
  });
  expect(findPolicyCandidates(project.root)).toEqual([]);
});
