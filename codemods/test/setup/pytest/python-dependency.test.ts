import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { DraftFiles } from '../../../src/setup/draft-files.ts';
import type { NeededPlugin, StatedPlugins } from '../../../src/setup/pytest/project.ts';
import { stateDependencies } from '../../../src/setup/pytest/python-dependency.ts';
import { Project } from '../../support/project.ts';

type Files = Readonly<Record<string, string>>;

const OWN: NeededPlugin = { name: 'pytest-cogniverse', minimum: '1.2.3' };
const ASYNCIO: NeededPlugin = { name: 'pytest-asyncio', minimum: '0.24' };

interface Stated extends StatedPlugins {
  /** The changed files with their new texts. */
  readonly changed: Files;
  readonly root: string;
}

/** States plugins in a project, twice: the second time has nothing to change. */
function state(files: Files, needed: readonly NeededPlugin[] = [OWN], folder = '.'): Stated {
  // What lies above a repository says nothing of it.
  const { root } = new Project({ '.git/HEAD': '', ...files });
  const drafts = new DraftFiles(root);
  const directory = path.join(root, folder);
  const project = { directory, root, configFile: undefined, tests: [], conftests: [], helpers: [] };
  const stated = stateDependencies(project, needed, drafts);
  const changed = Object.fromEntries(
    drafts.changes().map(({ file, after }) => [path.relative(root, file).replaceAll(path.sep, '/'), after]),
  );
  const again = stateDependencies(project, needed, drafts);
  expect(again.steps.filter(({ kind }) => kind === 'edit')).toEqual([]);
  return { ...stated, changed, root };
}

/** A text with a part put behind another one. */
function behind(text: string, anchor: string, added: string): string {
  expect(text.split(anchor)).toHaveLength(2);
  return text.replace(anchor, anchor + added);
}

/** A case: a file, the part that the new one goes behind, what goes there, and the command to install it. */
type Case = readonly [
  name: string,
  file: string,
  text: string,
  anchor: string,
  added: string,
  command: string | undefined,
];

