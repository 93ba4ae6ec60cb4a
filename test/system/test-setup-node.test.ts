import { describe, expect, inject, test } from 'vitest';

import { Project } from './project.ts';
import { runNode, type TestRun } from './test-setup-run.ts';

const { eslint10, laterNode } = inject('installed');

const SETUP = ['--import', '@cogniverse/test-setup/node'];
/** A policy under which an async test without a timeout may take little. */
const HASTY = { 'cogniverse.config.json': '{ "timeouts": { "default": "400ms" } }' };

const LEAK = `
import test from 'node:test';
import { Worker } from 'node:worker_threads';
test('leaves a worker', () => {
  new Worker('setInterval(() => {}, 1000)', { eval: true });
});
`;

/** Every form in which a test can be made, and times that are given in other places. */
const HANGS = `
import test, { after, describe, it, suite, test as named } from 'node:test';
import { createRequire } from 'node:module';
const forEver = () => new Promise(() => {});
const shortly = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
test('hangs: default', async () => forEver());
named('hangs: named', async () => forEver());
it('hangs: it', forEver);
test('hangs: callback', (t, done) => {});
createRequire(import.meta.url)('node:test')('hangs: require', forEver);
describe('describe', () => { it('hangs: in a suite', forEver); });
test('of parts', async (t) => { await t.test('hangs: part', forEver).catch(() => {}); });
test('passes: synchronous', () => {});
test('passes: own timeout', { timeout: 5000 }, () => shortly(700));
test('passes: no limit', { timeout: Infinity }, () => shortly(700));
suite('passes: timeout of the suite', { timeout: 5000 }, () => { it('passes: in it', () => shortly(700)); });
test('passes: parts that take longer together', async (t) => {
  for (let part = 0; part < 4; part += 1) await t.test('passes: part', () => shortly(200));
});
describe('passes: a suite that takes longer', () => {
  for (let part = 0; part < 4; part += 1) it('passes: in it', () => shortly(200));
});
test('passes: callback', (t, done) => { setTimeout(done, 20); });
`;

const ISOLATED = `
const assert = require('node:assert');
const test = require('node:test');
const { after, afterEach, before, beforeEach, describe, it } = test;
const { defineCapability, getOrLoadModel, isSetupActive } = require('@cogniverse/test-setup');
const { requires, resetAfterEach, uniqueId } = require('@cogniverse/test-setup');

defineCapability('moon', () => 'not tonight');
let resets = 0;
resetAfterEach(() => { resets += 1; });
console.log('id', uniqueId('tenant'));
before(() => { process.env.OF_FILE = 'yes'; });
afterEach(() => { assert.notEqual(process.env.OF_EACH, undefined); });
beforeEach(() => { process.env.OF_EACH = 'yes'; });

test('is active', () => { assert.ok(isSetupActive()); });
test('sets a variable', () => { process.env.OF_TEST = 'yes'; });
test('finds it gone', () => {
  assert.deepEqual([process.env.OF_TEST, process.env.OF_FILE], [undefined, 'yes']);
  assert.equal(resets, 2);
});
test('refuses a model', async () => {
  await assert.rejects(getOrLoadModel('vidore/colpali-v1.2', () => 1), { name: 'RefusedModelError' });
});
test('skipped from within', async () => { await requires('moon'); assert.fail(); });
test('skipped with a callback', (t, done) => { requires('moon').then(() => done(new Error()), done); });
describe('a hook for all', () => {
  before(() => requires('moon'));
  it('skipped by it', () => { assert.fail(); });
  describe('nested', () => { it('skipped too', () => { assert.fail(); }); });
});
describe('a hook for each', () => {
  beforeEach(async () => { await requires('moon'); });
  it('skipped by that', () => { assert.fail(); });
});
`;

