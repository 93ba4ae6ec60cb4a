import { PassThrough } from 'node:stream';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Progress, progressText } from '../src/reporters/progress.ts';

/** What a terminal shows of a run that takes a second for each fifth of its 1,000 files. */
function watch(seconds: number, isTTY = true): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const progress = new Progress(stream as unknown as NodeJS.WriteStream);
  for (let second = 0; second <= seconds; second += 1) {
    progress.update(second * 200, 1_000);
    vi.advanceTimersByTime(999);
  }
  progress.clear();
  const shown: unknown = stream.read();
  return Buffer.isBuffer(shown) ? shown.toString() : '';
}

describe('progress', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    vi.stubEnv('CI', '');
    vi.stubEnv('TERM', 'xterm');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('shows nothing of what is done within a second', () => {
    expect(watch(0)).toBe('');
  });

  it('shows a longer run, and removes the line in the end', () => {
    const shown = watch(3);
    expect(shown).toContain('\r200 of 1,000 files · ');
    expect(shown).toContain('\r600 of 1,000 files · ');
    expect(shown.endsWith('\r\u001B[K')).toBe(true);
  });

  it('ends with the last file', () => {
    const shown = watch(9);
    expect(shown.split('\r\u001B[K')).toHaveLength(2);
    expect(shown).not.toContain('1,000 of');
  });

  it('shows nothing off a terminal, under CI and on a dumb terminal', () => {
    expect(watch(3, false)).toBe('');
    vi.stubEnv('CI', 'true');
    expect(watch(3)).toBe('');
    vi.stubEnv('CI', '');
    vi.stubEnv('TERM', 'dumb');
    expect(watch(3)).toBe('');
  });
});

describe('the line', () => {
  it.each<[number, number, number, number, string]>([
    [0, 0, 0, 80, 'Listing files…'],
    [0, 5_000, 0, 80, '0 of 5,000 files'],
    [50, 5_000, 1, 80, '50 of 5,000 files'],
    [1_000, 5_000, 2, 80, '1,000 of 5,000 files · 8 s left · 500 files/s'],
    [1_000, 100_000, 10, 80, '1,000 of 100,000 files'],
    [10_000, 100_000, 100, 80, '10,000 of 100,000 files · 15 min 0 s left · 100 files/s'],
    [10_000, 1_000_000, 100, 80, '10,000 of 1,000,000 files'],
    [100_000, 1_000_000, 1_000, 80, '100,000 of 1,000,000 files · 2 h 30 min left · 100 files/s'],
    [1_000, 5_000, 2, 40, '1,000 of 5,000 files · 8 s left'],
    [1_000, 5_000, 2, 25, '1,000 of 5,000 files'],
    [1_000, 5_000, 2, 10, '20 %'],
    [1_000, 5_000, 2, 2, '20'],
  ])('of %i in %i files after %i s, %i wide', (done, all, seconds, width, line) => {
    expect(progressText(done, all, seconds, width)).toBe(line);
  });
});
