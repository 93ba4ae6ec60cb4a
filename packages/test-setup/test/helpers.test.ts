import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { defaultPolicy, type SetupPolicy } from '@cogniverse/guide/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { cleanUpAfter } from '../src/background/clean-up.ts';
import { watchFile } from '../src/background/watch.ts';
import { now } from '../src/clock.ts';

const policy: SetupPolicy = { ...defaultPolicy.setup, guard: 'off', leaks: 'error', wait: 400 };
const file = { file: import.meta.filename, ownModules: true };
const folder = mkdtempSync(path.join(tmpdir(), 'cogniverse-helpers-'));

beforeAll(() => {
  watchFile({ ...file, global: globalThis }, policy);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Has a package of this name run some code. */
function runIn(name: string, code: string): void {
  const module = path.join(folder, 'node_modules', name, 'index.cjs');
  mkdirSync(path.dirname(module), { recursive: true });
  writeFileSync(module, code);
  createRequire(import.meta.url)(module);
}

test('a known helper gets the time to flush', async () => {
  runIn('posthog-node', 'setTimeout(() => {}, 150);');
  const start = now();
  await cleanUpAfter(file, policy);
  expect(now() - start).toBeGreaterThan(100);
});

test('one that goes on is named, with what ends it', async () => {
  runIn('ora', 'setInterval(() => {}, 80);');
  await expect(cleanUpAfter(file, policy)).rejects.toThrow(
    /interval of 80 ms, made\n.*helpers\.test\.ts.*\n(?:.*\n)*? {4}It was ended now\. Stop the progress bar in a finally/,
  );
});

test('other packages get none for their timers', async () => {
  runIn('some-pool', 'setTimeout(() => {}, 60_000);');
  const start = now();
  await expect(cleanUpAfter(file, policy)).rejects.toThrow('timer of 60000 ms');
  expect(now() - start).toBeLessThan(200);
});

test('what the runner makes is its own', async () => {
  runIn('@vitest/runner', 'globalThis.ofTheRunner = setInterval(() => {}, 80);');
  await cleanUpAfter(file, policy);
});
