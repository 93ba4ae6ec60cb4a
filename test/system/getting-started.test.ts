import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { comparable, runPage } from '../../docs/transcripts.mjs';
import { root } from '../../scripts/lib/workspace.mjs';
import { type Registry, startRegistry } from './registry.ts';

const PAGE = path.join(root, 'docs/getting-started.md');

let registry: Registry;

beforeAll(async () => {
  registry = await startRegistry(inject('installed').tarballs);
});

afterAll(async () => {
  await registry.close();
});

test('the page shows what its commands print', async () => {
  const page = await readFile(PAGE, 'utf8');
  // A reader's npm asks, and tells of audits and funding.
  const quiet = { npm_config_yes: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
  const environment = {
    ...registry.environment,
    ...quiet,
    npm_config_prefer_offline: 'true',
    npm_config_loglevel: 'error',
  };
  const now = await runPage(page, environment);
  if (process.env['UPDATE_TRANSCRIPTS'] === '1') await writeFile(PAGE, now);
  else expect(comparable(now)).toBe(comparable(page));
});

test('the first finding takes three commands at most', async () => {
  const page = await readFile(PAGE, 'utf8');
  for (const part of page
    .split(/^(?=## )/m)
    .filter((text) => text.includes('$ npx cogniverse-codemod check'))) {
    const transcript = [...part.matchAll(/^```console\n([^]*?)^```$/gm)].map(([, lines]) => lines).join('');
    const [before] = transcript.split(/(?<=\$ npx cogniverse-codemod check\n)/);
    expect(before?.match(/^\$ /gm)?.length).toBeLessThanOrEqual(3);
    expect(transcript).toMatch(/cogniverse\/[\w-]+/);
  }
});
