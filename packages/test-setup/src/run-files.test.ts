import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { isFirstInRun, readForRun, writeForRun } from './run-files.ts';

test('what is left is read again', () => {
  const key = `run files ${randomUUID()}`;
  expect(readForRun(key)).toBeUndefined();
  writeForRun(key, { some: ['value'] });
  expect(readForRun(key)?.value).toEqual({ some: ['value'] });
  expect(readForRun(key)?.age).toBeLessThan(60_000);
});

test('only one is the first', () => {
  const key = `run files ${randomUUID()}`;
  expect([isFirstInRun(key), isFirstInRun(key)]).toEqual([true, false]);
});
