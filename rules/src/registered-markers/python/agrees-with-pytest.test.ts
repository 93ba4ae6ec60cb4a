import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pytestEnvironment } from '../../../test/pytest/environment.ts';
import { readSuiteFile } from '../../pytest-suite.ts';

type Files = Readonly<Record<string, string>>;

const environment = await pytestEnvironment();
const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';
const python = 'python' in environment ? environment.python : '';

/** The markers that pytest warns of when it is started with a file alone. */
function unknownToPytest(project: string, file: string): readonly string[] {
  const args = ['-m', 'pytest', '--collect-only', '-q', '-p', 'no:cacheprovider', '-W', 'always', file];
  let output: string;
  try {
    output = execFileSync(python, args, {
      cwd: project,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: project },
    });
  } catch (error) {
    // The exit code tells of files that it refuses, and they of the first marker.
    output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  }
  const unknown = output.matchAll(/Unknown pytest\.mark\.(\w+)|'(\w+)' not found in `markers`/g);
  return [...new Set([...unknown].flatMap(([, warned, refused]) => warned ?? refused ?? []))].toSorted();
}

/** Those that the rule finds. */
function foundIn(project: string, file: string): readonly string[] | undefined {
  return readSuiteFile(path.join(project, file))?.unregistered.map(({ marker }) => marker);
}

const CODE = `import pytest
from pytest import mark as m

pytestmark = [m.own]


@pytest.mark.nightly
class TestIt:
    @m.slow(reason="long")
    def test_it(self): ...


@pytest.mark.parametrize("a", [pytest.param(1, marks=[m.skip, getattr(pytest.mark, "own_too")])])
@pytest.mark.timeout(3)
def test_other(a): ...
`;

const configure = (...lines: readonly string[]): string =>
  `def pytest_configure(config):\n${lines.map((line) => `    ${line}\n`).join('')}`;
const LINES = [
  'config.addinivalue_line("markers", "own: a")',
  'config.addinivalue_line("markers", "slow(r): b")',
];

const projects: readonly (readonly [name: string, files: Files])[] = [
  ['without any configuration', {}],
  ['with pytest.ini', { 'pytest.ini': '[pytest]\nmarkers =\n    own: a\n    slow(reason): b\n' }],
  [
    'with lines that are indented',
    { 'tox.ini': '[pytest]\nmarkers = own\n  nightly : b\n# c\n  own_too(a, b)\n' },
  ],
  ['with a list', { 'pyproject.toml': '[tool.pytest.ini_options]\nmarkers = ["own: a", "nightly"]\n' }],
  ['with pytest.toml', { 'pytest.toml': '[pytest]\nmarkers = ["own: a", "nightly"]\n' }],
  ['with setup.cfg', { 'setup.cfg': '[tool:pytest]\nmarkers =\n  own: a\n' }],
  [
    'with a configuration nearer to the file',
    { 'pytest.ini': '[pytest]\nmarkers = own\n', 'tests/pytest.ini': '[pytest]\nmarkers = slow\n' },
  ],
  [
    'with one of a folder beside',
    { 'pytest.ini': '[pytest]\nmarkers = own\n', 'other/pytest.ini': '[pytest]\nmarkers = slow\n' },
  ],
  [
    'with a pyproject.toml of no concern',
    { 'tests/pyproject.toml': '[tool.other]\na = 1\n', 'tox.ini': '[pytest]\nmarkers = own\n' },
  ],
  ['with a conftest', { 'conftest.py': configure(...LINES) }],
  [
    'with a conftest in the folder',
    { 'pytest.ini': '[pytest]\n', 'tests/unit/conftest.py': configure(...LINES) },
  ],
  [
    'with a conftest above the configuration',
    { 'conftest.py': configure(...LINES), 'tests/pytest.ini': '[pytest]\n' },
  ],
  [
    'with a conftest of the configuration',
    { 'tests/conftest.py': configure(...LINES), 'tests/pytest.ini': '[pytest]\n' },
  ],
  [
    'with a loop',
    {
      'conftest.py': `MARKS = {"own": "a", "own_too": "b"}\n\n\n${configure(
        'for name, about in MARKS.items():',
        '    config.addinivalue_line("markers", f"{name}: {about}")',
      )}`,
    },
  ],
  [
    'with plugins',
    {
      'pytest.ini': '[pytest]\naddopts = -p tests.kit.first\n',
      'conftest.py': 'pytest_plugins = ["tests.kit.second"]\n',
      'tests/__init__.py': '',
      'tests/kit/__init__.py': '',
      'tests/kit/first.py': configure(...LINES),
      'tests/kit/second.py': 'from .third import pytest_configure\n',
      'tests/kit/third.py': configure('config.addinivalue_line("markers", "nightly: a")'),
    },
  ],
  ['with -o', { 'pytest.ini': '[pytest]\naddopts = -o markers=nightly\nmarkers = own\n' }],
];

describe.skipIf(python === '')(`the verdict is that of pytest${reason}`, () => {
  it.each(projects)('%s', { timeout: 60_000 }, (_, files) => {
    const file = 'tests/unit/test_it.py';
    const project = makeProject({ ...files, [file]: CODE });
    const found = foundIn(project, file);
    expect(found?.toSorted()).toEqual(unknownToPytest(project, file));
  });

  it('where it refuses a marker', { timeout: 60_000 }, () => {
    const file = 'test_it.py';
    const code = 'import pytest\n\n\n@pytest.mark.nightly\ndef test_it(): ...\n';
    const project = makeProject({ [file]: code, 'pytest.ini': '[pytest]\naddopts = --strict-markers\n' });
    expect(unknownToPytest(project, file)).toEqual(['nightly']);
    expect(foundIn(project, file)).toEqual(['nightly']);
  });
});
