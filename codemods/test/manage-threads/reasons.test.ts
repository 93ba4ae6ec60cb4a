import { describe, expect, it } from 'vitest';

import { mendText } from '../support/mend.ts';

const HEAD =
  "import { Worker } from 'node:worker_threads'; import { once } from 'node:events'; import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';\n";

/** What stays, with a part of the reason. */
const LEFT: readonly (readonly [reason: string, code: string])[] = [
  [
    'does not wait',
    "it('x', () => { const worker = new Worker('a'); worker.on('message', (m) => expect(m).toBe(1)); });",
  ],
  ['does not wait', "it('x', async () => { new Worker('a'); await fetch('http://localhost'); });"],
  ['does not wait', "it('x', () => { const w = new Worker('a'); w.on('message', () => w.terminate()); });"],
  [
    'listens for its `exit`',
    "it('x', async () => { const w = new Worker('a'); w.on('exit', (c) => { expect(c).toBe(0); }); await once(w, 'message'); });",
  ],
  [
    'listens for its `exit`',
    "it('x', (done) => { const w = new Worker('a'); w.on('message', () => done()); w.on('exit', (c) => { if (c) done(c); }); });",
  ],
  [
    'listens for its `exit`',
    "const w = new Worker('a'); w.on('exit', () => process.exit(1)); it('x', () => {});",
  ],
  [
    'other tests than the one',
    "let w; it('x', async () => { w = new Worker('a'); await once(w, 'message'); }); it('y', async () => { w.postMessage(1); await once(w, 'message'); });",
  ],
  [
    'what cleans up still works',
    "let w; beforeEach(() => { w = new Worker('a'); }); afterEach(async () => { w.postMessage(1); await once(w, 'exit'); }); it('x', () => {});",
  ],
  [
    'what cleans up still works',
    "it('x', async (t) => { const w = new Worker('a'); t.after(async () => { expect(await w.terminate()).toBe(1); }); await once(w, 'message'); });",
  ],
  ['handed to `use`', "it('x', async () => { const w = new Worker('a'); use(w); await w.terminate(); });"],
  ['handed to `workers.push`', "const workers = []; it('x', () => { workers.push(new Worker('a')); });"],
  ['array or object', "it('x', () => { const all = [new Worker('a')]; });"],
  ['kept in `this.worker`', "beforeEach(function () { this.worker = new Worker('a'); }); it('x', () => {});"],
  ['returned to other code', "it('x', () => new Worker('a'));"],
  ['handed elsewhere', "const start = () => new Worker('a'); it.each([start])('x', () => {});"],
  ['exported', "export const worker = new Worker('a'); it('x', () => {});"],
  [
    'function that other code may call',
    "export async function run() { const w = new Worker('a'); await w.terminate(); } it('x', async () => { await run(); });",
  ],
  ['its members are taken apart', "it('x', async () => { const { threadId } = new Worker('a'); });"],
  [
    'its `onmessage` is set',
    "it('x', async () => { const w = new Worker('a'); w.onmessage = () => {}; await w.terminate(); });",
  ],
  [
    'other code may call',
    "const w = vi.hoisted(() => { const w = new Worker('a'); w.unref(); }); it('x', () => {});",
  ],
  [
    'made by what cleans up',
    "afterEach(async () => { const w = new Worker('a'); await w.terminate(); }); it('x', () => {});",
  ],
  [
    'this very file',
    "it('x', async () => { const w = new Worker(new URL(import.meta.url)); await w.terminate(); });",
  ],
  [
    'this very file',
    "const file = __filename; it('x', async () => { const w = new Worker(file); await w.terminate(); });",
  ],
  ['not written out', "it('x', async () => { const w = new Worker(...args); await w.terminate(); });"],
  [
    'its options are not written out',
    "it('x', async () => { const a = new Worker('a', make()); const b = new Worker('a', make()); await a.terminate(); await b.terminate(); });",
  ],
  [
    'subclass',
    "class Own extends Worker {} it('x', async () => { const w = new Own('a'); await w.terminate(); });",
  ],
  ['has no tests', "export function start() { const w = new Worker('a'); w.unref(); }"],
];