const CASES: readonly Case[] = [
  [
    'a group of PEP 735, in order',
    'pyproject.toml',
    '[dependency-groups]\ndev = [\n    "black>=24",\n    "pytest>=8.0", # the runner\n    "ruff>=0.4",\n]\n',
    '"pytest>=8.0", # the runner',
    '\n    "pytest-cogniverse>=1.2.3",',
    'pip install --group dev',
  ],
  [
    'an extra in one line, in its quotes',
    'pyproject.toml',
    "[project]\nname = 'a'\n\n[project.optional-dependencies]\ntest = ['pytest~=8.0', 'pytest-cov~=5.0', 'a']\n",
    "'pytest~=8.0'",
    ", 'pytest-cogniverse~=1.2.3'",
    'pip install -e ".[test]"',
  ],
  [
    'behind the others of pytest where there is no order',
    'pyproject.toml',
    '[project.optional-dependencies]\ndev = [\n  "ruff",\n  "pytest==8.0.0",\n  "pytest-mock==1.0.0",\n  "pytest-asyncio==1.0.0",\n  # Security\n  "bandit"\n]\n',
    '"pytest-asyncio==1.0.0",',
    '\n  "pytest-cogniverse==1.2.3",',
    'pip install -e ".[dev]"',
  ],
  [
    'an element that had no comma',
    'pyproject.toml',
    '[dependency-groups]\ntests = [\n\t"a",\n\t"pytest" # last\n]\n',
    '"pytest"',
    ', # last\n\t"pytest-cogniverse"',
    'pip install --group tests',
  ],
  [
    "uv's own list",
    'pyproject.toml',
    '[tool.uv]\ndev-dependencies = ["pytest>=8"]\n',
    '"pytest>=8"',
    ', "pytest-cogniverse>=1.2.3"',
    'uv sync',
  ],
  [
    "a group of Poetry's",
    'pyproject.toml',
    '[tool.poetry]\nname = "a"\n\n[tool.poetry.group.dev.dependencies]\nblack = "^24.0"\npytest = "^8.0"\nruff = { version = "^0.4", optional = true }\n',
    'pytest = "^8.0"\n',
    'pytest-cogniverse = "^1.2.3"\n',
    'poetry lock && poetry install',
  ],
  [
    "Poetry's old list, with any version",
    'pyproject.toml',
    '[tool.poetry.dependencies]\npython = "^3.9"\n\n[tool.poetry.dev-dependencies]\npytest = "*"\n',
    'pytest = "*"\n',
    'pytest-cogniverse = "*"\n',
    'poetry lock && poetry install',
  ],
  [
    "a group of Poetry's in braces",
    'pyproject.toml',
    '[tool.poetry.group]\ntest.dependencies = { pytest = "^8.0" }\n',
    'pytest = "^8.0"',
    ', pytest-cogniverse = "^1.2.3"',
    'poetry lock && poetry install',
  ],
  [
    "pdm's groups",
    'pyproject.toml',
    '[tool.pdm.dev-dependencies]\ntest = [\n    "pytest>=8",\n]\n',
    '"pytest>=8",',
    '\n    "pytest-cogniverse>=1.2.3",',
    'pdm install',
  ],
  [
    'an environment of hatch',
    'pyproject.toml',
    '[tool.hatch.envs.default]\ndependencies = ["pytest"]\n',
    '"pytest"',
    ', "pytest-cogniverse"',
    undefined,
  ],
  [
    "hatch's own file",
    'hatch.toml',
    '[envs.hatch-test]\nextra-dependencies = [\n  "pytest>=8",\n]\n',
    '"pytest>=8",',
    '\n  "pytest-cogniverse>=1.2.3",',
    undefined,
  ],
  [
    'Pipfile',
    'Pipfile',
    '[dev-packages]\npytest = "*"\n',
    'pytest = "*"\n',
    'pytest-cogniverse = "*"\n',
    'pipenv install --dev',
  ],
  [
    'pixi, from PyPI',
    'pixi.toml',
    '[feature.test.dependencies]\npytest = ">=8"\n\n[tasks]\ntest = "pytest"\n',
    'pytest = ">=8"',
    '\n\n[feature.test.pypi-dependencies]\npytest-cogniverse = ">=1.2.3"',
    'pixi install',
  ],
  [
    'requirements, with blanks and comments as they are',
    'requirements-dev.txt',
    '-r requirements.txt\n# Tests\npytest >= 8  # the runner\nruff >= 0.4\n',
    'pytest >= 8  # the runner',
    '\npytest-cogniverse >= 1.2.3',
    'pip install -r requirements-dev.txt',
  ],
  [
    'requirements in a folder, with CRLF and no final line end',
    'requirements/test.txt',
    'a\r\npytest',
    'pytest',
    '\r\npytest-cogniverse',
    'pip install -r requirements/test.txt',
  ],
  [
    'requirements beside the tests',
    'tests/requirements.txt',
    'pytest==8.0\npytest-cov==5.0\n',
    'pytest==8.0',
    '\npytest-cogniverse==1.2.3',
    'pip install -r tests/requirements.txt',
  ],
  [
    'an extra in setup.cfg',
    'setup.cfg',
    '[options]\ninstall_requires =\n    a\n\n[options.extras_require]\ntest =\n    pytest>=8\n    # more\n    ruff\ndocs =\n    sphinx\n',
    '    pytest>=8',
    '\n    pytest-cogniverse>=1.2.3',
    'pip install -e ".[test]"',
  ],
  [
    'an environment of tox',
    'tox.ini',
    '[testenv]\ndeps = pytest\ncommands = pytest\n',
    'deps = pytest',
    '\n    pytest-cogniverse',
    undefined,
  ],
  [
    'an environment of tox with conditions',
    'tox.ini',
    '[testenv]\ndeps =\n  py39: pytest<8\n  !py39: pytest>=8\n  -r requirements.txt\n',
    '  !py39: pytest>=8',
    '\n  pytest-cogniverse>=1.2.3',
    undefined,
  ],
];

