import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../test/project.ts';
import { otherRunner, projectRunner } from './project-runner.ts';
import { vitestMajor } from './runner-version.ts';

const runnerIn = (files: Readonly<Record<string, string | object>>): string | undefined =>
  projectRunner(path.join(makeProject(files), 'packages/a/x.test.js'));

describe('the runner of a project', () => {
  it.each([
    ['a dependency', { 'package.json': { devDependencies: { jest: '^30' } } }, 'jest'],
    ['a configuration file', { 'package.json': {}, '.mocharc.yml': '' }, 'mocha'],
    ['the nearest package', { 'package.json': { devDependencies: { jest: '1' } }, 'packages/a/package.json': { devDependencies: { mocha: '1' } } }, 'mocha'],
    ['a package without any passes on', { 'package.json': { devDependencies: { vitest: '4' } }, 'packages/a/package.json': {} }, 'vitest'],
    ['the test script of two', { 'package.json': { devDependencies: { vitest: '4', jest: '30' }, scripts: { test: 'jest --ci' } } }, 'jest'],
    ['the configuration of two', { 'package.json': { devDependencies: { vitest: '4', jest: '30' } }, 'vitest.config.ts': '' }, 'vitest'],
    ['types alone', { 'package.json': { devDependencies: { '@types/mocha': '10' } } }, 'mocha'],
    ['two of one rank', { 'package.json': { devDependencies: { vitest: '4', jest: '30' } } }, undefined],
    ['none', { 'package.json': {} }, undefined],
    ['a package.json that is no JSON', { 'package.json': '{' }, undefined],
  ] as const)('by %s', (_, files, expected) => {
    expect(runnerIn(files)).toBe(expected);
  });

  it('is unknown for text without a file', () => {
    expect(projectRunner('x.test.js')).toBeUndefined();
  });
});

describe('a runner that has no set-up', () => {
  it.each([
    ['a dependency', { 'package.json': { devDependencies: { jasmine: '5' } } }, 'Jasmine'],
    ['a configuration file', { 'package.json': {}, 'packages/a/karma.conf.js': '' }, 'Karma'],
    ['both', { 'package.json': { devDependencies: { 'jasmine-core': '5', karma: '6' } } }, 'Karma'],
    ['one beside Mocha', { 'package.json': { devDependencies: { karma: '6', mocha: '11' } } }, undefined],
    ['one above Jest', { 'package.json': { devDependencies: { karma: '6' } }, 'packages/a/package.json': { devDependencies: { jest: '30' } } }, undefined],
    ['none', { 'package.json': {} }, undefined],
  ] as const)('by %s', (_, files, expected) => {
    expect(otherRunner(path.join(makeProject(files), 'packages/a/x.test.js'))).toBe(expected);
  });
});

describe('the version of Vitest', () => {
  const majorIn = (files: Readonly<Record<string, string | object>>): number | undefined =>
    vitestMajor(path.join(makeProject(files), 'a/x.test.js'));

  it.each([
    ['the installed one', { 'node_modules/vitest/package.json': { version: '3.2.4' }, 'package.json': { devDependencies: { vitest: '^4' } } }, 3],
    ['what is asked for', { 'package.json': { devDependencies: { vitest: '~1.6.0' } } }, 1],
    ['a range without a number', { 'package.json': { devDependencies: { vitest: 'workspace:*' } } }, undefined],
    ['nothing', {}, undefined],
  ] as const)('is %s', (_, files, expected) => {
    expect(majorIn(files)).toBe(expected);
  });
});
