import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { pythonMessages, testPythonFixes, testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type ExpectedError, type RuleCases } from '../../../test/rule-tester.ts';
import { threadEnvBeforeImports, type MessageId } from '../index.ts';
import { mayPythonSetVariableLate } from './prefilter.ts';

const project = mkdtempSync(path.join(tmpdir(), 'thread-env-'));
const files: Readonly<Record<string, string>> = {
  'pyproject.toml':
    '[tool.cogniverse]\nenvironment = { NUMEXPR_NUM_THREADS = false }\n[tool.pytest.ini_options]\naddopts = "-q"\n',
  'conftest.py': 'import pytest\nimport numpy\n',
  'own/torch.py': '',
  'helped/pytest.ini': '[pytest]\n',
  'helped/helpers.py': 'import pytest\nimport torch\n',
  'helped/careful.py': 'import os\nos.environ["OMP_NUM_THREADS"] = "1"\nimport torch\n',
  'helped/lazy.py': 'def load():\n    import torch\n    return torch\n',
  'own/pytest.ini': '[pytest]\n',
  'stated/conftest.py': 'import os\nos.environ["OMP_NUM_THREADS"] = "1"\nimport torch\n',
  'package/__init__.py': 'import os\nos.environ["OMP_NUM_THREADS"] = "1"\n',
  'env/pytest.ini': '[pytest]\nenv =\n    OMP_NUM_THREADS=1\n',
  'left/pytest.ini': '[pytest]\n',
  'left/cogniverse.config.json': '{ "environment": { "JAX_PLATFORMS": null } }',
};
for (const [file, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}
afterAll(() => {
  rmSync(project, { recursive: true });
});

/** A finding of a library that is imported in a line. */
function late(names: string, library: string, line: number): ExpectedError<MessageId> {
  return { messageId: 'late', data: { names, library, line } };
}

const SET = 'os.environ["OMP_NUM_THREADS"] = "1"\n';

const cases: RuleCases<MessageId, []> = {
  valid: [
    // Set in time.
    `import os\n${SET}import torch\n`,
    `import os\n${SET}import torch\n${SET}`,
    'import os\nos.environ.setdefault("OMP_NUM_THREADS", "1")\nimport numpy as np\nos.environ["OMP_NUM_THREADS"] = "2"\n',
    `import os\nfor name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):\n    os.environ[name] = "1"\nimport torch\n`,
    // No library of the file reads it.
    `import os\nimport pytest\n${SET}`,
    'import os\nimport torch\nos.environ["OPENBLAS_NUM_THREADS"] = "1"\n',
    'import os\nimport torch\nos.environ["CUDA_VISIBLE_DEVICES"] = ""\n',
    // torch has it read as it is loaded, the numpy of PyPI never.
    'import os\nimport numpy\nos.environ["MKL_NUM_THREADS"] = "1"\n',
    // Imported later, or perhaps never.
    `import os\nimport pytest\n\n@pytest.fixture\ndef model():\n    ${SET}    import torch\n    return torch.nn.Linear(1, 1)\n`,
    `import os\nimport pytest\n${SET}\n@pytest.fixture\ndef model():\n    import torch\n    ${SET}    return torch.nn.Linear(1, 1)\n`,
    `import os\nimport pytest\n\n@pytest.fixture\ndef model(kind):\n    if kind:\n        import torch\n    ${SET}    return kind\n`,
    // What answers a failure.
    `import os\nimport torch\nimport pytest\n\n@pytest.fixture\ndef device():\n    try:\n        return torch.device("cuda")\n    except RuntimeError:\n        ${SET}        return torch.device("cpu")\n`,
    `import os\n${SET}\n\n@pytest.fixture\ndef model():\n    import torch\n    return torch.nn.Linear(1, 1)\n`,
    `import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch\n${SET}`,
    `import os\nif os.name == "nt":\n    import torch\n${SET}`,
    `import os\ntry:\n    import tomllib\nexcept ImportError:\n    import torch\n${SET}`,
    // Not the environment of the process.
    'import torch\nenviron = {}\nenviron["OMP_NUM_THREADS"] = "1"\n',
    'import os\nimport torch\nenv = dict(os.environ)\nenv["OMP_NUM_THREADS"] = "1"\n',
    'import os\nimport torch\nprint(os.environ["OMP_NUM_THREADS"], os.environ.get("OMP_NUM_THREADS"))\n',
    'import os\nimport torch\nos.environ.pop("OMP_NUM_THREADS", None)\ndel os.environ["OMP_NUM_THREADS"]\n',
    // Other modules of the name.
    `import os\nfrom . import torch\n${SET}`,
    `import os\nfrom .torch import nn\n${SET}`,
    `import os\nimport torch_geometric\n${SET}`,
    { code: `import os\nimport torch\n${SET}`, filename: path.join(project, 'own', 'test_a.py') },
    // A test may be about what reads the variable, or about a process that it starts.
    'import os\nimport torch\n\ndef test_reads(monkeypatch):\n    monkeypatch.setenv("OMP_NUM_THREADS", "4")\n    assert threads() == 4\n',
    `import os\nimport torch\n\ndef limited():\n    ${SET}\n`,
    'import os\nimport subprocess\nimport numpy\nimport pytest\n\n@pytest.fixture\ndef env(monkeypatch):\n    monkeypatch.setenv("OMP_NUM_THREADS", "1")\n    return subprocess.run(["env"])\n',
    `import multiprocessing\nimport os\nimport torch\n${SET}multiprocessing.set_start_method("spawn")\n`,
    `import os\nimport torch\nif __name__ == "__main__":\n    ${SET}`,
    'import os\nimport sys\nimport numpy\nimport pytest\n\n@pytest.fixture\ndef fresh():\n    del sys.modules["numpy"]\n    os.environ["OMP_NUM_THREADS"] = "1"\n    import numpy\n',
    // What goes first sets it.
    { code: `import os\nimport torch\n${SET}`, filename: path.join(project, 'package', 'test_a.py') },
    { code: `import os\nimport torch\n${SET}`, filename: path.join(project, 'env', 'test_a.py') },
    { code: `import os\n${SET}`, filename: path.join(project, 'stated', 'test_a.py') },
    ...['careful', 'lazy', 'missing'].map((module) => ({
      code: `import os\nfrom .${module} import load\nimport ${module}\n${SET}`,
      filename: path.join(project, 'helped', 'test_a.py'),
    })),
    // The policy leaves the variable alone.
    {
      code: 'import os\nimport jax\nos.environ["JAX_PLATFORMS"] = "cpu"\n',
      filename: path.join(project, 'left', 'test_a.py'),
    },
    // Threads of torch itself can be limited at any time.
    'import torch\ntorch.set_num_threads(1)\ntorch.set_num_interop_threads(1)\n',
    { code: `import os\nimport torch\n${SET}`, filename: 'src/train.py', settings: { cogniverse: { scope: 'tests' } } },
  ],
  invalid: [
    {
      name: "the guide's conftest",
      filename: 'tests/conftest.py',
      code: [
        'import os',
        'import torch',
        '',
        '# Configure torch and tokenizers to avoid threading issues',
        'os.environ["TOKENIZERS_PARALLELISM"] = "false"',
        'os.environ["OMP_NUM_THREADS"] = "1"',
        'os.environ["MKL_NUM_THREADS"] = "1"',
        '',
        '# Set torch to single-threaded mode',
        'torch.set_num_threads(1)',
        '',
      ].join('\n'),
      errors: [late('OMP_NUM_THREADS', 'torch', 2), late('MKL_NUM_THREADS', 'torch', 2)],
      output: [
        'import os',
        '',
        '# Configure torch and tokenizers to avoid threading issues',
        'os.environ["TOKENIZERS_PARALLELISM"] = "false"',
        'os.environ["OMP_NUM_THREADS"] = "1"',
        'os.environ["MKL_NUM_THREADS"] = "1"',
        '',
        'import torch',
        '',
        '# Set torch to single-threaded mode',
        'torch.set_num_threads(1)',
        '',
      ].join('\n'),
    },
    {
      name: 'imported and set in a fixture',
      code: `import os\nimport pytest\n\n@pytest.fixture\ndef model():\n    import torch\n    ${SET}    return torch.nn.Linear(1, 1)\n`,
      errors: [late('OMP_NUM_THREADS', 'torch', 6)],
    },
    {
      name: 'what is read at first use moves as well',
      code: 'import os\nfrom transformers import AutoTokenizer\n\nos.environ["TOKENIZERS_PARALLELISM"] = "false"\n',
      errors: [
        {
          messageId: 'belowImport',
          data: { names: 'TOKENIZERS_PARALLELISM', library: 'transformers', line: 2 },
          line: 4,
        },
      ],
      output: 'import os\n\nos.environ["TOKENIZERS_PARALLELISM"] = "false"\n\nfrom transformers import AutoTokenizer\n',
    },
    {
      code: 'import os\nimport tensorflow as tf\nos.environ["TF_NUM_INTRAOP_THREADS"] = str(1)\n',
      errors: [{ messageId: 'belowImport', data: { names: 'TF_NUM_INTRAOP_THREADS', library: 'tensorflow', line: 2 } }],
    },
    {
      name: 'os is imported below',
      code: '"""Tests."""\n\nfrom __future__ import annotations\n\nimport numpy as np\nimport os\nimport pytest\n\nos.environ["OPENBLAS_NUM_THREADS"] = "1"\n\n\ndef test_a():\n    pass\n',
      errors: [late('OPENBLAS_NUM_THREADS', 'numpy', 5)],
      output:
        '"""Tests."""\n\nfrom __future__ import annotations\n\nimport os\n\nos.environ["OPENBLAS_NUM_THREADS"] = "1"\n\nimport numpy as np\nimport pytest\n\n\ndef test_a():\n    pass\n',
    },
    {
      name: 'at the end of the file, in several calls',
      code: 'import os\nimport pandas as pd\nimport jax\n\nos.environ.setdefault("OMP_NUM_THREADS", "1")\nos.environ.update({"JAX_PLATFORMS": "cpu"}, NUMEXPR_NUM_THREADS="1")\nos.putenv("OPENBLAS_NUM_THREADS", "1")\n',
      errors: [late('OMP_NUM_THREADS', 'pandas', 2), late('JAX_PLATFORMS', 'jax', 3), late('OPENBLAS_NUM_THREADS', 'pandas', 2)],
      output:
        'import os\n\nos.environ.setdefault("OMP_NUM_THREADS", "1")\nos.environ.update({"JAX_PLATFORMS": "cpu"}, NUMEXPR_NUM_THREADS="1")\nos.putenv("OPENBLAS_NUM_THREADS", "1")\n\nimport pandas as pd\nimport jax\n',
    },
    {
      name: 'from os import environ',
      code: 'from os import environ\nfrom sklearn.svm import SVC\nenviron["OMP_NUM_THREADS"] = "1"  # one\nSVC()\n',
      errors: [late('OMP_NUM_THREADS', 'sklearn', 2)],
      output:
        'from os import environ\n\nenviron["OMP_NUM_THREADS"] = "1"  # one\n\nfrom sklearn.svm import SVC\nSVC()\n',
    },
    {
      name: 'the import stands in try',
      code: 'import os\n\ntry:\n    import torch\nexcept ImportError:\n    torch = None\n\nos.environ["OMP_NUM_THREADS"] = "1"\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 4)],
      output:
        'import os\n\nos.environ["OMP_NUM_THREADS"] = "1"\n\ntry:\n    import torch\nexcept ImportError:\n    torch = None\n',
    },
    {
      name: 'mem0 decides as it is imported',
      code: 'import os\nfrom mem0 import Memory\nos.environ["MEM0_TELEMETRY"] = "False"\n',
      errors: [late('MEM0_TELEMETRY', 'mem0', 2)],
      output: 'import os\n\nos.environ["MEM0_TELEMETRY"] = "False"\n\nfrom mem0 import Memory\n',
    },
    {
      name: 'Hugging Face libraries read theirs',
      code: 'import os\nimport transformers\n\nos.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"\n',
      errors: [late('HF_HUB_DISABLE_TELEMETRY', 'transformers', 2)],
      output: 'import os\n\nos.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"\n\nimport transformers\n',
    },
    // Reported, and left to the author.
    {
      code: 'import os\nimport torch\nos.environ["OMP_NUM_THREADS"] = str(4)\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
    },
    {
      code: `import os\nimport torch\nif "OMP_NUM_THREADS" not in os.environ:\n    ${SET}`,
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
    },
    {
      code: 'import os\nimport numpy\nfor name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):\n    os.environ[name] = "1"\n',
      errors: [late('OMP_NUM_THREADS, OPENBLAS_NUM_THREADS', 'numpy', 2)],
    },
    {
      code: `import os\nimport torch\nbefore = os.environ.get("OMP_NUM_THREADS")\n${SET}`,
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
    },
    {
      name: 'the last value stays the last',
      code: `import os\nimport torch\n${SET}x = 1\nos.environ["OMP_NUM_THREADS"] = "2"\n`,
      errors: [late('OMP_NUM_THREADS', 'torch', 2), late('OMP_NUM_THREADS', 'torch', 2)],
      output: `import os\n\n${SET}\nimport torch\nx = 1\nos.environ["OMP_NUM_THREADS"] = "2"\n`,
    },
    {
      code: 'import os\nimport torch\nos.environ["OMP_NUM_THREADS"] = "1"; start()\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
    },
    {
      code: 'import torch, os\nos.environ["OMP_NUM_THREADS"] = "1"\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 1)],
    },
    {
      code: 'import os\nimport torch\nos.environ |= {"OMP_NUM_THREADS": "1"}\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
      output: 'import os\n\nos.environ |= {"OMP_NUM_THREADS": "1"}\n\nimport torch\n',
    },
    {
      code: 'import os\nimport pytest\n\ntorch = pytest.importorskip("torch")\nos.environ["OMP_NUM_THREADS"] = "1"\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 4)],
      output:
        'import os\nimport pytest\n\nos.environ["OMP_NUM_THREADS"] = "1"\n\ntorch = pytest.importorskip("torch")\n',
    },
    {
      code: 'import os\nimport numpy as np\n\ndef seed(value=0):\n    np.random.seed(value)\n    os.environ["OMP_NUM_THREADS"] = "1"\n\nseed()\n',
      errors: [late('OMP_NUM_THREADS', 'numpy', 2)],
    },
    {
      code: 'import pytest\nimport torch\n\n@pytest.fixture(autouse=True)\ndef single_threaded(monkeypatch):\n    monkeypatch.setenv("OMP_NUM_THREADS", "1")\n',
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
    },
    {
      code: 'import os\nimport numpy\n\ndef pytest_configure(config):\n    os.environ["OMP_NUM_THREADS"] = "1"\n',
      filename: 'conftest.py',
      errors: [late('OMP_NUM_THREADS', 'numpy', 2)],
    },
    {
      code: 'import os\nimport unittest\nimport jax\n\nclass TestA(unittest.TestCase):\n    def setUp(self):\n        os.environ["JAX_PLATFORM_NAME"] = "cpu"\n',
      errors: [late('JAX_PLATFORM_NAME', 'jax', 3)],
    },
    // A helper of the tests imports the library.
    ...['from helpers import load', 'from .helpers import load', 'from . import helpers'].map((load) => ({
      code: `import os\n${load}\n${SET}`,
      filename: path.join(project, 'helped', 'test_a.py'),
      errors: [late('OMP_NUM_THREADS', 'torch', 2)],
      output: `import os\n\n${SET}\n${load}\n`,
    })),
    // A conftest above has imported the library.
    {
      code: `import os\n${SET}import numpy\n`,
      filename: path.join(project, 'tests', 'test_a.py'),
      errors: [{ messageId: 'lateByConftest', data: { names: 'OMP_NUM_THREADS', library: 'numpy', conftest: 'conftest.py' } }],
    },
    { code: `import os\nimport torch\n${SET}`, filename: path.join(project, 'left', 'tests', 'a.py'), errors: 1, output: `import os\n\n${SET}\nimport torch\n` },
  ],
};

testPythonRule('thread-env-before-imports', threadEnvBeforeImports, cases);
testPythonFixes(threadEnvBeforeImports, cases);
testPrefilter(mayPythonSetVariableLate, cases);

it('says nothing of a line that a comment speaks for', () => {
  const code = `import os\nimport torch\n# eslint-disable-next-line cogniverse/rule\n${SET}`;
  expect(pythonMessages(threadEnvBeforeImports, { code })).toEqual([]);
});
