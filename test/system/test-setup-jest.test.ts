import { describe, expect, inject, test } from 'vitest';

import { Project } from './project.ts';
import { runTests, type TestRun, tinyModel } from './test-setup-run.ts';

const { eslint10, runnersBefore } = inject('installed');

interface Options {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly within?: number;
}

function jest(project: Project, { args = [], ...options }: Options = {}): Promise<TestRun> {
  return runTests(project, 'jest/bin/jest.js', ['--rootDir', '.', ...args], options);
}

function config(options: object = {}): Readonly<Record<string, string>> {
  const registered = { setupFilesAfterEnv: ['@cogniverse/test-setup/jest'], transform: {}, ...options };
  return {
    'package.json': '{ "type": "commonjs" }',
    'jest.config.cjs': `module.exports = ${JSON.stringify(registered)};\n`,
  };
}

/** Leaves a worker and an interval, and ends its server in a hook, which Jest runs after those of a set-up. */
const LEAK = `
const { createServer } = require('node:http');
const { Worker } = require('worker_threads');

function startWorker() {
  return new Worker('setInterval(() => {}, 1000)', { eval: true });
}

let server;
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('leaves a worker', () => {
  startWorker();
  setInterval(() => {}, 60_000);
  server = createServer().listen(0);
});
`;

const ACTIVE = `
const { Worker } = require('worker_threads');
const { isSetupActive, managedWorker } = require('@cogniverse/test-setup');

test('is active', () => {
  expect(isSetupActive()).toBe(true);
  expect(process.env.OMP_NUM_THREADS).toBe('1');
});

let first;
test('starts a managed worker', () => {
  first = managedWorker('setInterval(() => {}, 1000)', { eval: true });
  expect(first).toBeInstanceOf(Worker);
});

test('has ended it', () => {
  expect(first.threadId).toBe(-1);
});

test('leaves what ends by itself', () => {
  new Worker('setTimeout(() => {}, 100)', { eval: true });
});
`;

// Most of the time of a run is spent waiting for what the tests left.
describe.concurrent.each([
  { version: 30, installed: eslint10 },
  { version: 29, installed: runnersBefore },
])('in Jest $version', ({ installed }) => {
  test('without the set-up, a worker that a test leaves makes the run hang', async () => {
    const project = await Project.of(installed, {
      ...config({ setupFilesAfterEnv: [] }),
      'leak.test.js': LEAK,
    });
    const { code, said } = await jest(project, { args: ['--runInBand'], within: 15_000 });
    expect(said).toContain('1 passed');
    expect(code).toBeUndefined();
  });

  test.each([
    ['--runInBand', ['--runInBand']],
    ['workers', ['--maxWorkers=2']],
  ])('the worker is named and ended, in %s', async (_, args) => {
    const project = await Project.of(installed, {
      ...config(),
      'leak.test.js': LEAK,
      'active.test.js': ACTIVE,
    });
    const { code, said } = await jest(project, { args });
    expect(code, said).toBe(0);
    expect(said).toMatch(
      /leak\.test\.js left alive, 2s after its tests:\n {2}worker thread \d+ \(code\), made\n\s+at startWorker \(leak\.test\.js:6:10\)/,
    );
    expect(said).toContain('interval of 60000 ms');
    expect(said).not.toContain('server');
    expect(said).toMatch(/leak\.test\.js makes a worker thread by hand/);
    expect(said).not.toContain('active.test.js left alive');
    expect(said).not.toContain('did not exit');
  });

  test('ES modules are set up too', async () => {
    const esm = (text: string): string =>
      text.replaceAll(/const (\{.*\}) = require\((.*)\);/g, 'import $1 from $2;');
    const project = await Project.of(installed, {
      ...config(),
      'package.json': '{ "type": "module" }',
      'leak.test.js': esm(LEAK),
      'active.test.js': esm(ACTIVE),
    });
    const env = { NODE_OPTIONS: '--experimental-vm-modules' };
    const { code, said } = await jest(project, { args: ['--runInBand'], env });
    expect(code, said).toBe(0);
    expect(said).toMatch(/at startWorker \(leak\.test\.js:6:10\)/);
    expect(said).not.toContain('server');
    expect(said).not.toContain('active.test.js left alive');
  });
});

describe.concurrent('in Jest', () => {
  test.skipIf(process.platform !== 'linux')('sessions of onnxruntime have no threads of their own', async () => {
    const project = await Project.of(eslint10, {
      ...config(),
      'onnx.test.js': `
        const { readdirSync } = require('fs');
        const { InferenceSession } = require('onnxruntime-node');
        const threads = () => readdirSync('/proc/self/task').length;
        test('threads', async () => {
          const model = Uint8Array.from(Buffer.from('${tinyModel()}', 'base64'));
          await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
          const before = threads();
          await InferenceSession.create(model);
          expect(threads() - before).toBe(0);
          await InferenceSession.create(model, { intraOpNumThreads: 3 });
          expect(threads() - before).toBe(2);
        });`,
    });
    const { code, said } = await jest(project);
    expect(code, said).toBe(0);
    expect(said).toContain('an onnxruntime session keeps intraOpNumThreads: 3');
  });

  test('a policy can refuse threads and leaks', async () => {
    const project = await Project.of(eslint10, {
      ...config({ injectGlobals: false }),
      'leak.test.js': `
        const { createServer } = require('http');
        const { Worker } = require('worker_threads');
        const { test } = require('@jest/globals');
        test('makes a worker', () => {
          new Worker('', { eval: true });
        });
        test('leaves a server', () => {
          createServer().listen(0);
        });`,
      'cogniverse.config.json': '{ "setup": { "guard": "error", "leaks": "error" } }',
    });
    const { code, said } = await jest(project);
    expect(code).toBe(1);
    expect(said).toMatch(/● makes a worker\n\n\s+leak\.test\.js makes a worker thread by hand/);
    expect(said).toMatch(/leak\.test\.js left alive, 2s after its tests:\n\s+server on port \d+, made/i);
  });
});
