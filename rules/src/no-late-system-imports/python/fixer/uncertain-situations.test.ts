import {
  pythonHoists,
  pythonSuggests,
  testPythonLateImports,
} from '../../../../test/python-late-import-cases.ts';
import { DOUBTS } from './doubts.ts';

// Imports that may give something else, or be needed elsewhere, once they are at module level.
testPythonLateImports([
  pythonSuggests(
    'a name that the file patches',
    'time',
    ['patched'],
    `from unittest.mock import patch


@patch("time.sleep")
def test_wait(sleep):
    from time import sleep as pause
    pause(9)
`,
    `from time import sleep as pause
from unittest.mock import patch


@patch("time.sleep")
def test_wait(sleep):
    pause(9)
`,
  ),
  pythonSuggests(
    'a name that is patched by attribute',
    'time',
    ['patched'],
    `import time


def test_wait(monkeypatch):
    monkeypatch.setattr(time, "sleep", print)
    from time import sleep
    sleep(9)
`,
    `import time
from time import sleep


def test_wait(monkeypatch):
    monkeypatch.setattr(time, "sleep", print)
    sleep(9)
`,
  ),
  pythonSuggests(
    'a name that is assigned',
    'os',
    ['patched'],
    `import os


def test_home():
    os.getcwd = lambda: "/"
    from os import getcwd
    assert getcwd() == "/"
`,
    `import os
from os import getcwd


def test_home():
    os.getcwd = lambda: "/"
    assert getcwd() == "/"
`,
  ),
  pythonHoists(
    'a module whose member is patched',
    `from unittest.mock import patch


@patch("time.sleep")
def test_wait(sleep):
    import time
    time.sleep(9)
`,
    `import time
from unittest.mock import patch


@patch("time.sleep")
def test_wait(sleep):
    time.sleep(9)
`,
  ),
  pythonSuggests(
    'a name that is patched in this file',
    'time',
    ['patched'],
    `from unittest.mock import patch

import tests.test_case as own


def test_now():
    with patch("tests.test_case.time"):
        import time
        assert own, time
`,
    `import time
from unittest.mock import patch

import tests.test_case as own


def test_now():
    with patch("tests.test_case.time"):
        assert own, time
`,
  ),
  pythonSuggests(
    'a name that is patched in this file by its own name',
    'time',
    ['patched'],
    `from unittest.mock import patch


@patch(f"{__name__}.time")
def test_now(fake):
    import time
    assert time
`,
    `import time
from unittest.mock import patch


@patch(f"{__name__}.time")
def test_now(fake):
    assert time
`,
  ),
  pythonSuggests(
    'what changes while the program runs',
    'sys',
    ['volatile'],
    'def test_out(capsys):\n    from sys import stdout\n    stdout.write("a")\n',
    'from sys import stdout\n\n\ndef test_out(capsys):\n    stdout.write("a")\n',
  ),
  pythonSuggests(
    'an import that acts',
    'this',
    ['effect', 'absent'],
    'def zen():\n    import this\n    return this\n',
    'import this\n\n\ndef zen():\n    return this\n',
  ),
  pythonSuggests(
    'a file that patches the standard library first',
    'socket',
    ['order'],
    `from gevent import monkey

monkey.patch_all()


def serve():
    import socket
    return socket.socket()
`,
    `import socket

from gevent import monkey

monkey.patch_all()


def serve():
    return socket.socket()
`,
  ),
  pythonSuggests(
    'a module that is not part of Python',
    'torch',
    ['foreign'],
    'import os\n\n\ndef embed():\n    import torch\n    return torch, os\n',
    'import os\n\nimport torch\n\n\ndef embed():\n    return torch, os\n',
    { options: [{ modules: ['torch'] }] },
  ),
  ...['@app.function()', '@ray.remote', '@ray.remote(num_cpus=1)', '@task.virtualenv(requirements=[])'].map(
    (decorator) =>
      pythonSuggests(
        `a function under ${decorator}`,
        'os',
        ['shipped'],
        `from jobs import app, ray, task


${decorator}
def work():
    import os
    return os.name
`,
        `import os

from jobs import app, ray, task


${decorator}
def work():
    return os.name
`,
      ),
  ),
  ...[
    'inspect.getsource(work)',
    'ray.remote(work)',
    'cloudpickle.dumps(work)',
    'exec(work.__code__)',
    'gateway.remote_exec(work)',
    'app.function(gpu=1)(work)',
    'PythonVirtualenvOperator(python_callable=work)',
    'AppTest.from_function(work)',
  ].map((use) =>
    pythonSuggests(
      `a function in ${use}`,
      'os',
      ['shipped'],
      `import inspect

import cloudpickle
from jobs import app, gateway, ray
from streamlit.testing.v1 import AppTest


def work():
    import os
    return os.name


${use}
`,
      `import inspect
import os

import cloudpickle
from jobs import app, gateway, ray
from streamlit.testing.v1 import AppTest


def work():
    return os.name


${use}
`,
    ),
  ),
  pythonSuggests(
    'a method of a class that runs elsewhere',
    'os',
    ['shipped'],
    `import ray


@ray.remote
class Actor:
    def work(self):
        import os
        return os.name
`,
    `import os

import ray


@ray.remote
class Actor:
    def work(self):
        return os.name
`,
  ),
  ...[
    ['a function that another package takes over', '@tool\n    def now():'],
    ['a class made for another package', 'class Now(Tool):\n      def now(self):'],
  ].map(([name = '', head = '']) =>
    pythonSuggests(
      name,
      'os',
      ['shipped'],
      `from toolbox import Tool, tool


def test_now():
    ${head}
        import os
        return os.name
`,
      `import os

from toolbox import Tool, tool


def test_now():
    ${head}
        return os.name
`,
    ),
  ),
  pythonHoists(
    'a function that only Python and pytest decorate',
    `import contextlib
import functools

import pytest


class TestNow:
    @pytest.mark.slow
    def test_now(self):
        @functools.cache
        def now():
            import os
            return os.name

        @contextlib.contextmanager
        def then():
            import os
            yield os.name
`,
    `import contextlib
import functools
import os

import pytest


class TestNow:
    @pytest.mark.slow
    def test_now(self):
        @functools.cache
        def now():
            return os.name

        @contextlib.contextmanager
        def then():
            yield os.name
`,
    { errors: 2 },
  ),
  pythonHoists(
    'a function that is handed on and run here',
    `import threading


def work():
    import os
    return os.name


threading.Timer(1, work).start()
`,
    `import os
import threading


def work():
    return os.name


threading.Timer(1, work).start()
`,
  ),
  pythonSuggests(
    'a comment among the names',
    'typing',
    ['comment'],
    `def kinds():
    from typing import (
        Any,  # for the store
        List,
    )
    return Any, List
`,
    'from typing import Any, List\n\n\ndef kinds():\n    return Any, List\n',
  ),
  {
    name: 'two imports of one name, each in doubt: they move together',
    code: `def work(kind):
    if kind:
        from sys import argv
    else:
        from sys import argv
    return argv
`,
    output: null,
    errors: [3, 5].map((line) => ({
      messageId: 'insideFunction' as const,
      line,
      suggestions: [
        {
          messageId: 'hoist' as const,
          data: { module: 'sys', doubts: DOUBTS.volatile },
          output: `from sys import argv


def work(kind):
    if kind:
        pass
    else:
        pass
    return argv
`,
        },
      ],
    })),
  },
]);
