import { describe, expect, it } from 'vitest';

import { Project } from '../support/project.ts';

const FILES = {
  'package.json':
    '{\n  "scripts": {\n    "test": "vitest run && mocha"\n  },\n  "devDependencies": {\n    "vitest": "^4.0.0"\n  }\n}\n',
  'vitest.config.js': 'export default {\n  test: { globals: true },\n};\n',
};

describe('setup', () => {
  it('shows, writes, and then has nothing left to do', () => {
    const project = new Project(FILES).commit();
    const shown = project.run(['setup', '--dry-run']);
    expect(shown.stdout).toContain('.: Vitest, Mocha\n');
    expect(shown.stdout).toContain('  new .mocharc.json\n');
    expect(shown.stderr).toBe('3 files would change\nAfterwards run npm install\n');
    expect(shown.exitCode).toBe(1);
    expect(project.git('status', '--porcelain')).toBe('');

    const written = project.run(['setup']);
    expect(written.stdout).toBe(shown.stdout);
    expect(written.stderr).toBe('3 files changed\nNow run npm install\n');
    expect(written.exitCode).toBe(0);
    expect(project.read('vitest.config.js')).toContain("setupFiles: ['@cogniverse/test-setup/vitest']");

    const again = project.run(['setup']);
    expect(again).toMatchObject({ exitCode: 0, stderr: 'Nothing to change\n' });
    expect(project.run(['setup', '--check'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'The set-up is registered in 1 package\n',
    });
  });

  it('--diff is a patch that git applies, new files too, and does what the command does', () => {
    const project = new Project(FILES).commit();
    const { stdout, exitCode } = project.run(['setup', '--diff']);
    expect(exitCode).toBe(1);
    project.write({ 'setup.patch': stdout });
    project.git('apply', 'setup.patch');
    const patched = ['package.json', 'vitest.config.js', '.mocharc.json'].map((name) => project.read(name));
    const other = new Project(FILES).commit();
    other.run(['setup']);
    expect(['package.json', 'vitest.config.js', '.mocharc.json'].map((name) => other.read(name))).toEqual(
      patched,
    );
  });

  it('--check names every place where the set-up is missing', () => {
    const project = new Project(FILES).commit();
    const { stdout, exitCode } = project.run(['setup', '--check', '--format', 'github']);
    expect(exitCode).toBe(1);
    const places = [
      ...stdout.matchAll(
        /^::error file=([^,]+),line=(\d+),col=(\d+),.*title=cogniverse\/require-test-setup::/gm,
      ),
    ];
    expect(places.map(([, file, line, column]) => `${file}:${line}:${column}`)).toEqual([
      'package.json:3:5',
      'package.json:5:3',
      'vitest.config.js:2:25',
    ]);
    const { stdout: sarif } = project.run(['setup', '--check', '--format', 'sarif']);
    expect(JSON.parse(sarif)).toMatchObject({
      runs: [{ results: [{ ruleId: 'cogniverse/require-test-setup' }, {}, {}] }],
    });
  });

  it('--runner takes one of them, and several', () => {
    const project = new Project(FILES);
    expect(project.run(['setup', '--dry-run', '--runner', 'mocha']).stdout).not.toContain('vitest.config.js');
    const { stdout } = project.run(['setup', '--dry-run', '--runner', 'mocha', '--runner', 'Vitest']);
    expect(stdout).toContain('vitest.config.js');
  });

  it('writes nothing where a file has uncommitted changes, unless it may', () => {
    const project = new Project(FILES).commit();
    project.write({ 'vitest.config.js': `${FILES['vitest.config.js']}// mine\n` });
    const { stderr, exitCode } = project.run(['setup']);
    expect(stderr).toContain(
      'vitest.config.js: not written: it has uncommitted changes; commit or stash them',
    );
    expect(stderr).toContain('Nothing was written, since the changes belong together');
    expect(exitCode).toBe(2);
    expect(project.read('package.json')).toBe(FILES['package.json']);
    expect(project.run(['setup', '--allow-dirty']).exitCode).toBe(0);
  });
});

describe('setup can not be carried out', () => {
  it.each([
    [['--runner', 'vitset'], 'Unknown runner "vitset". Did you mean vitest?\n'],
    [['--runner', 'karma'], 'Unknown runner "karma". The runners: vitest, jest, mocha, node, playwright, pytest\n'],
    [['--dryrun'], 'Unknown option --dryrun. Did you mean --dry-run?\n'],
    [['--check', '--diff'], '--check writes nothing; leave out --diff\n'],
    [['nowhere'], '"nowhere" does not exist\n'],
    [['package.json'], '"package.json" is a file; name the folder of a package\n'],
    [
      ['empty'],
      'There is neither a package.json nor a test for pytest in "empty" or below it. Name the folder of a project, and ' +
        'run setup again\n',
    ],
    [['--runner', 'jest'], /^No package below .* runs tests with Jest: none has its configuration/],
  ])('with %j', (args, message) => {
    const project = new Project({ ...FILES, 'empty/.gitkeep': '' });
    const { stderr, exitCode } = project.run(['setup', ...args]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('where there is no package at all', () => {
    const { stderr, exitCode } = new Project().run(['setup']);
    expect(stderr).toBe(
      'There is neither a package.json nor a test for pytest in "." or below it. Make a package with ' +
        'npm init, or write a test that imports pytest, and run setup again\n',
    );
    expect(exitCode).toBe(2);
  });
});
