import { describe, expect, it } from 'vitest';

import { Project } from '../../support/project.ts';
import { changed, planOf, setUp } from '../plan-of.ts';

type Files = Readonly<Record<string, string>>;

const TEST = 'def test_a():\n    pass\n';
const ASYNC = 'async def test_a():\n    pass\n';
const MARKED = (marker: string): string =>
  `import pytest\n\n\n@pytest.mark.${marker}\ndef test_a():\n    pass\n`;

/** What `setup` makes of a file. */
async function after(files: Files, name = 'pytest.ini'): Promise<string> {
  const project = new Project(files);
  await setUp(project, { runners: ['pytest'] });
  return project.read(name);
}

/** What `setup` leaves as it is, or to the author, with the reason. */
async function notes(files: Files, kind: 'left' | 'manual'): Promise<readonly string[]> {
  const { pytest } = await planOf(new Project(files), { runners: ['pytest'] });
  return pytest.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      step.kind === kind && !/\.(?:txt|toml)$/.test(step.file) ? (step.reason ?? '') : [],
    ),
  );
}

/** The folders whose tests are set up. */
async function folders(files: Files, named = '.'): Promise<readonly string[]> {
  const project = new Project(files);
  const { pytest } = await planOf(project, {
    runners: ['pytest'],
    folders: [project.at(named).replace(/\/\.$/, '')],
    cwd: project.root,
  });
  return pytest.map(({ project: { directory } }) => directory.slice(project.root.length + 1) || '.');
}

describe('what is looked at', () => {
  const INI = '[pytest]\n';

  it('takes nested configurations that tests have, and none without tests', async () => {
    const files = {
      'pytest.ini': INI,
      'test_a.py': TEST,
      'tests/e2e/pytest.ini': INI,
      'tests/e2e/test_b.py': TEST,
      'docs/pytest.ini': INI,
    };
    expect(await folders(files)).toEqual(['.', 'tests/e2e']);
    expect(await folders(files, 'tests/e2e')).toEqual(['tests/e2e']);
    // Its tests are run under the configuration above.
    expect(await folders({ 'pytest.ini': INI, 'tests/unit/test_a.py': TEST }, 'tests/unit')).toEqual(['.']);
  });

  it('takes no modules of a product for tests, whatever they are called', async () => {
    const files = {
      'setup.py': 'from setuptools import setup\n\nsetup(extras_require={"test": ["pytest"]})\n',
      'requirements.txt': 'pytest\n',
      'product/ab_test.py': 'def variant(user):\n    return user % 2\n',
      'product/tests/pytest.ini': INI,
      'product/tests/test_b.py': TEST,
    };
    expect(await folders(files)).toEqual(['product/tests']);
    const test = 'from unittest import TestCase\n\n\nclass Variants(TestCase):\n    pass\n';
    expect(await folders({ ...files, 'product/ab_test.py': test })).toEqual(['.', 'product/tests']);
  });

  it.each([
    'tests/fixtures/app',
    'examples/app',
    'vendor/app',
    'third_party/app',
    'node_modules/app',
    '.venv/lib/app',
  ])('leaves out %s, unless it is named', async (folder) => {
    const files = {
      'pytest.ini': INI,
      'test_a.py': TEST,
      [`${folder}/pytest.ini`]: INI,
      [`${folder}/test_b.py`]: TEST,
    };
    expect(await folders(files)).toEqual(['.']);
  });

  it('takes an outer configuration that collects nothing but the tests of inner ones', async () => {
    const files = { 'packages/a/pytest.ini': INI, 'packages/a/test_a.py': TEST };
    expect(await folders({ ...files, 'pytest.ini': INI })).toEqual(['.', 'packages/a']);
    expect(await folders({ ...files, 'pytest.ini': '[pytest]\ntestpaths = tests\n' })).toEqual([
      'packages/a',
    ]);
  });

  it('takes an example that is named', async () => {
    const files = {
      'pytest.ini': INI,
      'test_a.py': TEST,
      'examples/app/pytest.ini': INI,
      'examples/app/test_b.py': TEST,
    };
    expect(await folders(files, 'examples/app')).toEqual(['examples/app']);
  });

  it('takes tests without a configuration only where something speaks of pytest', async () => {
    expect(
      await folders({ 'pyproject.toml': '[dependency-groups]\ndev = ["pytest"]\n', 'test_a.py': TEST }),
    ).toEqual(['.']);
    expect(await folders({ 'requirements.txt': '', 'conftest.py': '', 'test_a.py': TEST })).toEqual(['.']);
    expect(await folders({ 'setup.py': '', 'tests/test_a.py': MARKED('slow') })).toEqual(['.']);
    const unittest = { 'setup.py': '', 'tests/test_a.py': 'import unittest\n' };
    await expect(folders(unittest)).rejects.toThrow('There is no test for pytest in "." or below it.');
  });

  it('sets up packages of JavaScript as well', async () => {
    const project = new Project({
      'package.json': '{ "scripts": { "test": "mocha" } }',
      'api/pytest.ini': INI,
      'api/requirements.txt': 'pytest\n',
      'api/test_a.py': TEST,
    });
    const plan = await setUp(project);
    expect(Object.keys(changed(project, plan))).toEqual([
      '.mocharc.json',
      'api/pytest.ini',
      'api/requirements.txt',
      'package.json',
    ]);
    expect(Object.keys(changed(project, await planOf(project, { runners: ['mocha'] })))).toEqual([]);
  });

  it('says what can not be read', async () => {
    const { problems } = await planOf(
      new Project({ 'pyproject.toml': '[tool.pytest', 'test_a.py': MARKED('slow') }),
    );
    expect(problems).toMatchObject([{ message: expect.stringContaining("it can't be read: ") as string }]);
  });
});

