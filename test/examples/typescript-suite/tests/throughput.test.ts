// Workers made by hand outlive the test that made them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { expect, test } from 'vitest';

const script = new URL('../src/embed-worker.ts', import.meta.url);

test('a worker answers', async () => {
  const worker = new Worker(script);
  worker.postMessage(['a cat']);
  const [rows] = await once(worker, 'message');
  expect(rows).toHaveLength(1);
}, 60_000);

test('two processes answer', async () => {
  const children = [fork(script), fork(script)];
  const answers = await Promise.all(children.map((child) => once(child, 'message')));
  expect(answers).toHaveLength(2);
}, 60_000);
