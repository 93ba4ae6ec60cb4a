import { describe, expect, inject, test } from 'vitest';

import { Project } from './project.ts';
import { runTests, type TestRun } from './test-setup-run.ts';

const { eslint10, runnersBefore } = inject('installed');

interface Options {
  readonly args?: readonly string[];
  readonly within?: number;
}

function mocha(project: Project, { args = [], ...options }: Options = {}): Promise<TestRun> {
  return runTests(project, 'mocha/bin/mocha.js', ['*.test.{mjs,cjs}', ...args], options);
}

const REGISTERED = { '.mocharc.json': '{ "require": ["@cogniverse/test-setup/mocha"] }' };

/** Leaves a worker in the first of two files; the second one asks what is left of it. */
const LEAK = {
  'a.test.mjs': `
    import { Worker } from 'node:worker_threads';
    describe('a', () => {
      before(() => { process.env.OF_FILE = 'a'; });
      it('leaves a worker', () => {
        globalThis.left = new Worker('setInterval(() => {}, 1000)', { eval: true });
      });
    });`,
  'b.test.cjs': `
    const assert = require('node:assert');
    describe('b', () => {
      it('gets neither the worker nor the variable', () => {
        assert.equal(globalThis.left?.threadId ?? -1, -1);
        assert.equal(process.env.OF_FILE, undefined);
      });
    });`,
};

/** Made as all files are loaded, before the first one runs: nobody's leak but its own file's. */
const LOADED = {
  'c.test.mjs': `
    import assert from 'node:assert';
    import { Worker } from 'node:worker_threads';
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
    after(() => worker.terminate());
    describe('c', () => {
      it('still has its worker', () => { assert.notEqual(worker.threadId, -1); });
    });`,
};

const ISOLATED = `
import assert from 'node:assert';
import { defineCapability, getOrLoadModel, isSetupActive } from '@cogniverse/test-setup';
import { requires, resetAfterEach, uniqueId } from '@cogniverse/test-setup';

defineCapability('moon', () => 'not tonight');
const moon = await requires('moon');
let resets = 0;
resetAfterEach(() => { resets += 1; });
console.log('id', uniqueId('tenant-of'));

describe('isolation', () => {
  before(() => { process.env.OF_FILE = 'yes'; });
  it('is active', () => { assert.ok(isSetupActive()); });
  it('sets a variable', () => { process.env.OF_TEST = 'yes'; delete process.env.HOME; });
  it('finds it gone', () => {
    assert.deepEqual([process.env.OF_TEST, process.env.OF_FILE], [undefined, 'yes']);
    assert.ok(process.env.HOME);
    // Mocha runs the test outside of suites first.
    assert.equal(resets, 3);
  });
  it('loads once', async () => {
    let loads = 0;
    const load = async () => { loads += 1; return {}; };
    const [one, two] = await Promise.all([getOrLoadModel('tiny/a', load), getOrLoadModel('tiny/a', load)]);
    assert.deepEqual([one === two, loads], [true, 1]);
    await assert.rejects(getOrLoadModel('vidore/colpali-v1.2', load), /Load "vidore\\/colsmol-500m" instead/);
  });
});
it('is skipped from within', async () => { await requires('moon'); assert.fail(); });
describe('skipped by a hook', () => {
  before(() => requires('moon'));
  it('one', () => { assert.fail(); });
  describe('nested', () => { it('two', () => { assert.fail(); }); });
});
(moon.available ? describe : describe.skip)('skipped by the value', () => { it('three', () => { assert.fail(); }); });
`;

describe.concurrent.each([
  { version: 12, installed: eslint10 },
  { version: 11, installed: runnersBefore },
])('in Mocha $version', ({ installed }) => {
  test('without the set-up, a worker that a test leaves makes the run hang', async () => {
    const project = await Project.of(installed, { 'a.test.mjs': LEAK['a.test.mjs'] });
    const { code, said } = await mocha(project, { within: 8000 });
    expect(said).toContain('1 passing');
    expect(code).toBeUndefined();
  });

  test.each([
    ['one process', []],
    ['workers', ['--parallel', '--jobs=2']],
  ])('the worker is named and ended with its file, in %s', async (_, args) => {
    const project = await Project.of(installed, { ...REGISTERED, ...LEAK, ...LOADED });
    const { code, said } = await mocha(project, { args });
    expect(code, said).toBe(0);
    expect(said).toMatch(
      /a\.test\.mjs left alive, 2s after its tests:\n {2}worker .*, made\n\s+at .*a\.test\.mjs:6:27/,
    );
    expect(said.match(/left alive/g)).toHaveLength(1);
    expect(said).toContain('3 passing');
  });

  test('tests are isolated, models loaded once, and skipped without what they need', async () => {
    const project = await Project.of(installed, { ...REGISTERED, 'isolated.test.mjs': ISOLATED });
    const { code, said } = await mocha(project);
    expect(code, said).toBe(0);
    expect(said).toContain('4 passing');
    expect(said).toContain('4 pending');
    expect(said).toContain('skipped: needs moon: not tonight.');
    expect(said).toMatch(/id tenant_of_w\d+_[a-z\d]+_1\n/);
  });
});

test('ids of parallel workers and of a second run are all different', async () => {
  const makes = `
    const { uniqueId } = require('@cogniverse/test-setup');
    it('makes ids', async () => {
      for (let count = 0; count < 50; count += 1) console.log('id', uniqueId('tenant'));
      await new Promise((resolve) => setTimeout(resolve, 300));
    });`;
  const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.test.cjs`, makes]));
  const project = await Project.of(eslint10, { ...REGISTERED, ...files });
  const runs = [await mocha(project, { args: ['--parallel', '--jobs=2'] }), await mocha(project)];
  const ids = runs.flatMap(({ said }) => said.match(/tenant_w\d+_[a-z\d]+_[a-z\d]+(?=\n)/g) ?? []);
  expect(ids).toHaveLength(400);
  expect(new Set(ids).size).toBe(400);
});

test('a policy can make an error of what a file leaves', async () => {
  const project = await Project.of(eslint10, {
    ...REGISTERED,
    ...LEAK,
    'cogniverse.config.json': '{ "setup": { "leaks": "error", "wait": "200ms" } }',
  });
  const { code, said } = await mocha(project);
  expect(code).toBe(1);
  expect(said).toMatch(/1\) a\n\s+"after all" hook: set-up/);
  expect(said).toContain('a.test.mjs left alive');
});