describe('asyncio', () => {
  const INI = { 'pytest.ini': '[pytest]\n', 'test_a.py': ASYNC };
  const FIXTURES = 'asyncio_default_fixture_loop_scope = function\n';
  const TESTS = 'asyncio_default_test_loop_scope = function\n';

  it.each<[string, boolean, boolean]>([
    ['pytest-asyncio==0.23.8', false, false],
    ['pytest-asyncio~=0.24.0', true, false],
    ['pytest-asyncio>=0.24,<0.26', true, false],
    ['pytest-asyncio>=0.21', true, true],
    ['pytest-asyncio', true, true],
    ['pytest-asyncio>=1', true, true],
  ])('%s knows what it knows', async (requirement, hasFixtures, hasTests) => {
    const text = await after({ ...INI, 'requirements.txt': `pytest\n${requirement}\n` });
    expect(text).toContain('asyncio_mode = auto\n');
    expect([text.includes(FIXTURES), text.includes(TESTS)]).toEqual([hasFixtures, hasTests]);
  });

  it('goes by the lockfile', async () => {
    const files = {
      ...INI,
      'pyproject.toml': '[dependency-groups]\ndev = ["pytest", "pytest-asyncio"]\n',
      'uv.lock': '[[package]]\nname = "pytest-asyncio"\nversion = "0.24.0"\n',
    };
    const text = await after(files);
    expect([text.includes(FIXTURES), text.includes(TESTS)]).toEqual([true, false]);
  });

  it('writes nothing that an older version in use would be refused for', async () => {
    const files = { ...INI, 'pytest.ini': '[pytest]\naddopts = --strict-config\n' };
    expect(await after({ ...files, 'requirements.txt': 'pytest\npytest-asyncio>=0.23\n' })).not.toContain(
      'loop_scope',
    );
    expect(await after({ ...files, 'requirements.txt': 'pytest\npytest-asyncio>=1\n' })).toContain(TESTS);
  });

  it('asks for the plugin where async tests have nothing to run them', async () => {
    const files = { ...INI, 'requirements.txt': 'pytest\n' };
    expect(await after(files, 'requirements.txt')).toContain('pytest-asyncio');
    const sync = { ...files, 'test_a.py': TEST };
    expect(await after(sync, 'requirements.txt')).not.toContain('pytest-asyncio');
    const unittest =
      'import unittest\n\n\nclass TestA(unittest.IsolatedAsyncioTestCase):\n    async def test_a(self):\n        pass\n';
    expect(await after({ ...files, 'test_a.py': unittest })).not.toContain('asyncio');
    expect(await after({ ...files, 'pytest.ini': '[pytest]\naddopts = -p no:asyncio\n' })).not.toContain(
      'asyncio_mode',
    );
  });

  it('leaves the mode to AnyIO and to hooks', async () => {
    const anyio = ASYNC.replace('async', 'import pytest\n\n\n@pytest.mark.anyio\nasync');
    const files = { ...INI, 'requirements.txt': 'pytest\npytest-asyncio>=1\nanyio\n', 'test_b.py': anyio };
    expect(await notes(files, 'left')).toEqual([
      'asyncio_mode is left out, since AnyIO runs async tests too',
    ]);
    const hook = {
      ...INI,
      'requirements.txt': 'pytest\n',
      'conftest.py': 'def pytest_pyfunc_call(pyfuncitem): ...\n',
    };
    expect(await after(hook)).not.toContain('asyncio');
  });

  it('leaves fixtures their loop that serve several tests', async () => {
    const fixture = (more: string): string =>
      `import pytest_asyncio\n\n\n@pytest_asyncio.fixture(scope="module"${more})\nasync def db():\n    yield 1\n`;
    const files = { ...INI, 'requirements.txt': 'pytest\npytest-asyncio>=1\n' };
    expect(await notes({ ...files, 'conftest.py': fixture('') }, 'left')).toEqual([
      'asyncio_default_fixture_loop_scope is left out, since the async fixture db (conftest.py:5) serves several ' +
        'tests and names no loop_scope: the loop of one test could not run it',
    ]);
    expect(await after({ ...files, 'conftest.py': fixture(', loop_scope="module"') })).toContain(FIXTURES);
  });

  it('says what is set to something else', async () => {
    const files = { ...INI, 'requirements.txt': 'pytest\npytest-asyncio>=1\n' };
    const ini = '[pytest]\nasyncio_mode = strict\nasyncio_default_test_loop_scope = session\n';
    expect(await notes({ ...files, 'pytest.ini': ini }, 'left')).toEqual([
      'asyncio_mode is strict',
      'asyncio_default_test_loop_scope is session',
    ]);
    expect(
      await after({ ...files, 'pytest.ini': '[pytest]\naddopts = --asyncio-mode=auto\n' }),
    ).not.toContain('asyncio_mode =');
  });
});

