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

describe.each(environments)('$name', ({ environment }) => {
  const absent = 'absent' in environment;

  it.skipIf(absent)('a suite that sets the variables after it imports torch', async () => {
    const files = { 'torch/__init__.py': torch, 'conftest.py': lateConftest, 'test_torch.py': lateTest, 'pytest.ini': '[pytest]' };
    const without = await runPytest(environment, files, ['-p', 'no:cogniverse']);
    expect(without.output).toContain('assert 8 == 1');
    expect(without.status).toBe(1);
    const withPlugin = await runPytest(environment, files, ['-W', 'error', '-p', 'no:asyncio']);
    expect(withPlugin.output).toContain('1 passed');
    const parallel = await runPytest(environment, files, ['-n', '2']);
    expect(parallel.output).toContain('1 passed');
  });
});
