import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonMessages } from '../../../test/python-rule-tester.ts';
import { requireTestSetup } from '../index.ts';

type Files = Readonly<Record<string, string>>;

const CONFTEST = { 'conftest.py': 'import pytest\n' };
const INI = { 'pytest.ini': '[pytest]\n' };
const PYTEST = { 'requirements-dev.txt': 'pytest\n' };

/** The conftest files that are reported, of all Python files of a project. */
function reported(files: Files): readonly string[] {
  const root = makeProject(files);
  return Object.entries(files).flatMap(([file, code]) => {
    if (!file.endsWith('.py')) return [];
    const messages = pythonMessages(requireTestSetup, { code, filename: path.join(root, file) });
    return messages.map(({ message, line }) => {
      expect(message).toContain('pytest-cogniverse');
      return `${file}:${line}`;
    });
  });
}

describe('require-test-setup reports the outermost conftest.py', () => {
  it.each<[string, Files, string]>([
    ['beside the configuration', { ...INI, ...CONFTEST }, 'conftest.py:1'],
    ['that is empty', { ...INI, 'conftest.py': '' }, 'conftest.py:1'],
    ['in the folder of tests', { ...INI, 'tests/conftest.py': '' }, 'tests/conftest.py:1'],
    [
      'in a folder that testpaths names',
      { 'pytest.ini': '[pytest]\ntestpaths = src/checks\n', 'src/checks/conftest.py': '' },
      'src/checks/conftest.py:1',
    ],
    ['of a project without a configuration that states pytest', { ...PYTEST, ...CONFTEST }, 'conftest.py:1'],
    [
      'and none below it',
      { ...INI, ...CONFTEST, 'tests/conftest.py': '', 'tests/unit/conftest.py': '' },
      'conftest.py:1',
    ],
    [
      'of a configuration in a folder',
      { 'pyproject.toml': '[project]\nname = "a"\n', 'api/pytest.ini': '[pytest]\n', 'api/conftest.py': '' },
      'api/conftest.py:1',
    ],
    [
      'where only another plugin is called alike',
      { ...INI, ...CONFTEST, 'requirements.txt': 'cogniverse\npytest-cov\n' },
      'conftest.py:1',
    ],
  ])('%s', (_, files, expected) => {
    expect(reported(files)).toEqual([expected]);
  });
});

describe('require-test-setup is silent', () => {
  it.each<[string, Files]>([
    [
      'about a dependency',
      { ...INI, ...CONFTEST, 'requirements-dev.txt': 'pytest\npytest-cogniverse>=0.1\n' },
    ],
    [
      'about a dependency of a group',
      { ...CONFTEST, 'pyproject.toml': '[dependency-groups]\ndev = ["pytest", "pytest_cogniverse"]\n' },
    ],
    [
      'about a dependency that the root states',
      {
        'pyproject.toml': '[dependency-groups]\ndev = ["pytest-cogniverse"]\n',
        'packages/a/pytest.ini': '[pytest]\n',
        'packages/a/conftest.py': '',
      },
    ],
    [
      'about a required plugin',
      { ...CONFTEST, 'pytest.ini': '[pytest]\nrequired_plugins = pytest-cogniverse\n' },
    ],
    [
      'about a plugin that is loaded by name',
      { ...CONFTEST, 'pytest.ini': '[pytest]\naddopts = -p cogniverse\n' },
    ],
    [
      'about what CI installs',
      { ...INI, ...CONFTEST, '.github/workflows/ci.yml': 'run: pip install pytest-cogniverse\n' },
    ],
    ['about a lockfile', { ...INI, ...CONFTEST, 'uv.lock': '[[package]]\nname = "pytest-cogniverse"\n' }],
    ['about a copy in the tests', { ...INI, ...CONFTEST, 'tests/_vendor/pytest_cogniverse/vendored.py': '' }],
    [
      'about a copy that pythonpath leads to',
      {
        ...CONFTEST,
        'pytest.ini': '[pytest]\npythonpath = tools/plugins\n',
        'tools/plugins/pytest_cogniverse/vendored.py': '',
      },
    ],
    ['where nothing speaks of pytest', CONFTEST],
    [
      'about a conftest.py of some tests only',
      { ...INI, 'tests/unit/conftest.py': '', 'lib/conftest.py': '' },
    ],
    ['about other files', { ...INI, 'tests/test_a.py': 'def test_a(): ...\n' }],
  ])('%s', (_, files) => {
    expect(reported(files)).toEqual([]);
  });
});
