import {
  pythonHoists,
  pythonSuggests,
  testPythonLateImports,
} from '../../../../test/python-late-import-cases.ts';

// Names that mean something else at module level, in the function, or around it.
testPythonLateImports([
  pythonSuggests(
    'a function of the name of its module',
    'time',
    ['clash'],
    `from time import time


def wait():
    import time

    time.sleep(1)
    return f"{time.time()}"
`,
    `import time as _time
from time import time


def wait():
    _time.sleep(1)
    return f"{_time.time()}"
`,
  ),
  pythonSuggests(
    'a class of the name of its module',
    'datetime',
    ['clash'],
    `from datetime import datetime


def now():
    import datetime
    return lambda: datetime.datetime.now()
`,
    `import datetime as _datetime
from datetime import datetime


def now():
    return lambda: _datetime.datetime.now()
`,
  ),
  pythonSuggests(
    'a fixture of the name of a module',
    'tempfile',
    ['clash'],
    `import pytest


@pytest.fixture
def tempfile():
    import tempfile
    return tempfile.mktemp()
`,
    `import tempfile as _tempfile

import pytest


@pytest.fixture
def tempfile():
    return _tempfile.mktemp()
`,
  ),
  pythonSuggests(
    'a name that others use as a builtin',
    'io',
    ['clash'],
    `def read(name):
    from io import open
    return open(name)


def write(name):
    return open(name, "w")
`,
    `from io import open as _open


def read(name):
    return _open(name)


def write(name):
    return open(name, "w")
`,
  ),
  pythonHoists(
    'a name of a builtin that nobody else uses',
    'def read(name):\n    from io import open\n    return open(name)\n',
    'from io import open\n\n\ndef read(name):\n    return open(name)\n',
  ),
  pythonSuggests(
    'a parameter of the function around it',
    'time',
    ['clash'],
    `def outer(time):
    def inner():
        import time
        return time.time()

    return inner, time
`,
    `import time as _time


def outer(time):
    def inner():
        return _time.time()

    return inner, time
`,
  ),
  pythonHoists(
    'a name of the class around it, which methods do not see',
    `class Clock:
    time = 1

    def now(self):
        import time
        return time.time()
`,
    `import time


class Clock:
    time = 1

    def now(self):
        return time.time()
`,
  ),
  pythonHoists(
    'the same name in nested functions',
    `def outer():
    import re

    def inner():
        import re
        return re.compile("a")

    return inner, re
`,
    `import re


def outer():
    def inner():
        return re.compile("a")

    return inner, re
`,
    { errors: 2 },
  ),
  pythonSuggests(
    'a name that gets another value',
    'os',
    ['rebound'],
    'def system():\n    import os\n    os = os.name\n    return os\n',
    'import os as _os\n\n\ndef system():\n    os = _os\n    os = os.name\n    return os\n',
  ),
  pythonSuggests(
    'a name that is deleted',
    'os',
    ['rebound'],
    'def system():\n    import os\n    name = os.name\n    del os\n    return name\n',
    `import os as _os


def system():
    os = _os
    name = os.name
    del os
    return name
`,
  ),
  pythonSuggests(
    'a name that a nested function sets',
    'os',
    ['rebound'],
    `def system():
    import os

    def fake():
        nonlocal os
        os = None

    fake()
    return os
`,
    `import os as _os


def system():
    os = _os

    def fake():
        nonlocal os
        os = None

    fake()
    return os
`,
  ),
  pythonSuggests(
    'a name that the function makes global',
    'os',
    ['global'],
    'def load():\n    global os\n    import os\n\n\ndef use():\n    return os.name\n',
    'import os\n\n\ndef load():\n    global os\n\n\ndef use():\n    return os.name\n',
  ),
  pythonSuggests(
    'an attribute of a class in a function',
    'os',
    ['attribute'],
    'def make():\n    class Files:\n        import os\n\n    return Files.os\n',
    `import os as _os


def make():
    class Files:
        os = _os

    return Files.os
`,
  ),
  pythonSuggests(
    'a function that looks at its names',
    'os',
    ['names'],
    'def names():\n    import os\n    return sorted(locals())\n',
    'import os as _os\n\n\ndef names():\n    os = _os\n    return sorted(locals())\n',
  ),
  pythonHoists(
    'a function that looks at the names of something else',
    'def names(thing):\n    import os\n    return vars(thing), dir(os)\n',
    'import os\n\n\ndef names(thing):\n    return vars(thing), dir(os)\n',
  ),
  pythonSuggests(
    'a star import',
    'os',
    ['star'],
    'from app.testing import *\n\n\ndef name():\n    import os\n    return os.name\n',
    'import os\n\nfrom app.testing import *\n\n\ndef name():\n    return os.name\n',
  ),
  pythonSuggests(
    'a name that pytest collects',
    'doctest',
    ['collected'],
    'def test_docs(module):\n    from doctest import testmod\n    testmod(module)\n',
    'from doctest import testmod\n\n\ndef test_docs(module):\n    testmod(module)\n',
  ),
  {
    name: 'one name that means two things: what most mean gets it',
    code:
      `def a():
    import datetime
    return datetime.datetime


def b():
    from datetime import datetime
    return datetime


` + 'def c():\n    from datetime import datetime\n    return datetime\n',
    output:
      `from datetime import datetime


def a():
    import datetime
    return datetime.datetime


def b():
    return datetime


` + 'def c():\n    return datetime\n',
    errors: 3,
  },
  pythonSuggests(
    'both other names taken',
    'time',
    ['clash'],
    `from time import time
_time = _time_module = 1


def wait():
    import time
    time.sleep(1)
`,
    null,
  ),
  pythonSuggests(
    'one of two names of a statement taken',
    'time',
    ['clash'],
    'time = 1\n\n\ndef wait():\n    from time import time, sleep\n    sleep(time())\n',
    null,
    {
      output: `from time import sleep

time = 1


def wait():
    from time import time
    sleep(time())
`,
      errors: 1,
    },
  ),
]);