describe('the limit', () => {
  it.each<[string, Files, string | undefined]>([
    ['that the guide sets for the longest test', { 'requirements.txt': 'pytest\npytest-timeout\n' }, '1800'],
    [
      'that the project states',
      {
        'requirements.txt': 'pytest\npytest-timeout\n',
        'cogniverse.config.json': '{ "timeouts": { "default": "2m" } }',
      },
      '120',
    ],
    [
      'that is set',
      { 'requirements.txt': 'pytest\npytest-timeout\n', 'pytest.ini': '[pytest]\ntimeout = 7\n' },
      '7',
    ],
    ['none where nothing heeds it', { 'requirements.txt': 'pytest\n' }, undefined],
    [
      'of marks that need the plugin',
      { 'requirements.txt': 'pytest\n', 'test_b.py': MARKED('timeout(3)') },
      '1800',
    ],
  ])('is the one %s', async (_, files, expected) => {
    const text = await after({ 'pytest.ini': '[pytest]\n', 'test_a.py': TEST, ...files });
    expect(/^timeout = (\d+)$/m.exec(text)?.[1]).toBe(expected);
  });

  it('is not added to one that a flag sets', async () => {
    const files = { 'pytest.ini': '[pytest]\naddopts = --timeout=9\n', 'test_a.py': TEST };
    expect(await after({ ...files, 'requirements.txt': 'pytest\npytest-timeout\n' })).not.toContain(
      'timeout =',
    );
  });
});

