import { pythonHoists, pythonSuggests, testPythonLateImports } from '../../../../test/python-late-import-cases.ts';
import { DOUBTS } from './doubts.ts';

// Imports that may give something else, or be needed elsewhere, once they are at module level.
testPythonLateImports([
  pythonSuggests(
    'a name that the file patches',
    'time',
    ['patched'],
    'from unittest.mock import patch\n\n\n@patch("time.sleep")\ndef test_wait(sleep):\n    from time import sleep as pause\n    pause(9)\n',
    'from time import sleep as pause\nfrom unittest.mock import patch\n\n\n@patch("time.sleep")\ndef test_wait(sleep):\n    pause(9)\n',
  ),
  pythonSuggests(
    'a name that is patched by attribute',
    'time',
    ['patched'],
    'import time\n\n\ndef test_wait(monkeypatch):\n    monkeypatch.setattr(time, "sleep", print)\n    from time import sleep\n    sleep(9)\n',
    'import time\nfrom time import sleep\n\n\ndef test_wait(monkeypatch):\n    monkeypatch.setattr(time, "sleep", print)\n    sleep(9)\n',
  ),
  pythonSuggests(
    'a name that is assigned',
    'os',
    ['patched'],
    'import os\n\n\ndef test_home():\n    os.getcwd = lambda: "/"\n    from os import getcwd\n    assert getcwd() == "/"\n',
    'import os\nfrom os import getcwd\n\n\ndef test_home():\n    os.getcwd = lambda: "/"\n    assert getcwd() == "/"\n',
  ),
  pythonHoists(
    'a module whose member is patched',
    'from unittest.mock import patch\n\n\n@patch("time.sleep")\ndef test_wait(sleep):\n    import time\n    time.sleep(9)\n',
    'import time\nfrom unittest.mock import patch\n\n\n@patch("time.sleep")\ndef test_wait(sleep):\n    time.sleep(9)\n',
  ),
  pythonSuggests(
    'a name that is patched in this file',
    'time',
    ['patched'],
    'from unittest.mock import patch\n\nimport tests.test_case as own\n\n\ndef test_now():\n    with patch("tests.test_case.time"):\n        import time\n        assert own, time\n',
    'import time\nfrom unittest.mock import patch\n\nimport tests.test_case as own\n\n\ndef test_now():\n    with patch("tests.test_case.time"):\n        assert own, time\n',
  ),
  pythonSuggests(
    'a name that is patched in this file by its own name',
    'time',
    ['patched'],
    'from unittest.mock import patch\n\n\n@patch(f"{__name__}.time")\ndef test_now(fake):\n    import time\n    assert time\n',
    'import time\nfrom unittest.mock import patch\n\n\n@patch(f"{__name__}.time")\ndef test_now(fake):\n    assert time\n',
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
    'from gevent import monkey\n\nmonkey.patch_all()\n\n\ndef serve():\n    import socket\n    return socket.socket()\n',
    'import socket\n\nfrom gevent import monkey\n\nmonkey.patch_all()\n\n\ndef serve():\n    return socket.socket()\n',
  ),
  pythonSuggests(
    'a module that is not part of Python',
    'torch',
    ['foreign'],
    'import os\n\n\ndef embed():\n    import torch\n    return torch, os\n',
    'import os\n\nimport torch\n\n\ndef embed():\n    return torch, os\n',
    { options: [{ modules: ['torch'] }] },
  ),
  ...['@app.function()', '@ray.remote', '@ray.remote(num_cpus=1)', '@task.virtualenv(requirements=[])'].map((decorator) =>
    pythonSuggests(
      `a function under ${decorator}`,
      'os',
      ['shipped'],
      `from jobs import app, ray, task\n\n\n${decorator}\ndef work():\n    import os\n    return os.name\n`,
      `import os\n\nfrom jobs import app, ray, task\n\n\n${decorator}\ndef work():\n    return os.name\n`,
    ),
  ),
  ...['inspect.getsource(work)', 'ray.remote(work)', 'cloudpickle.dumps(work)', 'exec(work.__code__)', 'gateway.remote_exec(work)', 'app.function(gpu=1)(work)', 'PythonVirtualenvOperator(python_callable=work)', 'AppTest.from_function(work)'].map(
    (use) =>
      pythonSuggests(
        `a function in ${use}`,
        'os',
        ['shipped'],
        `import inspect\n\nimport cloudpickle\nfrom jobs import app, gateway, ray\nfrom streamlit.testing.v1 import AppTest\n\n\ndef work():\n    import os\n    return os.name\n\n\n${use}\n`,
        `import inspect\nimport os\n\nimport cloudpickle\nfrom jobs import app, gateway, ray\nfrom streamlit.testing.v1 import AppTest\n\n\ndef work():\n    return os.name\n\n\n${use}\n`,
      ),
  ),
  pythonSuggests(
    'a method of a class that runs elsewhere',
    'os',
    ['shipped'],
    'import ray\n\n\n@ray.remote\nclass Actor:\n    def work(self):\n        import os\n        return os.name\n',
    'import os\n\nimport ray\n\n\n@ray.remote\nclass Actor:\n    def work(self):\n        return os.name\n',
  ),
  pythonHoists(
    'a function that is handed on and run here',
    'import threading\n\n\ndef work():\n    import os\n    return os.name\n\n\nthreading.Timer(1, work).start()\n',
    'import os\nimport threading\n\n\ndef work():\n    return os.name\n\n\nthreading.Timer(1, work).start()\n',
  ),
  pythonSuggests(
    'a comment among the names',
    'typing',
    ['comment'],
    'def kinds():\n    from typing import (\n        Any,  # for the store\n        List,\n    )\n    return Any, List\n',
    'from typing import Any, List\n\n\ndef kinds():\n    return Any, List\n',
  ),
  {
    name: 'two imports of one name, each in doubt: they move together',
    code: 'def work(kind):\n    if kind:\n        from sys import argv\n    else:\n        from sys import argv\n    return argv\n',
    output: null,
    errors: [3, 5].map((line) => ({
      messageId: 'insideFunction' as const,
      line,
      suggestions: [
        {
          messageId: 'hoist' as const,
          data: { module: 'sys', doubts: DOUBTS.volatile },
          output: 'from sys import argv\n\n\ndef work(kind):\n    if kind:\n        pass\n    else:\n        pass\n    return argv\n',
        },
      ],
    })),
  },
]);
