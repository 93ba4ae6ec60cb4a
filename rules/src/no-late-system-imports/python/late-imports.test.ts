import { pythonHoists, testPythonLateImports } from '../../../test/python-late-import-cases.ts';

// What is late, and what is none.
testPythonLateImports(
  [
    pythonHoists(
      'in a helper that registers a module',
      'def register_store(store):\n    import sys\n    sys.modules["app.stores.test"] = store\n',
      'import sys\n\n\ndef register_store(store):\n    sys.modules["app.stores.test"] = store\n',
      {
        errors: [
          {
            messageId: 'insideFunction',
            data: { module: 'sys' },
            line: 2,
            column: 5,
            endLine: 2,
            endColumn: 15,
          },
        ],
      },
    ),
    pythonHoists(
      'in a test, by from',
      'def test_cwd(tmp_path):\n    from os import getcwd\n    assert getcwd()\n',
      'from os import getcwd\n\n\ndef test_cwd(tmp_path):\n    assert getcwd()\n',
    ),
    pythonHoists(
      'under another name',
      'def cwd():\n    import os as system\n    return system.getcwd()\n',
      'import os as system\n\n\ndef cwd():\n    return system.getcwd()\n',
    ),
    pythonHoists(
      'in methods, nested and async functions',
      `import pytest


class TestFiles:
    def test_nested(self):
        def size(name):
            import os

` +
        `            return os.stat(name).st_size

        return size

    async def stop(self):
        import sys

        sys.exit()
`,
      `import os
import sys

import pytest


class TestFiles:
    def test_nested(self):
        def size(name):
` +
        `            return os.stat(name).st_size

        return size

    async def stop(self):
        sys.exit()
`,
      {
        errors: [
          { messageId: 'insideFunction', line: 7 },
          { messageId: 'insideFunction', line: 14 },
        ],
      },
    ),
    pythonHoists(
      'below conditions, loops, with and match',
      `def load(kind, names):
    if kind:
        import json
    for name in names:
        import csv
    with open(kind) as file:
` +
        `        import io
    match kind:
        case 1:
            import wave
            return wave
    return json, csv, io
`,
      `import csv
import io
import json
import wave


def load(kind, names):
    if kind:
        pass
    for name in names:
        pass
` +
        `    with open(kind) as file:
        pass
    match kind:
        case 1:
            return wave
    return json, csv, io
`,
      { errors: 4 },
    ),
    {
      name: 'each module of a statement, at its name',
      code: 'def load():\n    import os, torch, json\n    return os, torch, json\n',
      output: `import json
import os


def load():
    import torch
    return os, torch, json
`,
      errors: [
        { messageId: 'insideFunction', data: { module: 'os' }, column: 12, endColumn: 14 },
        { messageId: 'insideFunction', data: { module: 'json' }, column: 23, endColumn: 27 },
      ],
    },
    pythonHoists(
      'submodules',
      `def load(name):
    import importlib.metadata
    import os.path
    return importlib.metadata.version(name), os.path.sep
`,
      `import importlib.metadata
import os.path


def load(name):
    return importlib.metadata.version(name), os.path.sep
`,
      { errors: 2 },
    ),
    pythonHoists(
      'only the modules that are asked for',
      'def load():\n    import json\n    import sys\n    return json, sys\n',
      'import sys\n\n\ndef load():\n    import json\n    return json, sys\n',
      { options: [{ modules: 'core' }] },
    ),
    pythonHoists(
      'a name that is a module of the list',
      'def load():\n    from os import path, sep\n    return path, sep\n',
      'from os import path\n\n\ndef load():\n    from os import sep\n    return path, sep\n',
      { options: [{ modules: ['os.path'] }] },
    ),
  ],
  [
    'import os\nfrom sys import path\n',
    'def load():\n    import torch\n    return torch\n',
    `def load():
    from . import os
    from .sys import path
    from ..json import loads
    return os, path, loads
`,
    `import sys
if sys.argv:
    import os
try:
    import json
except ImportError:
    json = None
with open("x"):
    import csv
` + 'if __name__ == "__main__":\n    import argparse\n',
    'class TestFiles:\n    import os\n\n    class Inner:\n        import sys\n',
    'SCRIPT = """\ndef main():\n    import os\n"""\n\n\ndef test_script(run):\n    run("def f():\\n    import sys")\n    # import os\n',
    'load = lambda: __import__("os")\n',
    `def load():
    import importlib_resources, osprey
    return importlib_resources, osprey
`,
    { code: 'def load():\n    import json\n    return json\n', options: [{ modules: 'core' }] },
    { code: 'def load():\n    import json\n    return json\n', options: [{ modules: 'system' }] },
    {
      code: `def load():
    import os
    return os
`,
      options: [{ modules: ['os.path', 'sys'] }],
    },
    {
      code: 'def load():\n    import os\n',
      filename: '/app/server.py',
      settings: { cogniverse: { scope: 'tests' } },
    },
  ],
);
