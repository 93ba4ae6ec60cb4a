import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { expectExit, runWith } from './project.ts';
import { type Registry, startRegistry } from './registry.ts';

let registry: Registry;
let folder: string;

beforeAll(async () => {
  registry = await startRegistry(inject('installed').tarballs);
  folder = await mkdtemp(path.join(tmpdir(), 'cogniverse-npx-'));
});

afterAll(async () => {
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

test('npx runs our program where nothing is installed', async () => {
  const ended = await runWith(
    registry.environment,
    folder,
    'npx',
    '--yes',
    '--prefer-offline',
    'cogniverse-codemod',
    'no-such-command',
  );
  expectExit(ended, 2);
  expect(ended.stderr).toContain('Unknown command "no-such-command"');
});
