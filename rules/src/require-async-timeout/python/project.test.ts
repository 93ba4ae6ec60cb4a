import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonMessages } from '../../../test/python-rule-tester.ts';
import { requireAsyncTimeout } from '../index.ts';
import type { Options } from '../options.ts';

const NONE = 'import pytest\n\nasync def test_it(): ...\n';
const MARKED =
  'import pytest\n\n@pytest.mark.timeout(5)\nasync def test_it(): ...\n\n@pytest.mark.timeout(5)\nasync def test_other(): ...\n';

const HOOK =
  'import pytest\n\ndef pytest_collection_modifyitems(items):\n    for item in items:\n        item.add_marker(pytest.mark.timeout(60))\n';
const HOOK_OF_MARKS = HOOK.replace(
  'item.add_marker(pytest.mark.timeout(60))',
  'item.own_markers.append(pytest.mark.timeout(60).mark)',
);
const GENERATED =
  "import pytest\n\ndef pytest_generate_tests(metafunc):\n    metafunc.parametrize('x', [pytest.param(1, marks=pytest.mark.timeout(5))])\n";

function lint(
  code: string,
  files: Readonly<Record<string, string | object>>,
  options: Options = {},
): ReturnType<typeof pythonMessages> {
  const filename = path.join(makeProject(files), 'tests/test_it.py');
  return pythonMessages(requireAsyncTimeout, { code, filename, options: [options] });
}

describe('a default timeout', () => {
  it.each([
    ['of pytest-env', { 'pytest.ini': '[pytest]\nenv =\n    A=b\n    D:PYTEST_TIMEOUT=30\n' }],
    ['of pytest-env in its own table', { 'pyproject.toml': '[tool.pytest_env]\nPYTEST_TIMEOUT = 30\n' }],
    ['of an environment of tox', { 'tox.ini': '[testenv]\nset_env =\n    PYTEST_TIMEOUT = 30\n' }],
    [
      'of a command of tox',
      { 'tox.ini': '[testenv]\ncommands =\n    python -m build\n    pytest -q \\\n      --timeout=30 {posargs}\n' },
    ],
    [
      'that a conftest gives to each test',
      {
        'tests/conftest.py':
          'import pytest\n\ndef pytest_collection_modifyitems(items):\n    for item in items:\n        item.add_marker(pytest.mark.timeout(60))\n',
      },
    ],
    [
      'that a conftest sets',
      { 'conftest.py': 'def pytest_configure(config):\n    config.option.timeout = 60\n' },
    ],
    [
      'that a conftest puts into the environment',
      { 'conftest.py': "import os\n\nos.environ.setdefault('PYTEST_TIMEOUT', '60')\n" },
    ],
    [
      'that a plugin of the project gives',
      {
        'conftest.py': "pytest_plugins = ['tests.limits']\n",
        'tests/limits.py': HOOK,
      },
    ],
    [
      'that an imported hook gives',
      {
        'tests/conftest.py': 'from .limits import pytest_collection_modifyitems\n',
        'tests/limits.py': HOOK,
      },
    ],
    ['among the marks of each test', { 'tests/conftest.py': HOOK_OF_MARKS }],
    ['of the parameters that a conftest makes', { 'tests/conftest.py': GENERATED }],
  ])('%s counts', (_, files) => {
    expect(lint(NONE, files)).toEqual([]);
  });

  it.each([
    [
      'a conftest that sets another one',
      { 'tests/conftest.py': 'def pytest_configure(config):\n    config.option.verbose = 1  # timeout\n' },
    ],
    [
      'a conftest beside',
      { 'tests/a/conftest.py': 'def pytest_configure(config):\n    config.option.timeout = 60\n' },
    ],
    [
      'the flag before the variable',
      { 'pytest.ini': '[pytest]\naddopts = --timeout=0\nenv = PYTEST_TIMEOUT=30\n' },
    ],
    [
      'the nearest configuration',
      { 'pytest.ini': '[pytest]\ntimeout = 30\n', 'tests/pytest.ini': '[pytest]\n' },
    ],
    ['a command of tox that is another one', { 'tox.ini': '[testenv]\ncommands = fetch --timeout=30\n' }],
    ['a command of tox without it', { 'tox.ini': '[testenv]\ncommands = pytest --timeout=0 --timeout-method=thread\n' }],
    ['a module that nothing loads', { 'tests/limits.py': HOOK }],
    ['a damaged file', { 'pyproject.toml': '[tool.pytest.ini_options\ntimeout = 30\n' }],
  ])('is not there with %s', (_, files) => {
    expect(lint(NONE, files)).toHaveLength(1);
  });

  it('is there where the file makes the parameters of its tests', () => {
    expect(lint(`${GENERATED}\nasync def test_it(x): ...\n`, {})).toEqual([]);
  });

  it('may be left out of account, but what it allows a test stays', () => {
    const [message] = lint(
      NONE,
      { 'pytest.ini': '[pytest]\ntimeout = 90\n' },
      { accept: ['test', 'suite', 'file'] },
    );
    expect(message?.fix?.text).toContain('@pytest.mark.timeout(90)');
    expect(message?.message).toContain('the 90 s that hold for it come from a place that the option `accept` leaves out');
  });
});