describe('a plugin is stated where pytest is', () => {
  it.each(CASES)('%s', (_, file, text, anchor, added, command) => {
    const { changed, steps, comeWithPytest, install } = state({ [file]: text });
    const expected =
      anchor === '"pytest"' && added.startsWith(', #')
        ? text.replace('"pytest" # last', `"pytest"${added}`)
        : behind(text, anchor, added);
    expect(changed).toEqual({ [file]: expected });
    expect(steps).toMatchObject([
      { kind: 'edit', missing: '`pytest-cogniverse` is not among the dependencies' },
    ]);
    expect([...comeWithPytest]).toEqual(['pytest-cogniverse']);
    expect(install?.command).toBe(command);
  });

  it('with a byte order mark and CRLF kept', () => {
    const text = '\uFEFF[dependency-groups]\r\ndev = [\r\n  "pytest",\r\n]\r\n';
    const { changed } = state({ 'pyproject.toml': text });
    expect(changed['pyproject.toml']).toBe(behind(text, '"pytest",', '\r\n  "pytest-cogniverse",'));
  });

  it('with others, which get no range that keeps newer versions out', () => {
    const { changed } = state({ 'requirements-dev.txt': 'pytest==8.4.2\n' }, [OWN, ASYNCIO]);
    expect(changed['requirements-dev.txt']).toBe(
      'pytest==8.4.2\npytest-asyncio>=0.24\npytest-cogniverse==1.2.3\n',
    );
  });

  it('in each list for tests that states pytest, and in none about something else', () => {
    const text =
      '[project.optional-dependencies]\nlint = ["mypy", "pytest"]\ntest = ["pytest"]\n\n' +
      '[dependency-groups]\ndev = ["pytest"]\ndocs = ["sphinx"]\n';
    const { changed, install } = state({ 'pyproject.toml': text });
    expect(changed['pyproject.toml']).toBe(
      text
        .replace('test = ["pytest"]', 'test = ["pytest", "pytest-cogniverse"]')
        .replace('dev = ["pytest"]', 'dev = ["pytest", "pytest-cogniverse"]'),
    );
    expect(install?.command).toBe('pip install --group dev');
  });

  it('in the one of two lists of an environment that states pytest', () => {
    const text =
      '[tool.hatch.envs.test]\ndependencies = ["coverage"]\nextra-dependencies = ["pytest"]\n';
    expect(state({ 'pyproject.toml': text }).changed['pyproject.toml']).toBe(
      behind(text, '"pytest"', ', "pytest-cogniverse"'),
    );
  });

  it('only for Pythons that have it', () => {
    const text =
      '[project]\nname = "a"\nrequires-python = ">=3.8"\n\n[dependency-groups]\ndev = ["pytest"]\n';
    const { changed, comeWithPytest } = state({ 'pyproject.toml': text });
    expect(changed['pyproject.toml']).toContain(`"pytest-cogniverse; python_version >= '3.9'"`);
    expect([...comeWithPytest]).toEqual([]);
  });

  it('the same for Poetry', () => {
    const text =
      '[tool.poetry.dependencies]\npython = "^3.8"\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8.0"\n';
    expect(state({ 'pyproject.toml': text }).changed['pyproject.toml']).toBe(
      `${text}pytest-cogniverse = { version = "^1.2.3", python = ">=3.9" }\n`,
    );
  });

  it('in the sources of compiled requirements, not in these', () => {
    const compiled =
      '#\n# This file is autogenerated by pip-compile with Python 3.12\n#\npytest==8.0.0\n    # via -r test.in\n';
    const { changed, install } = state({
      'requirements/test.in': 'pytest\n',
      'requirements/test.txt': compiled,
    });
    expect(changed).toEqual({ 'requirements/test.in': 'pytest\npytest-cogniverse\n' });
    expect(install?.command).toBe('pip-compile requirements/test.in && pip install -r requirements/test.txt');
  });

  it('as the lockfile beside it says', () => {
    const text = '[project.optional-dependencies]\ntest = ["pytest"]\n';
    expect(state({ 'pyproject.toml': text, 'uv.lock': '' }).install?.command).toBe('uv sync --extra test');
  });
});

describe('of several files', () => {
  const root = '[dependency-groups]\ndev = ["pytest>=8"]\n';

  it('the one that states pytest for these tests is taken', () => {
    const inner = '[project.optional-dependencies]\ntest = ["pytest>=7"]\n';
    const files = { 'pyproject.toml': root, 'packages/a/pyproject.toml': inner };
    expect(Object.keys(state(files, [OWN], 'packages/a').changed)).toEqual(['packages/a/pyproject.toml']);
    expect(Object.keys(state(files).changed)).toEqual(['pyproject.toml']);
  });

  it('one above is taken where the nearer one states no pytest', () => {
    const files = { 'pyproject.toml': root, 'packages/a/pyproject.toml': '[project]\nname = "a"\n' };
    expect(Object.keys(state(files, [OWN], 'packages/a').changed)).toEqual(['pyproject.toml']);
  });

  it('what a plugin of pytest states for its users is not taken', () => {
    const plugin =
      '[project]\nname = "a"\ndependencies = ["pytest>=7"]\n\n[project.entry-points.pytest11]\na = "a.plugin"\n';
    const { changed } = state({ 'pyproject.toml': plugin });
    expect(changed['pyproject.toml']).toBe(
      `${plugin}\n[dependency-groups]\ndev = ["pytest-cogniverse>=1.2.3"]\n`,
    );
  });
});

describe('a plugin is not stated twice', () => {
  it.each<[string, Files]>([
    ['in another spelling', { 'requirements-dev.txt': 'pytest\nPytest_Cogniverse>=1\n' }],
    [
      'by a group that is taken in',
      {
        'pyproject.toml':
          '[dependency-groups]\ntest = ["pytest-cogniverse"]\ndev = ["pytest", { include-group = "test" }]\n',
      },
    ],
    [
      'by an extra of the project itself',
      {
        'pyproject.toml':
          '[project]\nname = "My.Lib"\n\n[project.optional-dependencies]\nx = ["pytest-cogniverse"]\ndev = ["pytest", "my-lib[x]"]\n',
      },
    ],
    [
      'by what the project itself needs',
      {
        'pyproject.toml':
          '[project]\ndependencies = ["pytest-cogniverse"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
      },
    ],
    [
      'by a file that is taken in',
      { 'requirements.txt': 'pytest-cogniverse\n', 'requirements-dev.txt': '-r requirements.txt\npytest\n' },
    ],
  ])('%s', (_, files) => {
    const { changed, steps } = state(files);
    expect(changed).toEqual({});
    expect(steps).toMatchObject([{ kind: 'present' }]);
  });
});

