import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { usePolicyOf } from '../policy.ts';
import { forgetModels, getOrLoadModel, RefusedModelError } from './get-or-load-model.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'models-'));
  usePolicyOf(directory);
});

afterEach(() => {
  forgetModels();
  rmSync(directory, { recursive: true });
});

function policy(models: object, setup: object = {}): string {
  const file = path.join(directory, 'cogniverse.config.json');
  writeFileSync(file, JSON.stringify({ models, setup }));
  // A policy is read once for each directory.
  usePolicyOf(path.join(directory, 'tests'));
  return file;
}

describe('a model is loaded once', () => {
  test('by callers at the same time and later ones', async () => {
    let loads = 0;
    const load = async (name: string) => {
      loads += 1;
      await new Promise(setImmediate);
      return { name };
    };
    const models = await Promise.all([getOrLoadModel('a/tiny-b', load), getOrLoadModel('a/tiny-b', load)]);
    models.push(await getOrLoadModel('a/tiny-b', load));
    expect(new Set(models).size).toBe(1);
    expect(models[0]).toEqual({ name: 'a/tiny-b' });
    expect(loads).toBe(1);
  });

  test('for each name', async () => {
    const load = (name: string) => ({ name });
    expect(await getOrLoadModel('a/tiny-1', load)).not.toEqual(await getOrLoadModel('a/tiny-2', load));
  });

  test('also where it is nothing', async () => {
    let loads = 0;
    const load = () => void (loads += 1);
    await getOrLoadModel('a/tiny-b', load);
    await getOrLoadModel('a/tiny-b', load);
    expect(loads).toBe(1);
  });

  test('again after a load that failed, whose error all waiting callers get', async () => {
    const fail = () => Promise.reject(new Error('no disk'));
    const failed = await Promise.allSettled([getOrLoadModel('a/tiny-b', fail), getOrLoadModel('a/tiny-b', fail)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const throws = (): never => {
      throw new Error('at once');
    };
    await expect(getOrLoadModel('a/tiny-b', throws)).rejects.toThrow('at once');
    expect(await getOrLoadModel('a/tiny-b', () => 'there')).toBe('there');
  });

  test('an old load that fails does not take a newer one away', async () => {
    let fail: (reason: Error) => void = () => undefined;
    const old = getOrLoadModel('a/tiny-b', () => new Promise((...settle) => ([, fail] = settle)));
    forgetModels();
    const newer = await getOrLoadModel('a/tiny-b', () => ({}));
    fail(new Error('late'));
    await expect(old).rejects.toThrow('late');
    expect(await getOrLoadModel('a/tiny-b', () => ({}))).toBe(newer);
  });
});

describe('the policy', () => {
  test("refuses by the guide's own list", async () => {
    const load = () => expect.unreachable();
    const loading = getOrLoadModel('vidore/ColPali-v1.2', load);
    await expect(loading).rejects.toBeInstanceOf(RefusedModelError);
    await expect(loading).rejects.toThrow(
      'the model "vidore/ColPali-v1.2" is refused by the guide\'s own list, as the project has no policy ' +
        '(models.deny, "vidore/colpali-v1.2"). Load "vidore/colsmol-500m" instead.',
    );
  });

  test("refuses by the project's, and names its file", async () => {
    const file = policy({ deny: { 'big/*': null } });
    await expect(getOrLoadModel('big/one', () => 1)).rejects.toThrow(
      `the model "big/one" is refused by ${file} (models.deny, "big/*").`,
    );
  });

  test('warns or is silent where it says so', async () => {
    policy({ deny: { 'big/*': null } }, { models: 'off' });
    expect(await getOrLoadModel('big/one', () => 1)).toBe(1);
  });
});

test.each(['', '  '])('%j is no name', async (name) => {
  await expect(getOrLoadModel(name, () => 1)).rejects.toThrow(TypeError);
});
