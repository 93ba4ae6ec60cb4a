import { describe, expect, it } from 'vitest';

import { mendText } from '../support/mend.ts';

const ESM = "import { Worker } from 'node:worker_threads';\n";
const MANAGED = "import { managedWorker } from '@cogniverse/test-setup';\n";
const RUNNER =
  "import { once } from 'node:events';\nimport { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';\n";

/** A suite that imports `Worker`, and the same with `managedWorker` in its place. */
const before = (body: string): string => `${ESM}${RUNNER}\n${body}`;
const after = (body: string): string => `${MANAGED}${RUNNER}\n${body}`;

/** Bodies in which `new Worker` becomes `managedWorker`, and nothing else changes. */
const PLAIN: Readonly<Record<string, string>> = {
  'that is ended in the test': `
it('answers', async () => {
  const worker = new Worker(new URL('./echo.js', import.meta.url));
  worker.postMessage('hello');
  const [answer] = await once(worker, 'message');
  expect(answer).toBe('hello');
  await worker.terminate();
});
`,
  'that is ended whatever happens': `
it('answers', async () => {
  const worker = new Worker('./echo.js', { workerData: { a: 1 }, /* quiet */ stdout: true });
  try {
    expect(await new Promise((resolve) => worker.once('message', resolve))).toBe(1);
  } finally {
    await worker.terminate();
  }
});
`,
  'that is the only statement of its block': `
it('starts', async () => {
  let worker;
  {
    worker = new Worker('./echo.js');
  }
  await worker.terminate();
});
`,
  'that a hook starts and another ends': `
describe('echo', () => {
  let worker;
  beforeEach(() => {
    worker = new Worker('./echo.js');
  });
  afterEach(async () => {
    await worker?.terminate();
    worker = undefined;
  });
  it('answers', async () => {
    worker.postMessage(1);
    expect(await once(worker, 'message')).toEqual([1]);
  });
});
`,
  'that serves the whole file': `
let worker;
beforeAll(async () => {
  worker = new Worker('./server.js');
  await once(worker, 'message');
});
afterAll(() => worker.terminate());
it('is up', async () => {
  expect(await fetch('http://localhost:1')).toBeDefined();
});
`,
  'whose end the test awaits': `
it('ends well', async () => {
  const worker = new Worker('./a.js');
  const seen: unknown[] = [];
  worker.on('message', (message) => seen.push(message)).on('error', (error) => {
    throw error;
  });
  const [code] = await once(worker, 'exit');
  expect(code).toBe(0);
  expect(seen).toEqual([1]);
});
`,
  'whose end a promise stands for': `
it('ends well', () => {
  const worker = new Worker('./a.js');
  return new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', (code) => {
      expect(code).toBe(0);
      resolve();
    });
  });
});
`,
  'that is ended after the test': `
it('answers', async (t) => {
  const worker = new Worker('./a.js');
  t.after(worker.terminate.bind(worker));
  worker.on('exit', () => console.log('done'));
  await once(worker, 'message');
});
`,
  'that a helper is handed': `
const answer = (worker: any) => new Promise((resolve) => worker.once('message', resolve));
async function stop(worker: any) {
  await worker.terminate();
}
it('answers once', async () => {
  const worker = new Worker('./a.js');
  expect(await answer(worker)).toBe(1);
  await stop(worker);
});
it('answers again', async () => {
  const worker = new Worker('./b.js');
  expect(await answer(worker)).toBe(1);
});
`,
  'that a helper starts for several tests': `
function start(name: string) {
  return new Worker(name);
}
it('runs a', async () => {
  const worker = start('a');
  await worker.terminate();
});
it('runs b', async () => {
  const worker = start('b');
  await worker.terminate();
});
`,
  'that a helper runs to its end': `
async function run(name: string) {
  const worker = new Worker(name);
  const [code] = await once(worker, 'exit');
  return code;
}
it('runs both', async () => {
  expect(await run('a')).toBe(0);
  expect(await run('b')).toBe(0);
});
`,
  'that is made by a helper which waits for it': `
function run(data: unknown) {
  return new Promise((resolve, reject) => {
    const worker = new Worker('./run.js', { workerData: data });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code !== 0) reject(new Error(\`stopped with \${code}\`));
    });
  });
}
it('runs', async () => {
  expect(await run(1)).toBe(1);
});
`,
  'that a helper starts': `
const start = async () => {
  const worker = new Worker('./a.js');
  await once(worker, 'online');
  return worker;
};
it('runs', async () => {
  const worker = await start();
  await worker.terminate();
});
`,
  'that a test with a callback waits for': `
it('answers', (done) => {
  const worker = new Worker('./a.js');
  worker.once('message', (message) => {
    expect(message).toBe(1);
    Promise.resolve(worker.terminate()).then(() => done(), done);
  });
});
`,
  'one after the other': `
it('runs twice', async () => {
  const first = new Worker('./a.js');
  await first.terminate();
  const second = new Worker('./a.js');
  await second.terminate();
});
it.each(['a', 'b'])('runs %s', async (name) => {
  const worker = new Worker(name);
  await worker.terminate();
});
it('runs all', async () => {
  for (const name of ['a', 'b']) {
    const worker = new Worker(name);
    const [code] = await once(worker, 'exit');
    expect(code).toBe(0);
  }
});
`,
  'that a declaration ends': `
it('runs', async () => {
  await using worker = new Worker('./a.js');
  worker.postMessage(1);
});
`,
  'laid out over lines': `
it('runs', async () => {
  const worker = new Worker(
    // beside the test
    new URL('./a.js', import.meta.url),
    {
      workerData: 1,
    },
  );
  await worker.terminate();
});
`,
};

