import { testPythonFixes, testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type InvalidCase, type RuleCases } from '../../../test/rule-tester.ts';
import { requireAsyncTimeout } from '../index.ts';
import type { messages } from '../messages.ts';
import type { Options } from '../options.ts';
import { mayHoldPythonAsyncTest } from './prefilter.ts';

type MessageIds = keyof typeof messages;
type Case = InvalidCase<MessageIds, readonly [Options?]>;

const IMPORT = 'import pytest\n\n\n';

/** A test without any timeout, on the line of its `async def`. */
function missing(
  name: string,
  code: string,
  line: number,
  output: string | null,
  more: Partial<Case> = {},
): Case {
  return { name, code, output, errors: [{ messageId: 'missing', line }], ...more };
}

/** A test with one that does nothing. */
function ineffective(name: string, code: string, line: number, reason: string, output: string | null): Case {
  const hint = 'Add `@pytest.mark.timeout(seconds)` to it.';
  return {
    name,
    code: IMPORT + code,
    output: output === null ? null : IMPORT + output,
    errors: [
      { messageId: 'ineffective', line: line + 3, data: { test: 'Async test "test_it"', reason, hint } },
    ],
  };
}

/** The same, where the value was chosen. */
function chosen(name: string, code: string, line: number, reason: string, suggested: string): Case {
  const { errors, ...rest } = ineffective(name, code, line, reason, null);
  const [error] = typeof errors === 'object' ? errors : [];
  const suggestions = [
    { messageId: 'setSeconds' as const, data: { value: '30' }, output: IMPORT + suggested },
  ];
  return { ...rest, errors: typeof error === 'object' ? [{ ...error, suggestions }] : [] };
}