describe('strict markers', () => {
  it('takes the markers that modules beside the tests make for them', async () => {
    const files = {
      'requirements.txt': 'pytest>=9\n',
      'pytest.ini': '[pytest]\n',
      'tests/conftest.py': 'def pytest_configure(config):\n    config.addinivalue_line("markers", "large: needs room")\n',
      'tests/test_a.py': 'from .marks import nightly\n\n\n@nightly\ndef test_a():\n    pass\n',
      'tests/marks.py':
        'import pytest\n\n\ndef nightly(test):\n    return pytest.mark.nightly(pytest.mark.large(test))\n',
      'src/product/testing.py': 'import pytest\n\nlarge = pytest.mark.large\n',
      'src/product/paint.py': 'def mark(canvas):\n    return canvas.mark.crimson\n',
    };
    const ini = await after(files);
    expect(ini).toContain('strict_markers = true');
    expect(ini).toContain('nightly: nightly');
    expect(ini).not.toContain('large');
    expect(ini).not.toContain('crimson');
  });

  it.each<[string, string, string]>([
    ['pytest>=9', '', 'strict_markers = true\n'],
    ['pytest>=8', '', 'addopts = --strict-markers\n'],
    ['pytest', 'addopts = -ra\n', 'addopts = -ra --strict-markers\n'],
    ['pytest>=9', 'strict = true\n', '[pytest]\nstrict = true\nrequired'],
    ['pytest', 'addopts = --strict-markers\n', '[pytest]\naddopts = --strict-markers\nrequired'],
  ])('of %s with %j', async (requirement, ini, expected) => {
    const files = {
      'requirements.txt': `${requirement}\n`,
      'pytest.ini': `[pytest]\n${ini}`,
      'test_a.py': TEST,
    };
    expect(await after(files)).toContain(expected);
  });

  it('wait until a misspelt marker is mended', async () => {
    const files = {
      'requirements.txt': 'pytest\n',
      'pytest.ini': '[pytest]\n',
      'test_a.py': MARKED('skipf(True)'),
    };
    expect(await after(files)).not.toContain('strict');
    expect(await notes(files, 'manual')).toEqual(['it looks like a misspelling']);
    expect(await notes(files, 'left')).toEqual([
      'strict markers are left off until `skipf` (test_a.py:4) is mended',
    ]);
  });

  it('register what only something that runs could register', async () => {
    const conftest =
      'def pytest_configure(config):\n    for line in read():\n        config.addinivalue_line("markers", line)\n';
    const files = { 'requirements.txt': 'pytest\n', 'conftest.py': conftest, 'test_a.py': MARKED('odd') };
    expect(await after({ ...files, 'pytest.ini': '[pytest]\n' })).toContain('    odd: odd\n');
    expect(await after({ ...files, 'pytest.ini': '[pytest]\naddopts = --strict-markers\n' })).not.toContain(
      'odd',
    );
  });

  it('are left off where they are switched off', async () => {
    const files = {
      'pytest.ini': '[pytest]\nstrict_markers = false\n',
      'requirements.txt': 'pytest>=9\n',
      'test_a.py': TEST,
    };
    expect(await notes(files, 'left')).toEqual(['strict_markers is false']);
  });
});

describe('markers', () => {
  it('take the words of another configuration of the project', async () => {
    const files = {
      'pytest.ini': '[pytest]\nmarkers =\n    big: takes a GPU\n',
      'requirements.txt': 'pytest\n',
      'test_a.py': MARKED('big'),
      'inner/pytest.ini': '[pytest]\n',
      'inner/test_b.py': MARKED('big'),
    };
    expect(await after(files, 'inner/pytest.ini')).toContain('markers =\n    big: takes a GPU\n');
  });

  it.each<[string, string, boolean]>([
    ['those of inner tests that it collects', '', true],
    ['not those of tests outside of testpaths', 'testpaths = unit\n', false],
    ['not those of folders that it passes over', 'norecursedirs = inner\n', false],
    ['not those of folders that it ignores', 'addopts = --ignore=inner\n', false],
  ])('of an outer configuration are %s', async (_, ini, expected) => {
    const files = {
      'pytest.ini': `[pytest]\n${ini}`,
      'requirements.txt': 'pytest\n',
      'unit/test_a.py': TEST,
      'inner/pytest.ini': '[pytest]\nmarkers = big\n',
      'inner/test_b.py': MARKED('big'),
    };
    expect((await after(files)).includes('markers =')).toBe(expected);
  });
});

describe('required plugins', () => {
  it('are not required where pytest may be installed without them', async () => {
    const files = {
      'pytest.ini': '[pytest]\n',
      'setup.py': 'from setuptools import setup\nsetup(extras_require={"test": ["pytest"]})\n',
      'requirements.txt': 'pytest\n',
      'test_a.py': TEST,
    };
    expect(await after(files)).not.toContain('required_plugins');
    expect(await notes(files, 'left')).toContain(
      'required_plugins does not get pytest-cogniverse, since pytest may be installed without it, and would not start',
    );
  });

  it('are stated in each package whose tests run under the configuration', async () => {
    const files = {
      'pyproject.toml': '[dependency-groups]\ndev = ["pytest>=8"]\n\n[tool.pytest.ini_options]\n',
      'test_a.py': TEST,
      'cli/pyproject.toml': '[project]\nname = "cli"\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      'cli/test_b.py': TEST,
    };
    expect(await after(files, 'cli/pyproject.toml')).toContain(
      'dev = ["pytest>=8", "pytest-cogniverse>=1.2.3"]',
    );
    expect(await after(files, 'pyproject.toml')).toContain('required_plugins = ["pytest-cogniverse"]');
  });

  it('are known by any spelling', async () => {
    const ini = '[pytest]\nrequired_plugins = Pytest_Cogniverse>=1\n';
    const files = { 'pytest.ini': ini, 'requirements.txt': 'pytest\n', 'test_a.py': TEST };
    expect(await after(files)).toContain('required_plugins = Pytest_Cogniverse>=1\n');
  });
});

