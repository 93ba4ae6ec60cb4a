import { describe, expect, inject, test } from 'vitest';

import { Project } from './project.ts';
import { endProcessIn, runTests, type TestRun, tinyModel } from './test-setup-run.ts';

const { eslint10, laterNode, runnersBefore, vitest5 } = inject('installed');

const SETUP = '@cogniverse/test-setup/vitest';

/** The configuration of a project, with the set-up or other set-up files. */
function config(test: object = {}, setupFiles: readonly string[] = [SETUP]): Readonly<Record<string, string>> {
  const options = { include: ['*.test.{js,ts}'], setupFiles, fileParallelism: false, ...test };
  return { 'vitest.config.js': `export default { test: ${JSON.stringify(options)} };\n` };
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly within?: number;
  readonly node?: string | undefined;
}

function vitest(project: Project, { node = process.execPath, ...more }: Options = {}): Promise<TestRun> {
  const options = { ...more, node };
  return runTests(project, 'vitest/vitest.mjs', ['run', '--root', '.'], options);
}

/** Leaves a worker, a process and an interval, all of them made in functions with a name. */
const LEAK = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { test } from 'vitest';

function startWorker() {
  return new Worker('setInterval(() => {}, 1000)', { eval: true });
}

function startProcess() {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}

test('leaves a worker and a process', () => {
  globalThis.leaked = startWorker();
  writeFileSync('process.pid', String(startProcess().pid));
  setInterval(() => {}, 60_000);
});
`;

/** Asks what the set-up has done to the realm of the tests, and uses its workers. */
const ACTIVE = `
import { Worker } from 'node:worker_threads';
import * as workerThreads from 'node:worker_threads';
import { expect, test } from 'vitest';
import { isSetupActive, managedWorker } from '@cogniverse/test-setup';

test('is active', () => {
  expect(isSetupActive()).toBe(true);
  expect(process.env.OMP_NUM_THREADS).toBe('1');
  expect(process.env.MEM0_TELEMETRY).toBe('false');
});

let first;
test('starts a managed worker', () => {
  first = managedWorker('setInterval(() => {}, 1000)', { eval: true });
  expect(first).toBeInstanceOf(Worker);
  expect(workerThreads.Worker).toBe(Worker);
});

test('has ended it', () => {
  expect(first.threadId).toBe(-1);
});

test('starts a second one while the first is alive', () => {
  managedWorker('setInterval(() => {}, 1000)', { eval: true });
  managedWorker('setInterval(() => {}, 1000)', { eval: true });
});

