import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { pytestWithPlugin, runPytest, versions } from './run-pytest.ts';

const environments = await Promise.all(
  [versions[0], versions[2]].map(async (version) => ({
    name: version?.name,
    environment: await pytestWithPlugin(version),
  })),
);
const newest = await pytestWithPlugin();
const strict = { 'pytest.ini': '[pytest]\naddopts = --strict-markers -rs\n' };

interface Listening {
  readonly port: number;
  readonly asked: () => number;
}

/** A server that counts how often it is asked. */
async function listen(status: number, body = ''): Promise<Listening> {
  let count = 0;
  const server: Server = createServer((_, response) => {
    count += 1;
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  // A server on a port has such an address.
  return { port: (server.address() as AddressInfo).port, asked: () => count };
}

/** A cache of the Hugging Face hub with a model in it. */
function hub(model: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hub-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const snapshot = path.join(folder, `models--${model.replace('/', '--')}`, 'snapshots/abc');
  mkdirSync(snapshot, { recursive: true });
  writeFileSync(path.join(snapshot, 'config.json'), '{}');
  return folder;
}

describe.each(environments)('$name', ({ environment }) => {
  const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

  it.skipIf(reason !== '')(`tests are skipped where what they need is missing${reason}`, async () => {
    const server = await listen(404);
    const files = {
      ...strict,
      'cogniverse.config.json': JSON.stringify({
        capabilities: {
          search: { url: `http://127.0.0.1:${server.port}/health` },
          'my-db': { url: 'tcp://127.0.0.1:1' },
          tool: { command: ['no-such-program-here'] },
          failing: { command: ['python', '-c', 'raise SystemExit(3)'] },
          weights: { model: 'owner/name*' },
        },
        markers: { nightly: 'runs at night' },
      }),
      'test_it.py': `
import pytest
mark = pytest.mark

@mark.requires_ollama
def test_ollama(): pass
@mark.requires_gpu
@mark.nightly
def test_gpu(): pass
@mark.requires_search
@mark.requires_weights
def test_there(): pass
@mark.requires_my_db
def test_db(): pass
@mark.requires("tool", "failing")
def test_tools(): pass
@mark.requires(environment="NOT_SET_HERE")
def test_variable(): pass
@mark.requires("requires_search", environment="PATH")
def test_there_too(): pass
@mark.requires("serch")
def test_unknown(): pass
`,
    };
    const hidden = { OLLAMA_HOST: '127.0.0.1:1', CUDA_VISIBLE_DEVICES: '-1' };
    const env = { ...hidden, HF_HUB_CACHE: hub('owner/name-small') };
    const { output } = await runPytest(environment, files, [], env);
    for (const reason of [
      'ollama: no answer from http://127.0.0.1:1/api/tags (ECONNREFUSED). Start it with "ollama serve"',
      'gpu: CUDA_VISIBLE_DEVICES hides every accelerator',
      'my_db: no answer from tcp://127.0.0.1:1 (ECONNREFUSED)',
      'tool: no-such-program-here is not installed; needs failing: "python -c raise SystemExit(3)" failed',
      'NOT_SET_HERE: NOT_SET_HERE is not set',
    ]) {
      expect(output).toContain(`: needs ${reason}`);
    }
    expect(output).toContain(`requires('serch'): not known. Known here: ollama, ollama:<model>, colpali`);
    expect(output).toContain('2 passed, 5 skipped, 1 error');
  });
});

const reason = 'absent' in newest ? ` (left out: ${newest.absent})` : '';

describe.skipIf(reason !== '')(`markers that gate tests${reason}`, () => {
  const tests = `
import pytest
pytestmark = pytest.mark.requires_ollama
@pytest.mark.parametrize("i", range(4))
def test_it(i): pass
`;

  it('look once for all workers, and only where a selected test asks', async () => {
    const server = await listen(200, JSON.stringify({ models: [{ name: 'qwen2:0.5b' }] }));
    const env = { OLLAMA_HOST: `http://127.0.0.1:${server.port}/` };
    const files = {
      ...strict,
      ...Object.fromEntries([1, 2, 3, 4].map((index) => [`test_${index}.py`, tests])),
      'test_plain.py': `
import pytest
@pytest.mark.requires("ollama:qwen2:0.5b")
def test_model(): pass
def test_plain(): pass
`,
    };
    const selected = await runPytest(newest, files, ['-k', 'test_plain and not model', '-q'], env);
    expect(selected.output).toContain('1 passed');
    const collected = await runPytest(newest, files, ['--collect-only', '-q'], env);
    expect(collected.output).toContain('18 tests collected');
    expect(server.asked()).toBe(0);
    const { output } = await runPytest(newest, files, ['-n', '2'], env);
    expect(output).toContain('18 passed');
    expect(server.asked()).toBe(2);
  });

  it("leave a project's own markers to the project", async () => {
    const files = {
      'pytest.ini': `[pytest]
addopts = --strict-markers
markers =
  requires_ollama: our own text
  requires(x): ours
`,
      'conftest.py': `
import pytest

def pytest_configure(config):
    config.addinivalue_line("markers", "requires_moon: a full one")

def pytest_runtest_setup(item):
    if item.get_closest_marker("requires_gpu"):
        item.user_properties.append(("gate", "own"))
`,
      'test_it.py': `
import pytest
@pytest.mark.requires_moon
def test_moon(): pass
@pytest.mark.requires_gpu
def test_own_gate(request): assert request.node.user_properties == [("gate", "own")]
@pytest.mark.requires("something")
def test_own_marker(): pass
@pytest.mark.requires_ollama
def test_ollama(): pass
`,
    };
    const env = { OLLAMA_HOST: '127.0.0.1:1', CUDA_VISIBLE_DEVICES: '' };
    const { output } = await runPytest(newest, files, ['-rs'], env);
    expect(output).toContain('3 passed, 1 skipped');
    expect(output).toContain('needs ollama: no answer');
    const shown = await runPytest(newest, files, ['--markers'], env);
    expect(shown.output).toContain('@pytest.mark.requires_ollama: our own text');
    expect(shown.output).not.toContain('requires_ollama: needs');
    expect(shown.output).toContain('@pytest.mark.requires_colpali: loads a ColPali model');
  });

  it('leave a marker "requires" to the hook that asks for it, registered or not', async () => {
    const files = {
      'conftest.py': `
import importlib.util
import pytest

def pytest_collection_modifyitems(items):
    for item in items:
        for mark in item.iter_markers(name="requires"):
            if importlib.util.find_spec(mark.args[0]) is None:
                item.add_marker(pytest.mark.skip(reason="no " + mark.args[0]))
`,
      'test_it.py': `
import pytest
@pytest.mark.requires("json")
def test_there(): pass
@pytest.mark.requires("no_such_package")
def test_missing(): pass
`,
    };
    const { output } = await runPytest(newest, files, ['-rs']);
    expect(output).toContain('1 passed, 1 skipped');
    expect(output).toContain('no no_such_package');
  });
});
