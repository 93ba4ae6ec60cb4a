/** A project with forms of tests or of configuration that are worth a look. */
export interface HandWrittenProject {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

const NONE = 'async def test_none():\n    pass\n';
const METHOD_ONLY =
  "import pytest\n\n@pytest.mark.timeout(method='thread')\nasync def test_method():\n    pass\n";
const OFF = 'import pytest\n\n@pytest.mark.timeout(0)\nasync def test_off():\n    pass\n';
const tests = NONE + METHOD_ONLY + OFF;

function configured(name: string, files: Readonly<Record<string, string>>): HandWrittenProject {
  return { name, files: { 'test_it.py': tests, ...files } };
}

const configurations: readonly HandWrittenProject[] = [
  configured('no configuration', {}),
  configured('pytest.ini', { 'pytest.ini': '[pytest]\n# a comment\ntimeout: 30\n' }),
  configured('pytest.ini that is empty hides others', {
    'pytest.ini': '',
    'tox.ini': '[pytest]\ntimeout = 30\n',
  }),
  configured('pytest.ini with the section of setup.cfg', { 'pytest.ini': '[tool:pytest]\ntimeout = 30\n' }),
  configured('pytest.ini that switches it off', { 'pytest.ini': '[pytest]\ntimeout = 0\n' }),
  configured('pytest.ini with nothing', { 'pytest.ini': '[pytest]\ntimeout =\n' }),
  configured('.pytest.ini', { '.pytest.ini': '[pytest]\ntimeout = 30\n' }),
  configured('pytest.toml', { 'pytest.toml': '[pytest]\ntimeout = "30"\n' }),
  configured('.pytest.toml before pytest.ini', {
    '.pytest.toml': '[pytest]\ntimeout = "30"\n',
    'pytest.ini': '[pytest]\n',
  }),
  configured('pyproject.toml as INI', { 'pyproject.toml': '[tool.pytest.ini_options]\ntimeout = 30\n' }),
  configured('pyproject.toml as TOML', { 'pyproject.toml': '[tool.pytest]\ntimeout = "30"\n' }),
  configured('pyproject.toml about something else', {
    'pyproject.toml': '[project]\nname = "pytest-x"\nversion = "1"\n',
    'tox.ini': '[pytest]\ntimeout = 30\n',
  }),
  configured('tox.ini', { 'tox.ini': '[tox]\nenvlist = py\n\n[pytest]\ntimeout = 30\n' }),
  configured('setup.cfg', { 'setup.cfg': '[metadata]\nname = x\n\n[tool:pytest]\ntimeout=30\n' }),
  configured('pyproject.toml before tox.ini', {
    'pyproject.toml': '[tool.pytest.ini_options]\n',
    'tox.ini': '[pytest]\ntimeout = 30\n',
  }),
  configured('a flag', { 'pytest.ini': '[pytest]\naddopts = -q --timeout=30\n' }),
  configured('a flag of two words', { 'pytest.ini': '[pytest]\naddopts =\n    -q\n    --timeout 30\n' }),
  configured('flags, the last of which counts', {
    'pytest.ini': '[pytest]\naddopts = --timeout=30 "--timeout=0"\n',
  }),
  configured('a flag before the option', { 'pytest.ini': '[pytest]\naddopts = --timeout 0\ntimeout = 30\n' }),
  configured('an option by a flag', { 'pytest.ini': '[pytest]\naddopts = -o timeout=30\n' }),
  configured('an option by a long flag', {
    'pytest.ini': '[pytest]\naddopts = --override-ini=timeout=0\ntimeout = 30\n',
  }),
  configured('a list of flags', {
    'pyproject.toml': '[tool.pytest.ini_options]\naddopts = ["-q", "--timeout=30"]\n',
  }),
  configured('a time that is too long', { 'pytest.ini': '[pytest]\ntimeout = 7200\n' }),
  configured('a session timeout is none', { 'pytest.ini': '[pytest]\nsession_timeout = 30\n' }),
];

const names: readonly HandWrittenProject[] = [
  {
    name: 'python_functions, python_classes and python_files',
    files: {
      'pytest.ini':
        '[pytest]\npython_files = check_*.py *_test.py suite/test*.py\npython_classes = *Suite Check\npython_functions = test_* check\n',
      'check_it.py': `${NONE}
async def check_this(): ...
async def checkthat(): ...
async def testcamel(): ...
async def Test_x(): ...

class FirstSuite:
    async def test_in(self): ...
class CheckMore:
    async def test_in(self): ...
class TestMore:
    async def test_in(self): ...
class Suites:
    async def test_in(self): ...
`,
      'test_it.py': NONE,
      'a_test.py': NONE,
      'suite/test_x.py': NONE,
      'suite/tests.py': NONE,
      'other/test_y.py': NONE,
      'conftest.py': NONE,
    },
  },
  {
    name: 'names that pytest finds by itself',
    files: {
      'test_it.py': `import unittest

async def test(): ...
async def testing(): ...
async def Test_it(): ...
async def _test_it(): ...
async def it_test(): ...

class Test:
    async def test_in(self): ...
class Tests:
    async def test_in(self): ...
class TestsÄ:
    async def test_in(self): ...
class ATest:
    async def test_in(self): ...
class Anything(unittest.IsolatedAsyncioTestCase):
    async def test_in(self): ...
    async def testIn(self): ...
    async def check_in(self): ...
`,
      'it_test.py': NONE,
      'tests.py': NONE,
      'testit.py': NONE,
      'helpers.py': NONE,
      'conftest.py': NONE,
    },
  },
];

const forms: readonly HandWrittenProject[] = [
  {
    name: 'where a test can stand',
    files: {
      'test_it.py': `import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    async def test_type(): ...
else:
    async def test_else(): ...

if __name__ == '__main__':
    async def test_main(): ...

if not TYPE_CHECKING:
    async def test_not(): ...

if False:
    async def test_false(): ...

try:
    async def test_try(): ...
except ImportError:
    pass
finally:
    async def test_finally(): ...

with contextlib.suppress(ValueError):
    async def test_with(): ...

def make():
    async def test_inner(): ...
    class TestInner:
        async def test_in(self): ...
    return test_inner

async def test_gone(): ...
del test_gone

async def test_twice(): ...

@pytest.mark.timeout(5)
async def test_twice(): ...

async def helper(): ...
test_alias = helper
test_marked = pytest.mark.timeout(3)(make)

async def test_later(): ...
test_later = pytest.mark.timeout(5)(test_later)

async def test_no(): ...
test_no.__test__ = False

async def yes(): ...
yes.__test__ = True

test_lambda = lambda: None
test_number = 3

class TestOuter:
    class TestNested:
        async def test_in(self): ...
        class Deeper:
            async def test_in(self): ...
    class Helper:
        async def test_in(self): ...
    if sys.platform:
        async def test_if(self): ...
    @property
    async def test_property(self): ...
    @staticmethod
    async def test_static(): ...
    @classmethod
    async def test_class(cls): ...
    async def test_generator(self):
        yield
    async def test_holds_generator(self):
        def inner():
            yield
`,
    },
  },
  {
    name: 'classes',
    files: {
      'test_it.py': `import abc
import dataclasses
import enum
import typing
import unittest

import pytest

T = typing.TypeVar('T')

class Mixin:
    async def test_mixed(self): ...

class Unused:
    async def test_unused(self): ...

class TestMixed(Mixin):
    pass

class TestOverridden(Mixin):
    @pytest.mark.timeout(5)
    async def test_mixed(self): ...

class Marked:
    pytestmark = pytest.mark.timeout(5)
    async def test_marked(self): ...

class TestMarked(Marked):
    async def test_own(self): ...

class Longest:
    pytestmark = [pytest.mark.timeout(0)]

class TestFirstOfAll(Longest):
    pytestmark = [pytest.mark.timeout(5)]
    async def test_base_wins(self): ...

@pytest.mark.timeout(5)
class TestDecorated:
    pytestmark = pytest.mark.timeout(0)
    async def test_body_wins(self): ...

class TestBothSides(Marked, Longest):
    async def test_last_base_wins(self): ...

class TestInit:
    def __init__(self): ...
    async def test_in(self): ...

class TestNew:
    def __new__(cls):
        return super().__new__(cls)
    async def test_in(self): ...

class TestInheritsInit(TestInit):
    async def test_other(self): ...

@dataclasses.dataclass
class TestData:
    async def test_in(self): ...

class TestEnum(enum.Enum):
    A = 1
    async def test_in(self): ...

class TestError(Exception):
    async def test_in(self): ...

class TestAbstract(abc.ABC):
    @abc.abstractmethod
    async def make(self): ...
    async def test_in(self): ...

class TestConcrete(TestAbstract):
    async def make(self): ...
    async def test_more(self): ...

class TestGeneric(typing.Generic[T]):
    async def test_in(self): ...

class TestOfGeneric(TestGeneric[int]):
    async def test_other(self): ...

class TestOff:
    __test__ = False
    async def test_in(self): ...

class TestStillOff(TestOff):
    async def test_other(self): ...

class TestOnAgain(TestOff):
    __test__ = True
    async def test_other(self): ...

class Enabled:
    __test__ = True
    async def test_in(self): ...

class TestSetOff:
    async def test_in(self): ...
TestSetOff.__test__ = False

class TestSetMark:
    async def test_in(self): ...
TestSetMark.pytestmark = [pytest.mark.timeout(4)]

class Case(unittest.TestCase):
    async def test_in(self): ...

class More(Case):
    async def test_more(self): ...
    class TestIn:
        async def test_deep(self): ...

@unittest.skip('later')
class Skipped(unittest.IsolatedAsyncioTestCase):
    async def test_in(self): ...

class Limited(unittest.IsolatedAsyncioTestCase):
    pytestmark = pytest.mark.timeout(5)
    async def test_in(self): ...
    @pytest.mark.timeout(0)
    async def test_off(self): ...
    @unittest.skip('later')
    async def test_skipped(self): ...
`,
    },
  },
  {
    name: 'marks',
    files: {
      'test_it.py': `import functools

import pytest
import pytest as pt
from pytest import mark
from pytest import mark as label

SECONDS = {'short': 5}
five = pt.mark.timeout(5)
timeout = mark.timeout
slow = [pytest.mark.slow, pytest.mark.timeout(60)]

class Marks:
    quick = pytest.mark.timeout(3)

@five
async def test_named(): ...

@timeout(5)
async def test_alias(): ...

@label.timeout(5)
async def test_label(): ...

@Marks.quick
async def test_attribute(): ...

@pytest.mark.timeout(SECONDS['short'])
async def test_subscript(): ...

@pytest.mark.timeout(60 * 60)
async def test_hour(): ...

@pytest.mark.timeout(None, 'thread')
async def test_none(): ...

@pytest.mark.timeout(timeout=1e2)
async def test_float(): ...

@pytest.mark.timeout(-0.0)
async def test_minus(): ...

@pytest.mark.timeout('1e1')
async def test_text(): ...

@pytest.mark.timeout(0x10)
async def test_hex(): ...

@pytest.mark.timeout(5)
@pytest.mark.timeout(0)
async def test_inner_wins(): ...

@pytest.mark.timeout(0)
@pytest.mark.timeout(5)
async def test_inner_bounds(): ...

@pytest.mark.parametrize('x', [pytest.param(1, marks=five), pytest.param(2, marks=[mark.slow, mark.timeout(2)])])
async def test_each(x): ...

@pytest.mark.parametrize('x', [1, pytest.param(2, marks=five)])
async def test_one_without(x): ...

@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.skip), pytest.param(2, marks=(five,))])
async def test_rest(x): ...

@pytest.mark.parametrize('x', [1, 2])
@pytest.mark.parametrize('y', [pytest.param(1, marks=five)])
async def test_pairs(x, y): ...

@pytest.mark.parametrize('x', [])
@pytest.mark.timeout(5)
async def test_empty(x): ...

@pytest.mark.skip
async def test_skip(): ...

@pytest.mark.skipif(False, reason='never')
async def test_skipif(): ...

@pytest.mark.xfail
async def test_xfail(): ...

@pytest.mark.usefixtures('tmp_path')
async def test_fixture_user(): ...
`,
      'test_added.py': `import pytest

pytestmark = [pytest.mark.slow]
pytestmark += [pytest.mark.timeout(5)]

async def test_it(): ...
`,
      'test_extended.py': `import pytest

pytestmark = [pytest.mark.slow]
pytestmark.extend([pytest.mark.timeout(5)])

async def test_it(): ...
`,
      'test_first_counts.py': `import pytest

pytestmark = [pytest.mark.timeout(0), pytest.mark.timeout(5)]

async def test_it(): ...
`,
      'test_annotated.py': `import pytest

pytestmark: list[pytest.MarkDecorator] = [pytest.mark.timeout(5)]

async def test_it(): ...
`,
      'test_imported.py': `from marks import five, pytestmark

async def test_it(): ...

@five
async def test_other(): ...
`,
      'test_skipped.py': `import pytest

pytestmark = pytest.mark.skip(reason='later')

async def test_it(): ...
`,
      'marks.py': `import pytest

five = pytest.mark.timeout(5)
pytestmark = [five]
`,
    },
  },
  {
    name: 'tests that are always skipped',
    files: {
      'test_it.py': `import sys
import unittest

import pytest

ENABLED = False

@pytest.mark.skipif(True, reason='later')
async def test_condition(): ...

@pytest.mark.skipif(not ENABLED, reason='later')
async def test_constant(): ...

@pytest.mark.skipif('True', reason='later')
async def test_text(): ...

@pytest.mark.skipif(sys.platform == 'win32', condition=True, reason='later')
async def test_named(): ...

@pytest.mark.skipif(sys.platform == 'win32', reason='later')
async def test_platform(): ...

@pytest.mark.skipif(ENABLED, reason='later')
async def test_not_skipped(): ...

@pytest.mark.parametrize('x', [])
async def test_empty(x): ...

@pytest.mark.skipif(1, reason='later')
class TestSkipped:
    async def test_in(self): ...

class Case(unittest.IsolatedAsyncioTestCase):
    @unittest.skipIf(True, 'later')
    async def test_if(self): ...
    @unittest.skipUnless(ENABLED, 'later')
    async def test_unless(self): ...
    @unittest.skipIf(ENABLED, 'later')
    async def test_runs(self): ...
`,
      'test_module.py': `import pytest

pytest.skip('later', allow_module_level=True)

async def test_it(): ...
`,
      'test_raised.py': `import unittest

raise unittest.SkipTest('later')

async def test_it(): ...
`,
      'test_branch.py': `import sys

import pytest

if sys.platform == 'win32':
    pytest.skip('later', allow_module_level=True)

async def test_it(): ...
`,
    },
  },
  {
    name: 'marks of parameters, however their list is made',
    files: {
      'test_it.py': `import pytest

FIVE = pytest.param(5, marks=pytest.mark.timeout(5))
NONE = pytest.param(0, marks=pytest.mark.slow)
EACH = [pytest.param(i, marks=pytest.mark.timeout(5)) for i in range(3)]
MARKS = {'quick': pytest.mark.timeout(5), 'plain': pytest.mark.slow}

def case(value):
    return pytest.param(value, marks=pytest.mark.timeout(5))

def plain(value):
    return pytest.param(value)

def cases():
    return [case(1), case(2)]

@pytest.mark.parametrize('x', EACH)
async def test_comprehension(x): ...

@pytest.mark.parametrize('x', [pytest.param(i, marks=pytest.mark.slow) for i in range(3)])
async def test_other_comprehension(x): ...

@pytest.mark.parametrize('x', (pytest.param(i, marks=pytest.mark.timeout(0)) for i in range(3)))
async def test_off(x): ...

@pytest.mark.parametrize('x', list(EACH))
async def test_copy(x): ...

@pytest.mark.parametrize('x', EACH + [FIVE])
async def test_sum(x): ...

@pytest.mark.parametrize('x', EACH + [NONE])
async def test_sum_with_none(x): ...

@pytest.mark.parametrize('x', [FIVE] * 2)
async def test_product(x): ...

@pytest.mark.parametrize('x', [*EACH, FIVE])
async def test_unpacked(x): ...

@pytest.mark.parametrize('x', [*EACH, 1])
async def test_unpacked_with_none(x): ...

@pytest.mark.parametrize('x', [case(1), case(2)])
async def test_made(x): ...

@pytest.mark.parametrize('x', [case(1), plain(2)])
async def test_made_without(x): ...

@pytest.mark.parametrize('x', cases())
async def test_made_list(x): ...

@MARKS['quick']
async def test_table(): ...

@MARKS['plain']
async def test_table_other(): ...
`,
      'test_fixtures.py': `import pytest

@pytest.fixture(params=[pytest.param(i, marks=pytest.mark.timeout(5)) for i in range(2)])
def bounded(request):
    return request.param

@pytest.fixture(params=[pytest.param(1, marks=pytest.mark.timeout(5)), 2])
def partly(request):
    return request.param

@pytest.fixture
def through(bounded):
    return bounded

async def test_bounded(bounded): ...

async def test_partly(partly): ...

async def test_through(through): ...

async def test_both(partly, bounded): ...

@pytest.mark.parametrize('bounded', [1])
async def test_replaced(bounded): ...

async def test_neither(): ...
`,
      'test_star.py': `from marks import *

async def test_it(): ...
`,
      'test_star_other.py': `from others import *

async def test_it(): ...
`,
      'marks.py': `import pytest

pytestmark = [pytest.mark.timeout(5)]
`,
      'others.py': `five = 5
`,
    },
  },
  {
    name: 'times and methods that are none',
    files: {
      'test_it.py': `import math

import pytest

@pytest.mark.timeout(float('nan'))
async def test_nan(): ...

@pytest.mark.timeout(math.inf)
async def test_inf(): ...

@pytest.mark.timeout(float('5'))
async def test_five(): ...

@pytest.mark.timeout(float(0))
async def test_zero(): ...

@pytest.mark.timeout(5, 'thread')
async def test_method(): ...

@pytest.mark.timeout(5, method=None)
async def test_no_method(): ...

@pytest.mark.timeout(5, 10)
async def test_number_for_a_method(): ...

@pytest.mark.timeout(5, method='process')
async def test_other_method(): ...
`,
    },
  },
  {
    name: 'marks that code applies',
    files: {
      'test_it.py': `import pytest

def bounded(function):
    function = pytest.mark.slow(function)
    function = pytest.mark.timeout(60)(function)
    return function

def labelled(function):
    function = pytest.mark.slow(function)
    return function

def attributed(limit):
    def decorate(function):
        function.pytestmark = [pytest.mark.timeout(limit)]
        return function
    return decorate

def limited(cls):
    return pytest.mark.timeout(60)(cls)

class Limit:
    def __init__(self, seconds):
        self.seconds = seconds
    def __call__(self, function):
        return pytest.mark.timeout(self.seconds)(function)

class Label:
    def __call__(self, function):
        return pytest.mark.slow(function)

by_lambda = lambda function: pytest.mark.timeout(60)(function)

@Limit(60)
async def test_limit(): ...

@Label()
async def test_label(): ...

@by_lambda
async def test_lambda(): ...

@bounded
async def test_bounded(): ...

@labelled
async def test_labelled(): ...

@attributed(60)
async def test_attributed(): ...

@limited
class TestLimited:
    async def test_in(self): ...

@bounded
class TestBounded:
    async def test_in(self): ...

@attributed(60)
class TestAttributed:
    async def test_in(self): ...

@labelled
class TestLabelled:
    async def test_in(self): ...

async def test_applied(): ...
pytest.mark.timeout(60)(test_applied)

async def test_applied_other(): ...
pytest.mark.slow(test_applied_other)

class TestApplied:
    async def test_in(self): ...
    async def test_off(self): ...
    pytest.mark.timeout(0)(test_off)
pytest.mark.timeout(60)(TestApplied)
`,
    },
  },
  {
    name: 'decorators and fixtures',
    files: {
      'test_it.py': `import asyncio
import contextlib
import functools
from unittest import mock
from unittest.mock import patch

import pytest
import pytest_asyncio

def identity(function):
    return function

def runs(function):
    @functools.wraps(function)
    def run(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))
    return run

def logged(function):
    @functools.wraps(function)
    async def run(*args, **kwargs):
        return await function(*args, **kwargs)
    return run

def times(count):
    def decorate(function):
        @functools.wraps(function)
        async def run(*args, **kwargs):
            return await function(*args, **kwargs)
        return run
    return decorate

def integration(function):
    return pytest.mark.integration(pytest.mark.timeout(60)(function))

def resource(function):
    return pytest.fixture(scope='module')(function)

def twice():
    return times(2)

def offline(function):
    return pytest.mark.slow(runs(function))

def bounded(function):
    return pytest.mark.slow(pytest.mark.timeout(60)(logged(function)))

def prepared(**options):
    def decorate(function):
        return patch.dict('os.environ', options)(function)
    return decorate

@twice()
async def test_twice_run(): ...

@offline
async def test_offline(): ...

@bounded
async def test_bounded(): ...

@prepared(a='b')
async def test_prepared(): ...

@identity
async def test_identity(): ...

@runs
async def test_runs(): ...

@logged
async def test_logged(): ...

@times(2)
async def test_times(): ...

@logged
@pytest.mark.timeout(5)
async def test_copied(): ...

@integration
async def test_integration(): ...

@patch('os.getcwd')
async def test_patch(getcwd): ...

@mock.patch.dict('os.environ', {})
async def test_patch_dict(): ...

@pytest.fixture
async def test_fixture():
    yield 1

@pytest.fixture(name='named')
async def test_named_fixture():
    return 1

@pytest_asyncio.fixture
async def test_asyncio_fixture():
    yield 1

@pytest_asyncio.fixture(scope='module')
async def test_asyncio_module_fixture():
    return 1

@resource
async def test_resource():
    return 1

@contextlib.asynccontextmanager
async def test_manager():
    yield 1

@pytest.mark.asyncio
async def test_asyncio():
    async with asyncio.timeout(5):
        pass

@pytest.mark.asyncio(loop_scope='module')
async def test_scoped():
    await asyncio.wait_for(asyncio.sleep(0), timeout=5)
`,
    },
  },
];

/** All of them. */
export const handWrittenProjects: readonly HandWrittenProject[] = [...configurations, ...names, ...forms];
