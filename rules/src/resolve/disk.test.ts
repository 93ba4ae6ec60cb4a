import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { makeProject } from '../../test/project.ts';
import { entriesOf, lookAgain, onForget, remembered, textOf } from './disk.ts';
import { readPythonSource } from './python/module-file.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is remembered', () => {
  it('counts in one run, and is looked at again in the next', () => {
    const file = path.join(makeProject({ 'a.txt': 'one' }), 'a.txt');
    const find = vi.fn((asked: string) => textOf(asked));
    const text = remembered(find);
    const run = {};
    lookAgain(run, 'a.test.ts');
    expect(text(file)).toBe('one');
    writeFileSync(file, 'two');
    lookAgain(run, 'a.test.ts');
    expect(text(file), 'in the same run').toBe('one');
    lookAgain({}, 'a.test.ts');
    expect(text(file)).toBe('two');
    rmSync(file);
    lookAgain({}, 'a.test.ts');
    expect(text(file)).toBeUndefined();
  });

  it('is not asked for again while nothing changes', async () => {
    const folder = makeProject({ 'a.txt': 'one' });
    await settled();
    const find = vi.fn((asked: string) =>
      entriesOf(asked).matching(/txt$/).map((name) => textOf(path.join(asked, name))),
    );
    const texts = remembered(find);
    for (let run = 0; run < 5; run += 1) {
      lookAgain({}, 'a.test.ts');
      expect(texts(folder)).toEqual(['one']);
    }
    expect(find).toHaveBeenCalledTimes(1);
    writeFileSync(path.join(folder, 'b.txt'), 'two');
    lookAgain({}, 'a.test.ts');
    expect(texts(folder)).toEqual(['one', 'two']);
  });

  it('is forgotten where one file follows from another', async () => {
    const folder = makeProject({ 'conftest.py': 'import helpers\n', 'helpers.py': 'A = 1\n' });
    await settled();
    const conftest = path.join(folder, 'conftest.py');
    const before = readPythonSource(conftest);
    readPythonSource(path.join(folder, 'helpers.py'));
    lookAgain({}, 'a.test.ts');
    expect(readPythonSource(conftest)).toBe(before);
    writeFileSync(path.join(folder, 'helpers.py'), 'A = 2\n');
    lookAgain({}, 'a.test.ts');
    expect(readPythonSource(conftest), 'what was made of it may hold what helpers.py said').not.toBe(before);
  });

  it('sees a change in the tick of the clock in which it was read', () => {
    const file = path.join(makeProject({}), 'a.txt');
    const text = remembered(textOf);
    for (let count = 0; count < 50; count += 1) {
      writeFileSync(file, String(count).padStart(2));
      lookAgain({}, 'a.test.ts');
      expect(text(file)).toBe(String(count).padStart(2));
    }
  });

  it('is looked at again a second later where a run goes on', () => {
    const file = path.join(makeProject({ 'a.txt': 'one' }), 'a.txt');
    const text = remembered(textOf);
    expect(text(file)).toBe('one');
    writeFileSync(file, 'two');
    vi.advanceTimersByTime(1_000);
    expect(text(file)).toBe('two');
  });

  it('is looked at in each run by an open file where looking takes long, and not for each file of a linter', () => {
    let isSlow = true;
    onForget(() => {
      if (isSlow) vi.advanceTimersByTime(40);
    });
    const file = path.join(makeProject({ 'a.txt': 'one' }), 'a.txt');
    const text = remembered(textOf);
    lookAgain({}, 'a.test.ts');
    expect(text(file)).toBe('one');
    writeFileSync(file, 'two');
    lookAgain({}, 'a.test.ts');
    expect(text(file)).toBe('two');
    writeFileSync(file, 'three');
    lookAgain({}, 'b.test.ts');
    expect(text(file), 'by another file').toBe('two');
    lookAgain({}, 'a.test.ts');
    expect(text(file)).toBe('three');
    isSlow = false;
  });
});

/** Waits until what was written counts as old. */
async function settled(): Promise<void> {
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 150));
  vi.useFakeTimers({ toFake: ['performance'] });
  lookAgain({}, 'a.test.ts');
}
