import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import net, { type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { usePolicyOf } from '../policy.ts';
import { keepEnvironment } from '../isolation/keep-environment.ts';
import { forgetOutcomes } from './cached-outcome.ts';
import { ollamaAddress } from './known-capabilities.ts';
import { defineCapability, forgetCapabilities, requires } from './requires.ts';
import { skipByError, skipWith } from './skip.ts';

let directory = '';
let restore = keepEnvironment(process);
const servers: Server[] = [];

beforeEach(() => {
  restore = keepEnvironment(process);
  directory = mkdtempSync(path.join(tmpdir(), 'requires-'));
  // What one test finds is no other's: outcomes are shared by a folder for temporary files.
  process.env['TMPDIR'] = directory;
  usePolicyOf(directory);
});

afterEach(() => {
  skipWith(() => undefined);
  forgetCapabilities();
  forgetOutcomes();
  restore();
  for (const server of servers.splice(0)) server.close();
  rmSync(directory, { recursive: true });
});

/** Listens and gives the port. */
function listen(server: Server): Promise<number> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function answering(status: number, body = ''): Promise<number> {
  return listen(
    createServer((_, response) => {
      response.writeHead(status).end(body);
    }),
  );
}

describe('addresses', () => {
  test.each([
    [200, undefined],
    [404, undefined],
    [503, 'answers with status 503'],
  ])('that answer with %d', async (status, missing) => {
    const url = `http://127.0.0.1:${await answering(status)}/health`;
    const found = await requires({ url });
    expect(found).toEqual(
      missing === undefined
        ? { available: true, reason: undefined }
        : { available: false, reason: `needs ${url}: ${url} ${missing}` },
    );
  });

  test('that nothing listens on', async () => {
    const port = await answering(200);
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    for (const url of [`http://127.0.0.1:${port}/`, `tcp://127.0.0.1:${port}`]) {
      expect((await requires({ url })).reason).toBe(`needs ${url}: no answer from ${url} (ECONNREFUSED)`);
    }
  });

  test('that accept and never answer cost two seconds', async () => {
    const port = await listen(net.createServer());
    const url = `http://127.0.0.1:${port}/`;
    expect((await requires({ url })).reason).toBe(`needs ${url}: no answer from ${url} in 2 s`);
    expect((await requires({ url: `tcp://127.0.0.1:${port}` })).available).toBe(true);
  });
});

describe('programs, variables and models', () => {
  test('programs', async () => {
    const node = (code: string): readonly string[] => [process.execPath, '-e', code];
    expect((await requires({ command: node('') })).available).toBe(true);
    expect((await requires({ command: node('process.exit(3)') })).reason).toMatch(/failed \(3\)$/);
    expect((await requires({ command: ['no-such-program'] })).reason).toMatch(/no-such-program is not installed$/);
  });

  test('variables', async () => {
    expect((await requires({ environment: 'PATH' })).available).toBe(true);
    process.env['EMPTY'] = '';
    expect((await requires({ environment: 'EMPTY' })).reason).toBe('needs EMPTY: EMPTY is not set');
  });

  test('models in the cache of the hub, unless the policy refuses them', async () => {
    const cached = (id: string): void => {
      const folder = `models--${id.replace('/', '--')}/snapshots/main`;
      mkdirSync(path.join(directory, 'hub', folder), { recursive: true });
    };
    process.env['HF_HUB_CACHE'] = path.join(directory, 'hub');
    cached('owner/a-model');
    cached('vidore/colpali-v1.2');
    expect((await requires({ model: 'Owner/*-model' })).available).toBe(true);
    expect((await requires({ model: 'owner/b-model' })).available).toBe(false);
    expect((await requires('colpali')).reason).toMatch(/Get one with "hf download vidore\/colsmol-500m"$/);
    cached('vidore/colsmol-500m');
    forgetOutcomes();
    process.env['TMPDIR'] = path.join(directory, 'elsewhere');
    expect((await requires('requires_colpali')).available).toBe(true);
  });

  test('all that is named has to be there', async () => {
    const both = { environment: 'PATH', command: ['no-such-program'] };
    const found = await requires(both, { environment: 'NOT_SET' });
    expect(found.reason).toMatch(/^needs .*no-such-program is not installed; needs NOT_SET: NOT_SET is not set$/);
  });
});

describe('names', () => {
  test('ollama, with a model or without', async () => {
    process.env['OLLAMA_HOST'] = `127.0.0.1:${await answering(200, '{ "models": [{ "name": "qwen2:latest" }] }')}`;
    expect((await requires('ollama')).available).toBe(true);
    expect((await requires('ollama:Qwen2')).available).toBe(true);
    expect((await requires('ollama:qwen2:7b')).reason).toMatch(/Get it with "ollama pull qwen2:7b"$/);
  });

  test.each([
    [undefined, 'http://127.0.0.1:11434'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    [':8080', 'http://127.0.0.1:8080'],
    ['https://models.local/', 'https://models.local:11434'],
    ['http://host:1', 'http://host:1'],
  ])('OLLAMA_HOST %s is %s', (host, address) => {
    expect(ollamaAddress(host)).toBe(address);
  });

  test('gpu, which may be hidden', async () => {
    process.env['CUDA_VISIBLE_DEVICES'] = '-1';
    expect((await requires('gpu')).reason).toBe('needs gpu: CUDA_VISIBLE_DEVICES hides every accelerator');
  });

  test("the policy's and the code's own", async () => {
    writeFileSync(
      path.join(directory, 'cogniverse.config.json'),
      JSON.stringify({ capabilities: { requires_vespa: { environment: 'VESPA' } } }),
    );
    usePolicyOf(path.join(directory, 'tests'));
    expect((await requires('vespa')).reason).toBe('needs vespa: VESPA is not set');
    let looks = 0;
    defineCapability('moon', () => {
      looks += 1;
      return looks > 1;
    });
    expect((await requires('requires_moon', 'moon')).reason).toMatch(/^needs moon: it is not there/);
    expect((await requires('moon')).available).toBe(false);
    expect(looks).toBe(1);
    defineCapability('broken', () => Promise.reject(new Error('out of order')));
    expect((await requires('broken')).reason).toBe('needs broken: out of order');
  });

  test('that nobody knows are mistakes, and say what is known', async () => {
    await expect(requires('olama')).rejects.toThrow(/"olama"\): not known\. Known here: ollama, /);
    await expect(requires({})).rejects.toThrow(/says nothing to look for/);
    await expect(requires({ url: 'localhost:80' })).rejects.toThrow(/is no address to ask/);
    expect(() => {
      defineCapability('a b', { environment: 'X' });
    }).toThrow(/is no name/);
  });
});

test('what runs is skipped with the reason, what is loaded is told', async () => {
  expect((await requires({ environment: 'NOT_SET' })).available).toBe(false);
  skipWith(() => skipByError);
  await expect(requires({ environment: 'NOT_SET' })).rejects.toThrow('needs NOT_SET: NOT_SET is not set');
  expect((await requires({ environment: 'PATH' })).available).toBe(true);
});