test('leaves what ends by itself, and a short timer', () => {
  new Worker('setTimeout(() => {}, 300)', { eval: true });
  setTimeout(() => {}, 900);
});
`;

// Most of the time of a run is spent waiting for what the tests left.
describe.concurrent.each([
  ...(vitest5 === undefined ? [] : [{ version: 5, installed: vitest5, node: laterNode }]),
  { version: 4, installed: eslint10, node: undefined },
  { version: 3, installed: runnersBefore, node: undefined },
])('in Vitest $version', ({ installed, version, node }) => {
  test('without the set-up, what a test leaves outlives the run', async () => {
    const project = await Project.of(installed, { ...config({}, []), 'leak.test.js': LEAK });
    expect(await vitest(project, { node })).toMatchObject({ code: 0 });
    expect(await endProcessIn(project, 'process.pid')).toBe(true);
  });

  test.each(['forks', 'threads', 'vmThreads'])('it is named and ended, in %s', async (pool) => {
    const files = { ...config({ pool }), 'leak.test.js': LEAK, 'active.test.js': ACTIVE };
    const project = await Project.of(installed, files);
    const { code, said } = await vitest(project, { node });
    expect(code, said).toBe(0);
    expect(await endProcessIn(project, 'process.pid')).toBe(false);

    expect(said).toMatch(/leak\.test\.js left alive, 2s after its tests:\n {2}worker thread \d+ \(code\), made/);
    expect(said).toContain('interval of 60000 ms');
    expect(said).toMatch(/child process \d+ \(.*-e setInterval.*\), made\n\s+at startProcess \(leak\.test\.js:/);
    // Vitest 3 does not lead places in a vm context back to the source.
    const line = version === 3 && pool === 'vmThreads' ? String.raw`\d+` : '8';
    expect(said).toMatch(new RegExp(String.raw`at startWorker \(leak\.test\.js:${line}:\d+\)`));
    expect(said.match(/leak\.test\.js makes a worker thread by hand/g)).toHaveLength(1);

    expect(said).not.toContain('active.test.js left alive');
    expect(said.match(/a second managed worker is started/g)).toHaveLength(1);
  });

  test('where files share modules, what a test file made is ended, and the product’s is left alone', async () => {
    const project = await Project.of(installed, {
      ...config({ isolate: false }),
      'src/pool.js': `
        import { Worker } from 'node:worker_threads';
        export const pool = new Worker('setInterval(() => {}, 1000)', { eval: true });`,
      'a.test.js': `${LEAK}\nimport './src/pool.js';`,
      'b.test.js': `
        import { expect, test } from 'vitest';
        import { pool } from './src/pool.js';
        test('sees what is left', () => {
          expect(globalThis.leaked.threadId).toBe(-1);
          expect(pool.threadId).not.toBe(-1);
        });`,
    });
    const { code, said } = await vitest(project, { node });
    expect(code, said).toBe(0);
    expect(await endProcessIn(project, 'process.pid')).toBe(false);
    expect(said).toContain('It was left alone: other files may use it.');
    expect(said).not.toMatch(/src\/pool\.js makes a worker/);
  });
});

describe.concurrent('the guard', () => {
  const files = {
    'src/pool.js': `
      import { fork } from 'node:child_process';
      import { Worker } from 'node:worker_threads';
      export const makeWorker = () => new Worker('', { eval: true });
      export const makeFork = () => fork('child.js');`,
    'child.js': '',
    'node_modules/some-pool/package.json': '{ "name": "some-pool", "type": "module", "exports": "./index.js" }',
    'node_modules/some-pool/index.js': `
      import { Worker } from 'node:worker_threads';
      export const makeWorker = () => new Worker('', { eval: true });`,
    'innocent.test.js': `
      import { once } from 'node:events';
      import { expect, test } from 'vitest';
      import { makeWorker } from 'some-pool';
      import * as product from './src/pool.js';
      test.each([makeWorker, product.makeWorker, product.makeFork])('waits for %s', async (make) => {
        const [code] = await once(make(), 'exit');
        expect(code).toBe(0);
      });`,
    'fork.test.js': `
      import { once } from 'node:events';
      import { fork } from 'node:child_process';
      import { test } from 'vitest';
      test('forks', async () => {
        await once(fork('child.js'), 'exit');
      });`,
    'worker.test.js': `
      import { once } from 'node:events';
      import { Worker } from 'node:worker_threads';
      import { test } from 'vitest';
      test('makes a worker', async () => {
        await once(new Worker('', { eval: true }), 'exit');
      });`,
  };

  test('warns of what a test makes, and not of packages and the product', async () => {
    const project = await Project.of(eslint10, { ...config(), ...files });
    const { code, said } = await vitest(project);
    expect(code, said).toBe(0);
    expect(said).toMatch(/fork\.test\.js forks a process by hand, child_process\.fork:\n\s+at .*fork\.test\.js:6:/);
    expect(said).toMatch(/worker\.test\.js makes a worker thread by hand/);
    expect(said.match(/by hand/g)).toHaveLength(2);
    expect(said).not.toContain('left alive');
  });

  test('fails the test where the policy says so, but for what the policy allows', async () => {
    const policy = { setup: { guard: 'error' }, threads: { allow: ['node:worker_threads'] } };
    const project = await Project.of(eslint10, {
      ...config(),
      ...files,
      'cogniverse.config.json': JSON.stringify(policy),
    });
    const { code, said } = await vitest(project);
    expect(code).toBe(1);
    expect(said).toMatch(/FAIL\s+fork\.test\.js/);
    expect(said).toMatch(/Error: fork\.test\.js forks a process by hand/);
    expect(said).not.toContain('worker thread by hand');
    expect(said).toMatch(/Test Files\s+1 failed \| 2 passed/);
  });
});

describe.concurrent('one thread', () => {
  const ONNX = `
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const threads = () => readdirSync('/proc/self/task').length;
const model = Uint8Array.from(atob('${tinyModel()}'), (letter) => letter.charCodeAt(0));

