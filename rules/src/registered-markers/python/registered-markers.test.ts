import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonMessages, testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { registeredMarkers } from '../index.ts';
import type { messages } from '../messages.ts';
import { mayNameMarker } from './prefilter.ts';

const TEST = 'def test_it(): ...\n';

/** A misspelling of one of pytest's own, of which no project has to be known. */
function misspelt(
  code: string,
  marker: string,
  meant: string,
): RuleCases<keyof typeof messages, []>['invalid'][number] {
  const output = code.replace(marker, meant);
  return {
    code,
    errors: [
      {
        messageId: 'misspelt',
        data: { marker, meant },
        suggestions: [{ messageId: 'write', data: { meant }, output }],
      },
    ],
  };
}

const cases: RuleCases<keyof typeof messages, []> = {
  valid: [
    `import pytest\n\n@pytest.mark.parametrize('a', [1])\n${TEST}`,
    `import pytest\n\n@pytest.mark.slow\n${TEST}`,
    `from mine import mark\n\n@mark.skipf\n${TEST}`,
    `import pytest\n\ndef test_it(pytest):\n    pytest.mark.skipf\n`,
    `import pytest\n\nMARK = 'skipf'\n\ndef test_it(request):\n    request.applymarker(MARK)\n`,
    `def test_it(m):\n    m.add_marker('skipf')\n`,
    `import pytest\n\nx = getattr(pytest.mark, 'skipf', None)\n`,
    `import pytest\n\nx = getattr(pytest.mark, name)\n`,
    `import pytest\n\nx = pytest.mark._private\n`,
    '# pytest.mark.skipf\n',
  ],
  invalid: [
    misspelt(`import pytest\n\n@pytest.mark.skipf(True, reason='')\n${TEST}`, 'skipf', 'skipif'),
    misspelt(`import pytest\n\n@pytest.mark.parametrise('a', [])\n${TEST}`, 'parametrise', 'parametrize'),
    misspelt(`import pytest\n\n@pytest.mark.parameterize('a', [])\n${TEST}`, 'parameterize', 'parametrize'),
    misspelt(
      `import pytest as pt\n\n@pt.mark.usefixture('a')\nclass TestIt: ...\n`,
      'usefixture',
      'usefixtures',
    ),
    misspelt(`from pytest import mark\n\npytestmark = [mark.skpi]\n`, 'skpi', 'skip'),
    misspelt(`from pytest import mark as m\n\npytestmark = m.x_fail\n`, 'x_fail', 'xfail'),
    misspelt(
      `import pytest\n\nmark = pytest.mark\n\n@mark.filterwarning('error')\n${TEST}`,
      'filterwarning',
      'filterwarnings',
    ),
    misspelt(`import pytest\n\nx = pytest.param(1, marks=pytest.mark.skipiff)\n`, 'skipiff', 'skipif'),
    misspelt(
      `import pytest\n\nx = pytest.param(1, marks=[pytest.mark.xfial(strict=True)])\n`,
      'xfial',
      'xfail',
    ),
    misspelt(`import pytest\n\nx = getattr(pytest.mark, 'skipf')\n`, 'skipf', 'skipif'),
    misspelt(`def test_it(request):\n    request.applymarker("xfial")\n`, 'xfial', 'xfail'),
    misspelt(`def test_it(request):\n    request.node.add_marker('xfial')\n`, 'xfial', 'xfail'),
    misspelt(
      `def pytest_collection_modifyitems(items):\n    for item in items:\n        item.add_marker("skpi")\n`,
      'skpi',
      'skip',
    ),
    misspelt(`def pytest_runtest_setup(item):\n    item.add_marker(marker="skpi")\n`, 'skpi', 'skip'),
  ],
};

testPythonRule('registered-markers', registeredMarkers, cases);
testPrefilter(mayNameMarker, cases);

it('reads no text that names only markers of pytest', () => {
  expect(
    mayNameMarker('import pytest\n\n@pytest.mark.parametrize("a", [1])\n@pytest.mark.skipif(True)\n'),
  ).toBe(false);
});

