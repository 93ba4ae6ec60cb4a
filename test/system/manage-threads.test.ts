import { describe, expect, inject, test } from 'vitest';

import { type Ended, expectExit, Project, run } from './project.ts';

const { eslint10 } = inject('installed');

const ECHO = [
  "import { parentPort, workerData } from 'node:worker_threads';",
  "parentPort.on('message', (message) => {",
  "  if (message === 'end') process.exit(0);",
  '  parentPort.postMessage([workerData, message]);',
  '});',
  '',
].join('\n');

/** Tests in which workers are ended by the test, by a hook, by themselves, and not at all. */
const TESTS = `
const equal = (actual, expected) => strictEqual(JSON.stringify(actual), JSON.stringify(expected));
const echo = new URL('./echo.mjs', base);
const answer = (worker) => new Promise((resolve, reject) => {
  worker.once('message', resolve);
  worker.once('error', reject);
});

let served;
before(async () => {
  served = new Worker(echo, { workerData: 'file' });
  await once(served, 'online');
});
after(() => served.terminate());

let each;
beforeEach(() => {
  each = new Worker(echo, { workerData: 'each' });
});
afterEach(async () => {
  await each.terminate();
});

test('is ended by the test', async () => {
  const worker = new Worker(echo, { workerData: 'test' });
  try {
    worker.postMessage(1);
    equal(await answer(worker), ['test', 1]);
  } finally {
    equal(await worker.terminate(), 1);
  }
});

test('is ended by hooks', async () => {
  each.postMessage(2);
  equal(await answer(each), ['each', 2]);
  served.postMessage(3);
  equal(await answer(served), ['file', 3]);
});

test('ends by itself', async () => {
  const worker = new Worker(echo);
  worker.postMessage('end');
  const [code] = await once(worker, 'exit');
  equal(code, 0);
});

test('is left alone', async () => {
  const worker = new Worker(echo, { workerData: 'left' });
  worker.unref();
  worker.postMessage(4);
  equal(await answer(worker), ['left', 4]);
});

test('serves still', async () => {
  served.postMessage(5);
  equal(await answer(served), ['file', 5]);
});
`;

const esm = (head: string): string =>
  `import { strictEqual } from 'node:assert';\nimport { once } from 'node:events';\nimport { Worker } from 'node:worker_threads';\n${head}\nconst base = import.meta.url;\n${TESTS}`;
const COMMONJS = `const { strictEqual } = require('node:assert');\nconst { once } = require('node:events');\nconst { pathToFileURL } = require('node:url');\nconst { Worker } = require('node:worker_threads');\nconst base = pathToFileURL(__filename);\n${TESTS}`;
const JEST_NAMES = COMMONJS.replace('\nbefore(', '\nbeforeAll(').replace('\nafter(', '\nafterAll(');

describe.concurrent.each([
  {
    runner: 'vitest',
    file: 'workers.test.mjs',
    text: esm(
      "import { afterAll as after, afterEach, beforeAll as before, beforeEach, test } from 'vitest';",
    ),
    program: 'vitest/vitest.mjs',
    args: ['run', '--root', '.'],
    config: {
      'vitest.config.mjs': "export default { test: { setupFiles: ['@cogniverse/test-setup/vitest'] } };\n",
    },
  },
  {
    runner: 'node:test',
    file: 'workers.test.mjs',
    text: esm("import { after, afterEach, before, beforeEach, test } from 'node:test';"),
    program: undefined,
    args: ['--import', '@cogniverse/test-setup/node', '--test', 'workers.test.mjs'],
    config: {},
  },
  {
    runner: 'jest',
    file: 'workers.test.cjs',
    text: JEST_NAMES,
    program: 'jest/bin/jest.js',
    args: ['--rootDir', '.'],
    config: {
      'jest.config.json': JSON.stringify({
        testMatch: ['**/*.test.cjs'],
        setupFilesAfterEnv: ['@cogniverse/test-setup/jest'],
      }),
    },
  },
  {
    runner: 'mocha',
    file: 'workers.test.cjs',
    text: COMMONJS.replaceAll('\ntest(', '\nit('),
    program: 'mocha/bin/mocha.js',
    args: ['*.test.cjs'],
    config: { '.mocharc.json': JSON.stringify({ require: ['@cogniverse/test-setup/mocha'] }) },
  },
])('workers in a suite of $runner', ({ file, text, program, args, config }) => {
  test('are managed by manage-threads, and the suite passes as before', async () => {
    const project = await Project.of(eslint10, {
      'package.json': '{ "devDependencies": { "@cogniverse/test-setup": "*" } }',
      'echo.mjs': ECHO,
      [file]: text,
      ...config,
    });
    const runTests = (): Promise<Ended> =>
      program === undefined
        ? run(project.directory, process.execPath, ...args)
        : project.node(program, ...args);
    expectExit(await runTests(), 0);

    expectExit(await project.codemod('manage-threads'), 0);
    const managed = (await project.read())[file] ?? '';
    expect(managed).not.toContain('new Worker');
    expect(managed.match(/managedWorker\(/g)).toHaveLength(5);

    const after = await runTests();
    expectExit(after, 0);
    expect(after.stdout + after.stderr).not.toMatch(/by hand|second managed worker|without the set-up/);
  });
});
