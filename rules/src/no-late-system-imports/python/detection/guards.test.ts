import {
  pythonHoists,
  pythonSuggests,
  testPythonLateImports,
} from '../../../../test/python-late-import-cases.ts';

// Imports that a function asks for, branches on, or never makes.
testPythonLateImports(
  [
    pythonHoists(
      'where type checkers do not look',
      `from typing import TYPE_CHECKING


def home():
    if TYPE_CHECKING:
        import json
    else:
        import os
        return os.path.expanduser("~")
    if not TYPE_CHECKING:
        import csv
        return csv
`,
      `import csv
import os
from typing import TYPE_CHECKING


def home():
    if TYPE_CHECKING:
        import json
    else:
        return os.path.expanduser("~")
    if not TYPE_CHECKING:
        return csv
`,
      { errors: 2 },
    ),
    pythonHoists(
      'what cannot be missing, in a guard for something else',
      `def embed(text):
    try:
        import torch
        import os
    except ImportError:
        return None
    return torch, os, text
`,
      `import os


def embed(text):
    try:
        import torch
    except ImportError:
        return None
    return torch, os, text
`,
      { errors: [{ messageId: 'insideFunction', line: 4 }] },
    ),
    pythonHoists(
      'in a guard for something else, in its handler, behind it',
      `def load(path):
    try:
        return open(path)
    except OSError:
        import sys
        sys.exit(1)
    except ImportError:
        import traceback
        traceback.print_exc()
    else:
        import json
        return json
    finally:
        import gc
        gc.collect()
`,
      `import gc
import json
import sys
import traceback


def load(path):
    try:
        return open(path)
    except OSError:
        sys.exit(1)
    except ImportError:
        traceback.print_exc()
    else:
        return json
    finally:
        gc.collect()
`,
      { errors: 4 },
    ),
    pythonSuggests(
      'what is given a stand-in that it never needs',
      'json',
      ['guarded', 'rebound'],
      `def load():
    try:
        import json
    except ImportError:
        json = None
    return json
`,
      `import json as _json


def load():
    try:
        json = _json
    except ImportError:
        json = None
    return json
`,
    ),
    pythonSuggests(
      'what cannot be missing, alone in a guard',
      'zipimport',
      ['guarded'],
      `def caches():
    try:
        import zipimport
    except ImportError:
        return None
    return zipimport
`,
      `import zipimport


def caches():
    try:
        pass
    except ImportError:
        return None
    return zipimport
`,
    ),
    pythonSuggests(
      'what cannot be missing, alone where its absence is suppressed',
      'json',
      ['guarded'],
      `from contextlib import suppress


def load():
    with suppress(OSError, ImportError):
        import json
    return json
`,
      `import json
from contextlib import suppress


def load():
    with suppress(OSError, ImportError):
        pass
    return json
`,
    ),
    pythonHoists(
      'in a with that waits for another error',
      `import pytest


def test_decode():
    with pytest.raises(ValueError):
        import json
        json.loads("{")
`,
      `import json

import pytest


def test_decode():
    with pytest.raises(ValueError):
        json.loads("{")
`,
    ),
    pythonHoists(
      'behind a skip for something else',
      `import pytest


def test_store():
    pytest.importorskip("redis")
    import uuid
    assert uuid.uuid4()
`,
      `import uuid

import pytest


def test_store():
    pytest.importorskip("redis")
    assert uuid.uuid4()
`,
    ),
    pythonSuggests(
      'what some platforms have not, without a guard',
      'fcntl',
      ['absent'],
      'def lock(file):\n    import fcntl\n    fcntl.flock(file, fcntl.LOCK_EX)\n',
      'import fcntl\n\n\ndef lock(file):\n    fcntl.flock(file, fcntl.LOCK_EX)\n',
    ),
    pythonSuggests(
      'what older versions have not, without a guard',
      'tomllib',
      ['absent'],
      'def load(text):\n    import tomllib\n    return tomllib.loads(text)\n',
      'import tomllib\n\n\ndef load(text):\n    return tomllib.loads(text)\n',
    ),
    pythonHoists(
      'what nearly every build has, on a condition that has nothing to do with it',
      `def connect(name):
    if name is None:
        return None
    if name:
        import sqlite3
        return sqlite3.connect(name)
`,
      `import sqlite3


def connect(name):
    if name is None:
        return None
    if name:
        return sqlite3.connect(name)
`,
    ),
    pythonHoists(
      'what every build has but rare ones',
      'def connect():\n    import sqlite3\n    return sqlite3.connect(":memory:")\n',
      'import sqlite3\n\n\ndef connect():\n    return sqlite3.connect(":memory:")\n',
    ),
  ],
  [
    {
      name: 'what only type checkers read',
      code: `import typing as t


def show():
    if t.TYPE_CHECKING:
        import json
    if t.TYPE_CHECKING and show:
        import csv
    if False:
        import re
`,
    },
    {
      name: 'a constant that stands in for TYPE_CHECKING',
      code: 'TYPE_CHECKING = False\n\n\ndef show():\n    if TYPE_CHECKING:\n        import json\n',
    },
    {
      name: 'a guard around what can be missing',
      code: `def load():
    try:
        import fcntl
    except ImportError:
        fcntl = None
    try:
        import tomllib
    except (ModuleNotFoundError, OSError):
        import tomli as tomllib
    try:
        import readline, sqlite3
    except Exception:
        pass
    try:
        from typing import Self
    except ImportError:
        from typing_extensions import Self
    try:
        import zoneinfo
    except:
        return None
    return fcntl, tomllib, Self
`,
    },
    {
      name: 'a module in the place of a missing one',
      code: `def codec():
    try:
        import ujson as json
    except ImportError:
        import json
    return json
`,
    },
    {
      name: 'one of two places of a name',
      code: `def kinds():
    try:
        from collections.abc import Mapping
    except ImportError:
        from collections import Mapping
    return Mapping
`,
    },
    {
      name: 'branches by platform and version',
      code: `import os
import platform
import sys
from sys import version_info

WINDOWS = os.name == "nt"


def console(kind):
    if sys.platform == "win32":
        import msvcrt
        return msvcrt
    elif platform.system() == "Darwin":
        import subprocess
        return subprocess
    else:
        import termios
    if version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    if WINDOWS:
        import winreg
    if hasattr(os, "fork"):
        import signal
    match sys.platform:
        case "linux":
            import resource
    return termios, tomllib, kind
`,
    },
    {
      name: 'a condition that the project keeps elsewhere',
      code: `from app.compat import IS_WINDOWS, has_terminal


def console():
    if IS_WINDOWS:
        import subprocess
    if has_terminal():
        import curses
`,
    },
    {
      name: 'tests that are skipped where a module is missing',
      code: `import os
import sys
import unittest

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_limits():
    import resource
    assert resource


class TestTerminal(unittest.TestCase):
    @unittest.skipUnless(hasattr(os, "openpty"), "no terminal")
    def test_terminal(self):
        import pty
        assert pty


def test_lock():
    if os.name == "nt":
        pytest.skip("no locks")
    import fcntl
    assert fcntl


def test_terminal():
    pytest.importorskip("curses")
    import curses
    assert curses
`,
    },
    {
      name: 'a file that is skipped where a module is missing',
      code: `import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork")


def test_limits():
    import resource
    assert resource
`,
    },
    {
      name: 'an import that is expected to fail or to warn',
      code: `import contextlib

import pytest


def test_missing(self):
    with pytest.raises(ImportError):
        import os
    with pytest.raises((ModuleNotFoundError, ValueError)):
        from json import nothing
    with self.assertRaises(ImportError):
        import csv
    with pytest.warns(DeprecationWarning):
        import re
    with contextlib.suppress(ImportError):
        import curses
`,
    },
  ],
);