describe('where nothing states pytest', () => {
  it('a list for tests takes it', () => {
    const text = '[project]\nname = "a"\n\n[dependency-groups]\ntest = ["coverage"]\n';
    expect(state({ 'pyproject.toml': text }).changed['pyproject.toml']).toBe(
      text.replace('"coverage"', '"coverage", "pytest-cogniverse"'),
    );
  });

  it('a group is made for all that is needed', () => {
    const text = '[project]\nname = "a"\n\n[dependency-groups]\ndocs = ["sphinx"]\n';
    const { changed, comeWithPytest, install } = state({ 'pyproject.toml': text }, [OWN, ASYNCIO]);
    expect(changed['pyproject.toml']).toBe(
      `${text}dev = ["pytest-cogniverse>=1.2.3", "pytest-asyncio>=0.24"]\n`,
    );
    expect(comeWithPytest.size).toBe(2);
    expect(install?.command).toBe('pip install --group dev');
  });

  it("a group of Poetry's is made", () => {
    const text = '[tool.poetry.dependencies]\npython = "^3.9"\n';
    expect(state({ 'pyproject.toml': text }).changed['pyproject.toml']).toBe(
      `${text}\n[tool.poetry.group.dev.dependencies]\npytest-cogniverse = "^1.2.3"\n`,
    );
  });

  it('it is left to the author where nothing says what tests need', () => {
    const { changed, steps } = state({ 'requirements.txt': 'flask\n' });
    expect(changed).toEqual({});
    expect(steps).toMatchObject([{ kind: 'manual', snippet: 'pytest-cogniverse>=1.2.3' }]);
  });
});

describe('where a file installs the plugin that is no list', () => {
  it.each<[string, Files]>([
    ['a workflow', { '.github/workflows/ci.yml': 'run: pip install pytest-cogniverse\n' }],
    ['a Dockerfile', { Dockerfile: 'RUN pip install pytest pytest-cogniverse\n' }],
  ])('%s', (_, files) => {
    expect(state(files).steps).toMatchObject([{ kind: 'present' }]);
  });
});

describe('what is left to the author', () => {
  it('is a program', () => {
    const text = 'from setuptools import setup\nsetup(extras_require={"test": ["pytest>=8"]})\n';
    const { changed, steps, comeWithPytest } = state({ 'setup.py': text });
    expect(changed).toEqual({});
    expect(steps).toMatchObject([
      {
        kind: 'manual',
        line: 2,
        snippet: '"pytest-cogniverse>=1.2.3",',
        reason: 'set-up modules are programs',
      },
    ]);
    expect(comeWithPytest.size).toBe(0);
  });

  it('is a table that has no place of its own', () => {
    const text = '[tool.poetry.group.dev]\ndependencies.pytest = "^8.0"\n';
    expect(state({ 'pyproject.toml': text }).steps).toMatchObject([
      { kind: 'manual', snippet: 'pytest-cogniverse = "^1.2.3"' },
    ]);
  });

  it('is a file that links out of the project', () => {
    const outside = new Project({ 'requirements-dev.txt': 'pytest\n' });
    const { root } = new Project({ 'a.txt': '' });
    execFileSync('ln', ['-s', outside.at('requirements-dev.txt'), path.join(root, 'requirements-dev.txt')]);
    const drafts = new DraftFiles(root);
    const project = { directory: root, root, configFile: undefined, tests: [], conftests: [], helpers: [] };
    const { steps } = stateDependencies(project, [OWN], drafts);
    expect(drafts.changes()).toEqual([]);
    expect(steps).toMatchObject([{ kind: 'manual' }]);
  });
});

const HAS_TOMLLIB = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'import tomllib'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!HAS_TOMLLIB)("what is written is read by Python's own tomllib", () => {
  it('in all cases', () => {
    const texts = CASES.filter(([, file]) => /\.toml$|^Pipfile$/.test(file)).map(([, file, text]) => {
      return state({ [file]: text }).changed[file];
    });
    const script =
      'import json, sys, tomllib\nprint(json.dumps([tomllib.loads(t) for t in json.load(sys.stdin)]))';
    const output = execFileSync('python3', ['-c', script], {
      input: JSON.stringify(texts),
      encoding: 'utf8',
    });
    const data: unknown = JSON.parse(output);
    expect(data).toHaveLength(texts.length);
    expect(output.split('pytest-cogniverse')).toHaveLength(texts.length + 1);
  });
});
