import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { makeProject, plugin, runProgram } from './run-pytest.ts';

/** A Python that has torch and pytest: torch is too large to be installed for one test. */
const python = [process.env['COGNIVERSE_TORCH_PYTHON'], 'python3'].find(
  (candidate) => candidate !== undefined && hasTorch(candidate),
);

const reason = python === undefined ? ' (left out: there is no torch; COGNIVERSE_TORCH_PYTHON names a Python that has it)' : '';

function hasTorch(candidate: string): boolean {
  try {
    const find = 'import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ["torch", "pytest"])))';
    execFileSync(candidate, ['-c', find], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(python === undefined)(`torch itself is held to one thread${reason}`, async () => {
  const project = makeProject({
    'pytest.ini': '[pytest]\n',
    // The guide's own order, which is too late.
    'conftest.py': 'import os\nimport torch\nos.environ["OMP_NUM_THREADS"] = "1"\n',
    'test_torch.py': [
      'import torch',
      'def test_one_thread():',
      '    print("torch", torch.__version__, "get_num_threads() ==", torch.get_num_threads())',
      '    assert torch.get_num_threads() == 1',
      '    assert torch.get_num_interop_threads() == 1',
      '    torch.set_num_threads(2)',
      'def test_is_put_back():',
      '    assert torch.get_num_threads() == 1',
    ].join('\n'),
  });
  const environment = { python: python ?? '', env: { PATH: process.env['PATH'], PYTHONPATH: path.join(plugin, 'src') } };
  const alone = await runProgram(environment, project, ['-m', 'pytest', '-p', 'no:cogniverse']);
  // With more than one core: torch takes one thread for each.
  if (availableParallelism() > 1) expect(alone.output).toContain('2 failed');
  const load = ['-p', 'no:cogniverse', '-p', 'pytest_cogniverse.plugin'];
  const withPlugin = await runProgram(environment, project, ['-m', 'pytest', '-s', ...load]);
  expect(withPlugin.output).toContain('get_num_threads() == 1');
  expect(withPlugin.output).toContain('2 passed');
});
