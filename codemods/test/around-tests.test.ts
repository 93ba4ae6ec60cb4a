import { describe, expect, it } from 'vitest';

import { Project } from './support/project.ts';

const FILES = {
  '.github/workflows/ci.yml': 'jobs:\r\n  test:\r\n    runs-on: x\r\n    steps:\r\n      - run: pytest # all\r\n',
  Dockerfile: 'FROM python\nRUN pytest\n',
  'node_modules/a/Dockerfile': 'FROM python\nRUN pytest\n',
  'requirements.txt': 'torch\npytest\npytest-asyncio\npytest-xdist\n',
  'pytest.ini': '[pytest]\naddopts = -n auto\n',
  'tests/test_a.py': 'def test_a():\n    pass\n',
};
const RULES = ['ci-thread-environment', 'ci-time-limit'];

/** The findings of a run, as `file:line rule`. */
function found(project: Project, ...args: readonly string[]): readonly string[] {
  const { stdout } = project.run(['check', ...args, '--format', 'github']);
  return [...stdout.matchAll(/^::error file=([^,]+),line=(\d+),.*title=cogniverse\/([\w-]+)::/gm)].map(
    ([, file, line, rule]) => `${file}:${line} ${rule}`,
  );
}

describe('check', () => {
  it('looks at the files around the tests where it is asked to', () => {
    const project = new Project(FILES).commit();
    expect(found(project)).toEqual([]);
    expect(found(project, '--staged')).toEqual([]);
    expect(found(project, '--project')).toEqual([
      ...RULES.map((rule) => `.github/workflows/ci.yml:5 ${rule}`),
      ...RULES.map((rule) => `Dockerfile:2 ${rule}`),
      'pytest.ini:2 xdist-by-file',
    ]);
    expect(found(project, 'Dockerfile')).toEqual(RULES.map((rule) => `Dockerfile:2 ${rule}`));
    expect(found(project, '--rule', 'xdist-by-file')).toEqual(['pytest.ini:2 xdist-by-file']);
  });

  it('names a file that can’t be read, and goes on', () => {
    const project = new Project({ ...FILES, 'a.dockerfile': new Uint8Array([0x46, 0x00, 0xff]) });
    const { stdout, stderr, exitCode } = project.run(['check', '--project', 'a.dockerfile', 'Dockerfile']);
    expect(stderr).toContain('a.dockerfile: skipped: binary');
    expect(stdout).toContain('ci-time-limit');
    expect(exitCode).toBe(1);
  });

  it('describes the rules in SARIF', () => {
    const { stdout } = new Project(FILES).run(['check', '--project', '--format', 'sarif']);
    expect(stdout).toContain('"ruleId": "cogniverse/ci-time-limit"');
  });
});

describe('setup', () => {
  it('--ci edits them, and nothing else of their bytes', () => {
    const project = new Project(FILES).commit();
    const shown = project.run(['setup', '--dry-run']);
    expect(shown.stderr).toContain('CI jobs and images lack something in 5 places: setup --ci adds it\n');
    expect(shown.stdout).not.toContain('Dockerfile');
    expect(project.run(['setup', '--ci']).exitCode).toBe(0);
    expect(project.read('.github/workflows/ci.yml')).toBe(
      'jobs:\r\n  test:\r\n    runs-on: x\r\n    env:\r\n      OMP_NUM_THREADS: 1\r\n    timeout-minutes: 120\r\n    steps:\r\n      - run: pytest # all\r\n',
    );
    expect(project.read('Dockerfile')).toBe('FROM python\nENV OMP_NUM_THREADS=1\nRUN timeout 7200 pytest\n');
    expect(project.read('pytest.ini')).toContain('-n auto --dist loadfile');
    project.commit();
    expect(project.run(['setup', '--ci']).stderr).toBe('Nothing to change\n');
  });

  it('--ci needs no tests beside the jobs', () => {
    const project = new Project({ Dockerfile: FILES.Dockerfile });
    expect(project.run(['setup', '--ci']).exitCode).toBe(0);
    expect(project.read('Dockerfile')).toContain('RUN timeout 7200 pytest\n');
    expect(project.run(['setup', '--ci', '--check'])).toMatchObject({
      exitCode: 2,
      stderr: '--check is about the set-up; for CI workflows run cogniverse-codemod check --project\n',
    });
  });
});