/** With a helper that is handed the worker. */
const HELPED: readonly (readonly [reason: string, code: string])[] = [
  [
    'other tests than the one',
    "const ask = (w) => once(w, 'message'); let w; it('x', async () => { w = new Worker('a'); await ask(w); }); it('y', async () => { await ask(w); });",
  ],
  [
    'handed to `all.push`',
    "const all = []; const keep = (w) => { all.push(w); }; it('x', async () => { const w = new Worker('a'); keep(w); await once(w, 'exit'); });",
  ],
  ['does not wait', "const ask = (w) => once(w, 'message'); it('x', () => { ask(new Worker('a')); });"],
];

/** With what the test leaves behind. */
const TRACED: readonly (readonly [reason: string, code: string])[] = [
  "let port; it('x', async () => { const w = new Worker('a'); [port] = await once(w, 'message'); }); it('y', () => fetch(port));",
  "const at = {}; it('x', async () => { const w = new Worker('a'); const [m] = await once(w, 'message'); at.port = m; }); it('y', () => fetch(at.port));",
].map((code) => ['keeps something for other code', code]);

const OTHER: readonly (readonly [reason: string, code: string])[] = [
  [
    'within a test',
    "import { test } from 'node:test'; import { Worker } from 'node:worker_threads'; test('x', async (t) => { let w; t.beforeEach(() => { w = new Worker('a'); }); await t.test('y', async () => { await w.terminate(); }); });",
  ],
  [
    'within a test',
    "import { test } from 'node:test'; import { Worker } from 'node:worker_threads'; test('x', async (t) => { let w; t.beforeEach(() => { w = new Worker('a'); }); await t.test('y', async () => { await w.terminate(); }); });",
  ],
  [
    'starts a process',
    "import { fork } from 'node:child_process'; it('x', async () => { const c = fork('a'); c.kill(); });",
  ],
  ['starts a process', "import cluster from 'node:cluster'; it('x', () => { cluster.fork(); });"],
  ['worker of the web', "it('x', async () => { const w = new Worker('a'); await w.terminate(); });"],
  ['worker of the web', "it('x', () => { const w = new SharedWorker('a'); });"],
  [
    'makes a single worker',
    "import Piscina from 'piscina'; it('x', async () => { const p = new Piscina({ filename: 'a' }); await p.destroy(); });",
  ],
  [
    'may replace its `Worker`',
    "import * as threads from 'node:worker_threads'; import { it, vi } from 'vitest'; vi.spyOn(threads, 'Worker'); it('x', async () => { const w = new threads.Worker('a'); await w.terminate(); });",
  ],
  [
    'this very file',
    "import { isMainThread, Worker } from 'node:worker_threads'; if (isMainThread) it('x', async () => { const w = new Worker('a'); await w.terminate(); });",
  ],
  [
    'not made for tap',
    "import { test } from 'tap'; import { Worker } from 'node:worker_threads'; test('x', async () => { const w = new Worker('a'); await w.terminate(); });",
  ],
];

describe('what stays as it is', () => {
  it.each([
    ...[...LEFT, ...HELPED, ...TRACED].map(([reason, code]) => [reason, HEAD + code] as const),
    ...OTHER,
  ])('%s: %s', async (reason, code) => {
    const { text, left } = await mendText('manage-threads', code);
    expect(text).toBe(code);
    expect(left.length).toBeGreaterThan(0);
    for (const [, why] of left) expect(why).toContain(reason);
  });

  it('is what jscodeshift does not parse', async () => {
    const code = `${HEAD}it('x', async () => { const w = new Worker('a'); await w.terminate(); });\nlet a = %DebugPrint(1);`;
    await expect(mendText('manage-threads', code)).resolves.toMatchObject({ text: code });
  });

  it('is what a comment allows', async () => {
    const code = `${HEAD}it('x', async () => {\n  // eslint-disable-next-line cogniverse/no-manual-threads\n  const w = new Worker('a');\n  await w.terminate();\n});\n`;
    expect(await mendText('manage-threads', code)).toEqual({ text: code, left: [], count: 0 });
  });

  it('stands beside what changes', async () => {
    const code = `${HEAD}it('x', async () => {\n  const w = new Worker('a');\n  await w.terminate();\n});\nit('y', () => {\n  const w = new Worker('a');\n});\n`;
    const { text, left, count } = await mendText('manage-threads', code);
    expect(count).toBe(1);
    expect(left).toMatchObject([[8, expect.stringContaining('does not wait')]]);
    expect(text).toContain("const w = managedWorker('a');");
    expect(text).toContain("const w = new Worker('a');");
  });
});
