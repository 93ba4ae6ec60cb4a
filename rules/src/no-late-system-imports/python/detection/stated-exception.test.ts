import {
  pythonHoists,
  pythonSuggests,
  testPythonLateImports,
} from '../../../../test/python-late-import-cases.ts';

// Comments that state that an import is late on purpose.
testPythonLateImports(
  [
    pythonSuggests(
      'another exception is none',
      're',
      ['comment'],
      'def words():\n    import re  # noqa: F401\n    return 1\n',
      'import re\n\n\ndef words():\n    return 1\n',
    ),
    pythonHoists(
      'a comment of pylint about another block',
      `def words(text):
    if text:
        # pylint: disable=import-outside-toplevel
        import torch
    import re
    return re, torch
`,
      `import re


def words(text):
    if text:
        # pylint: disable=import-outside-toplevel
        import torch
    return re, torch
`,
    ),
  ],
  [
    'def load():\n    import os  # noqa: PLC0415\n    return os\n',
    'def load():\n    import os  # noqa\n    return os\n',
    'def load():\n    import os  # noqa: E501, PLC0415 late for a reason\n    return os\n',
    'def load():\n    from os import (  # noqa: PLC0415\n        path,\n    )\n    return path\n',
    '# ruff: noqa: PLC0415\ndef load():\n    import os\n    return os\n',
    'def load():\n    import os  # pylint: disable=import-outside-toplevel\n    return os\n',
    'def load():\n    import os  # pylint: disable=unused-import,C0415\n    return os\n',
    `def load():
    # pylint: disable-next=import-outside-toplevel
    import os
    return os
`,
    `def load():
    # pylint: disable=import-outside-toplevel
    if load:
        import os
    import json
`,
    '# pylint: disable=C0415\n\n\ndef load():\n    import os\n    return os\n',
  ],
);
