import { pythonHoists, testPythonLateImports } from '../../../../test/python-late-import-cases.ts';

const use = '\n\ndef run(x):\n    import os\n    return os, x\n';
const used = '\n\ndef run(x):\n    return os, x\n';

// Where imports go at module level.
testPythonLateImports([
  pythonHoists('behind a docstring', `"""Docs."""\n${use}`, `"""Docs."""\n\nimport os\n${used}`),
  pythonHoists(
    'behind a docstring and the future',
    `"""Docs."""\nfrom __future__ import annotations\n${use}`,
    `"""Docs."""\nfrom __future__ import annotations\n\nimport os\n${used}`,
  ),
  pythonHoists(
    'behind the future, where code follows at once',
    'from __future__ import annotations\nx = 1\ndef run():\n    import os\n    return os\n',
    'from __future__ import annotations\n\nimport os\n\nx = 1\ndef run():\n    return os\n',
  ),
  pythonHoists(
    'behind a first line and a coding cookie',
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\ndef run():\n    import os\n    return os\n',
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nimport os\n\n\ndef run():\n    return os\n',
  ),
  pythonHoists(
    'behind a licence and what tools read',
    `# Copyright 2026 the authors
# All rights reserved.
# ruff: noqa: E501
# isort: skip_file

# Runs it.
def run():
    import os
    return os
`,
    `# Copyright 2026 the authors
# All rights reserved.
# ruff: noqa: E501
# isort: skip_file

import os


# Runs it.
def run():
    return os
`,
  ),
  pythonHoists(
    'above the comment and the decorators of a function',
    '# Runs it.\n@fixture\n@other(1)\ndef run():\n    import os\n    return os\n',
    'import os\n\n\n# Runs it.\n@fixture\n@other(1)\ndef run():\n    return os\n',
  ),
  pythonHoists('above other statements', `x = 1\n${use}`, `import os\n\nx = 1\n${used}`),
  pythonHoists(
    'above imports that are tried',
    `try:\n    import torch\nexcept ImportError:\n    torch = None\n${use}`,
    `import os\n\ntry:\n    import torch\nexcept ImportError:\n    torch = None\n${used}`,
  ),
  pythonHoists(
    'in a section of its own above others',
    `"""Docs."""\n\nimport pytest\n\nfrom app import x\n${use}`,
    `"""Docs."""\n\nimport os\n\nimport pytest\n\nfrom app import x\n${used}`,
  ),
  pythonHoists(
    'in a section of its own, above the comment of the next one',
    `"""Docs."""\n\n# Installed\nimport pytest\n${use}`,
    `"""Docs."""\n\nimport os\n\n# Installed\nimport pytest\n${used}`,
  ),
  pythonHoists(
    'at its place by the alphabet',
    `import json\nimport sys\n${use}`,
    `import json\nimport os\nimport sys\n${used}`,
  ),
  pythonHoists(
    'as the first',
    `import re\nimport sys\n${use}`,
    `import os
import re
import sys
${used}`,
  ),
  pythonHoists(
    'as the last',
    `import abc\nimport json\n\nimport pytest\n${use}`,
    `import abc\nimport json\nimport os\n\nimport pytest\n${used}`,
  ),
  pythonHoists(
    'modules above what is taken out of them',
    `import json\nfrom abc import ABC\n${use}`,
    `import json\nimport os\nfrom abc import ABC\n${used}`,
  ),
  pythonHoists(
    'by the module alone, where the file does so',
    `from abc import ABC\nimport json\nfrom pathlib import Path\nimport sys\n${use}`,
    `from abc import ABC\nimport json\nimport os\nfrom pathlib import Path\nimport sys\n${used}`,
  ),
  pythonHoists(
    'by the module alone, where another section is not sorted',
    `from abc import ABC\nimport json\nimport sys\n\nimport pytest\nimport app\n${use}`,
    `from abc import ABC\nimport json\nimport os\nimport sys\n\nimport pytest\nimport app\n${used}`,
  ),
  pythonHoists(
    'not between a comment and its import',
    `import json\n# The interpreter\nimport sys\n${use}`,
    `import json\nimport os\n# The interpreter\nimport sys\n${used}`,
  ),
  pythonHoists(
    'in the largest group of a file that is not sorted',
    `import pytest\nimport sys\nfrom app import x\nimport json\nimport time\n${use}`,
    `import pytest\nimport sys\nfrom app import x\nimport json\nimport os\nimport time\n${used}`,
  ),
  pythonHoists(
    'beside statements that share a line',
    `import sys; sys.path.insert(0, ".")\nimport app\n${use}`,
    `import os\nimport sys; sys.path.insert(0, ".")\nimport app\n${used}`,
  ),
  pythonHoists(
    'above what follows the first imports',
    `import sys\n\nsys.path.insert(0, ".")\n\nimport abc\nfrom app import x\n${use}`,
    `import os\nimport sys\n\nsys.path.insert(0, ".")\n\nimport abc\nfrom app import x\n${used}`,
  ),
  pythonHoists('with other names', `import os as o\n${use}`, `import os\nimport os as o\n${used}`),
  pythonHoists(
    'without a name that is its own',
    'def run():\n    import os as os\n    from json import dumps as dumps\n    return os, dumps\n',
    'import os\nfrom json import dumps\n\n\ndef run():\n    return os, dumps\n',
    { errors: 2 },
  ),
  pythonHoists(
    'once, where two forms bring the same',
    `def run():
    import os.path as p
    return p


def again():
    from os import path as p
    return p
`,
    `import os.path as p


def run():
    return p


def again():
    return p
`,
    { errors: 2 },
  ),
  pythonHoists(
    'into an import of the same module',
    `from os import getcwd, sep


def run():
    from os import path, environ
    return path, environ
`,
    'from os import environ, getcwd, path, sep\n\n\ndef run():\n    return path, environ\n',
  ),
  pythonHoists(
    'by the kind of the names',
    `from datetime import UTC, datetime


def run():
    from datetime import MINYEAR, timedelta
    return MINYEAR, timedelta
`,
    `from datetime import MINYEAR, UTC, datetime, timedelta


def run():
    return MINYEAR, timedelta
`,
  ),
  pythonHoists(
    'by the alphabet alone, where the names go by it',
    `from typing import Any, cast, Dict, List


def run():
    from typing import get_args, Callable
    return get_args, Callable
`,
    `from typing import Any, Callable, cast, Dict, get_args, List


def run():
    return get_args, Callable
`,
  ),
  pythonHoists(
    'into lines',
    `from os import (
    getcwd,  # here
    path,
)


def run():
    from os import environ, sep
    return environ, sep
`,
    `from os import (
    environ,
    getcwd,  # here
    path,
    sep,
)


def run():
    return environ, sep
`,
  ),
  pythonHoists(
    'into lines without a last comma',
    `from os import (
    getcwd,
    path  # there
)


def run():
    from os import sep
    return sep
`,
    `from os import (
    getcwd,
    path,  # there
    sep,
)


def run():
    return sep
`,
  ),
  pythonHoists(
    'into brackets on several lines',
    `from os import (getcwd,
                path)


def run():
    from os import environ, sep
    return environ, sep
`,
    `from os import (environ, getcwd,
                path, sep)


def run():
    return environ, sep
`,
  ),
  pythonHoists(
    'into brackets, where the line gets too long',
    `from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, as_completed  # pools


` +
      `def run():
    from concurrent.futures import ThreadPoolExecutor
    return ThreadPoolExecutor
`,
    `from concurrent.futures import (
    FIRST_COMPLETED,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)  # pools


` + 'def run():\n    return ThreadPoolExecutor\n',
  ),
  pythonHoists(
    'beside an import that a backslash continues',
    'from os import getcwd, \\\n    path\n\n\ndef run():\n    from os import sep\n    return sep\n',
    'from os import getcwd, \\\n    path\nfrom os import sep\n\n\ndef run():\n    return sep\n',
  ),
  pythonHoists(
    'beside an import with other names, as isort does',
    `from os import getcwd


def run():
    from os import path as p, sep as s
    return p, s
`,
    `from os import getcwd
from os import path as p
from os import sep as s


def run():
    return p, s
`,
  ),
  pythonHoists(
    'into an import with other names, as the file does',
    `from os import getcwd as cwd, path


def run():
    from os import sep as s
    return s
`,
    'from os import getcwd as cwd, path, sep as s\n\n\ndef run():\n    return s\n',
  ),
  pythonHoists(
    'nowhere, where the same is imported',
    `import os.path
from json import dumps, loads


def run():
    import os
    from json import loads
    import os.path
    return os, loads
`,
    'import os.path\nfrom json import dumps, loads\n\n\ndef run():\n    return os, loads\n',
    { errors: 3 },
  ),
  pythonHoists(
    'beside a part of the same package',
    'import importlib\n\n\ndef run():\n    import importlib.util\n    return importlib.util\n',
    'import importlib\nimport importlib.util\n\n\ndef run():\n    return importlib.util\n',
  ),
  pythonHoists(
    'nowhere, where it is imported below, but before it is called',
    `def run():
    import os
    return os


import os

VALUE = 1


def again():
    return run(), os
`,
    `def run():
    return os


import os

VALUE = 1


def again():
    return run(), os
`,
  ),
  pythonHoists(
    'above a call that comes before the import',
    `import sys


def run():
    import os
    return os


VALUE = run()

import os
import json, re

print(os, sys)
`,
    `import os
import sys


def run():
    return os


VALUE = run()

import json, re

print(os, sys)
`,
  ),
  pythonHoists(
    'above a decorator that may call',
    `from app import register


@register
def run():
    import os
    return os


import os
`,
    'import os\n\nfrom app import register\n\n\n@register\ndef run():\n    return os\n',
  ),
  pythonHoists(
    'beside an import on a condition',
    `import sys


def run():
    import argparse
    return argparse, sys


if __name__ == "__main__":
    import argparse
`,
    `import argparse
import sys


def run():
    return argparse, sys


if __name__ == "__main__":
    import argparse
`,
  ),
]);
