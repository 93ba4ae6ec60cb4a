import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { defaultPolicy, PolicyError } from '@cogniverse/guide';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { loadProjectPolicy, policyFor, readModule } from './project.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'project-'));
  mkdirSync(path.join(directory, '.git'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): string {
  const file = path.join(directory, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('readModule', () => {
  it.each([
    ['js', "export default { timeouts: { default: '10s' }, threads: { allow: ['piscina'] } };"],
    ['mjs', "const policy = { timeouts: { default: '10' + 's' }, threads: { allow: ['piscina'] } }; export { policy as default };"],
    ['cjs', "module.exports = { timeouts: { default: `${10}s` }, threads: { allow: ['piscina'] } };"],
    ['ts', "export default { timeouts: { default: '10s' as const }, threads: { allow: ['piscina'] } } satisfies PolicyInput;"],
    [
      'ts',
      `import { defineConfig } from '@cogniverse/guide';
       const pools = ['piscina'] as const;
       const key = 'timeouts';
       const shared = { threads: { allow: [...pools] } };
       export default defineConfig({ ...shared, [key]: { default: '10s' } });`,
    ],
    ['mts', "const policy: PolicyInput = { timeouts: { default: '10s' }, threads: { allow: ['piscina'] } }; export default policy!;"],
    ['js', '\uFEFF#!/usr/bin/env node\r\nexport default { timeouts: { "default": "10s" }, threads: { allow: ["piscina"] } };\r\n'],
  ])('reads %s: %s', (extension, text) => {
    const data = readModule(write(`cogniverse.config.${extension}`, text));
    expect(data).toEqual({ timeouts: { default: '10s' }, threads: { allow: ['piscina'] } });
  });

  it('works out arithmetic', () => {
    const file = write('cogniverse.config.js', 'const MINUTE = 60 * 1_000; export default { timeouts: { max: 5 * MINUTE } };');
    expect(readModule(file)).toEqual({ timeouts: { max: 300_000 } });
  });

  it('runs nothing', () => {
    const file = write('cogniverse.config.js', 'export default {}; throw new Error("run");');
    expect(readModule(file)).toEqual({});
  });

  it.each([
    ['export default {\n  timeouts: {\n    max: minutes(5),\n  },\n};', '3:10'],
    ['export default {\r\n  ...shared,\r\n};', '2:3'],
    ['export default { [key]: 1 };', '1:18'],
    ['export default { get threads() { return {}; } };', '1:18'],
    ['export default { threads: { allow: [...names] } };', '1:37'],
    ['export default { threads: { allow: process.env.CI ? [] : ["piscina"] } };', '1:36'],
    ['import shared from "./shared.js";\nexport default shared;', '2:16'],
    ['const policy = {};\npolicy.threads = { allow: [] };\nexport default policy;', '1:16'],
    ['export default () => ({});', '1:16'],
    ['\uFEFFexport default load();', '1:16'],
  ])('says where a value is not stated: %j', (text, place) => {
    expect(() => readModule(write('cogniverse.config.js', text))).toThrow(`.js:${place}: this value is computed when the file runs`);
  });

  it.each([
    ['export default {', 'it has a syntax error'],
    ['export const policy = {};', 'it has no default export'],
    ['export default ci ? {} : { threads: {} };', 'its default export depends on a condition'],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => readModule(write('cogniverse.config.js', text))).toThrow(message);
  });
});

describe('policyFor', () => {
  it('is the policy of the file’s project, or the guide’s', () => {
    write('a/cogniverse.config.json', '{ "threads": { "allow": ["piscina"] } }');
    expect(policyFor(path.join(directory, 'a/b/c.test.ts')).threads.allow).toEqual(['piscina']);
    expect(policyFor(path.join(directory, 'd/c.test.ts'))).toBe(defaultPolicy);
    expect(policyFor('<input>')).toBe(defaultPolicy);
  });

  it('throws for a policy that is not valid, as often as it is asked', () => {
    write('cogniverse.config.js', 'export default { threads: { allow: ["piscinas"] } };');
    const ask = (): unknown => policyFor(path.join(directory, 'a.test.ts'));
    expect(ask).toThrow(PolicyError);
    expect(ask).toThrow(/cogniverse\.config\.js: threads\.allow\[0\]: "piscinas" .* Did you mean "piscina"\?/);
  });
});

describe('loadProjectPolicy', () => {
  const allowed = (): readonly string[] | undefined => loadProjectPolicy(directory)?.policy.threads.allow;
  const policy = (name: string): string => `export default { threads: { allow: ["${name}"] } };`;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });

  it('sees a change a moment later', () => {
    const file = write('cogniverse.config.js', policy('piscina'));
    expect(allowed()).toEqual(['piscina']);
    writeFileSync(file, policy('tinypool'));
    utimesSync(file, 1, 1);
    expect(allowed(), 'within the moment').toEqual(['piscina']);
    vi.advanceTimersByTime(1_000);
    expect(allowed()).toEqual(['tinypool']);
    writeFileSync(file, policy('tinypools'));
    utimesSync(file, 2, 2);
    vi.advanceTimersByTime(1_000);
    expect(allowed).toThrow(PolicyError);
    rmSync(file);
    vi.advanceTimersByTime(1_000);
    expect(allowed()).toBeUndefined();
  });

  it('sees a policy that comes nearer', () => {
    const nested = path.join(directory, 'nested');
    write('cogniverse.config.js', policy('piscina'));
    expect(loadProjectPolicy(nested)?.policy.threads.allow).toEqual(['piscina']);
    write('nested/cogniverse.config.js', policy('tinypool'));
    vi.advanceTimersByTime(1_000);
    expect(loadProjectPolicy(nested)?.policy.threads.allow).toEqual(['tinypool']);
  });

  it('reads an unchanged policy once', async () => {
    write('cogniverse.config.js', policy('piscina'));
    // A file that was written just now might be written again in the same tick of the disk's clock.
    await sleep(150);
    const first = loadProjectPolicy(directory);
    vi.advanceTimersByTime(10_000);
    expect(loadProjectPolicy(directory)).toBe(first);
  });
});
