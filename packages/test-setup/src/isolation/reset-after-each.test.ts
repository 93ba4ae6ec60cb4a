import { afterEach, expect, test } from 'vitest';

import { forgetResets, resetAfterEach, runResets } from './reset-after-each.ts';

afterEach(forgetResets);

test('what a file registers runs after each test, the newest first', async () => {
  const ran: string[] = [];
  resetAfterEach(() => ran.push('first'));
  resetAfterEach(async () => {
    await new Promise(setImmediate);
    ran.push('second');
  });
  await runResets();
  await runResets();
  expect(ran).toEqual(['second', 'first', 'second', 'first']);
  forgetResets();
  await runResets();
  expect(ran).toHaveLength(4);
});

test('each runs even where another fails', async () => {
  let ran = 0;
  resetAfterEach(() => (ran += 1));
  resetAfterEach(() => Promise.reject(new Error('one')));
  await expect(runResets()).rejects.toThrow('one');
  resetAfterEach(() => {
    throw new Error('two');
  });
  const failed = runResets();
  await expect(failed).rejects.toBeInstanceOf(AggregateError);
  await expect(failed).rejects.toThrow('2 functions of resetAfterEach failed');
  expect(ran).toBe(2);
});
