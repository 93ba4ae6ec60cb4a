import { testPrefilter, testRule, typed, type ExpectedError, type RuleCases } from '../../test/rule-tester.ts';
import { cleanupResources } from './index.ts';
import type { MessageId } from './messages.ts';
import { mayLeaveOpen } from './prefilter.ts';

function inHook(api: string, end: string, place = 'beforeAll'): ExpectedError<MessageId> {
  return { messageId: 'openInHook', data: { api, end, place } };
}

const SPAWN = "import { spawn } from 'node:child_process';\n";
const HTTP = "import { createServer } from 'node:http';\n";
const FS = "import { mkdtempSync, rmSync } from 'node:fs';\n";

const cases: RuleCases<MessageId, []> = {
  valid: [
    // Ended in the file.
    `${SPAWN}let server;\nbeforeAll(() => {\n  server = spawn('serve');\n});\nafterAll(() => {\n  server.kill();\n});`,
    `${SPAWN}let server;\nbeforeAll(() => {\n  server = spawn('serve');\n  return () => server.kill();\n});`,
    `${SPAWN}let server;\nbeforeAll(() => {\n  server = spawn('serve');\n});\nafterAll(() => stopped(server));`,
    `${SPAWN}let server;\nbeforeAll(() => {\n  server = spawn('serve');\n});\nafterAll(() => process.kill(server.pid));`,
    `${HTTP}const server = createServer();\nbeforeAll(() => new Promise((resolve) => server.listen(0, resolve)));\nafterAll(() => server.close());`,
    `${HTTP}let server;\nbeforeEach(() => {\n  server = createServer().listen(0);\n});\nafterEach(() => server?.close());`,
    `import { setupServer } from 'msw/node';\nconst server = setupServer();\nbeforeAll(() => server.listen());\nafterAll(() => server.close());`,
    `${FS}let folder;\nbeforeEach(() => {\n  folder = mkdtempSync('a-');\n});\nafterEach(() => rmSync(folder, { recursive: true }));`,
    `let timer;\nbeforeEach(() => {\n  timer = setInterval(tick, 10);\n});\nafterEach(() => clearInterval(timer));`,
    `beforeEach(() => {\n  jest.useFakeTimers();\n  setInterval(tick, 10);\n});`,
    `import { chromium } from 'playwright';\nlet browser;\nbeforeAll(async () => {\n  browser = await chromium.launch();\n});\nafterAll(async () => {\n  await browser.close();\n});`,
    `import { AutoModel } from '@huggingface/transformers';\nlet model;\nbeforeAll(async () => {\n  model = await AutoModel.from_pretrained('a/b');\n});\nafterAll(() => model?.dispose());`,
    `import { AutoTokenizer } from '@huggingface/transformers';\nlet tokenizer;\nbeforeAll(async () => {\n  tokenizer = await AutoTokenizer.from_pretrained('a/b');\n});`,
    `import { pipeline } from '@huggingface/transformers';\nlet search;\nbeforeAll(async () => {\n  search = new Search(await pipeline('feature-extraction', 'a/b'));\n});`,
    `${HTTP}const test = base.extend({\n  server: async ({}, use) => {\n    const server = createServer().listen(0);\n    await use(server);\n    server.close();\n  },\n});`,
    `${HTTP}const test = base.extend({\n  server: async ({}, use) => {\n    const server = createServer().listen(0);\n    await use(new Client(server));\n  },\n});`,
    // A test ends it in any case, or nothing fails before.
    `${HTTP}it('a', async () => {\n  const server = createServer();\n  server.listen(0);\n  try {\n    await hit(server);\n  } finally {\n    server.close();\n  }\n});`,
    `${HTTP}it('a', async () => {\n  const server = createServer().listen(0);\n  onTestFinished(() => server.close());\n  await hit(server);\n});`,
    `${HTTP}it('a', async (t) => {\n  const server = createServer().listen(0);\n  await once(server, 'listening');\n  t.after(async () => {\n    await new Promise((resolve) => server.close(resolve));\n  });\n  await hit(server);\n});`,
    `${HTTP}it('a', async () => {\n  const server = createServer();\n  servers.push(server);\n  server.listen(0);\n  await hit(server);\n  server.close();\n});`,
    `${HTTP}it('a', (done) => {\n  const server = createServer();\n  server.listen(0, () => {\n    expect(server.address()).toBeTruthy();\n    server.close(done);\n  });\n});`,
    `${HTTP}let server;\nafterEach(() => server.close());\nit('a', async () => {\n  server = createServer();\n  server.listen(0);\n  await hit(server);\n  server.close();\n});`,
    `${HTTP}it('a', async () => {\n  const server = createServer();\n  await new Promise((resolve) => server.listen(0, resolve));\n  server.close();\n  await hit(server);\n});`,
    `${SPAWN}it('a', async () => {\n  const child = spawn('serve');\n  await once(child, 'exit');\n  expect(child.exitCode).toBe(0);\n});`,
    // It may be owned by what it is given to.
    `${SPAWN}beforeAll(() => {\n  processes.push(spawn('serve'));\n});`,
    `${SPAWN}beforeAll(() => {\n  const server = spawn('serve');\n  track(server);\n});`,
    `${SPAWN}export let server;\nbeforeAll(() => {\n  server = new Service(spawn('serve'));\n});`,
    `${SPAWN}beforeEach((context) => {\n  context.server = spawn('serve');\n});`,
    `import { Worker } from 'node:worker_threads';\nlet worker;\nbeforeEach(() => {\n  worker = new Worker('./a.js');\n});\nit('a', (done) => {\n  worker.on('exit', done);\n});`,
    `${SPAWN}beforeAll(() => {\n  spawn('docker', ['run', '-d', 'qdrant/qdrant']);\n});`,
    // Opened later than the hook runs.
    `${SPAWN}let app;\nbeforeEach(() => {\n  app = (request) => {\n    spawn(request.command);\n  };\n});`,
    `${SPAWN}beforeEach(() => {\n  emitter.on('command', () => {\n    spawn('serve');\n  });\n});`,
    // Not in a hook, or not opened by what it is named like.
    `${SPAWN}it('a', () => {\n  spawn('serve');\n});`,
    `${SPAWN}export function start() {\n  return spawn('serve');\n}\nbeforeAll(() => {});`,
    `${SPAWN}afterAll(() => {\n  spawn('sweep');\n});`,
    `import { spawn } from './processes';\nbeforeAll(() => {\n  spawn('serve');\n});`,
    `${HTTP}let server;\nbeforeAll(() => {\n  server = createServer();\n});`,
    `import { app } from '../src/app';\nbeforeAll(() => {\n  app.listen(0);\n});`,
    `import { vi } from 'vitest';\n${SPAWN}vi.mock('node:child_process');\nbeforeAll(() => {\n  spawn('serve');\n});`,
    { code: `import { Worker } from 'node:worker_threads';\nbeforeAll(() => {\n  using worker = new Worker('./a.js');\n});`, ...typed },
  ],
  invalid: [
    {
      code: `let model;\nbeforeAll(async () => {\n  model = await AutoModel.from_pretrained(ID);\n}, 60_000);`,
      errors: [inHook('AutoModel.from_pretrained()', 'dispose()')],
    },
    {
      code: `import { pipeline } from '@huggingface/transformers';\nlet extract;\nbeforeAll(async () => {\n  extract = await pipeline('feature-extraction', 'a/b');\n});\nit('a', async () => {\n  expect(await extract('b')).toBeTruthy();\n});`,
      errors: [inHook('pipeline()', 'dispose()')],
    },
    {
      code: `import WebSocket from 'ws';\nlet socket;\nbeforeEach(() => {\n  socket = new WebSocket('ws://127.0.0.1');\n});`,
      errors: [inHook('new ws()', 'close()', 'beforeEach')],
    },
    {
      code: `test('a', async () => {\n  const s = http.createServer();\n  s.listen(0);\n  await hit(s);\n  s.close();\n});`,
      errors: [{ messageId: 'skippedInTest', data: { api: 'createServer.listen()', end: 'close()' }, line: 3 }],
    },
    {
      code: `${HTTP}it('a', async () => {\n  const server = createServer();\n  await new Promise((resolve) => server.listen(0, resolve));\n  expect(await hit(server)).toBe(200);\n  await new Promise((resolve) => server.close(resolve));\n});`,
      errors: ['skippedInTest'],
    },
    {
      code: `import { chromium } from 'playwright';\nit('a', async () => {\n  const browser = await chromium.launch();\n  const page = await browser.newPage();\n  expect(await page.title()).toBe('');\n  await browser.close();\n});`,
      errors: ['skippedInTest'],
    },
    {
      code: `import { test as base } from 'vitest';\n${HTTP}export const test = base.extend({\n  server: async ({}, use) => {\n    const server = createServer().listen(0);\n    await use(server);\n  },\n});`,
      errors: [
        {
          messageId: 'openInExtension',
          data: { api: 'createServer.listen()', end: 'close()', place: 'the fixture server' },
        },
      ],
    },
    {
      code: `import { test as base } from '@playwright/test';\nimport { Worker } from 'node:worker_threads';\nexport const test = base.extend({\n  worker: [async ({}, use) => {\n    const worker = new Worker('./a.js');\n    await use(worker);\n  }, { scope: 'worker' }],\n});`,
      errors: ['openInExtension'],
    },
    {
      code: `${SPAWN}beforeAll(() => {\n  spawn('serve');\n});`,
      errors: [inHook('child_process.spawn()', 'kill()')],
    },
    {
      code: `${SPAWN}let server;\nbeforeAll(() => {\n  server = spawn('serve');\n  server.stdout.on('data', log);\n});\nit('a', () => {\n  expect(server.pid).toBe(1);\n});`,
      errors: [inHook('child_process.spawn()', 'kill()')],
    },
    {
      code: `${HTTP}const server = createServer();\nbeforeAll(() => new Promise((resolve) => server.listen(0, resolve)));\nit('a', () => get(server.address().port));`,
      errors: [inHook('createServer.listen()', 'close()')],
    },
    {
      code: `${HTTP}let server;\nbeforeEach(() => {\n  server = createServer().listen(0);\n});`,
      errors: [inHook('createServer.listen()', 'close()', 'beforeEach')],
    },
    {
      code: `import { setupServer } from 'msw/node';\nconst server = setupServer();\nbeforeAll(() => server.listen());`,
      errors: [inHook('setupServer.listen()', 'close()')],
    },
    {
      code: `import { MongoClient } from 'mongodb';\nlet client;\nbeforeAll(async () => {\n  client = new MongoClient(url);\n  await client.connect();\n});`,
      errors: [inHook('MongoClient.connect()', 'close()')],
    },
    {
      code: `import { PostgreSqlContainer } from '@testcontainers/postgresql';\nlet container;\nbeforeAll(async () => {\n  container = await new PostgreSqlContainer('postgres:16').start();\n});`,
      errors: [inHook('PostgreSqlContainer.start()', 'stop()')],
    },
    {
      code: `${FS.replace(', rmSync', '')}let folder;\nbeforeEach(() => {\n  folder = mkdtempSync('a-');\n});`,
      errors: [inHook('fs.mkdtempSync()', 'rm()', 'beforeEach')],
    },
    {
      code: `beforeEach(() => {\n  setInterval(tick, 10);\n});`,
      errors: [inHook('setInterval()', 'clearInterval()', 'beforeEach')],
    },
    {
      code: `import chokidar from 'chokidar';\ndescribe('a', () => {\n  let watcher;\n  beforeEach(() => {\n    watcher = chokidar.watch('.');\n    watcher.on('add', note);\n  });\n});`,
      errors: [inHook('chokidar.watch()', 'close()', 'beforeEach')],
    },
    {
      code: `import { chromium } from 'playwright';\nlet page;\nbeforeAll(async () => {\n  const browser = await chromium.launch();\n  page = await browser.newPage();\n});`,
      errors: [inHook('playwright.chromium.launch()', 'close()')],
    },
    {
      code: `import { Worker } from 'node:worker_threads';\ndescribe('a', function () {\n  before(function () {\n    this.worker = new Worker('./a.js');\n  });\n  it('b', function () {\n    this.worker.postMessage(1);\n  });\n});`,
      errors: [inHook('new Worker()', 'terminate()', 'before')],
    },
    {
      code: `${SPAWN}function start() {\n  const server = spawn('serve');\n  server.unknown;\n}\nbeforeAll(start);`,
      errors: [inHook('child_process.spawn()', 'kill()')],
    },
  ],
};

testRule('cleanup-resources', cleanupResources, cases);
testPrefilter(mayLeaveOpen, cases);
