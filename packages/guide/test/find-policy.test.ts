import { existsSync, symlinkSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { findPolicyFile, PolicyError } from '../src/index.ts';
import { workspace } from './workspace.ts';

describe('findPolicyFile', () => {
  test.each([
    ['cogniverse.config.js', ''],
    ['cogniverse.config.mjs', ''],
    ['cogniverse.config.cjs', ''],
    ['cogniverse.config.ts', ''],
    ['cogniverse.config.mts', ''],
    ['cogniverse.config.json', '{}'],
    ['package.json', '{ "cogniverse": {} }'],
    ['pyproject.toml', '[tool.cogniverse]\n'],
  ])('finds %s, from below too', (name, text) => {
    using project = workspace({ [name]: text, 'src/deep/': '' });
    expect(findPolicyFile(project.root)).toBe(project.path(name));
    expect(findPolicyFile(project.path('src/deep'))).toBe(project.path(name));
  });

  test('takes the nearest', () => {
    using project = workspace({
      'cogniverse.config.json': '{}',
      'packages/a/package.json': '{ "cogniverse": {} }',
      'packages/b/package.json': '{}',
    });
    expect(findPolicyFile(project.path('packages/a'))).toBe(project.path('packages/a/package.json'));
    expect(findPolicyFile(project.path('packages/b'))).toBe(project.path('cogniverse.config.json'));
  });

  test('passes over manifests without a policy', () => {
    using project = workspace({
      'package.json': '{ "cogniverse": {} }',
      'packages/a/package.json': '{ "name": "@cogniverse/a" }',
      'packages/a/pyproject.toml': '[tool.ruff]\n[tool.other]\ncogniverse = 1\n',
      'packages/a/b/package.json': '["cogniverse"]',
    });
    expect(findPolicyFile(project.path('packages/a/b'))).toBe(project.path('package.json'));
  });

  test.each([
    ['a directory', '.git/'],
    ['a file, as in a worktree', '.git'],
  ])('looks no higher than the root of the repository: .git is %s', (_, git) => {
    using project = workspace({ 'cogniverse.config.json': '{}', [`inner/${git}`]: '', 'inner/src/': '' });
    expect(findPolicyFile(project.path('inner/src'))).toBeUndefined();
  });

  test('looks at the root of the repository itself', () => {
    using project = workspace({
      'inner/.git/': '',
      'inner/cogniverse.config.json': '{}',
      'inner/src/': '',
    });
    expect(findPolicyFile(project.path('inner/src'))).toBe(project.path('inner/cogniverse.config.json'));
  });

  test('takes a directory that does not exist, a file, and a relative path', () => {
    using project = workspace({ 'cogniverse.config.json': '{}', 'a.ts': '' });
    expect(findPolicyFile(project.path('no/such'))).toBe(project.path('cogniverse.config.json'));
    expect(findPolicyFile(project.path('a.ts'))).toBe(project.path('cogniverse.config.json'));
    expect(findPolicyFile('.')).toBeUndefined();
  });

  test('is not misled by directories and broken links of these names', () => {
    using project = workspace({ 'cogniverse.config.js/': '', 'package.json/': '' });
    symlinkSync(project.path('nowhere'), project.path('cogniverse.config.json'));
    symlinkSync(project.path('cogniverse.config.mjs'), project.path('cogniverse.config.mjs'));
    expect(findPolicyFile(project.root)).toBeUndefined();
  });

  test.each([
    [{ 'cogniverse.config.js': '', 'cogniverse.config.ts': '' }],
    [{ 'cogniverse.config.json': '{}', 'package.json': '{ "cogniverse": {} }' }],
    [{ 'package.json': '{ "cogniverse": {} }', 'pyproject.toml': '[tool.cogniverse]\n' }],
  ])('refuses two policies in one directory, and names both: %j', (files) => {
    using project = workspace(files);
    const [first = '', second = ''] = Object.keys(files).map((name) => project.path(name));
    const error = thrownBy(() => findPolicyFile(project.root));
    expect(error).toBeInstanceOf(PolicyError);
    expect(error.message).toContain(first);
    expect(error.message).toContain(second);
    expect(error.message).toContain('Keep one of them.');
  });

  test('does not mind a broken manifest that has no policy', () => {
    using project = workspace({ 'package.json': '{ "name": ', 'pyproject.toml': '[tool' });
    expect(findPolicyFile(project.root)).toBeUndefined();
  });

  test.each([
    ['cogniverse.config.json', '{\n  "models": [\n}', 3, 1],
    ['package.json', '{\n  "cogniverse": {\n    models: {} } }', 3, 5],
    ['pyproject.toml', '[tool.cogniverse]\nmodels = \n', 2, 10],
  ])('says where %s is broken', (name, text, line, column) => {
    using project = workspace({ [name]: text });
    const error = thrownBy(() => findPolicyFile(project.root));
    expect(error).toMatchObject({ name: 'PolicyError', file: project.path(name), line, column });
    expect(error.message).toContain(`${project.path(name)}:${line}:${column}: `);
    expect(error.message).toMatch(/: is not (?:JSON|TOML): [^\n:]+/);
    expect(error.message).not.toContain('\n');
  });

  test('says which file it cannot read', ({ skip }) => {
    // A regular file that not even root can read from its start.
    const unreadable = '/proc/self/mem';
    if (!existsSync(unreadable)) {
      skip(`${unreadable} is not on this machine`);
    }
    using project = workspace({});
    symlinkSync(unreadable, project.path('cogniverse.config.json'));
    expect(() => findPolicyFile(project.root)).toThrow(/cogniverse\.config\.json: cannot be read/);
  });
});

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
  }
  throw new Error('nothing was thrown');
}
