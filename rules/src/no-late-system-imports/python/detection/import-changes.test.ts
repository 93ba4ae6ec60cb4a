import {
  pythonHoists,
  pythonSuggests,
  testPythonLateImports,
} from '../../../../test/python-late-import-cases.ts';

// Imports whose module is replaced, removed or loaded again.
testPythonLateImports(
  [
    pythonSuggests(
      'a module that the test replaces',
      'platform',
      ['patched'],
      `import sys


def test_machine(monkeypatch):
    monkeypatch.setitem(sys.modules, "platform", object())
    import platform
    assert platform
`,
      `import platform
import sys


def test_machine(monkeypatch):
    monkeypatch.setitem(sys.modules, "platform", object())
    assert platform
`,
    ),
    pythonSuggests(
      'a module that another test replaces',
      'json',
      ['patched'],
      `import sys
from unittest import mock


@mock.patch.dict("sys.modules", {"json": None})
def test_without():
    pass


def test_with():
    import json
    assert json
`,
      `import json
import sys
from unittest import mock


@mock.patch.dict("sys.modules", {"json": None})
def test_without():
    pass


def test_with():
    assert json
`,
    ),
    pythonSuggests(
      'what follows the removal of modules that are not named',
      'json',
      ['patched'],
      `import sys


def test_fresh(names):
    for name in names:
        del sys.modules[name]
    import json
    assert json
`,
      `import json
import sys


def test_fresh(names):
    for name in names:
        del sys.modules[name]
    assert json
`,
    ),
    pythonHoists(
      'what follows the replacement of an installed module',
      `import sys


def test_without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    import asyncio
    asyncio.run(main())
`,
      `import asyncio
import sys


def test_without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    asyncio.run(main())
`,
    ),
    pythonHoists(
      'what a call names that takes nothing away',
      `import logging


def test_log():
    logging.getLogger("asyncio")
    import asyncio
    assert asyncio
`,
      `import asyncio
import logging


def test_log():
    logging.getLogger("asyncio")
    assert asyncio
`,
    ),
    pythonHoists(
      'what comes before the machinery is changed',
      `def test_broken_import(monkeypatch):
    import builtins
    monkeypatch.setattr(builtins, "__import__", fail)
    load()
`,
      `import builtins


def test_broken_import(monkeypatch):
    monkeypatch.setattr(builtins, "__import__", fail)
    load()
`,
    ),
  ],
  [
    {
      name: 'a module that is loaded again',
      code: `import importlib


def test_reload():
    import locale
    importlib.reload(locale)
`,
    },
    {
      name: 'a module that a helper takes away by its name',
      code: `from helpers import CleanImport, hide_modules, unload, restart


def test_clean():
    with CleanImport("time"):
        import time
        restart.reload(time)


@hide_modules("json", "csv")
def test_hidden():
    import json


def test_unloaded():
    unload("csv")
    if restart:
        import csv
`,
    },
    {
      name: 'a module that is removed first',
      code: `import sys


def test_again(monkeypatch):
    sys.modules.pop("json", None)
    import json
    del sys.modules["csv"]
    import csv
    monkeypatch.delitem(sys.modules, "asyncio.events", raising=False)
    import asyncio.events
`,
    },
    {
      name: 'what a replaced module of the standard library is there for',
      code: `import sys
from unittest.mock import patch


@patch.dict(sys.modules, {"_decimal": None})
def test_pure_decimal():
    import decimal
    assert decimal


def test_no_readline():
    with patch.dict("sys.modules", readline=None):
        import pdb
        assert pdb
`,
    },
    {
      name: 'what follows a change of the machinery',
      code: `import builtins
import sys
from unittest.mock import patch


def test_blocked(monkeypatch, finder):
    with patch("builtins.__import__", side_effect=ImportError):
        import json
    sys.meta_path.insert(0, finder)
    import csv


@patch("builtins.__import__")
def test_counted(counter):
    import re


def test_set(monkeypatch, block):
    monkeypatch.setattr(builtins, "__import__", block)
    import os
    builtins.__import__ = block
`,
    },
  ],
);
