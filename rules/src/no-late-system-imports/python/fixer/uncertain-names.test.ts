import { pythonHoists, pythonSuggests, testPythonLateImports } from '../../../../test/python-late-import-cases.ts';

// Names that mean something else at module level, in the function, or around it.
testPythonLateImports([
  pythonSuggests(
    'a function of the name of its module',
    'time',
    ['clash'],
    'from time import time\n\n\ndef wait():\n    import time\n\n    time.sleep(1)\n    return f"{time.time()}"\n',
    'import time as _time\nfrom time import time\n\n\ndef wait():\n    _time.sleep(1)\n    return f"{_time.time()}"\n',
  ),
  pythonSuggests(
    'a class of the name of its module',
    'datetime',
    ['clash'],
    'from datetime import datetime\n\n\ndef now():\n    import datetime\n    return lambda: datetime.datetime.now()\n',
    'import datetime as _datetime\nfrom datetime import datetime\n\n\ndef now():\n    return lambda: _datetime.datetime.now()\n',
  ),
  pythonSuggests(
    'a fixture of the name of a module',
    'tempfile',
    ['clash'],
    'import pytest\n\n\n@pytest.fixture\ndef tempfile():\n    import tempfile\n    return tempfile.mktemp()\n',
    'import tempfile as _tempfile\n\nimport pytest\n\n\n@pytest.fixture\ndef tempfile():\n    return _tempfile.mktemp()\n',
  ),
  pythonSuggests(
    'a name that others use as a builtin',
    'io',
    ['clash'],
    'def read(name):\n    from io import open\n    return open(name)\n\n\ndef write(name):\n    return open(name, "w")\n',
    'from io import open as _open\n\n\ndef read(name):\n    return _open(name)\n\n\ndef write(name):\n    return open(name, "w")\n',
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
    'def outer(time):\n    def inner():\n        import time\n        return time.time()\n\n    return inner, time\n',
    'import time as _time\n\n\ndef outer(time):\n    def inner():\n        return _time.time()\n\n    return inner, time\n',
  ),
  pythonHoists(
    'a name of the class around it, which methods do not see',
    'class Clock:\n    time = 1\n\n    def now(self):\n        import time\n        return time.time()\n',
    'import time\n\n\nclass Clock:\n    time = 1\n\n    def now(self):\n        return time.time()\n',
  ),
  pythonHoists(
    'the same name in nested functions',
    'def outer():\n    import re\n\n    def inner():\n        import re\n        return re.compile("a")\n\n    return inner, re\n',
    'import re\n\n\ndef outer():\n    def inner():\n        return re.compile("a")\n\n    return inner, re\n',
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
    'import os as _os\n\n\ndef system():\n    os = _os\n    name = os.name\n    del os\n    return name\n',
  ),
  pythonSuggests(
    'a name that a nested function sets',
    'os',
    ['rebound'],
    'def system():\n    import os\n\n    def fake():\n        nonlocal os\n        os = None\n\n    fake()\n    return os\n',
    'import os as _os\n\n\ndef system():\n    os = _os\n\n    def fake():\n        nonlocal os\n        os = None\n\n    fake()\n    return os\n',
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
    'import os as _os\n\n\ndef make():\n    class Files:\n        os = _os\n\n    return Files.os\n',
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
      'def a():\n    import datetime\n    return datetime.datetime\n\n\ndef b():\n    from datetime import datetime\n    return datetime\n\n\n' +
      'def c():\n    from datetime import datetime\n    return datetime\n',
    output:
      'from datetime import datetime\n\n\ndef a():\n    import datetime\n    return datetime.datetime\n\n\ndef b():\n    return datetime\n\n\n' +
      'def c():\n    return datetime\n',
    errors: 3,
  },
  pythonSuggests(
    'both other names taken',
    'time',
    ['clash'],
    'from time import time\n_time = _time_module = 1\n\n\ndef wait():\n    import time\n    time.sleep(1)\n',
    null,
  ),
  pythonSuggests(
    'one of two names of a statement taken',
    'time',
    ['clash'],
    'time = 1\n\n\ndef wait():\n    from time import time, sleep\n    sleep(time())\n',
    null,
    {
      output: 'from time import sleep\n\ntime = 1\n\n\ndef wait():\n    from time import time\n    sleep(time())\n',
      errors: 1,
    },
  ),
]);
