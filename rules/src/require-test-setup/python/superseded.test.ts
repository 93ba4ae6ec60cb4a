import { describe, expect, it } from 'vitest';

import { supersededCode } from './superseded.ts';

const VARIABLES = 'import os\nos.environ["OMP_NUM_THREADS"] = "1"\n';
const CLEAN_UP = `import gc
import threading
import time


def cleanup_background_threads():
    start = time.time()
    while time.time() - start < 2.0:
        threads = [
            t
            for t in threading.enumerate()
            if t.daemon and any(name in t.name.lower() for name in ["tqdm", "posthog", "monitor"])
        ]
        if not threads:
            break
        time.sleep(0.1)
    gc.collect()
`;
const RESET = `import pytest


@pytest.fixture(autouse=True, scope="function")
def cleanup_dspy_state():
    yield
    try:
        import dspy
        if hasattr(dspy.settings, '_instance'):
            dspy.settings._instance = None
    except (ImportError, AttributeError, RuntimeError):
        pass
`;

function names(text: string): readonly string[] {
  return supersededCode(text, '/project/tests/conftest.py').map(({ name, line }) => `${name}:${line}`);
}

describe('what the plugin does in place of a conftest.py is named', () => {
  it.each([
    [VARIABLES, ['OMP_NUM_THREADS:2']],
    [
      'import os as o\no.environ["TOKENIZERS_PARALLELISM"] = "false"\no.environ.setdefault("OMP_NUM_THREADS", "1")\n',
      ['TOKENIZERS_PARALLELISM, OMP_NUM_THREADS:2'],
    ],
    [
      'try:\n    import torch\n\n    torch.set_num_threads(1)\nexcept ImportError:\n    pass\n',
      ['torch.set_num_threads(1):4'],
    ],
    [CLEAN_UP, ['cleanup_background_threads():6']],
    [RESET, ['cleanup_dspy_state():5']],
    [
      `${CLEAN_UP}\n${RESET}    cleanup_background_threads()\n`,
      ['cleanup_background_threads():6', 'cleanup_dspy_state():23'],
    ],
  ])('%j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe('nothing is named that does something else', () => {
  it.each([
    ['another value', VARIABLES.replace('"1"', '"8"')],
    ['another variable', VARIABLES.replace('OMP_NUM_THREADS', 'API_KEY')],
    ['a variable that a test sets', `import os\ndef test_a():\n    os.environ["OMP_NUM_THREADS"] = "1"\n`],
    ['another number of threads', 'import torch\ntorch.set_num_threads(4)\n'],
    ['a thread that is ended', CLEAN_UP.replace('time.sleep(0.1)', 'threads[0].terminate()')],
    ['other threads', CLEAN_UP.replace('"tqdm", "posthog", "monitor"', '"worker"')],
    ['a function that tells what is left', CLEAN_UP.replace('    gc.collect()', '    return threads')],
    ['a fixture that tests ask for', RESET.replace('autouse=True, ', '')],
    ['a fixture that resets more', RESET.replace('    yield\n', '    yield\n    registry.clear()\n')],
    ['a fixture that sets up more', RESET.replace('    yield\n', '    os.environ["A"] = "1"\n    yield\n')],
    ['a damaged file', 'def (\n'],
  ])('%s', (_, text) => {
    expect(names(text)).toEqual([]);
  });
});
