import path from 'node:path';

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { PARSERS } from '../../test/parsers.ts';
import { makeProject } from '../../test/project.ts';
import { eslintRule } from '../../test/rule-tester.ts';
import { requireAsyncTimeout } from './index.ts';
import type { Options } from './options.ts';

function lint(files: Readonly<Record<string, string | object>>, options: Options = {}): Linter.LintMessage[] {
  const folder = makeProject(files);
  const code = files['x.test.ts'];
  if (typeof code !== 'string') throw new Error('the project has no x.test.ts');
  return new Linter({ cwd: folder }).verify(
    code,
    {
      files: ['**/*.ts'],
      plugins: { own: { rules: { rule: eslintRule(requireAsyncTimeout) } } },
      rules: { 'own/rule': ['error', options] },
      languageOptions: PARSERS.typescript,
    },
    { filename: path.join(folder, 'x.test.ts') },
  );
}

const test = `import { test } from 'vitest'; test('x', async () => {});`;
const config = (value: string): Record<string, string> => ({ 'vitest.config.ts': `export default { test: { testTimeout: ${value} } };` });

describe('the configuration of the runner', () => {
  it('bounds a test', () => {
    expect(lint({ ...config('60_000'), 'x.test.ts': test })).toEqual([]);
  });

  it('may be left out of account, but what it allows a test stays', () => {
    const [message] = lint({ ...config('60_000'), 'x.test.ts': test }, { accept: ['test', 'suite', 'file'] });
    expect(message?.message).toBe(
      'Async test "x" has no timeout of its own; the 60000 ms that hold for it come from a place that the option `accept` leaves out. Pass milliseconds as the last argument.',
    );
    expect(message?.fix?.text).toBe(', 60_000');
  });

  it('bounds nothing where it switches timeouts off', () => {
    const [message] = lint({ ...config('0'), 'x.test.ts': test });
    expect(message?.message).toContain('has no effective timeout: `0 in vitest.config.ts` switches the timeout off.');
    expect(message?.fix?.text).toBe(', 30_000');
  });

  it('bounds a test by one of several projects', () => {
    const projects = { 'vitest.config.ts': `export default { test: { testTimeout: 0, projects: [{ test: { testTimeout: 9 } }] } };` };
    expect(lint({ ...projects, 'x.test.ts': test })).toEqual([]);
  });

  it('may be a file that the test imports', () => {
    const slow = { 'slow.ts': `import { vi } from 'vitest'; export const slow = () => vi.setConfig({ testTimeout: 9_000 });` };
    expect(lint({ ...slow, 'x.test.ts': `import './slow'; ${test}` })).toEqual([]);
    expect(lint({ ...slow, 'x.test.ts': `import type { slow } from './slow'; ${test}` })).toHaveLength(1);
    const jest = { 'package.json': { devDependencies: { jest: '30' } }, 'slow.ts': 'jest.setTimeout(9_000);' };
    expect(lint({ ...jest, 'x.test.ts': `require('./slow'); it('x', async () => {});` })).toEqual([]);
    expect(lint({ ...jest, 'slow.ts': 'jest.setTimeout(0);', 'x.test.ts': `require('./slow'); it('x', async () => {});` })).toHaveLength(1);
  });

  it('may be a fixture of an imported file', () => {
    const fixtures = (body: string): string =>
      `import { test as base } from '@playwright/test'; export const test = base.extend({ own: [async ({}, use, info) => { ${body} await use(1); }, { auto: true }] });`;
    const own = `import { test } from './fixtures'; test('x', async ({ page }) => {});`;
    expect(lint({ 'fixtures.ts': fixtures('info.setTimeout(9_000);'), 'x.test.ts': own })).toEqual([]);
    expect(lint({ 'fixtures.ts': fixtures('setTimeout(print, 9_000);'), 'x.test.ts': own })).toHaveLength(1);
  });

  it('of any runner bounds a test of an unknown one', () => {
    const files = { 'package.json': { devDependencies: { jest: '30', vitest: '4' } }, 'x.test.ts': `it('x', async () => {});` };
    expect(lint(files)).toHaveLength(1);
    expect(lint({ ...files, '.mocharc.json': { timeout: 5 }, 'jest.config.json': {} })).toEqual([]);
  });
});

describe('the policy of the project', () => {
  const policy = { 'cogniverse.config.json': { timeouts: { default: '5s', max: '10s' } } };

  it('gives the timeout to write and the longest that counts', () => {
    expect(lint({ ...policy, 'x.test.ts': test })[0]?.fix?.text).toBe(', 5000');
    const long = `import { test } from 'vitest'; test('x', async () => {}, 20_000);`;
    expect(lint({ ...policy, 'x.test.ts': long })[0]?.message).toContain('`20_000` is longer than 10s');
    expect(lint({ ...policy, 'x.test.ts': long }, { max: '1m' })).toEqual([]);
  });
});

describe('the version of Vitest', () => {
  const vitest = (version: string): object => ({ devDependencies: { vitest: version } });
  const optionsLast = `import { test } from 'vitest'; test('x', async () => {}, { timeout: 5 });`;
  const extended = `import { test, describe } from 'vitest'; const own = test.extend({});
    describe('s', { timeout: 5 }, () => { own('x', async () => {}); });`;
  const undone = `import { test, describe } from 'vitest';
    describe('s', { timeout: 5 }, () => { test('x', { timeout: undefined }, async () => {}); });`;

  it.each([
    ['options after the function count until 4', '^3.2.0', optionsLast, 0],
    ['and no longer', '^4.0.0', optionsLast, 1],
    ['an extended test inherits', '^4.0.0', extended, 0],
    ['but not in 3', '^3.2.0', extended, 1],
    ['`undefined` undoes what is inherited', '^4.1.0', undone, 1],
    ['until 5', '^5.0.0', undone, 0],
  ])('%s', (_, version, code, count) => {
    expect(lint({ 'package.json': vitest(version), 'x.test.ts': code })).toHaveLength(count);
  });

  it('tells where options after the function go', () => {
    const retried = `import { test } from 'vitest'; test('x', async () => {}, { retry: 1 });`;
    const [old] = lint({ 'package.json': vitest('^3.2.0'), 'x.test.ts': retried });
    expect(old).toMatchObject({ message: 'Async test "x" has no timeout. Set `timeout` in its options.' });
    expect(old?.fix?.text).toBe(', timeout: 30_000');
    const [message] = lint({ 'package.json': vitest('^4.0.0'), 'x.test.ts': retried });
    expect(message?.message).toContain('Move them in front of it, with a `timeout`.');
  });
});

describe('other files', () => {
  it('give constants and callbacks', () => {
    const shared = 'export const LIMIT = 5_000; export const OFF = 0; export async function body() {}';
    const code = (rest: string): string => `import { test } from 'vitest'; import { LIMIT, OFF, body } from './shared'; ${rest}`;
    expect(lint({ 'shared.ts': shared, 'x.test.ts': code(`test('x', async () => {}, LIMIT);`) })).toEqual([]);
    expect(lint({ 'shared.ts': shared, 'x.test.ts': code(`test('x', async () => {}, OFF);`) })).toHaveLength(1);
    expect(lint({ 'shared.ts': shared, 'x.test.ts': code(`test('x', body);`) })).toHaveLength(1);
  });

  it('give test functions', () => {
    const fixtures = `import { test as base } from '@playwright/test'; export const test = base.extend({});`;
    const [message] = lint({ 'fixtures.ts': fixtures, 'x.test.ts': `import { test } from './fixtures'; test('x', async () => {});` });
    expect(message?.fix?.text).toBe(' test.setTimeout(30_000); ');
  });
});
