import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { now } from '../clock.ts';
import { TestClock } from './test-clock.ts';

function timed(limit: number, use: (clock: TestClock) => void): Promise<number> {
  const begun = now();
  return new Promise((resolve) => {
    use(
      new TestClock(limit, () => {
        resolve(now() - begun);
      }),
    );
  });
}

test('time that it is held does not count, however often it is held', async () => {
  const took = await timed(100, (clock) => {
    clock.hold();
    clock.hold();
    setTimeout(() => {
      clock.release();
    }, 50);
    setTimeout(() => {
      clock.release();
    }, 200);
  });
  expect(took).toBeGreaterThan(290);
});

test('a clock that was stopped does not expire, even where it is released', async () => {
  let expired = false;
  const clock = new TestClock(20, () => (expired = true));
  clock.hold();
  clock.stop();
  clock.release();
  await sleep(60);
  expect(expired).toBe(false);
});