type Files = Readonly<Record<string, string | object>>;

/** What is said of `tests/unit/test_it.py` in a project, by kinds and markers. */
function lint(marks: readonly string[], files: Files, head = ''): readonly string[] {
  const code = `import pytest\n${head}\n${marks.map((mark) => `@pytest.mark.${mark}\n`).join('')}${TEST}`;
  const filename = path.join(makeProject(files), 'tests/unit/test_it.py');
  const said = pythonMessages(registeredMarkers, { code, filename });
  return said.map(({ messageId, message }) => `${messageId} ${/`(\w+)`/.exec(message)?.[1]}`);
}

/** Lines of a file. */
function text(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** The hook by which a conftest or plugin registers markers. */
function configure(...lines: readonly string[]): string {
  return text('def pytest_configure(config):', ...lines.map((line) => `    ${line}`));
}

describe('a marker is registered', () => {
  it.each<[string, Files]>([
    ['by pytest.ini', { 'pytest.ini': '[pytest]\nmarkers =\n    mine: about it\n    other\n' }],
    ['by pytest.toml', { 'pytest.toml': '[pytest]\nmarkers = ["mine(reason): about it"]\n' }],
    [
      'by pyproject.toml',
      { 'pyproject.toml': '[tool.pytest.ini_options]\nmarkers = [\n  "mine: about it",\n]\n' },
    ],
    [
      'by a text in pyproject.toml',
      { 'pyproject.toml': '[tool.pytest.ini_options]\nmarkers = """\nmine: a\nother: b"""\n' },
    ],
    ['by setup.cfg', { 'setup.cfg': '[tool:pytest]\nmarkers =\n  mine : about it\n' }],
    ['by tox.ini', { 'tox.ini': '[pytest]\nmarkers = mine\n' }],
    [
      'by the nearest configuration',
      { 'pytest.ini': '[pytest]\n', 'tests/unit/pytest.ini': '[pytest]\nmarkers = mine\n' },
    ],
    [
      'by a conftest',
      { 'tests/conftest.py': configure('config.addinivalue_line("markers", "mine: about it")') },
    ],
    [
      'by keyword',
      { 'conftest.py': configure('config.addinivalue_line(name="markers", line="mine: about it")') },
    ],
    [
      'by a method that a helper of the conftest calls',
      {
        'conftest.py':
          text(
            'def register(config, name):',
            '    config.addinivalue_line("markers", f"{name}: about it")',
            '',
          ) + configure('register(config, "mine")'),
      },
    ],
    [
      'in a loop over a list',
      {
        'conftest.py':
          text('MARKERS = ["mine: a", "other: b"]', '') +
          configure('for line in MARKERS:', '    config.addinivalue_line("markers", line)'),
      },
    ],
    [
      'in a loop over pairs',
      {
        'conftest.py': configure(
          'for name, about in [("mine", "a"), ("other", "b")]:',
          '    config.addinivalue_line("markers", f"{name}: {about}")',
        ),
      },
    ],
    [
      'in a loop over a dict',
      {
        'conftest.py':
          text('MARKERS = {"mine": "a", "other": "b"}', '') +
          configure(
            'for name, about in MARKERS.items():',
            '    config.addinivalue_line("markers", "{}: {}".format(name, about))',
            '    config.addinivalue_line("markers", name + ": " + about)',
          ),
      },
    ],
    [
      'by templates',
      {
        'conftest.py': configure(
          'for name in ("mine", "other"):',
          '    config.addinivalue_line("markers", "%s(reason): about %s" % (name, about(name)))',
          '    config.addinivalue_line("markers", "{name}: {0}".format(about(name), name=name))',
        ),
      },
    ],
    [
      'with a description that is computed',
      {
        'conftest.py': configure('config.addinivalue_line("markers", f"mine: {describe()}")'),
      },
    ],
    [
      'by a beginning',
      {
        'conftest.py': configure(
          'for name in names():',
          '    config.addinivalue_line("markers", f"mi{name}: about it")',
        ),
      },
    ],
    [
      'by another file whose hook is imported',
      {
        'conftest.py': 'from tests.hooks import pytest_configure\n',
        'tests/hooks.py': configure('config.addinivalue_line("markers", "mine: about it")'),
      },
    ],
    [
      'by another file that is given the configuration',
      {
        'conftest.py': text('from mypackage.testing import register', '') + configure('register(config)'),
        'src/mypackage/testing.py':
          'def register(config):\n    config.addinivalue_line("markers", "mine: about it")\n',
      },
    ],
    [
      'by a plugin that a conftest names',
      {
        'conftest.py': 'pytest_plugins = ["tests.plugins.marks"]\n',
        'tests/plugins/marks.py': configure('config.addinivalue_line("markers", "mine: about it")'),
      },
    ],
    [
      'by a plugin that options name',
      {
        'pytest.ini': '[pytest]\naddopts = -p tests.marks\n',
        'tests/marks.py': configure('config.addinivalue_line("markers", "mine: about it")'),
      },
    ],
    [
      'by a plugin on the path that is configured',
      {
        'pytest.ini': '[pytest]\npythonpath = tools/plugins\naddopts = -p marks\n',
        'tools/plugins/marks.py': configure('config.addinivalue_line("markers", "mine: about it")'),
      },
    ],
    [
      'by a plugin that is an object',
      {
        'conftest.py':
          text(
            'class Marks:',
            '    def pytest_configure(self, config):',
            '        config.addinivalue_line("markers", "mine: a")',
            '',
          ) + configure('config.pluginmanager.register(Marks())'),
      },
    ],
    [
      'by the plugin that the project is',
      {
        'pyproject.toml': '[project.entry-points.pytest11]\nmine = "mypackage.plugin"\n',
        'src/mypackage/plugin.py': configure('config.addinivalue_line("markers", "mine: about it")'),
      },
    ],
    [
      'by another package of the repository',
      {
        'libs/testing/pyproject.toml': '[project.entry-points.pytest11]\nmine = "testing.plugin"\n',
        'libs/testing/src/testing/plugin.py': configure(
          'config.addinivalue_line("markers", "mine: about it")',
        ),
      },
    ],
  ])('%s', (_, files) => {
    expect(lint(['mine'], files)).toEqual([]);
    expect(lint(['absent'], files)).toEqual(['unregistered absent']);
  });

  it('by a plugin that the file names itself', () => {
    const files = {
      'tests/marks.py': configure('config.addinivalue_line("markers", "mine: about it")'),
    };
    expect(lint(['mine', 'absent'], files, 'pytest_plugins = "tests.marks"\n')).toEqual([
      'unregistered absent',
    ]);
  });
});

describe('nothing is known of markers', () => {
  it.each<[string, Files]>([
    [
      'that are computed',
      {
        'conftest.py': configure('for name in names():', '    config.addinivalue_line("markers", name)'),
      },
    ],
    [
      'that an installed function registers',
      { 'conftest.py': text('from acme import register', '') + configure('register(config)') },
    ],
    ['that installed hooks may register', { 'conftest.py': 'from acme.testing import *\n' }],
    ['of a plugin that is installed', { 'conftest.py': 'pytest_plugins = ["acme.plugin"]\n' }],
    [
      'where pytest is started with another configuration',
      { Makefile: 'test:\n\tpython -m pytest -q -c config/pytest.ini tests\n' },
    ],
    [
      'of plugins that are listed',
      { 'conftest.py': 'import glob\n\npytest_plugins = [name for name in glob.glob("*")]\n' },
    ],
    ['of an option that is changed', { 'conftest.py': configure('config.getini("markers").append("a: b")') }],
    [
      'by a method that has another name',
      { 'conftest.py': configure('add = config.addinivalue_line', 'add("markers", "a: b")') },
    ],
    [
      'where pytest is told to take any',
      {
        'pytest.ini': '[pytest]\nfilterwarnings =\n    ignore::pytest.PytestUnknownMarkWarning\n',
      },
    ],
    ['where a conftest has a syntax error', { 'conftest.py': 'def (\n' }],
    [
      'of a plugin that the project states and nobody knows',
      {
        'pyproject.toml': '[dependency-groups]\ndev = ["pytest", "pytest-absent"]\n',
      },
    ],
  ])('%s', (_, files) => {
    expect(lint(['absent', 'skipf'], files)).toEqual(['misspelt skipf']);
  });
});

describe('nothing registers a marker', () => {
  it.each<[string, Files]>([
    [
      'that a conftest beside registers',
      { 'tests/other/conftest.py': configure('config.addinivalue_line("markers", "mine: a")') },
    ],
    [
      'that the configuration above registers',
      {
        'pytest.ini': '[pytest]\nmarkers = mine\n',
        'tests/unit/pytest.ini': '[pytest]\nmarkers = other\n',
      },
    ],
    [
      'that a conftest above the configuration registers',
      {
        'conftest.py': configure('config.addinivalue_line("markers", "mine: a")'),
        'tests/pytest.ini': '[pytest]\n',
      },
    ],
    [
      'that is added to another option',
      { 'conftest.py': configure('config.addinivalue_line("filterwarnings", "mine: a")') },
    ],
    ['where a builtin plugin is named', { 'conftest.py': 'pytest_plugins = ["pytester"]\n' }],
    [
      'where pytest is started with the configuration that it finds',
      { Makefile: 'test:\n\tpytest -c pytest.ini && bash -c "make a.toml"\n', 'pytest.ini': '[pytest]\n' },
    ],
    ['where a plugin is turned off', { 'pytest.ini': '[pytest]\naddopts = -p no:cacheprovider\n' }],
    [
      'where the configuration is handed to the standard library',
      {
        'conftest.py': text('import warnings', '') + configure('print(config)', 'warnings.warn(config)'),
      },
    ],
  ])('%s', (_, files) => {
    expect(lint(['mine'], files)).toEqual(['unregistered mine']);
  });
});

describe('markers of plugins', () => {
  const stated = { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest>=8", "pytest-asyncio"]\n' };

  it('are there where the plugin is stated', () => {
    expect(lint(['asyncio'], stated)).toEqual([]);
    expect(lint(['timeout(3)'], { ...stated, 'requirements/dev.txt': 'Pytest_Timeout\n' })).toEqual([]);
    expect(lint(['anyio'], { ...stated, 'requirements.txt': 'httpx\n' })).toEqual([]);
  });

  it('are there where the project does not state what its tests need', () => {
    expect(lint(['asyncio', 'timeout(3)', 'django_db'], {})).toEqual([]);
  });

  it('do nothing where it is not stated', () => {
    expect(lint(['timeout(3)', 'django_db'], stated)).toEqual(['plugin timeout', 'plugin django_db']);
  });

  it('are a project’s own where it registers them', () => {
    expect(
      lint(['timeout(3)'], { ...stated, 'pytest.ini': '[pytest]\nmarkers = timeout: by hand\n' }),
    ).toEqual([]);
  });

  it('are looked for where one is misspelt', () => {
    expect(lint(['asynco', 'time_out'], {})).toEqual(['misspelt asynco', 'misspelt time_out']);
    // Only a project that has the plugin means its marker.
    expect(lint(['orders'], {})).toEqual(['unregistered orders']);
    expect(lint(['orders'], { 'requirements.txt': 'pytest\npytest-order\n' })).toEqual(['misspelt orders']);
    expect(lint(['asynco', 'djangodb'], stated)).toEqual(['misspelt asynco', 'unregistered djangodb']);
  });

  it.each<[string, Files]>([
    ['the set-up', { ...stated, 'requirements.txt': 'pytest-cogniverse\n' }],
    [
      'its copy',
      {
        ...stated,
        'conftest.py': 'pytest_plugins = ["tests.kit.plugin"]\n',
        'tests/kit/plugin.py': 'from .markers import pytest_configure\n',
        'tests/kit/markers.py': configure('config.addinivalue_line("markers", name)'),
        'tests/kit/guide.json': '{}',
      },
    ],
    [
      'its copy that options name',
      { ...stated, 'pytest.ini': '[pytest]\naddopts = -p pytest_cogniverse.vendored\n' },
    ],
  ])('of %s are those of the policy', (_, files) => {
    const policy = {
      'cogniverse.config.json': {
        markers: { nightly: 'at night' },
        capabilities: { 'qdrant-db': { url: 'http://a' } },
      },
    };
    const marks = ['slow', 'nightly', 'requires("a")', 'requires_qdrant_db', 'requires_gpu'];
    expect(lint(marks, { ...files, ...policy })).toEqual([]);
    expect(lint(['nightyl', 'requires_other', 'timeout'], { ...files, ...policy })).toEqual([
      'misspelt nightyl',
      'unregistered requires_other',
      'plugin timeout',
    ]);
  });
});

it('a module outside of the tests has its markers registered by those that import it', () => {
  const files = {
    '.git/HEAD': '',
    'pytest.ini': '[pytest]\n',
    'tests/conftest.py': configure('config.addinivalue_line("markers", "nightly: at night")'),
  };
  const code = 'import pytest\n\nnightly = pytest.mark.nightly\nskipped = pytest.mark.skpi\n';
  const markersIn = (name: string): readonly string[] =>
    pythonMessages(registeredMarkers, { code, filename: path.join(makeProject(files), name) }).map(
      ({ messageId, line }) => `${messageId} ${line}`,
    );
  expect(markersIn('src/product/marks.py')).toEqual(['misspelt 4']);
  expect(markersIn('tests/marks.py')).toEqual(['misspelt 4']);
  expect(markersIn('other/tests/marks.py')).toEqual(['unregistered 3', 'misspelt 4']);
});

describe('what is said', () => {
  const said = (files: Files, marks = ['slow', 'slow']): readonly string[] => {
    const code = `import pytest\n\n${marks.map((mark) => `@pytest.mark.${mark}\n`).join('')}${TEST}`;
    const filename = path.join(makeProject(files), 'tests/test_it.py');
    return pythonMessages(registeredMarkers, { code, filename }).map(
      ({ line, message }) => `${line} ${message}`,
    );
  };

  it('names the configuration, once a file', () => {
    expect(said({ 'tests/pytest.ini': '[pytest]\n' })).toEqual([
      '3 Nothing registers the marker `slow` (2 times in this file): pytest can’t tell it from a ' +
        'misspelling. Register it under `markers` of tests/pytest.ini.',
    ]);
    expect(said({})).toEqual([expect.stringContaining('`markers` of the configuration of pytest.')]);
  });

  it('names what pytest refuses', () => {
    expect(said({ 'pytest.ini': '[pytest]\naddopts = --strict-markers\n' })).toEqual([
      expect.stringContaining('misspelling, and is told to refuse such markers. Register'),
    ]);
  });

  it.each([
    ['error', true],
    ['error\n    ignore::DeprecationWarning', true],
    ['error\n    ignore::UserWarning', false],
    ['ignore::UserWarning\n    error::pytest.PytestUnknownMarkWarning', true],
    ['error::ResourceWarning', false],
  ])('names what pytest refuses as a warning: %s', (filters, isRefused) => {
    const [message = ''] = said({ 'pytest.ini': `[pytest]\nfilterwarnings =\n    ${filters}\n` });
    expect(message.includes('told to refuse')).toBe(isRefused);
  });

  it('names the plugin', () => {
    expect(said({ 'requirements.txt': 'pytest\n' }, ['timeout(3)'])).toEqual([
      '3 `timeout` is a marker of pytest-timeout, which is not among the dependencies in requirements.txt: ' +
        'nothing registers it, and it does nothing. Add pytest-timeout, or take the marker away.',
    ]);
  });

  it('stands at each misspelling', () => {
    expect(said({ 'pytest.ini': '[pytest]\nmarkers = nightly\n' }, ['nighlty', 'nighlty'])).toEqual([
      '3 Nothing registers the marker `nighlty`. Did you mean `nightly`?',
      '4 Nothing registers the marker `nighlty`. Did you mean `nightly`?',
    ]);
  });
});
