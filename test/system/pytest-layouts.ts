/** A project whose tests pytest runs. */
export interface Layout {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The folders that pytest is run in, each with how many tests it collects there. */
  readonly collected: Readonly<Record<string, number>>;
  /** Texts that files hold afterwards. */
  readonly after: Readonly<Record<string, readonly string[]>>;
}

const TEST = 'import pytest\n\n\n@pytest.mark.slow\ndef test_a():\n    assert True\n';
const ASYNC = 'import pytest\n\n\n@pytest.mark.slow\nasync def test_a():\n    assert True\n';
const TIMED =
  'import pytest\n\n\n@pytest.mark.timeout(5)\n@pytest.mark.e2e\ndef test_a():\n    assert True\n';
const PINNED = 'pytest==9.2.0\npytest-asyncio==1.5.0\npytest-timeout==2.4.0\n';
const SLOW = '    slow: takes more than a few seconds; left out of the quick run\n';
const SLOW_ITEM = '    "slow: takes more than a few seconds; left out of the quick run",\n';

/** Layouts as projects have them: each configuration file of pytest, and each way to write it. */
export const layouts: readonly Layout[] = [
  {
    name: 'no configuration and no pyproject.toml',
    files: { 'requirements-dev.txt': 'pytest\n', 'tests/test_a.py': TEST },
    collected: { '.': 1 },
    after: {
      'pytest.ini': [
        '[pytest]\n',
        'required_plugins = pytest-cogniverse\n',
        'addopts = --strict-markers\n',
        SLOW,
      ],
      'requirements-dev.txt': ['pytest\npytest-cogniverse\n'],
    },
  },
  {
    name: 'a pyproject.toml that says nothing of pytest',
    files: {
      'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      'tests/test_a.py': ASYNC,
    },
    collected: { '.': 1 },
    after: { 'pyproject.toml': ['\n\n[tool.pytest.ini_options]\nasyncio_mode = "auto"\n', SLOW_ITEM] },
  },
  {
    name: 'pytest.ini with markers on lines of their own, and comments',
    files: {
      'requirements.txt': PINNED,
      'pytest.ini':
        '# ours\n[pytest]\nmarkers =\n    # by speed\n    fast: is fast\n\naddopts =\n    -ra\n    -q\n# end\n',
      'test_a.py': ASYNC,
    },
    collected: { '.': 1 },
    after: {
      'pytest.ini': [
        '# ours\n[pytest]\nmarkers =\n    # by speed\n    fast: is fast\n    slow: ',
        '    -q\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n',
        'timeout = 1800\nstrict_markers = true\n# end\n',
      ],
    },
  },
  {
    name: 'an empty pytest.ini',
    files: { 'requirements.txt': 'pytest>=7,<8\n', 'pytest.ini': '', 'test_a.py': TEST },
    collected: { '.': 1 },
    after: {
      'pytest.ini': ['[pytest]\nrequired_plugins = pytest-cogniverse\n', 'addopts = --strict-markers\n'],
    },
  },
  {
    name: 'a hidden .pytest.ini before a pyproject.toml',
    files: {
      'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-x"\n',
      '.pytest.ini': '[pytest]\naddopts=-ra\n',
      'requirements.txt': 'pytest\n',
      'test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: {
      '.pytest.ini': ['addopts=-ra --strict-markers\n', 'required_plugins=pytest-cogniverse\n'],
      'pyproject.toml': ['[tool.pytest.ini_options]\naddopts = "-x"\n'],
    },
  },
  {
    name: 'tox.ini',
    files: {
      'tox.ini':
        '[tox]\nenvlist = py\n\n[testenv]\ndeps =\n    pytest\ncommands = pytest\n\n[pytest]\nmarkers = fast: is fast\n',
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: { 'tox.ini': [`markers = fast: is fast\n${SLOW}`, '    pytest\n    pytest-cogniverse\n'] },
  },
  {
    name: 'setup.cfg with Windows line ends and a byte order mark',
    files: {
      'setup.cfg':
        '\uFEFF[metadata]\r\nname = a\r\n\r\n[options.extras_require]\r\ntest =\r\n    pytest\r\n\r\n' +
        '[tool:pytest]\r\naddopts = -ra\r\nmarkers =\r\n\tfast: is fast\r\n',
      'tests/test_a.py': TEST,
    },
    // pytest can't read the mark there, and takes the file without it.
    collected: {},
    after: {
      'setup.cfg': [
        '\uFEFF[metadata]\r\n',
        'addopts = -ra --strict-markers\r\nmarkers =\r\n\tfast: is fast\r\n\tslow: ',
      ],
    },
  },
  {
    name: 'pyproject.toml with lists, comments and another indentation',
    files: {
      'pyproject.toml':
        '[project]\nname = "a"\nversion = "1"\noptional-dependencies.test = ["pytest"]\n\n' +
        "[tool.pytest.ini_options]\naddopts = ['-ra'] # short\nmarkers = [\n  'fast: is fast', # yes\n  # more\n]\n\n" +
        '[tool.other]\na = 1\n',
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: {
      'pyproject.toml': [
        "addopts = ['-ra', '--strict-markers'] # short\n",
        "  'fast: is fast', # yes\n  'slow: takes more than a few seconds; left out of the quick run',\n  # more\n]\n",
      ],
    },
  },
  {
    name: 'pyproject.toml with addopts and markers as long strings',
    files: {
      'pyproject.toml':
        '[project]\nname = "a"\nversion = "1"\n\n[dependency-groups]\ntest = ["pytest"]\n\n' +
        '[tool.pytest.ini_options]\naddopts = """\\\n  -ra \\\n  -q \\\n"""\nmarkers = """\n  fast: is fast\n"""\n',
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: { 'pyproject.toml': ['--strict-markers', '\n  fast: is fast\n  slow: '] },
  },
  {
    name: 'pyproject.toml with dotted keys',
    files: {
      'pyproject.toml': '[tool]\npytest.ini_options.addopts = "-ra"\nother.a = 1\n',
      'requirements.txt': 'pytest\n',
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: {
      'pyproject.toml': [
        'pytest.ini_options.addopts = "-ra --strict-markers"\npytest.ini_options.required_plugins = [',
        '\nother.a = 1\n',
      ],
    },
  },
  {
    name: 'pyproject.toml with an inline table',
    files: {
      'pyproject.toml': '[tool.pytest]\nini_options = { addopts = "-ra", markers = ["fast: is fast"] }\n',
      'requirements.txt': 'pytest\n',
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: {
      'pyproject.toml': ['addopts = "-ra --strict-markers"', 'required_plugins = ["pytest-cogniverse"] }\n'],
    },
  },
  {
    name: 'pyproject.toml with the types of pytest 9',
    files: {
      'pyproject.toml': '[tool.pytest]\naddopts = ["-ra"]\nmarkers = []\n\n[tool.other]\na = 1\n',
      'requirements.txt': PINNED,
      'tests/test_a.py': ASYNC,
    },
    collected: { '.': 1 },
    after: { 'pyproject.toml': ['timeout = "1800"\n', 'strict_markers = true\n', 'asyncio_mode = "auto"\n'] },
  },
  {
    name: 'pytest.toml',
    files: {
      'pytest.toml': '# ours\n[pytest]\ntestpaths = ["tests"]\n',
      'requirements.txt': PINNED,
      'tests/test_a.py': ASYNC,
    },
    collected: { '.': 1 },
    after: {
      'pytest.toml': ['# ours\n[pytest]\n', `markers = [\n${SLOW_ITEM}]\n`, 'strict_markers = true\n'],
    },
  },
  {
    name: 'an empty .pytest.toml before a pytest.ini',
    files: {
      '.pytest.toml': '',
      'pytest.ini': '[pytest]\naddopts = -x\n',
      'requirements.txt': PINNED,
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: {
      '.pytest.toml': ['[pytest]\n', 'timeout = "1800"\n'],
      'pytest.ini': ['[pytest]\naddopts = -x\n'],
    },
  },
  {
    name: 'a folder of tests with a configuration of its own',
    files: {
      'pytest.ini': '[pytest]\ntestpaths = tests\nmarkers =\n    slow: is slow\n    e2e: from end to end\n',
      'requirements.txt': 'pytest\n',
      'tests/unit/test_a.py': TEST,
      'tests/e2e/pytest.ini': '[pytest]\n',
      'tests/e2e/test_b.py': TIMED,
    },
    collected: { '.': 2, 'tests/e2e': 1 },
    after: {
      'pytest.ini': ['    e2e: from end to end\n    timeout: '],
      'tests/e2e/pytest.ini': ['    e2e: from end to end\n    timeout: ends the test', 'timeout = 1800\n'],
      'requirements.txt': ['pytest-timeout'],
    },
  },
  {
    name: 'an outer configuration that takes any marker, and an inner one',
    files: {
      'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n\n[tool.pytest.ini_options]\naddopts = "-q"\n',
      'requirements.txt': 'pytest\n',
      'test_a.py': TEST,
      'inner/pytest.ini': '[pytest]\nmarkers =\n    inner_only: is of the inner ones\n',
      'inner/test_b.py': TEST.replace('slow', 'inner_only').replace('test_a', 'test_b'),
    },
    collected: { '.': 2, inner: 1 },
    after: {
      'pyproject.toml': ['"inner_only: is of the inner ones"'],
      'inner/pytest.ini': ['--strict-markers'],
    },
  },
  {
    name: 'packages of a workspace, each with tests',
    files: {
      'pyproject.toml':
        '[tool.uv.workspace]\nmembers = ["packages/*"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
      'packages/one/pyproject.toml': '[project]\nname = "one"\nversion = "1"\n\n[tool.pytest.ini_options]\n',
      'packages/one/tests/test_one.py': TEST,
      'packages/two/pyproject.toml': '[project]\nname = "two"\nversion = "1"\n',
      'packages/two/tests/test_two.py': ASYNC,
    },
    collected: { 'packages/one': 1, 'packages/two': 1 },
    after: {
      'packages/one/pyproject.toml': [
        '[tool.pytest.ini_options]\nrequired_plugins = ["pytest-cogniverse"]\n',
      ],
      'packages/two/pyproject.toml': ['\n\n[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'],
      'pyproject.toml': ['dev = ["pytest", "pytest-asyncio'],
    },
  },
  {
    name: 'examples and inputs of tests beside the tests',
    files: {
      'pytest.ini': '[pytest]\ntestpaths = tests\nnorecursedirs = fixtures\n',
      'requirements.txt': 'pytest\n',
      'tests/test_a.py': TEST,
      'tests/fixtures/project/pytest.ini': '[pytest]\n',
      'tests/fixtures/project/test_b.py': TEST.replace('slow', 'unheard_of'),
      'examples/one/pyproject.toml': '[project]\nname = "x"\n\n[tool.pytest.ini_options]\n',
      'examples/one/test_c.py': TEST,
    },
    collected: { '.': 1 },
    after: { 'pytest.ini': [SLOW], 'tests/fixtures/project/pytest.ini': ['[pytest]\n'] },
  },
  {
    name: 'markers by conftests and in many places',
    files: {
      'setup.cfg': '[options.extras_require]\ntests = pytest\n\n[tool:pytest]\naddopts = --strict-markers\n',
      'conftest.py':
        'def pytest_configure(config):\n    config.addinivalue_line("markers", "slow: is slow")\n',
      'tests/test_a.py': TEST,
      'tests/test_b.py':
        'import pytest\n\npytestmark = [pytest.mark.unit, pytest.mark.requires_lm]\n\n\n' +
        '@pytest.mark.parametrize("a", [pytest.param(1, marks=pytest.mark.gpuHeavy)])\ndef test_b(a):\n    pass\n',
    },
    collected: { '.': 2 },
    after: {
      'setup.cfg': [
        'markers =\n    gpuHeavy: gpu Heavy\n    requires_lm: needs lm\n    unit: needs neither a network',
      ],
    },
  },
  {
    name: 'words of the project for its markers and limits',
    files: {
      'pyproject.toml':
        '[tool.cogniverse]\ntimeouts = { default = "90s" }\nmarkers = { slow = "goes to the night run" }\n\n' +
        '[dependency-groups]\ndev = [\n    "pytest==8.4.2",\n    "pytest-timeout",\n]\n\n[tool.pytest.ini_options]\n',
      'tests/test_a.py': TEST,
    },
    collected: { '.': 1 },
    after: {
      'pyproject.toml': ['timeout = 90\n', '"slow: goes to the night run"', 'addopts = "--strict-markers"\n'],
    },
  },
  {
    name: 'settings of its own, which stay',
    files: {
      'pytest.ini':
        '[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = session\ntimeout = 20\n' +
        'required_plugins = pytest-timeout>=2\naddopts = "--strict-markers" -ra\nmarkers = slow\n',
      'requirements.txt': PINNED,
      'tests/test_a.py': ASYNC.replace('@pytest.mark.slow', '@pytest.mark.slow\n@pytest.mark.asyncio'),
    },
    collected: { '.': 1 },
    after: {
      'pytest.ini': [
        'asyncio_mode = strict\nasyncio_default_fixture_loop_scope = session\nasyncio_default_test_loop_scope = ',
        'timeout = 20\nrequired_plugins = pytest-timeout>=2 pytest-cogniverse pytest-asyncio\n',
        'addopts = "--strict-markers" -ra\nmarkers = slow\n',
      ],
    },
  },
  {
    name: 'an async fixture for all tests of a session',
    files: {
      'pytest.ini': '[pytest]\nasyncio_mode = auto\n',
      'requirements.txt': PINNED,
      'tests/conftest.py':
        'import pytest\n\n\n@pytest.fixture(scope="session")\nasync def server():\n    yield 1\n',
      'tests/test_a.py': 'async def test_a(server):\n    assert server\n',
    },
    collected: { '.': 1 },
    after: { 'pytest.ini': ['asyncio_mode = auto\nasyncio_default_test_loop_scope = function\nrequired'] },
  },
  {
    name: 'poetry, and names of test files of its own',
    files: {
      'pyproject.toml':
        '[tool.poetry]\nname = "a"\nversion = "1"\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8.2"\n\n' +
        '[tool.pytest.ini_options]\npython_files = ["check_*.py"]\npython_functions = ["check_*"]\n',
      'checks/check_a.py': TEST.replace('test_a', 'check_a'),
    },
    collected: { '.': 1 },
    after: { 'pyproject.toml': ['pytest-cogniverse = "^', SLOW_ITEM] },
  },
  {
    name: 'tests beside a package of JavaScript',
    files: {
      'package.json': '{ "name": "a" }\n',
      'service/requirements-test.txt': 'pytest\n',
      'service/test_a.py': TEST,
    },
    collected: { service: 1 },
    after: { 'service/pytest.ini': ['addopts = --strict-markers\n', SLOW] },
  },
];