describe.concurrent.each([
  { name: process.version, node: process.execPath },
  { name: 'a later version', node: laterNode ?? '' },
])('in node:test of $name', ({ node }) => {
  const it = test.skipIf(node === '');

  function run(project: Project, args = ['--test', '--test-reporter=tap']): Promise<TestRun> {
    return runNode(project, [...SETUP, ...args], { node });
  }

  it('without the set-up, a worker that a test leaves makes the run hang', async () => {
    const project = await Project.of(eslint10, { 'leak.test.mjs': LEAK });
    const { code } = await runNode(project, ['--test'], { node, within: 8000 });
    expect(code).toBeUndefined();
  });

  it.each([
    ['--test', ['--test']],
    ['one file', ['leak.test.mjs']],
  ])('the worker is named and ended: %s', async (_, args) => {
    const project = await Project.of(eslint10, { 'leak.test.mjs': LEAK });
    const { code, said } = await run(project, args);
    expect(code, said).toBe(0);
    expect(said).toMatch(/leak\.test\.mjs left alive, 2s after its tests:/);
    expect(said).toMatch(/at TestContext\.<anonymous> \(leak\.test\.mjs:5:3\)/);
  });

  it('an async test without a timeout gets one, however it is made', async () => {
    const project = await Project.of(eslint10, { ...HASTY, 'hangs.test.mjs': HANGS });
    const { code, said } = await run(project);
    expect(code).toBe(1);
    const failed = [...said.matchAll(/^ *not ok \d+ - (hangs.*|passes.*)$/gm)].map(([, name]) => name);
    const names = ['default', 'named', 'it', 'callback', 'require', 'in a suite', 'part'];
    expect(failed, said).toEqual(names.map((name) => `hangs: ${name}`));
    expect(said).toContain("the test did not end within 400ms, the policy's timeouts.default");
    expect(said.match(/^ *ok \d+ - passes/gm)).toHaveLength(16);
  });

  it('tests are isolated, and skipped without what they need', async () => {
    const project = await Project.of(eslint10, { 'isolated.test.cjs': ISOLATED });
    const { code, said } = await run(project);
    expect(code, said).toBe(0);
    expect(said.match(/# SKIP needs moon: not tonight/g)).toHaveLength(5);
    expect(said).toContain('# pass 4\n');
    expect(said).toContain('# skipped 5\n');
    expect(said).toMatch(/id tenant_w\d+_[a-z\d]+_1\n/);
  });
});

describe.concurrent('in node:test', () => {
  test('programs that tests start, and programs without tests, are left alone', async () => {
    const project = await Project.of(eslint10, {
      'forks.test.mjs': `
        import { fork } from 'node:child_process';
        import { once } from 'node:events';
        import assert from 'node:assert';
        import test from 'node:test';
        test('a helper is no test file', async () => {
          const [message] = await once(fork('helper.mjs'), 'message');
          assert.equal(message, false);
        });`,
      'helper.mjs': `
        import { isSetupActive } from '@cogniverse/test-setup';
        process.send(isSetupActive());
        process.disconnect();`,
      'plain.mjs': "console.log('nothing else');",
    });
    const { code, said } = await runNode(project, [...SETUP, '--test', 'forks.test.mjs']);
    expect(code, said).toBe(0);
    expect(await runNode(project, [...SETUP, 'plain.mjs'])).toEqual({ code: 0, said: 'nothing else\n' });
  });

  test('a file that is about to be killed says what is running in it', async () => {
    const project = await Project.of(eslint10, {
      'slow.test.mjs': `
        import test from 'node:test';
        import { Worker } from 'node:worker_threads';
        test('waits for ever', async () => {
          new Worker('setInterval(() => {}, 1000)', { eval: true });
          await new Promise(() => {});
        });`,
    });
    const { code, said } = await runNode(project, [...SETUP, '--test', '--test-timeout=4000'], { within: 30_000 });
    expect(code).toBe(1);
    expect(said).toMatch(/slow\.test\.mjs is about to take longer than 4s, --test-timeout\. Still running:/);
    expect(said).toMatch(/the test "waits for ever", for [1-4]s\n.*worker .*, made\n.*slow\.test\.mjs:5:11/);
  });

  test('files whose processes share nothing look once for what they need', async () => {
    const asks = `
      import test from 'node:test';
      import { requires } from '@cogniverse/test-setup';
      test('asks', async (t) => { await requires('counted'); });`;
    const project = await Project.of(eslint10, {
      'a.test.mjs': asks,
      'b.test.mjs': asks,
      'look.mjs': "import { appendFileSync } from 'node:fs'; appendFileSync('looks', 'x'); process.exit(1);",
      'cogniverse.config.json': JSON.stringify({ capabilities: { counted: { command: ['node', 'look.mjs'] } } }),
    });
    const args = [...SETUP, '--test', '--test-concurrency=1', '--test-reporter=tap'];
    const { code, said } = await runNode(project, args);
    expect(code, said).toBe(0);
    expect(said.match(/# SKIP needs counted: "node look\.mjs" failed \(1\)/g)).toHaveLength(2);
    expect((await project.read())['looks']).toBe('x');
  });
});
