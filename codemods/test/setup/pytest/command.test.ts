import { chmodSync, statSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { Project } from '../../support/project.ts';

const FILES = {
  'requirements.txt': 'pytest==8.4.2\n',
  'pytest.ini': '[pytest]\naddopts = -ra\n',
  'tests/test_a.py': 'import pytest\n\n\n@pytest.mark.big\ndef test_a():\n    pass\n',
};

describe('setup for pytest', () => {
  it('shows, writes, and then has nothing left to do, without a package.json', () => {
    const project = new Project(FILES).commit();
    chmodSync(project.at('pytest.ini'), 0o600);
    const shown = project.run(['setup', '--dry-run']);
    expect(shown.stdout).toContain('.: pytest (pytest.ini)\n  edit requirements.txt\n');
    expect(shown.stdout).toContain(
      '    -addopts = -ra\n    +addopts = -ra --strict-markers\n    +required_plugins = pytest-cogniverse\n' +
        '    +markers =\n    +    big: big\n',
    );
    expect(shown.stderr).toBe('2 files would change\nAfterwards run pip install -r requirements.txt\n');
    expect(shown.exitCode).toBe(1);
    expect(project.git('status', '--porcelain', '--', '*.ini', '*.txt')).not.toContain('requirements');

    const written = project.run(['setup', '--runner', 'pytest', '--allow-dirty']);
    expect(written.stdout).toBe(shown.stdout);
    expect(written.exitCode).toBe(0);
    expect(statSync(project.at('pytest.ini')).mode & 0o777).toBe(0o600);

    expect(project.run(['setup'])).toMatchObject({ exitCode: 0, stderr: 'Nothing to change\n' });
    expect(project.run(['setup', '--check'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'The set-up is registered in 1 pytest configuration\n',
    });
  });

  it('--check names every place where something is missing, in the formats of check', () => {
    const project = new Project(FILES).commit();
    const { stdout, exitCode } = project.run(['setup', '--check', '--format', 'github']);
    expect(exitCode).toBe(1);
    const found = [...stdout.matchAll(/^::error file=([^,]+),line=(\d+),.*::\1:\2:\d+: (.*)$/gm)].map(
      ([, file, line, message]) => `${file}:${line} ${message}`,
    );
    expect(found).toEqual([
      'pytest.ini:1 `required_plugins` does not name pytest-cogniverse: run cogniverse-codemod setup.',
      'pytest.ini:1 `markers` does not register `big`: run cogniverse-codemod setup.',
      'pytest.ini:2 Strict markers are off, so that pytest takes any: run cogniverse-codemod setup.',
      'requirements.txt:1 `pytest-cogniverse` is not among the dependencies: run cogniverse-codemod setup.',
    ]);
    const { stdout: sarif } = project.run(['setup', '--check', '--format', 'sarif']);
    expect(JSON.parse(sarif)).toMatchObject({ runs: [{ results: [{}, {}, {}, {}] }] });
    expect(project.git('status', '--porcelain')).toBe('');
  });

  it('--check names a test where there is no configuration at all', () => {
    const files = {
      'requirements.txt': FILES['requirements.txt'],
      'tests/test_a.py': FILES['tests/test_a.py'],
    };
    const { stdout } = new Project(files).commit().run(['setup', '--check', '--format', 'github']);
    expect(stdout).toContain('::error file=tests/test_a.py,line=1,');
  });

  it('--diff is a patch that git applies', () => {
    const project = new Project(FILES).commit();
    const { stdout } = project.run(['setup', '--diff']);
    project.write({ 'setup.patch': stdout });
    project.git('apply', 'setup.patch');
    expect(project.read('pytest.ini')).toContain('addopts = -ra --strict-markers\n');
  });

  it('--diff says what is left to be done by hand beside the patch', () => {
    const setup = 'from setuptools import setup\n\nTESTS = ["pytest"]\nsetup(extras_require={"tests": TESTS})\n';
    const project = new Project({ ...FILES, 'requirements.txt': '', 'setup.py': setup }).commit();
    const { stdout, stderr } = project.run(['setup', '--diff']);
    expect(stdout).not.toContain('setup.py');
    expect(stderr).toMatch(/^ {2}by hand setup\.py:3:\d+: .*\n {4}"pytest-cogniverse",\n/);
  });

  it('--runner leaves pytest to itself, and the others', () => {
    const project = new Project({ ...FILES, 'package.json': '{ "scripts": { "test": "mocha" } }' });
    const names = (args: readonly string[]): readonly string[] =>
      [...project.run(['setup', '--dry-run', ...args]).stdout.matchAll(/^ {2}(?:edit|new) (.*)$/gm)].map(
        ([, name = '']) => name,
      );
    expect(names(['--runner', 'pytest'])).toEqual(['requirements.txt', 'pytest.ini']);
    expect(names(['--runner', 'mocha'])).toEqual(['package.json', '.mocharc.json']);
    expect(names([])).toEqual(['package.json', '.mocharc.json', 'requirements.txt', 'pytest.ini']);
  });
});