describe('a configuration that pytest does not start with is not set up', () => {
  it.each([
    ['pytest.ini', 'addopts = -q\n[pytest]\n', 'line 1 stands above the first section'],
    ['pytest.ini', '[pytest]\n  -q\n', 'line 2 is indented, but no option stands above it'],
    ['pytest.ini', '[pytest]\r\n# a\r\na = 1\r\na: 2\r\n', 'line 4 sets `a` a second time'],
    ['tox.ini', '[tox]\n[pytest]\n[tox]\n', 'line 3 begins a second [tox]'],
    ['tox.ini', '[tox]\nenvlist\n[pytest]\n', 'line 2 is neither a section, an option nor a comment'],
    ['setup.cfg', '[pytest]\naddopts = -q\n', 'its section [pytest] is to be named [tool:pytest] there'],
    [
      'pyproject.toml',
      '[tool.pytest]\naddopts = []\n[tool.pytest.ini_options]\n',
      'it has options in [tool.pytest] and in [tool.pytest.ini_options]',
    ],
  ])('%s: %j', async (name, text, reason) => {
    const files = { [name]: text, 'requirements.txt': 'pytest\n', 'test_a.py': TEST };
    const { problems, changes } = await planOf(new Project(files), { runners: ['pytest'] });
    const message = expect.stringContaining(`pytest refuses it: ${reason}`) as string;
    expect(problems).toMatchObject([{ message }]);
    expect(changes).toEqual([]);
  });

  it('but one is with all that INI files may hold', async () => {
    const ini = '\uFEFF; a\n  # b\n[pytest] # c\na = 1\n\n  2\n[other]\na: 1\n[tool:x]\n=\n';
    const { problems } = await planOf(new Project({ 'pytest.ini': ini, 'test_a.py': TEST }));
    expect(problems).toEqual([]);
  });
});

it('nothing is written where the policy can not be read', async () => {
  const files = {
    'pyproject.toml': '[dependency-groups]\ndev = ["pytest>=8"]\n\n[tool.cogniverse]\ntimeout = 3\n',
    'pytest.ini': '[pytest]\n',
    'test_a.py': TEST,
  };
  const { problems, changes } = await planOf(new Project(files), { runners: ['pytest'] });
  const message = expect.stringContaining('tool.cogniverse.timeout: unknown key') as string;
  expect(problems).toMatchObject([{ message }]);
  expect(changes).toEqual([]);
});

it('strict markers are left off where those in use have to be registered by hand', async () => {
  const text = "[dependency-groups]\ndev = ['pytest']\n\n[tool.pytest.ini_options]\nmarkers = 'a: b'\n";
  const project = new Project({ 'pyproject.toml': text, 'test_a.py': MARKED('big') });
  const { pytest } = await setUp(project, { runners: ['pytest'] });
  expect(project.read('pyproject.toml')).not.toContain('--strict-markers');
  const reasons = pytest.flatMap(({ steps }) => steps.map(({ reason }) => reason));
  expect(reasons).toContain('markers is written in a way that is not edited');
  expect(reasons).toContain('strict markers are left off until `markers` registers those in use');
});

it('a list with hashes is named where nothing can be added to it', async () => {
  const files = { 'requirements-dev.txt': 'pytest==9.2.0 --hash=sha256:ab\n', 'test_a.py': TEST };
  const { pytest } = await planOf(new Project(files), { runners: ['pytest'] });
  const [step] = pytest.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'manual'));
  expect(step?.file).toMatch(/requirements-dev\.txt$/);
  expect(step?.reason).toMatch(/^a program writes this file, with hashes/);
});
