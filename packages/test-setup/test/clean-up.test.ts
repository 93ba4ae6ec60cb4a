import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import net from 'node:net';
import { Worker } from 'node:worker_threads';

import { defaultPolicy, type SetupPolicy } from '@cogniverse/guide/runtime';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';

import { now } from '../src/clock.ts';
import { cleanUpAfter, type FinishedFile } from '../src/background/clean-up.ts';
import { watchFile } from '../src/background/watch.ts';

const policy: SetupPolicy = { ...defaultPolicy.setup, guard: 'off', leaks: 'error', wait: 300 };
const file = { file: import.meta.filename, ownModules: true };

beforeAll(() => {
  watchFile({ ...file, global: globalThis }, policy);
});

afterEach(async () => {
  await cleanUpAfter(file, { ...policy, leaks: 'warn', wait: 0 });
});

/** What is said of what was left. */
async function left(about: FinishedFile = file, how = policy): Promise<string> {
  try {
    await cleanUpAfter(about, how);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function makeWorker(code: string): Worker {
  // eslint-disable-next-line cogniverse/no-manual-threads -- it is what is to be left alive
  return new Worker(code, { eval: true });
}

describe('what is left', () => {
  test('nothing takes no time', async () => {
    const start = now();
    for (let count = 0; count < 100; count += 1) await cleanUpAfter(file, policy);
    expect(now() - start).toBeLessThan(100);
  });

  test('a worker is named with the place of its making, and ended', async () => {
    const worker = makeWorker('setInterval(() => {}, 1000)');
    const said = await left();
    expect(said).toMatch(/left alive, 300ms after its tests:\n {2}worker thread \d+ \(code\), made\n\s+at .*clean-up\.test\.ts:\d+/);
    expect(worker.threadId).toBe(-1);
  });

  test('what ends in time is not named', async () => {
    const worker = makeWorker('setTimeout(() => {}, 50)');
    const child = spawn(process.execPath, ['-e', '']);
    expect(await left(file, { ...policy, wait: 20_000 })).toBe('');
    expect([worker.threadId, child.exitCode]).toEqual([-1, 0]);
  });

  test('a child process is killed', async () => {
    const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 99)'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(await left()).toMatch(/child process \d+ \(.*\), made/);
    expect(child.signalCode).toMatch(/^SIG(?:TERM|KILL)$/);
  });

  test('a server and a connection to it', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const address = server.address();
    const socket = net.connect(typeof address === 'object' && address !== null ? address.port : 0);
    await once(socket, 'connect');
    const said = await left();
    expect(said).toMatch(/server on port \d+, made/i);
    expect(said).toMatch(/connection to .*:\d+, made/);
    expect([server.listening, socket.destroyed]).toEqual([false, true]);
  });

  test('an interval at once, a timer if it is due later than the wait', async () => {
    setInterval(() => undefined, 50);
    setTimeout(() => undefined, 60_000);
    setTimeout(() => undefined, 200);
    const start = now();
    const said = await left();
    expect(said).toContain('interval of 50 ms');
    expect(said).toContain('timer of 60000 ms');
    expect(said).not.toContain('timer of 200 ms');
    expect(now() - start).toBeLessThan(250);
    expect(await left()).toBe('');
  });

  test('what was unreferenced, cleared or has ended is nobody’s business', async () => {
    setInterval(() => undefined, 50).unref();
    clearInterval(setInterval(() => undefined, 50));
    const worker = makeWorker('setInterval(() => {}, 1000)');
    worker.unref();
    expect(await left()).toBe('');
    expect(worker.threadId).not.toBe(-1);
    await worker.terminate();
  });
});

test('where modules are shared, only what the file itself made is ended', async () => {
  const worker = makeWorker('setInterval(() => {}, 1000)');
  const said = await left({ file: '/another.test.ts', ownModules: false });
  expect(said).toContain('It was left alone: other files may use it.');
  expect(worker.threadId).not.toBe(-1);
  expect(await left()).toBe('');
  await worker.terminate();
});

test('hooks that may follow get the time to end a server', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  setTimeout(() => server.close(), 50);
  expect(await left({ ...file, hooksMayFollow: true })).toBe('');
});
