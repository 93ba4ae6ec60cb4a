import { describe, expect, it } from 'vitest';

import { pytestWithPlugin, runPytest, versions } from './run-pytest.ts';

/** Has the functions of torch that count, and starts as torch does: with the threads that OpenMP would. */
const torch = `
import os

_threads = int(os.environ.get("OMP_NUM_THREADS", 8))
_interop = 8
_has_worked = False

def get_num_threads():
    return _threads

def set_num_threads(number):
    global _threads
    _threads = number

def get_num_interop_threads():
    return _interop

def set_num_interop_threads(number):
    global _interop
    if _has_worked:
        raise RuntimeError("Error: cannot set number of interop threads after parallel work has started")
    _interop = number
`;

/** The guide's own order: torch first, then the variables. */
const lateConftest = `
import os
import torch

os.environ["OMP_NUM_THREADS"] = "1"
`;

const lateTest = `
import torch

def test_one_thread():
    assert torch.get_num_threads() == 1
    assert torch.get_num_interop_threads() == 1
`;

const environments = await Promise.all(
  versions.map(async (version) => ({ name: version.name, environment: await pytestWithPlugin(version) })),
);

describe.each(environments)('$name', ({ name, environment }) => {
  const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

  it.skipIf(reason !== '')(`a suite that sets the variables after it imports torch${reason}`, async () => {
    const files = { 'torch/__init__.py': torch, 'conftest.py': lateConftest, 'test_torch.py': lateTest, 'pytest.ini': '[pytest]' };
    const without = await runPytest(environment, files, ['-p', 'no:cogniverse']);
    expect(without.output).toContain('assert 8 == 1');
    expect(without.status).toBe(1);
    const withPlugin = await runPytest(environment, files, ['-W', 'error', '-p', 'no:asyncio']);
    expect(withPlugin.output).toContain('1 passed');
    if (name !== 'pytest 9') return;
    const parallel = await runPytest(environment, files, ['-n', '2']);
    expect(parallel.output).toContain('1 passed');
  });
});

const newest = environments.at(-1)?.environment ?? { absent: 'no version' };

describe.skipIf('absent' in newest)('torch', () => {
  /** Imports torch while it runs, and looks at it as tools do. */
  const laterTest = [
    'import importlib.resources',
    'import importlib.util',
    'import inspect',
    'import os',
    '',
    'def test_imports():',
    '    del os.environ["MKL_NUM_THREADS"]',
    '    spec = importlib.util.find_spec("torch")',
    '    assert spec.origin.endswith("__init__.py")',
    '    import torch',
    '    assert torch.get_num_threads() == int(os.environ["OMP_NUM_THREADS"])',
    '    assert "def set_num_threads" in inspect.getsource(torch)',
    '    assert importlib.resources.files("torch").joinpath("__init__.py").is_file()',
    '    assert "exec_module" not in vars(torch.__loader__)',
    '    torch.set_num_threads(3)',
    '',
    'def test_is_put_back():',
    '    import torch',
    '    assert torch.get_num_threads() == int(os.environ["OMP_NUM_THREADS"])',
  ].join('\n');
  // What it starts with, whatever the variables say.
  const eager = torch.replace('int(os.environ.get("OMP_NUM_THREADS", 8))', '8');

  it.each([
    ['is held as a test imports it', eager, {}],
    ['has as many threads as the environment says', eager, { OMP_NUM_THREADS: '4' }],
    ['is held though its second pool has worked', eager.replace('_has_worked = False', '_has_worked = True'), {}],
  ])('%s', async (_, text, env) => {
    const files = { 'torch/__init__.py': text, 'test_torch.py': laterTest, 'pytest.ini': '[pytest]' };
    const { output } = await runPytest(newest, files, ['-W', 'error', '-p', 'no:asyncio'], env);
    expect(output).toContain('2 passed');
  });
});