const cases: RuleCases<MessageIds, readonly [Options?]> = {
  valid: [
    'def test_sync(): ...',
    'async def helper(): ...',
    'import pytest\n\n@pytest.mark.timeout(5)\nasync def test_it(): ...',
    'import pytest\n\n@pytest.mark.timeout(read_limit())\nasync def test_it(): ...',
    'import pytest\n\n@pytest.mark.timeout(*limits)\nasync def test_it(): ...',
    'import pytest\n\n@pytest.mark.timeout(**limits)\nasync def test_it(): ...',
    'import pytest\n\n@pytest.mark.timeout(5 if fast else 0)\nasync def test_it(): ...',
    "import pytest\nimport os\n\n@pytest.mark.timeout(float(os.environ['LIMIT']))\nasync def test_it(): ...",
    // Where the mark depends on a condition, a timeout is given the benefit of the doubt.
    'import pytest\n\nif fast:\n    pytestmark = pytest.mark.timeout(5)\n\nasync def test_it(): ...',
    'import pytest\n\npytestmark = pytest.mark.timeout(5) if fast else pytest.mark.slow\n\nasync def test_it(): ...',
    // A decorator of another package is taken by its word.
    'from other import timeout_after\n\n@timeout_after(5)\nasync def test_it(): ...',
    'from distributed.utils_test import gen_cluster\n\n@gen_cluster(client=True)\nasync def test_it(c, s, a, b): ...',
    'class TestIt:\n    __test__ = False\n    async def test_it(self): ...',
    'from pytest import mark as m\n\n@m.timeout(5)\nasync def test_it(): ...',
    'from pytest import fixture\n\n@fixture\nasync def test_it(): ...',
    { code: 'async def test_it(): ...', filename: 'tests/conftest.py' },
    { code: 'async def test_it(): ...', filename: 'tests/helpers.py' },
    {
      code: 'import pytest\n\n@pytest.mark.timeout(3600)\nasync def test_it(): ...',
      options: [{ max: '2h' }],
    },
    { code: 'async def test_it(): ...', filename: 'src/testbed.py' },
  ],
  invalid: [
    missing(
      'a function',
      'async def test_it():\n    pass\n',
      1,
      `${IMPORT}@pytest.mark.timeout(30)\nasync def test_it():\n    pass\n`,
    ),
    missing(
      'a method',
      'import pytest\n\nclass TestIt:\n\n\tasync def test_it(self): ...\n',
      5,
      'import pytest\n\nclass TestIt:\n\n\t@pytest.mark.timeout(30)\n\tasync def test_it(self): ...\n',
    ),
    missing(
      'above other decorators and their comments',
      'import pytest\n\n# about it\n@pytest.mark.asyncio  # why\n# more\n@pytest.mark.slow\nasync def test_it(): ...\n',
      7,
      'import pytest\n\n# about it\n@pytest.mark.timeout(30)\n@pytest.mark.asyncio  # why\n# more\n@pytest.mark.slow\nasync def test_it(): ...\n',
    ),
    missing(
      'below a static method',
      'import pytest\n\nclass TestIt:\n    @pytest.mark.slow\n    @staticmethod\n    async def test_it(): ...\n',
      6,
      'import pytest\n\nclass TestIt:\n    @pytest.mark.slow\n    @staticmethod\n    @pytest.mark.timeout(30)\n    async def test_it(): ...\n',
    ),
    missing(
      'by the name that pytest has',
      'import pytest as pt\n\nasync def test_it(): ...',
      3,
      'import pytest as pt\n\n@pt.mark.timeout(30)\nasync def test_it(): ...',
    ),
    missing(
      'by the name of its marks',
      'from pytest import mark\n\nasync def test_it(): ...',
      3,
      'from pytest import mark\n\n@mark.timeout(30)\nasync def test_it(): ...',
    ),
    missing(
      'with an import among those of packages',
      '"""About."""\n\nfrom __future__ import annotations\n\nimport os\n\nimport httpx\nimport torch\nfrom numpy import array\n\nfrom .helpers import start\n\n\nasync def test_it(): ...\n',
      14,
      '"""About."""\n\nfrom __future__ import annotations\n\nimport os\n\nimport httpx\nimport pytest\nimport torch\nfrom numpy import array\n\nfrom .helpers import start\n\n\n@pytest.mark.timeout(30)\nasync def test_it(): ...\n',
    ),
    missing(
      'with an import of its own section',
      'import os\n\nfrom .helpers import start\n\n\nasync def test_it(): ...\n',
      6,
      'import os\n\nimport pytest\n\nfrom .helpers import start\n\n\n@pytest.mark.timeout(30)\nasync def test_it(): ...\n',
    ),
    missing(
      'with an import behind the docstring',
      '"""About."""\n\nasync def test_it(): ...\n',
      3,
      '"""About."""\n\nimport pytest\n\n@pytest.mark.timeout(30)\nasync def test_it(): ...\n',
    ),
    missing(
      'with an import behind the header',
      '# Copyright\n# Licence\n\n# About it.\nasync def test_it(): ...\n',
      5,
      '# Copyright\n# Licence\n\nimport pytest\n\n\n# About it.\n@pytest.mark.timeout(30)\nasync def test_it(): ...\n',
    ),
    missing(
      'with an import where there is one for types alone',
      'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import pytest\n\nasync def test_it(): ...\n',
      6,
      'from typing import TYPE_CHECKING\n\nimport pytest\n\nif TYPE_CHECKING:\n    import pytest\n\n@pytest.mark.timeout(30)\nasync def test_it(): ...\n',
    ),
    missing(
      'a patch of something that is called so is none',
      "import pytest\nfrom unittest import mock\nfrom unittest.mock import patch\n\n@mock.patch('app.read_timeout', 1)\n@patch.object(app, 'timeout')\nasync def test_it(): ...",
      7,
      "import pytest\nfrom unittest import mock\nfrom unittest.mock import patch\n\n@pytest.mark.timeout(30)\n@mock.patch('app.read_timeout', 1)\n@patch.object(app, 'timeout')\nasync def test_it(): ...",
    ),
    missing('not where the name means something else', 'pytest = None\n\nasync def test_it(): ...', 3, null),
    missing(
      'not where the class gives the name a meaning',
      'import pytest\n\nclass TestIt:\n    pytest = 3\n    async def test_it(self): ...',
      5,
      null,
    ),
    missing(
      'a module that ends in `_test`',
      'async def test_it(): ...\n',
      1,
      `${IMPORT}@pytest.mark.timeout(30)\nasync def test_it(): ...\n`,
      {
        filename: 'a/b/c_test.py',
      },
    ),
    {
      name: 'each test',
      code: 'import pytest\n\nasync def test_a(): ...\n\nasync def test_b(): ...\n',
      output:
        'import pytest\n\n@pytest.mark.timeout(30)\nasync def test_a(): ...\n\n@pytest.mark.timeout(30)\nasync def test_b(): ...\n',
      errors: [
        { messageId: 'missing', line: 3, column: 1, endLine: 3, endColumn: 17 },
        { messageId: 'missing', line: 5 },
      ],
    },
    {
      name: 'each test, and one import',
      code: 'async def test_a(): ...\n\nasync def test_b(): ...\n',
      output: `${IMPORT}@pytest.mark.timeout(30)\nasync def test_a(): ...\n\nasync def test_b(): ...\n`,
      fixed: `${IMPORT}@pytest.mark.timeout(30)\nasync def test_a(): ...\n\n@pytest.mark.timeout(30)\nasync def test_b(): ...\n`,
      errors: ['missing', 'missing'],
    },
    missing(
      'a mark of a module that does not count',
      'import pytest\n\npytestmark = pytest.mark.timeout(90)\n\nasync def test_it(): ...\n',
      5,
      'import pytest\n\npytestmark = pytest.mark.timeout(90)\n\n@pytest.mark.timeout(90)\nasync def test_it(): ...\n',
      {
        options: [{ accept: ['test'] }],
        errors: [{ messageId: 'uncounted', line: 5 }],
      },
    ),
    ineffective(
      'a bare mark',
      '@pytest.mark.timeout\nasync def test_it(): ...',
      2,
      'pytest stops at a `timeout` mark without an argument',
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    ineffective(
      'an empty call',
      '@pytest.mark.timeout()\nasync def test_it(): ...',
      2,
      'pytest stops at a `timeout` mark without an argument',
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    ineffective(
      'a method alone',
      "pytestmark = pytest.mark.timeout(60)\n\n@pytest.mark.timeout(method='thread')\nasync def test_it(): ...",
      4,
      'the mark states no time and hides those further out',
      "pytestmark = pytest.mark.timeout(60)\n\n@pytest.mark.timeout(30, method='thread')\nasync def test_it(): ...",
    ),
    ineffective(
      'None',
      '@pytest.mark.timeout(None)\nasync def test_it(): ...',
      2,
      '`None` sets no time',
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    ineffective(
      'a name for a mark',
      "thread = pytest.mark.timeout(method='thread')\n\n@thread\nasync def test_it(): ...",
      4,
      'the mark states no time and hides those further out',
      null,
    ),
    ineffective(
      'a tuple',
      'pytestmark = (pytest.mark.timeout(5),)\n\nasync def test_it(): ...',
      3,
      'pytest refuses a tuple of marks, it takes a list',
      'pytestmark = [pytest.mark.timeout(5),]\n\nasync def test_it(): ...',
    ),
    ineffective(
      'a tuple without brackets',
      'pytestmark = pytest.mark.slow, pytest.mark.timeout(5)\n\nasync def test_it(): ...',
      3,
      'pytest refuses a tuple of marks, it takes a list',
      'pytestmark = [pytest.mark.slow, pytest.mark.timeout(5)]\n\nasync def test_it(): ...',
    ),
    ineffective(
      'an argument that it has not',
      '@pytest.mark.timeout(5, func=True)\nasync def test_it(): ...',
      2,
      'the `timeout` mark has no argument `func`',
      null,
    ),
    chosen(
      'zero',
      '@pytest.mark.timeout(0)\nasync def test_it(): ...',
      2,
      '`0` switches the timeout off',
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    chosen(
      'less than zero',
      '@pytest.mark.timeout(timeout=-1)\nasync def test_it(): ...',
      2,
      '`-1` switches the timeout off',
      '@pytest.mark.timeout(timeout=30)\nasync def test_it(): ...',
    ),
    chosen(
      'too long',
      '@pytest.mark.timeout(60 * 60)\nasync def test_it(): ...',
      2,
      '`60 * 60` is longer than 30m',
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    chosen(
      'text that is no number',
      "@pytest.mark.timeout('5s')\nasync def test_it(): ...",
      2,
      "`'5s'` is no number of seconds",
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    chosen(
      'infinity',
      "@pytest.mark.timeout('inf')\nasync def test_it(): ...",
      2,
      "`'inf'` is longer than a timer can be",
      '@pytest.mark.timeout(30)\nasync def test_it(): ...',
    ),
    chosen(
      'a mark of the module',
      'pytestmark = [pytest.mark.timeout(0)]\n\nasync def test_it(): ...',
      3,
      '`0` switches the timeout off',
      'pytestmark = [pytest.mark.timeout(30)]\n\nasync def test_it(): ...',
    ),
  ],
};

testPythonRule('require-async-timeout', requireAsyncTimeout, cases);
testPythonFixes(requireAsyncTimeout, cases);
testPrefilter(mayHoldPythonAsyncTest, cases);