describe('a worker', () => {
  it.each(Object.entries(PLAIN))('%s is managed', async (_, body) => {
    const { text, left } = await mendText('manage-threads', before(body));
    expect(left).toEqual([]);
    expect(text).toBe(after(body.replaceAll('new Worker', 'managedWorker')));
    expect(await mendText('manage-threads', text)).toEqual({ text, left: [], count: 0 });
  });
});

/** Bodies with workers that live at a time, before and after. */
const TOGETHER: Readonly<Record<string, readonly [string, string]>> = {
  'of one test': [
    `
it('talks', async () => {
  const a = new Worker('./a.js');
  const b = new Worker('./b.js', { name: 'b' });
  const c = new Worker('./c.js', {});
  await Promise.all([a.terminate(), b.terminate(), c.terminate()]);
});
`,
    `
it('talks', async () => {
  const a = managedWorker('./a.js', { concurrent: true });
  const b = managedWorker('./b.js', { name: 'b', concurrent: true });
  const c = managedWorker('./c.js', { concurrent: true });
  await Promise.all([a.terminate(), b.terminate(), c.terminate()]);
});
`,
  ],
  'with options that have a name, or lines of their own': [
    `
const options = { name: 'a' };
let a, b;
beforeAll(() => {
  a = new Worker('./a.js', options);
  b = new Worker('./b.js', {
    name: 'b',
  });
});
afterAll(async () => {
  await a.terminate();
  await b.terminate();
});
it('x', () => {});
`,
    `
const options = { name: 'a' };
let a, b;
beforeAll(() => {
  a = managedWorker('./a.js', { ...options, concurrent: true });
  b = managedWorker('./b.js', {
    name: 'b',
    concurrent: true,
  });
});
afterAll(async () => {
  await a.terminate();
  await b.terminate();
});
it('x', () => {});
`,
  ],
  'with comments behind what is written': [
    `
it('talks', async () => {
  const a = new Worker('./a.js', {
    name: 'a', // speaks first
  });
  const b = new Worker(
    './b.js', // answers
  );
  await Promise.all([a.terminate(), b.terminate()]);
});
`,
    `
it('talks', async () => {
  const a = managedWorker('./a.js', {
    name: 'a', // speaks first
    concurrent: true,
  });
  const b = managedWorker(
    './b.js', // answers
    { concurrent: true },
  );
  await Promise.all([a.terminate(), b.terminate()]);
});
`,
  ],
  'by a helper that is called twice': [
    `
function start(name: string) {
  return new Worker(name);
}
it('talks', async () => {
  const a = start('a');
  const b = start('b');
  await Promise.all([a.terminate(), b.terminate()]);
});
`,
    `
function start(name: string) {
  return managedWorker(name, { concurrent: true });
}
it('talks', async () => {
  const a = start('a');
  const b = start('b');
  await Promise.all([a.terminate(), b.terminate()]);
});
`,
  ],
  'in tests that run beside each other': [
    `
describe.concurrent('s', () => {
  it('runs', async () => {
    const worker = new Worker('./a.js');
    await worker.terminate();
  });
});
`,
    `
describe.concurrent('s', () => {
  it('runs', async () => {
    const worker = managedWorker('./a.js', { concurrent: true });
    await worker.terminate();
  });
});
`,
  ],
  'in a loop that does not wait for their end': [
    `
it('talks', async () => {
  for (const name of ['a', 'b']) {
    const worker = new Worker(name);
    await once(worker, 'message');
  }
});
`,
    `
it('talks', async () => {
  for (const name of ['a', 'b']) {
    const worker = managedWorker(name, { concurrent: true });
    await once(worker, 'message');
  }
});
`,
  ],
};

