import {
  pythonHoists,
  pythonSuggests,
  testPythonLateImports,
} from '../../../../test/python-late-import-cases.ts';

/** Imports of a function go, and the module has them. */
const goes = (name: string, before: string, after: string, errors = 1) =>
  pythonHoists(
    name,
    `import abc\nimport os\nimport re\n\n\n${before}\n\nx = 1\n`,
    `import abc\nimport os\nimport re\n\n\n${after}\n\nx = 1\n`,
    { errors },
  );

// What an import leaves behind in its function.
testPythonLateImports([
  goes(
    'a function that is left with nothing',
    `def run():
    import os
`,
    `def run():
    pass
`,
  ),
  goes(
    'a function that is left with a docstring',
    'def run():\n    """Runs."""\n    import os\n',
    'def run():\n    """Runs."""\n',
  ),
  goes(
    'a text that would become a docstring',
    'def run():\n    import os\n    import re\n\n    "text"\n    return os, re\n',
    'def run():\n    pass\n\n    "text"\n    return os, re\n',
    2,
  ),
  goes(
    'a text that is none at the start of a branch',
    'def run():\n    if a:\n        import os\n        "text"\n',
    'def run():\n    if a:\n        "text"\n',
  ),
  goes(
    'the lines below, where it was first',
    'def run():\n    import os\n\n    return os\n',
    'def run():\n    return os\n',
  ),
  goes(
    'one of the blank lines around it',
    'def run():\n    a()\n\n    import os\n\n    return os\n',
    'def run():\n    a()\n\n    return os\n',
  ),
  goes(
    'the blank line below a docstring',
    'def run():\n    """Runs."""\n    import os\n\n    return os\n',
    'def run():\n    """Runs."""\n\n    return os\n',
  ),
  goes(
    'the blank lines at the end of a function',
    'def run():\n    a()\n\n    import os\n\n\ndef b():\n    return 1\n',
    'def run():\n    a()\n\n\ndef b():\n    return 1\n',
  ),
  goes(
    'several lines of imports',
    `def run():
    import os

    import re
    from abc import ABC as A
    import torch

    return torch
`.replace('    from abc import ABC as A\n', '    import abc\n'),
    'def run():\n    import torch\n\n    return torch\n',
    3,
  ),
  goes(
    'a comment above, next to what it speaks of',
    'def run():\n    a()\n    # Ask the system\n    import os\n\n    return os.name\n',
    'def run():\n    a()\n    # Ask the system\n    return os.name\n',
  ),
  goes(
    'a comment behind it',
    'def run():\n    import os  # names the system\n    return os.name\n',
    'def run():\n    # names the system\n    return os.name\n',
  ),
  goes(
    'a comment that only says that it is late',
    'def run():\n    import os  # Too late!\n    return os.name\n',
    'def run():\n    return os.name\n',
  ),
  ...[
    'should be at the top',
    'TODO: move this to the top of the file',
    'must be moved to module level!',
    'belongs at the top',
    'FIXME move up',
  ].map((comment) =>
    goes(
      `a comment that only says where it goes: ${comment}`,
      `def run():\n    import os  # ${comment}\n    return os.name\n`,
      'def run():\n    return os.name\n',
    ),
  ),
  goes(
    'a comment on what goes up',
    'def run():\n    import os  # be careful, goes up to the root\n    return os.name\n',
    'def run():\n    # be careful, goes up to the root\n    return os.name\n',
  ),
  goes(
    'a pass with a comment',
    `def run():
    import os  # names
`,
    `def run():
    pass  # names
`,
  ),
  goes('a suite on one line', 'def run(): import os; return os\n', 'def run(): return os\n'),
  goes('a suite on one line with nothing else', 'def run(): import os\n', 'def run(): pass\n'),
  goes('a suite on one line of imports', 'def run(): import os; import re\n', 'def run(): pass\n', 2),
  goes(
    'a condition on one line',
    'def run(a):\n    if a: import os\n    return os\n',
    'def run(a):\n    if a: pass\n    return os\n',
  ),
  goes(
    'the first of a line',
    `def run():
    import os; a(); b()
`,
    `def run():
    a(); b()
`,
  ),
  goes(
    'the middle of a line',
    'def run():\n    a(); import os; import re; b()\n',
    'def run():\n    a(); b()\n',
    2,
  ),
  goes(
    'the last of a line',
    'def run():\n    a(); import os; import re;  # end\n',
    'def run():\n    a();  # end\n',
    2,
  ),
  goes(
    'a line of imports',
    `def run():
    import os; import re;
    a()
`,
    `def run():
    a()
`,
    2,
  ),
  goes(
    'both ends of a line',
    `def run():
    import os; a(); import re
`,
    `def run():
    a()
`,
    2,
  ),
  goes(
    'lines that a backslash joins',
    'def run():\n    a(); \\\n    import os\n    b()\n',
    'def run():\n    a()\n    b()\n',
  ),
  goes(
    'an import that a backslash continues',
    'def run():\n    import os, \\\n        re\n    a()\n',
    'def run():\n    a()\n',
    2,
  ),
  goes(
    'the first of several modules',
    'def run():\n    import os, torch, re\n    return torch\n',
    'def run():\n    import torch\n    return torch\n',
    2,
  ),
  goes(
    'modules in the middle',
    'def run():\n    import torch, os, re, numpy\n    return torch, numpy\n',
    'def run():\n    import torch, numpy\n    return torch, numpy\n',
    2,
  ),
  goes(
    'a function with tabs',
    'def run():\n\timport os\n\n\tif os:\n\t\timport re\n',
    'def run():\n\tif os:\n\t\tpass\n',
    2,
  ),
  goes('a form feed', '\fdef run():\n    import os\n    return os\n', '\fdef run():\n    return os\n'),
  pythonHoists(
    'the end of a file',
    'import os\n\n\ndef run():\n    a()\n\n    import os\n',
    'import os\n\n\ndef run():\n    a()\n',
  ),
  pythonHoists(
    'the end of a file without a line break',
    'import os\n\n\ndef run():\n    a()\n\n    import os',
    'import os\n\n\ndef run():\n    a()',
  ),
  pythonHoists(
    'names in brackets',
    `from os import path, sep


def run():
    from os import (
        path,
        sep,
    )
    return path, sep
`,
    'from os import path, sep\n\n\ndef run():\n    return path, sep\n',
  ),
  pythonHoists(
    'one of several names in brackets',
    `from os import path

sep = 1


def run():
    from os import (
        path,
        sep,
    )
    return path, sep
`,
    `from os import path

sep = 1


def run():
    from os import (
        sep,
    )
    return path, sep
`,
  ),
  pythonSuggests(
    'a comment to a tool',
    'os',
    ['comment'],
    'import os\n\n\ndef run():\n    import os  # type: ignore\n    return os\n',
    'import os\n\n\ndef run():\n    return os\n',
  ),
]);