test('threads of sessions', async () => {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  // The first session also starts what all sessions share.
  await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const before = threads();
  const session = await InferenceSession.create(model);
  const plain = threads() - before;
  await InferenceSession.create(model, { graphOptimizationLevel: 'disabled' });
  const withOptions = threads() - before - plain;
  await InferenceSession.create(model, { intraOpNumThreads: 3 });
  const asked = threads() - before - plain - withOptions;
  console.log(JSON.stringify({ plain, withOptions, asked }));
  const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(7), [1]) });
  expect(y.data[0]).toBe(7);
});
`;

  test.skipIf(process.platform !== 'linux').each(['forks', 'threads'])(
    'sessions of onnxruntime have none of their own, in %s',
    async (pool) => {
      const project = await Project.of(eslint10, { ...config({ pool }), 'onnx.test.js': ONNX });
      const { code, said } = await vitest(project);
      expect(code, said).toBe(0);
      expect(said).toContain('{"plain":0,"withOptions":0,"asked":2}');
      expect(said).toContain('an onnxruntime session keeps intraOpNumThreads: 3, as the code asks');
    },
  );

  test.skipIf(process.platform !== 'linux')('a policy switches it off', async () => {
    const project = await Project.of(eslint10, {
      ...config(),
      'onnx.test.js': ONNX,
      'package.json': JSON.stringify({ type: 'module', cogniverse: { setup: { singleThread: false } } }),
    });
    const { code, said } = await vitest(project);
    expect(code, said).toBe(0);
    expect(said).not.toContain('{"plain":0');
    expect(said).not.toContain('keeps intraOpNumThreads');
  });

  test('says that a library was loaded before the set-up', async () => {
    const project = await Project.of(eslint10, {
      ...config({}, ['./early.js', SETUP]),
      'early.js': "import 'onnxruntime-node';",
      'onnx.test.js': ONNX,
    });
    const { code, said } = await vitest(project);
    expect(code, said).toBe(0);
    expect(said).toMatch(/onnxruntime-node was loaded before the set-up \(.*\.node\), too late/);
  });

  test('keeps what the user has set, and says so once in a run', async () => {
    const asks = `
      import { expect, test } from 'vitest';
      test('variables', () => {
        expect(process.env.OMP_NUM_THREADS).toBe('4');
        expect(process.env.MKL_NUM_THREADS).toBe('2');
        expect(process.env.DO_NOT_TRACK).toBe(undefined);
      });`;
    const project = await Project.of(eslint10, {
      ...config(),
      'a.test.js': asks,
      'b.test.js': asks,
      'cogniverse.config.mjs': `
        import { defineConfig } from '@cogniverse/guide';
        export default defineConfig({ environment: { MKL_NUM_THREADS: 2, DO_NOT_TRACK: null } });`,
    });
    const { code, said } = await vitest(project, { env: { OMP_NUM_THREADS: '4' } });
    expect(code, said).toBe(0);
    expect(said.match(/kept, since the environment sets them: OMP_NUM_THREADS=4 \(the policy says 1\)\./g)).toHaveLength(
      1,
    );
  });
});

describe.concurrent('the policy', () => {
  const waits = `
    import { Worker } from 'node:worker_threads';
    import { test } from 'vitest';
    test('leaves a worker', () => {
      new Worker('setInterval(() => {}, 1000)', { eval: true });
    });`;

  test('fails the file that leaves something alive, after the wait that it names', async () => {
    const project = await Project.of(eslint10, {
      ...config(),
      'leak.test.js': waits,
      'pyproject.toml': '[tool.cogniverse.setup]\nleaks = "error"\nwait = "100ms"\nguard = "off"\n',
    });
    const { code, said } = await vitest(project);
    expect(code).toBe(1);
    expect(said).toContain('Error: leak.test.js left alive, 100ms after its tests:');
    expect(said).not.toContain('by hand');
  });

  test('holds under fake timers that a test leaves on', async () => {
    const project = await Project.of(eslint10, {
      ...config(),
      'leak.test.js': `${waits}
        import { vi } from 'vitest';
        test('pretends', () => {
          vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'performance', 'Date', 'hrtime'] });
        });`,
      'cogniverse.config.json': '{ "setup": { "wait": 200 } }',
    });
    const { code, said } = await vitest(project, { within: 60_000 });
    expect(code, said).toBe(0);
    expect(said).toContain('left alive, 200ms after its tests');
  });

  test('that is not valid fails every file, with what is wrong', async () => {
    const project = await Project.of(eslint10, {
      ...config(),
      'leak.test.js': waits,
      'cogniverse.config.json': '{ "setup": { "leaks": "fail" } }',
    });
    const { code, said } = await vitest(project);
    expect(code).toBe(1);
    expect(said).toMatch(/cogniverse\.config\.json: setup\.leaks: expected "off" or "warn" or "error"; found "fail"/);
  });

  test('in TypeScript is read where Node.js reads TypeScript, and said to be passed over elsewhere', async () => {
    const project = await Project.of(eslint10, {
      ...config(),
      'leak.test.js': waits,
      'cogniverse.config.ts': "const off: 'off' = 'off';\nexport default { setup: { guard: off, leaks: off } };\n",
    });
    const { code, said } = await vitest(project, { env: { COGNIVERSE_DEBUG: '1' } });
    expect(code, said).toBe(0);
    const reads = Boolean(Reflect.get(process.features, 'typescript'));
    expect(said.includes('does not run TypeScript')).toBe(!reads);
    expect(said.includes('left alive')).toBe(!reads);
    expect(said).toMatch(/\[cogniverse \d+ \+[\d.]+ ms\] policy: [\d.]+ ms/);
  });
});