describe('workers that live at a time', () => {
  it.each(Object.entries(TOGETHER))('%s say so', async (_, [given, wanted]) => {
    const { text, left } = await mendText('manage-threads', before(given));
    expect(left).toEqual([]);
    expect(text).toBe(after(wanted));
    expect(await mendText('manage-threads', text)).toEqual({ text, left: [], count: 0 });
  });

  it('count those that are managed already', async () => {
    const test = `
it('talks', async () => {
  const a = managedWorker('./a.js');
  const b = new Worker('./b.js');
  await Promise.all([a.terminate(), b.terminate()]);
});
`;
    const { text } = await mendText('manage-threads', ESM + MANAGED + RUNNER + test);
    expect(text).toBe(
      MANAGED +
        RUNNER +
        test.replace("new Worker('./b.js')", "managedWorker('./b.js', { concurrent: true })"),
    );
  });
});

const BODY = `
it('runs', async () => {
  const worker = new Worker('./a.js');
  await worker.terminate();
});
`;
const MANAGED_BODY = BODY.replace('new Worker', 'managedWorker');

describe('imports', () => {
  it.each([
    ['of an alias', "import { Worker as NodeWorker } from 'worker_threads';\n", MANAGED, 'NodeWorker'],
    ['of a namespace', "import * as threads from 'node:worker_threads';\n", MANAGED, 'threads.Worker'],
    [
      'of the default',
      'import threads from "node:worker_threads" // threads\n',
      'import { managedWorker } from "@cogniverse/test-setup" // threads\n',
      'threads.Worker',
    ],
    [
      'of several names',
      "import { SHARE_ENV, Worker } from 'node:worker_threads';\n",
      `import { SHARE_ENV } from 'node:worker_threads';\n${MANAGED}`,
      'Worker',
    ],
    [
      'of several names on lines',
      "import {\n  Worker,\n  SHARE_ENV,\n} from 'node:worker_threads';\n",
      `import {\n  SHARE_ENV,\n} from 'node:worker_threads';\n${MANAGED}`,
      'Worker',
    ],
    [
      'of the default and names',
      "import threads, { Worker } from 'node:worker_threads';\n",
      `import threads from 'node:worker_threads';\n${MANAGED}`,
      'Worker',
    ],
    [
      'beside one of the package',
      `${ESM}import { isSetupActive } from '@cogniverse/test-setup';\n`,
      "import { isSetupActive, managedWorker } from '@cogniverse/test-setup';\n",
      'Worker',
    ],
    [
      'beside one of its types',
      `${ESM}import type { X } from '@cogniverse/test-setup';\n`,
      `${MANAGED}import type { X } from '@cogniverse/test-setup';\n`,
      'Worker',
    ],
    [
      'by require',
      "'use strict';\nconst { Worker } = require('worker_threads');\n",
      "'use strict';\nconst { managedWorker } = require('@cogniverse/test-setup');\n",
      'Worker',
    ],
    [
      'by require, as a whole',
      'const threads = require("worker_threads")\n',
      'const { managedWorker } = require("@cogniverse/test-setup")\n',
      'threads.Worker',
    ],
    [
      'by require, of one member',
      "const Worker = require('worker_threads').Worker;\n",
      "const { managedWorker } = require('@cogniverse/test-setup');\n",
      'Worker',
    ],
    [
      'by require, of several names',
      "const { Worker, SHARE_ENV } = require('worker_threads');\n",
      "const { SHARE_ENV } = require('worker_threads');\nconst { managedWorker } = require('@cogniverse/test-setup');\n",
      'Worker',
    ],
    ['by TypeScript', "import threads = require('worker_threads');\n", MANAGED, 'threads.Worker'],
  ])('%s', async (_, given, wanted, name) => {
    const file =
      given.includes('require(') && !given.includes('import') ? '/project/test/a.test.cjs' : undefined;
    const { text, left } = await mendText('manage-threads', given + BODY.replace('Worker', name), file);
    expect(left).toEqual([]);
    expect(text).toBe(wanted + MANAGED_BODY);
    expect(await mendText('manage-threads', text, file)).toEqual({ text, left: [], count: 0 });
  });

  it('stay for what else uses them, and as types for what only names the type', async () => {
    const use = 'let worker: Worker;\n';
    const typed = await mendText('manage-threads', ESM + use + BODY);
    expect(typed.text).toBe(
      `import type { Worker } from 'node:worker_threads';\n${MANAGED}${use}${MANAGED_BODY}`,
    );
    const mixed = await mendText('manage-threads', ESM.replace('{ ', '{ SHARE_ENV, ') + use + BODY);
    expect(mixed.text).toContain("import { SHARE_ENV, type Worker } from 'node:worker_threads';\n");
    const value = await mendText('manage-threads', `${ESM}console.log(Worker);\n${BODY}`);
    expect(value.text).toBe(`${ESM}${MANAGED}console.log(Worker);\n${MANAGED_BODY}`);
    const documented = '/** @type {Worker | undefined} */\nlet worker;\n';
    expect((await mendText('manage-threads', ESM + documented + BODY)).text).toContain(
      ESM + MANAGED + documented,
    );
  });

  it('go above the tests where a test loads the module', async () => {
    const load = "  const { Worker } = await import('node:worker_threads');\n";
    const given = BODY.replace('  const worker', `${load}  const worker`);
    const { text } = await mendText('manage-threads', given.trimStart(), '/project/test/a.test.mjs');
    expect(text).toBe(`${MANAGED}${MANAGED_BODY}`);
  });

  it('get another name where the file has one of that name', async () => {
    const { text } = await mendText('manage-threads', `${ESM}const managedWorker = 1;\n${BODY}`);
    expect(text).toContain(
      "import { managedWorker as cogniverseManagedWorker } from '@cogniverse/test-setup';\n",
    );
    expect(text).toContain('const worker = cogniverseManagedWorker(');
  });

  it('stay where two names of one list would go', async () => {
    const head = "import { Worker, Worker as Own } from 'node:worker_threads';\n";
    const { text, left } = await mendText('manage-threads', head + BODY + BODY.replace('Worker', 'Own'));
    expect(left).toEqual([]);
    expect(text).toContain("import { Worker as Own } from 'node:worker_threads';\n");
  });

  it('come behind those of packages', async () => {
    const head =
      "import { once } from 'node:events';\nimport { it } from 'vitest';\nimport { a } from './a.js';\n";
    const { text } = await mendText('manage-threads', `${ESM.replace('{ ', '{ SHARE_ENV, ')}${head}${BODY}`);
    expect(text).toContain(`import { it } from 'vitest';\n${MANAGED}import { a } from './a.js';\n`);
  });
});

