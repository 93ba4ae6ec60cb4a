import { pythonHoists, testPythonLateImports } from '../../../test/python-late-import-cases.ts';

// What is late, and what is none.
testPythonLateImports(
  [
    pythonHoists(
      'in a helper that registers a module',
      'def register_store(store):\n    import sys\n    sys.modules["app.stores.test"] = store\n',
      'import sys\n\n\ndef register_store(store):\n    sys.modules["app.stores.test"] = store\n',
      { errors: [{ messageId: 'insideFunction', data: { module: 'sys' }, line: 2, column: 5, endLine: 2, endColumn: 15 }] },
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
      'import pytest\n\n\nclass TestFiles:\n    def test_nested(self):\n        def size(name):\n            import os\n\n' +
        '            return os.stat(name).st_size\n\n        return size\n\n    async def stop(self):\n        import sys\n\n        sys.exit()\n',
      'import os\nimport sys\n\nimport pytest\n\n\nclass TestFiles:\n    def test_nested(self):\n        def size(name):\n' +
        '            return os.stat(name).st_size\n\n        return size\n\n    async def stop(self):\n        sys.exit()\n',
      { errors: [{ messageId: 'insideFunction', line: 7 }, { messageId: 'insideFunction', line: 14 }] },
    ),
    pythonHoists(
      'below conditions, loops, with and match',
      'def load(kind, names):\n    if kind:\n        import json\n    for name in names:\n        import csv\n    with open(kind) as file:\n' +
        '        import io\n    match kind:\n        case 1:\n            import wave\n            return wave\n    return json, csv, io\n',
      'import csv\nimport io\nimport json\nimport wave\n\n\ndef load(kind, names):\n    if kind:\n        pass\n    for name in names:\n        pass\n' +
        '    with open(kind) as file:\n        pass\n    match kind:\n        case 1:\n            return wave\n    return json, csv, io\n',
      { errors: 4 },
    ),
    {
      name: 'each module of a statement, at its name',
      code: 'def load():\n    import os, torch, json\n    return os, torch, json\n',
      output: 'import json\nimport os\n\n\ndef load():\n    import torch\n    return os, torch, json\n',
      errors: [
        { messageId: 'insideFunction', data: { module: 'os' }, column: 12, endColumn: 14 },
        { messageId: 'insideFunction', data: { module: 'json' }, column: 23, endColumn: 27 },
      ],
    },
    pythonHoists(
      'submodules',
      'def load(name):\n    import importlib.metadata\n    import os.path\n    return importlib.metadata.version(name), os.path.sep\n',
      'import importlib.metadata\nimport os.path\n\n\ndef load(name):\n    return importlib.metadata.version(name), os.path.sep\n',
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
    'def load():\n    from . import os\n    from .sys import path\n    from ..json import loads\n    return os, path, loads\n',
    'import sys\nif sys.argv:\n    import os\ntry:\n    import json\nexcept ImportError:\n    json = None\nwith open("x"):\n    import csv\n' +
      'if __name__ == "__main__":\n    import argparse\n',
    'class TestFiles:\n    import os\n\n    class Inner:\n        import sys\n',
    'SCRIPT = """\ndef main():\n    import os\n"""\n\n\ndef test_script(run):\n    run("def f():\\n    import sys")\n    # import os\n',
    'load = lambda: __import__("os")\n',
    'def load():\n    import importlib_resources, osprey\n    return importlib_resources, osprey\n',
    { code: 'def load():\n    import json\n    return json\n', options: [{ modules: 'core' }] },
    { code: 'def load():\n    import json\n    return json\n', options: [{ modules: 'system' }] },
    { code: 'def load():\n    import os\n    return os\n', options: [{ modules: ['os.path', 'sys'] }] },
    { code: 'def load():\n    import os\n', filename: '/app/server.py', settings: { cogniverse: { scope: 'tests' } } },
  ],
);
