import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { guard, guardFile, type GuardedApi } from './guard.ts';

const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

beforeEach(() => {
  said.mockClear();
});

afterEach(() => {
  guardFile(undefined);
});

/** Whether the guard speaks up about a call in a file of a project. */
function isReported(file: string, api: GuardedApi = 'worker_threads.Worker'): boolean {
  guard(api, { stack: `Error\n    at make (${path.resolve(file)}:${said.mock.calls.length + 1}:1)` });
  return said.mock.calls.length > 0;
}

describe('test code is', () => {
  test.each(['src/a.test.ts', 'src/a.spec.mjs', 'src/__tests__/helper.ts', 'test/helper.js', 'e2e/start.ts'])(
    '%s',
    (file) => {
      expect(isReported(file)).toBe(true);
    },
  );

  test('the file that runs, whatever its name', () => {
    expect(isReported('src/checks.ts')).toBe(false);
    guardFile(path.resolve('src/checks.ts'));
    expect(isReported('src/checks.ts')).toBe(true);
  });
});

describe('others are left alone', () => {
  test.each(['src/pool.ts', 'node_modules/pool/test/a.test.js', '/latest/src/pool.ts', 'src/contest.ts'])(
    '%s',
    (file) => {
      expect(isReported(file)).toBe(false);
    },
  );

  test('a stack without a file', () => {
    guard('child_process.fork', { stack: 'Error\n    at fork (node:child_process:1:1)' });
    expect(said).not.toHaveBeenCalled();
  });
});

test('a place is reported once', () => {
  const site = { stack: `Error\n    at make (${path.resolve('test/once.test.ts')}:1:1)` };
  guard('cluster.fork', site);
  guard('cluster.fork', site);
  expect(said).toHaveBeenCalledTimes(1);
});