describe('bytes', () => {
  it.each([
    ['CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string): string => `\uFEFF${text}`],
    ['tabs', (text: string): string => text.replaceAll('  ', '\t')],
    [
      'a shebang and a pragma',
      (text: string): string => `#!/usr/bin/env node\n/** @vitest-environment node */\n${text}`,
    ],
    ['no final line end', (text: string): string => text.trimEnd()],
    ['separators of lines in strings', (text: string): string => `const s = 'a\u2028b🦙';\n${text}`],
    [
      'an import attribute',
      (text: string): string => `import data from './a.json' with { type: 'json' };\n${text}`,
    ],
    [
      'all of them',
      (text: string): string =>
        `\uFEFF#!/usr/bin/env node\n${text.replaceAll('  ', '\t')}`.replaceAll('\n', '\r\n'),
    ],
  ])('stay with %s', async (_, change) => {
    const { text, left } = await mendText('manage-threads', change(ESM + BODY));
    expect(left).toEqual([]);
    expect(text).toBe(change(MANAGED + MANAGED_BODY));
  });

  it('stay where a file has no semicolons', async () => {
    const { text } = await mendText('manage-threads', (ESM + BODY).replaceAll(';', ''));
    expect(text).toBe((MANAGED + MANAGED_BODY).replaceAll(';', ''));
  });

  it.each(['tsx', 'jsx', 'js', 'mts'])('stay in %s', async (extension) => {
    const { text } = await mendText('manage-threads', ESM + BODY, `/project/test/a.test.${extension}`);
    expect(text).toBe(MANAGED + MANAGED_BODY);
  });
});
