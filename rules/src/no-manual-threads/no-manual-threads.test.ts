import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findThreadApi } from '@cogniverse/guide';
import { afterAll } from 'vitest';

import { testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { noManualThreads } from './index.ts';
import type { MessageIds, Options } from './options.ts';
import { mayHoldThread } from './prefilter.ts';

const errors = ['manualThread'] as const;
/** Apart from its name, or Vitest takes the examples for its own comments. */
const environment = 'environment';
const worker = findThreadApi('javascript', 'node:worker_threads', 'Worker');
const policyDirectory = mkdtempSync(path.join(tmpdir(), 'no-manual-threads-'));
writeFileSync(path.join(policyDirectory, 'cogniverse.config.json'), '{ "threads": { "allow": ["piscina"] } }');
const poolDirectory = mkdtempSync(path.join(tmpdir(), 'no-manual-threads-'));
writeFileSync(path.join(poolDirectory, 'package.json'), '{ "name": "tinypool" }');
const karmaDirectory = mkdtempSync(path.join(tmpdir(), 'no-manual-threads-'));
writeFileSync(path.join(karmaDirectory, 'package.json'), '{ "devDependencies": { "karma": "6", "jasmine-core": "5" } }');
afterAll(() => {
  rmSync(policyDirectory, { recursive: true });
  rmSync(poolDirectory, { recursive: true });
  rmSync(karmaDirectory, { recursive: true });
});
const commonjs = { filename: 'case.test.cjs', sourceType: 'commonjs' } as const;

const cases: RuleCases<MessageIds, [Options]> = {
  valid: [
    // Other things of the same name.
    'class Worker { run() {} } new Worker().run();',
    'function f(Worker) { return new Worker("./a.js"); }',
    'import { Worker } from "bullmq"; new Worker("queue", handle);',
    'import { Worker } from "./fake-worker.js"; new Worker("./a.js");',
    'import { Pool } from "pg"; new Pool();',
    'import { pool } from "./pool.js"; pool("./a.js");',
    'github.rest.repos.fork({ owner, repo }); saga.fork(task);',
    'import { fork } from "redux-saga/effects"; fork(task);',
    'import { spawn, exec } from "node:child_process"; spawn("node", ["a.js"]); exec("node a.js");',
    'import cluster from "./cluster.js"; cluster.fork();',
    // Reading, not making.
    'import { isMainThread, threadId, parentPort } from "node:worker_threads"; if (isMainThread) use(threadId);',
    'import { Worker } from "node:worker_threads"; expect(Worker).toHaveBeenCalledWith("./a.js"); use(Worker);',
    'import cluster from "node:cluster"; if (cluster.isPrimary) start();',
    'use(globalThis.Worker, window.SharedWorker, typeof Worker);',
    'expect(worker).toBeInstanceOf(Worker);',
    'import Piscina from "piscina"; Piscina.move(buffer);',
    'import { MessageChannel } from "node:worker_threads"; const { port1 } = new MessageChannel();',
    'await Promise.all([first(), second()]);',
    // Mocks.
    'import { vi } from "vitest"; import { Worker } from "node:worker_threads"; vi.mock("node:worker_threads"); new Worker("./a.js");',
    'import { vi } from "vitest"; import { Worker } from "worker_threads"; vi.mock(import("node:worker_threads")); new Worker("./a.js");',
    'import { Worker } from "node:worker_threads"; jest.mock("worker_threads", () => ({ Worker: jest.fn() })); new Worker("./a.js");',
    'import { mock } from "node:test"; mock.module("node:child_process", {}); const { fork } = await import("node:child_process"); fork("./a.js");',
    'import W from "./a?worker"; import { vi } from "vitest"; vi.mock("./a?worker", () => ({ default: class {} })); new W();',
    'import { vi } from "vitest"; vi.stubGlobal("Worker", Fake); new Worker("./a.js");',
    'globalThis.Worker = Fake; new Worker("./a.js");',
    'const { Worker: Original } = globalThis; beforeEach(() => { window.Worker = Fake; }); test("a", () => { new window.Worker("./a.js"); });',
    'Object.defineProperty(globalThis, "Worker", { value: Fake }); new Worker("./a.js");',
    'vi.spyOn(globalThis, "SharedWorker").mockImplementation(fake); new SharedWorker("./a.js");',
    'Worker = Fake; new Worker("./a.js");',
    { ...typed, code: '(globalThis as any).Worker = Fake; new Worker("./a.js");' },
    'import "@vitest/web-worker"; import W from "./a?worker"; new W(); new Worker("./b.js");',
    `/** @jest-${environment} jsdom */\nnew Worker("./a.js");`,
    `// @vitest-${environment} happy-dom\nimport W from "./a?worker"; new W();`,
    // Pages.
    'await page.evaluate(() => new Worker("./a.js"));',
    'await page.evaluate(async (url) => { await new Promise((done) => { new Worker(url).onmessage = done; }); }, url);',
    'await page.addInitScript(() => { window.worker = new SharedWorker("./a.js"); });',
    'function start() { return new Worker("./a.js"); } await page.evaluate(start);',
    'const start = () => new Worker("./a.js"); await page.waitForFunction(start);',
    'await page.evaluate(`new Worker("./a.js")`); eval("new Worker()");',
    'import { page } from "vitest/browser"; new Worker("./a.js");',
    'import { userEvent } from "@vitest/browser/context"; new SharedWorker("./a.js");',
    { code: 'new Worker("./a.js");', filename: 'case.browser.test.ts' },
    { code: 'new Worker("./a.js");', filename: 'case.chromium.mocha.ts' },
    { code: 'new Worker("./a.js");', filename: 'case.cy.ts' },
    { code: 'new Worker("./a.js");', filename: 'test/browser/case.test.ts' },
    { name: 'a page of Karma', code: 'it("a", (done) => { new Worker(url).onmessage = done; });', filename: path.join(karmaDirectory, 'case.test.js') },
    // Types.
    { ...typed, code: 'import type { Worker } from "node:worker_threads"; let worker: Worker;' },
    { ...typed, code: 'import type { Worker } from "node:worker_threads"; new Worker("./a.js");' },
    { ...typed, code: 'import { type Worker } from "node:worker_threads"; function f(worker: Worker): Worker[] {}' },
    { ...typed, code: 'let worker: Worker; type Made = InstanceType<typeof SharedWorker>;' },
    { ...typed, code: 'import { Worker } from "node:worker_threads"; const workers: Map<string, Worker> = new Map<string, Worker>();' },
    // Urls of workers are text.
    'import url from "./a?worker&url"; new URL(url);',
    // Subclasses that make nothing here and go nowhere.
    'class W extends Worker {} const V = class extends Worker {}; use(W.name);',
    'import threads from "node:worker_threads"; threads.Worker = class extends threads.Worker {};',
    'class W extends Base {} export { W }; export class V {}',
    // What is allowed.
    { code: 'import { Worker } from "node:worker_threads"; new Worker("./a.js");', options: [{ allow: ['worker_threads.Worker'] }] },
    { code: 'import { fork } from "node:child_process"; fork("./a.js");', options: [{ allow: ['child_process'] }] },
    { code: 'new SharedWorker("./a.js");', options: [{ allow: ['SharedWorker'] }] },
    { code: 'import W from "./a?worker"; new W();', options: [{ allow: ['?worker'] }] },
    {
      name: 'what the policy allows',
      code: 'import { Piscina } from "piscina"; new Piscina({ filename: "./a.js" });',
      filename: path.join(policyDirectory, 'case.test.js'),
    },
    {
      name: 'a library in its own tests',
      code: 'import { Tinypool } from "tinypool"; new Tinypool({ filename: "./a.js" });',
      filename: path.join(poolDirectory, 'case.test.js'),
    },
    // Files that are no tests.
    {
      code: 'import { Worker } from "node:worker_threads"; export const start = () => new Worker("./a.js");',
      filename: '/project/src/start.ts',
      settings: { cogniverse: { scope: 'tests' } },
    },
  ],
  invalid: [
    {
      name: 'says what, why and what to do',
      code: 'import { Worker } from "node:worker_threads";\nconst worker = new Worker("./a.js", {\n  workerData: 1,\n});',
      errors: [
        {
          messageId: 'manualThread',
          data: { api: 'worker_threads.Worker', reason: worker?.reason ?? '', instead: worker?.managedBy ?? '' },
          line: 2,
          column: 16,
          endLine: 2,
          endColumn: 26,
        },
      ],
    },
    // Ways to a name.
    { code: 'import { Worker as W } from "worker_threads"; new W("./a.js");', errors },
    { code: 'import threads from "node:worker_threads"; new threads.Worker("./a.js");', errors },
    { code: 'import * as threads from "node:worker_threads"; new threads["Worker"]("./a.js");', errors },
    { code: 'const { Worker: W } = require("worker_threads"); new W("./a.js");', errors, ...commonjs },
    { code: 'new (require("worker_threads").Worker)("./a.js");', errors },
    { code: 'test("a", async () => { const { Worker } = await import("node:worker_threads"); new Worker("./a.js"); });', errors },
    { code: 'let W; before(async () => { ({ Worker: W } = await import("node:worker_threads")); }); it("a", () => { new W("./a.js"); });', errors },
    {
      code: 'import { createRequire } from "node:module"; const load = createRequire(import.meta.url); new (load("worker_threads").Worker)("./a.js");',
      errors,
    },
    { code: 'new (process.getBuiltinModule("worker_threads").Worker)("./a.js");', errors },
    { code: 'import { Worker } from "node:worker_threads"; const W = Worker; new W("./a.js");', errors },
    { code: 'import { Worker } from "node:worker_threads"; Reflect.construct(Worker, ["./a.js"]);', errors },
    { code: 'import { Worker } from "node:worker_threads"; new (0, Worker)("./a.js");', errors },
    { ...typed, code: 'import { Worker } from "node:worker_threads"; new (Worker as any)("./a.js");', errors },
    { ...typed, code: 'import threads = require("node:worker_threads"); new threads.Worker("./a.js");', errors },
    // Globals.
    { code: 'new Worker("./a.js");', errors },
    { code: 'new SharedWorker("./a.js");', errors },
    { code: 'new globalThis.Worker("./a.js"); new window.SharedWorker("./b.js"); new self.Worker("./c.js");', errors: 3 },
    { code: 'const { Worker } = globalThis; new Worker("./a.js");', errors },
    { code: 'import { Worker as W } from "node:worker_threads"; const C = globalThis.Worker ?? W; new C("./a.js");', errors },
    { code: 'const C = isNode ? require("worker_threads").Worker : Worker; new C("./a.js");', errors },
    // Functions.
    { code: 'import { fork } from "node:child_process"; fork("./a.js");', errors },
    { code: 'import * as cp from "child_process"; cp.fork("./a.js");', errors },
    { code: 'const { fork: start } = require("child_process"); start("./a.js");', errors, ...commonjs },
    { code: 'import { fork } from "node:child_process"; import { promisify } from "node:util"; const start = promisify(fork); await start("./a.js");', errors },
    { code: 'import cluster from "node:cluster"; cluster.fork();', errors },
    { code: 'import { fork } from "cluster"; fork();', errors },
    { code: 'import * as workerpool from "workerpool"; workerpool.pool("./a.js");', errors },
    { code: 'import { pool as start } from "workerpool"; start();', errors },
    // Packages.
    { code: 'import Piscina from "piscina"; new Piscina({ filename: "./a.js" });', errors },
    { code: 'import { Piscina as Pool } from "piscina"; new Pool({});', errors },
    { code: 'const Piscina = require("piscina"); new Piscina({});', errors, ...commonjs },
    { code: 'import Tinypool, { Tinypool as T } from "tinypool"; new Tinypool({}); new T({});', errors: 2 },
    { code: 'import { Worker } from "jest-worker"; new Worker("./a.js");', errors },
    { code: 'import Worker from "web-worker"; new Worker("./a.js");', errors },
    // Bundlers.
    { code: 'import W from "./a?worker"; new W();', errors },
    { code: 'import W from "./a.ts?sharedworker&inline"; const worker = new W();', errors },
    { code: 'const { default: W } = await import("./a?worker"); new W();', errors },
    // Subclasses.
    { code: 'import { Worker } from "node:worker_threads"; class W extends Worker {} new W("./a.js");', errors: [{ messageId: 'manualThread', column: 73 }] },
    { code: 'const W = class extends Worker {}; class V extends W {} new V("./a.js");', errors: [{ messageId: 'manualThread', column: 57 }] },
    { code: 'new (class extends Worker {})("./a.js");', errors: 1 },
    {
      code: 'import { Worker } from "node:worker_threads"; export class W extends Worker { run() {} }',
      errors: [{ messageId: 'manualThread', column: 54, endColumn: 76 }],
    },
    { code: 'class W extends Worker {} export class V extends W {}', errors: [{ messageId: 'manualThread', column: 34 }] },
    { code: 'export class W extends Worker {} new W("./a.js");', errors: [{ messageId: 'manualThread', column: 34 }] },
    { code: 'class W extends Worker {} export { W as Other };', errors },
    { code: 'class W extends Worker {} export default W;', errors },
    { code: 'export default class extends Worker {}', errors },
    { code: 'export const W = class extends Worker {};', errors },
    { code: 'class W extends Worker {} module.exports = { W };', errors, ...commonjs },
    { code: 'exports.W = class extends Worker {};', errors, ...commonjs },
    { code: 'class W extends Worker {} function W2() { return new W("./a.js"); } new W("./b.js");', errors: 2 },
    // What looks like a mock or a page, and is none.
    { code: 'import { Worker } from "node:worker_threads"; vi.mock("./other.js"); new Worker("./a.js");', errors },
    { code: 'import { Worker as W } from "node:worker_threads"; globalThis.Worker = W; new Worker("./a.js");', errors },
    { code: 'globalThis.fetch = fake; vi.stubGlobal("SharedWorker", Fake); new Worker("./a.js");', errors },
    { code: 'import { Worker } from "node:worker_threads"; globalThis.Worker = Fake; new Worker("./a.js");', errors },
    { code: 'import "@vitest/web-worker"; import { Worker } from "node:worker_threads"; new Worker("./a.js");', errors },
    { code: 'const worker = new Worker("./a.js"); await page.evaluate(() => 1);', errors },
    { code: 'await page.exposeFunction("start", () => new Worker("./a.js"));', errors },
    { code: 'evaluate(() => new Worker("./a.js"));', errors },
    { ...typed, code: 'import { type Port, Worker } from "node:worker_threads"; let port: Port; new Worker("./a.js");', errors },
    { ...typed, code: 'declare const Worker: new (url: string) => object; new Worker("./a.js");', errors },
    { code: `// @vitest-${environment} node\nnew Worker("./a.js");`, errors },
    { code: `// @vitest-${environment} jsdom\nimport { Worker } from "node:worker_threads"; new Worker("./a.js");`, errors },
    // What is allowed is the thing that is named.
    { code: 'new Worker("./a.js");', options: [{ allow: ['worker_threads.Worker', 'SharedWorker'] }], errors },
    {
      name: 'what the policy does not allow',
      code: 'import { Worker } from "node:worker_threads"; new Worker("./a.js");',
      filename: path.join(policyDirectory, 'case.test.js'),
      options: [{ allow: ['tinypool'] }],
      errors,
    },
    {
      code: 'import { test } from "vitest"; test("a", () => { new Worker("./a.js"); });',
      filename: '/project/src/start.ts',
      settings: { cogniverse: { scope: 'tests' } },
      errors,
    },
    {
      name: 'another library in the tests of one',
      code: 'import { Piscina } from "piscina"; new Piscina({ filename: "./a.js" });',
      filename: path.join(poolDirectory, 'case.test.js'),
      errors,
    },
    {
      name: 'a thread of Node beside Karma',
      code: 'import { Worker } from "node:worker_threads"; it("a", () => { new Worker("./a.js"); });',
      filename: path.join(karmaDirectory, 'case.test.js'),
      errors,
    },
    {
      name: 'a runner of its own beside Karma',
      code: 'import { test } from "vitest"; test("a", () => { new Worker("./a.js"); });',
      filename: path.join(karmaDirectory, 'case.test.js'),
      errors,
    },
  ],
};

testRule('no-manual-threads', noManualThreads, cases);
testPrefilter(mayHoldThread, cases);