describe('the policy of the project', () => {
  it('gives the times', () => {
    const policy = { 'pyproject.toml': '[tool.cogniverse.timeouts]\ndefault = "1500ms"\nmax = "10s"\n' };
    const [message, ...others] = lint(
      `${NONE}\n@pytest.mark.timeout(11)\nasync def test_long(): ...\n`,
      policy,
    );
    expect(message?.fix?.text).toContain('@pytest.mark.timeout(1.5)');
    expect(others.map((other) => other.message)).toEqual([
      expect.stringContaining('`11` is longer than 10s'),
    ]);
  });
});

describe('marks without the plugin', () => {
  const stated = { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest>=8", "pytest-asyncio"]\n' };

  it('do nothing, which is said once a file', () => {
    expect(lint(MARKED, stated).map(({ line, message }) => `${line} ${message}`)).toEqual([
      '4 No effective timeout for 2 async tests: the timeout does nothing without pytest-timeout, ' +
        'which is not among the dependencies in pyproject.toml.',
    ]);
  });

  it('do nothing where the configuration keeps the plugin away', () => {
    const off = { 'pytest.ini': '[pytest]\naddopts = -q -p no:timeout\ntimeout = 30\n' };
    expect(lint(MARKED, off).map(({ line, message }) => `${line} ${message}`)).toEqual([
      '4 No effective timeout for 2 async tests: the timeout does nothing while `-p no:timeout` keeps pytest-timeout from being loaded.',
    ]);
    expect(lint(NONE, off)).toHaveLength(1);
    expect(lint(NONE, { 'pytest.ini': '[pytest]\naddopts = -p no:cacheprovider\ntimeout = 30\n' })).toEqual([]);
  });

  it('are written nevertheless, and it is said what is missing', () => {
    const [message] = lint(NONE, stated);
    expect(message?.message).toContain(
      'and pytest-timeout to pyproject.toml, without which the mark does nothing.',
    );
    expect(message?.fix).toBeDefined();
  });

  it('are missing from the file that people write, not from its lock', () => {
    const [message] = lint(NONE, { ...stated, 'pdm.lock': '[[package]]\nname = "pytest"\nversion = "8.0.0"\n' });
    expect(message?.message).toContain('and pytest-timeout to pyproject.toml');
  });

  it.each([
    ['--strict-markers', '[pytest]\naddopts = --strict-markers\n'],
    ['strict_markers', '[pytest]\nstrict_markers = true\n'],
    ['warnings that are errors', '[pytest]\nfilterwarnings =\n    error\n    ignore::DeprecationWarning\n'],
  ])('are suggested where pytest would refuse them: %s', (_, config) => {
    const [message] = lint(NONE, { ...stated, 'pytest.ini': config });
    expect(message?.fix).toBeUndefined();
    expect(message?.suggestions?.map(({ desc }) => desc)).toEqual([
      expect.stringContaining('add pytest-timeout first'),
    ]);
    const [registered] = lint(NONE, {
      ...stated,
      'pytest.ini': `${config}markers =\n    timeout(seconds): ends it\n`,
    });
    expect(registered?.fix).toBeDefined();
  });

  it.each([
    ['nothing is stated', {}],
    [
      'tests are not stated',
      { 'pyproject.toml': '[project]\ndependencies = ["httpx"]\n\n[tool.pytest.ini_options]\n' },
    ],
    [
      'it is a dependency',
      { 'pyproject.toml': '[project.optional-dependencies]\ntest = ["pytest", "pytest_timeout>=2"]\n' },
    ],
    ['another file states it', { ...stated, 'requirements/dev.txt': 'Pytest-Timeout==2.4.0\n' }],
    ['it is locked', { ...stated, 'uv.lock': '[[package]]\nname = "pytest-timeout"\nversion = "2.4.0"\n' }],
    [
      'a workflow installs it',
      { ...stated, '.github/workflows/test.yml': 'run: pip install pytest-timeout\n' },
    ],
    [
      'the project above states it',
      { 'tests/pyproject.toml': stated['pyproject.toml'], 'requirements.txt': 'pytest-timeout\n' },
    ],
  ])('count where %s', (_, files) => {
    expect(lint(MARKED, files)).toEqual([]);
  });
});
