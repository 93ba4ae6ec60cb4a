import { chmodSync, readFileSync, statSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { BEFORE, DENIED, Project, REPLACEMENT } from './support/project.ts';

const BOM = '\uFEFF';
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

/** A pytest file that breaks each practice once: the timeout in line 7, the others in the lines after it. */
const SUITE = `"""Search."""

import threading

from transformers import AutoModel

async def test_search():
    import os
    model = AutoModel.from_pretrained("${DENIED}")
    threading.Thread(target=model, name=os.sep).start()
`;

/** A pytest file in which one model is to be replaced, and what becomes of it. */
const LOADS = `from transformers import AutoModel


def test_loads():
    assert AutoModel.from_pretrained("${DENIED}")  # "é"
`;
const REPLACED = LOADS.replace(DENIED, REPLACEMENT);

interface Result {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly line: number; readonly message: string }[];
}

/** What a run of `check` finds, as `file rule:line`. */
function found(project: Project, args: readonly string[] = [], cwd = project.root): string[] {
  const { stdout } = project.run(['check', '--format', 'json', ...args], { cwd });
  return (JSON.parse(stdout) as Result[]).flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, line }) =>
        `${filePath.slice(project.root.length + 1)} ${ruleId?.replace('cogniverse/', '') ?? 'error'}:${line}`,
    ),
  );
}

/** The files of a project that `check` reports anything in. */
function reported(project: Project, args: readonly string[] = [], cwd = project.root): string[] {
  return [...new Set(found(project, args, cwd).map((line) => line.split(' ', 1)[0] ?? ''))].sort();
}

/** What a command makes of a file. */
function after(command: string, text: string, ...args: string[]): string {
  const project = new Project({ 'tests/test_a.py': text });
  project.run([command, ...args]);
  return project.read('tests/test_a.py');
}

describe('a project of Python alone', () => {
  const project = (): Project =>
    new Project({
      'pyproject.toml': '[project]\nname = "a"\n\n[tool.cogniverse.models]\ndeny = { "acme/large" = "acme/small" }\n',
      'tests/test_a.py': SUITE.replace(DENIED, 'acme/large'),
      'tests/helpers.py': LOADS.replace(DENIED, 'acme/large'),
      'src/a.py': LOADS.replace(DENIED, 'acme/large'),
    });
  const expected = [
    'tests/helpers.py allowed-models:5',
    'tests/test_a.py require-async-timeout:7',
    'tests/test_a.py no-late-system-imports:8',
    'tests/test_a.py allowed-models:9',
    'tests/test_a.py no-manual-threads:10',
  ];

  it('is checked by its policy in pyproject.toml, without a package.json', () => {
    expect(found(project(), ['tests'])).toEqual(expected);
    expect(found(project().commit())).toEqual(expected);
  });

  it('is the same project seen from a folder of it, with git and without', () => {
    for (const each of [project(), project().commit()]) {
      expect(found(each, [], each.at('tests'))).toEqual(expected);
      expect(found(each, ['..'], each.at('tests'))).toEqual(expected);
    }
  });

  it('is told what is wrong with its policy', () => {
    const { exitCode, stderr } = project()
      .write({ 'pyproject.toml': '[tool.cogniverse.models]\nalow = []\n' })
      .run(['check', 'tests']);
    expect(stderr).toContain('Did you mean "allow"?');
    expect(exitCode).toBe(2);
  });
});

describe('one run', () => {
  it('takes Python, JavaScript and TypeScript', () => {
    const project = new Project({ 'tests/test_a.py': LOADS, 'a.test.ts': BEFORE, 'a.test.js': BEFORE }).commit();
    expect(reported(project)).toEqual(['a.test.js', 'a.test.ts', 'tests/test_a.py']);
    expect(project.run(['replace-models']).stderr).toContain('3 files listed, 3 read, 3 parsed, 3 changed');
    expect(project.read('tests/test_a.py')).toBe(REPLACED);
  });

  it('parses only what can hold something', () => {
    const project = new Project({
      'tests/test_a.py': 'def test_a():\n    assert True\n',
      'src/a.py': SUITE,
      'tests/test_b.py': LOADS,
    });
    expect(project.run(['replace-models', '--dry-run']).stderr).toContain('3 files listed, 3 read, 1 parsed');
  });

  it('passes over what belongs to packages, builds and snapshots', () => {
    const names = [
      '.venv/lib/python3.12/site-packages/p/test_a.py',
      'venv/test_a.py',
      'env/lib/python3.12/site-packages/p/test_a.py',
      '.tox/py312/test_a.py',
      '.nox/a/test_a.py',
      '.eggs/a/test_a.py',
      'build/lib/a/test_a.py',
      'build/lib.linux-x86_64-cpython-312/a/test_a.py',
      'dist/test_a.py',
      'tests/__snapshots__/test_a.py',
      'tests/_vendor/a/test_a.py',
    ];
    const sources = ['build/test_a.py', 'tests/fixtures/models.py', 'tests/test_a.py'];
    const files = Object.fromEntries([...names, ...sources].map((name) => [name, LOADS]));
    expect(reported(new Project(files))).toEqual(sources);
    expect(reported(new Project(files), ['**/*.py'])).toEqual(sources);
    const repository = new Project(files).commit();
    expect(reported(repository)).toEqual(sources);
    expect(repository.run(['check']).stderr).toContain('6 in a virtual environment');
    expect(reported(repository, ['venv', 'dist'])).toEqual(['dist/test_a.py', 'venv/test_a.py']);
  });

  it('reports a syntax error and leaves the file alone', () => {
    const broken = `${LOADS}def test_b(:\n    pass\n`;
    const project = new Project({ 'tests/test_a.py': broken, 'tests/test_b.py': LOADS });
    const { stdout, exitCode } = project.run(['replace-models', '--format', 'json']);
    const [result] = JSON.parse(stdout) as Result[];
    expect(result?.messages).toMatchObject([{ ruleId: null, fatal: true, line: 6 }]);
    expect(result?.messages[0]?.message).toMatch(/^Parsing error: /);
    expect(exitCode).toBe(1);
    expect(project.read('tests/test_a.py')).toBe(broken);
    expect(project.read('tests/test_b.py')).toBe(REPLACED);
  });

  it('survives code that is nested more deeply than it can follow', () => {
    const deep = `${'('.repeat(50_000)}1${')'.repeat(50_000)}`.replace(/.{80}/g, '$&\n');
    const project = new Project({ 'tests/test_a.py': `${LOADS}x = (${deep})\n`, 'tests/test_b.py': LOADS });
    const { stderr } = project.run(['replace-models']);
    expect(stderr).toContain('2 files listed');
    expect(project.read('tests/test_b.py')).toBe(REPLACED);
  });
});

describe('each codemod does its own', () => {
  it('fix-imports', () => {
    expect(after('fix-imports', SUITE)).toBe(
      SUITE.replace('    import os\n', '').replace('import threading\n', 'import os\nimport threading\n'),
    );
  });

  it('replace-models', () => {
    expect(after('replace-models', SUITE)).toBe(SUITE.replace(DENIED, REPLACEMENT));
  });

  it('add-timeouts, at the place that --scope names', () => {
    const tests = 'class TestA:\n    async def test_a(self): ...\n\n\nasync def test_b(): ...\n';
    expect(after('add-timeouts', tests, '--scope', 'function')).toMatch(
      /^import pytest\n[^]*class TestA:\n {4}@pytest\.mark\.timeout\(\d+\)\n {4}async[^]*\n@pytest\.mark\.timeout\(\d+\)\nasync/,
    );
    expect(after('add-timeouts', tests, '--scope', 'class')).toMatch(
      /\n@pytest\.mark\.timeout\(\d+\)\nclass TestA:\n {4}async[^]*\n@pytest\.mark\.timeout\(\d+\)\nasync/,
    );
    expect(after('add-timeouts', tests, '--scope', 'module')).toMatch(/^pytestmark = /m);
    expect(after('add-timeouts', tests)).toBe(after('add-timeouts', tests, '--scope', 'module'));
    expect(after('fix', tests)).toBe(after('add-timeouts', tests, '--scope', 'function'));
    const { stderr, exitCode } = new Project().run(['check', '--scope', 'module']);
    expect(stderr).toContain('Unknown option --scope');
    expect(exitCode).toBe(2);
  });

  it('fix: all of them', () => {
    const fixed = after('fix', SUITE);
    expect(fixed).toMatch(/^"""Search."""\n\nimport os\nimport threading\n/);
    expect(fixed).toContain(REPLACEMENT);
    expect(fixed).toMatch(/timeout\(\d+\)/);
    expect(after('fix', fixed)).toBe(fixed);
  });

  it.each(['fix-imports', 'add-timeouts', 'replace-models', 'fix'])(
    '%s keeps line ends, byte order mark and mode',
    (command) => {
      const project = new Project({ 'tests/test_a.py': BOM + crlf(SUITE) });
      chmodSync(project.at('tests/test_a.py'), 0o755);
      project.run([command]);
      expect(project.read('tests/test_a.py')).toBe(BOM + crlf(after(command, SUITE)));
      expect(statSync(project.at('tests/test_a.py')).mode & 0o777).toBe(0o755);
    },
  );
});

describe('every byte outside an edit stays', () => {
  const changes: Record<string, (text: string) => string> = {
    test_crlf: crlf,
    test_mixed: (text) => text.replace(/\n/, '\r\n'),
    test_bom: (text) => BOM + text,
    test_bom_crlf: (text) => BOM + crlf(text),
    test_shebang: (text) => `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n${text}`,
    test_no_newline: (text) => text.trimEnd(),
    test_tabs: (text) => text.replaceAll('    ', '\t'),
    test_form_feed: (text) => text.replace('\n\n\n', '\n\f\n\n'),
    test_wide: (text) => `s = "🦙 é 👩‍👩‍👧"\n${text}`,
    test_separators: (text) => `s = "a\u2028b\u2029c"\n${text}`,
    test_continued: (text) => `s = 1 + \\\n    2\n${text}`,
    test_lone_cr: (text) => text.replaceAll('\n', '\r'),
  };
  const all = (text: string): Record<string, string> =>
    Object.fromEntries(Object.entries(changes).map(([name, change]) => [`tests/${name}.py`, change(text)]));

  it('in files of all kinds', () => {
    const project = new Project(all(LOADS));
    const names = Object.keys(all(LOADS));
    project.run(['replace-models']);
    expect(Object.fromEntries(names.map((name) => [name, project.read(name)]))).toEqual(all(REPLACED));
    expect(project.run(['replace-models']).stderr).toContain(`${names.length} parsed, 0 changed`);
  });
});

describe('a file in another encoding than UTF-8', () => {
  const latin1 = (cookie: string): Buffer => Buffer.from(`# -*- coding: ${cookie} -*-\n${LOADS}`, 'latin1');

  it.each(['latin-1', 'iso-8859-1', 'ISO_8859_1', 'cp1252'])('such as %s is checked and never written', (cookie) => {
    const project = new Project({ 'tests/test_a.py': latin1(cookie) });
    expect(found(project)).toEqual(['tests/test_a.py allowed-models:6']);
    const { stderr } = project.run(['replace-models']);
    expect(stderr).not.toContain('1 changed');
    expect(readFileSync(project.at('tests/test_a.py'))).toEqual(latin1(cookie));
  });

  it('is skipped where its bytes are not in it, or nobody knows it', () => {
    const project = new Project({ 'tests/test_a.py': latin1('utf-8'), 'tests/test_b.py': latin1('klingon') });
    const { stderr, exitCode } = project.run(['check']);
    expect(stderr).toContain('tests/test_a.py: skipped: not valid UTF-8\n');
    expect(stderr).toContain('tests/test_b.py: skipped: not valid in its encoding\n');
    expect(exitCode).toBe(0);
  });
});

describe('--stdin-filename', () => {
  it('takes Python', () => {
    const project = new Project();
    const args = ['--stdin-filename', 'tests/test_a.py'];
    expect(project.run(['check', ...args], { input: LOADS }).stdout).toContain('cogniverse/allowed-models');
    expect(project.run(['replace-models', ...args], { input: LOADS })).toMatchObject({
      exitCode: 0,
      stdout: REPLACED,
    });
  });

  it('gives a text back that it can not write', () => {
    const input = Buffer.from(`# coding: latin-1\n${LOADS}`, 'latin1');
    const { stdout } = new Project().run(['replace-models', '--stdin-filename', 'tests/test_a.py'], { input });
    expect(stdout).toContain(DENIED);
  });
});

describe('reports', () => {
  it.each([
    ['github', '::error file=tests/test_a.py,line=5,col='],
    ['sarif', '"uri": "tests/test_a.py"'],
    ['stylish', 'tests/test_a.py'],
  ])('of the form %s hold Python files', (format, expected) => {
    const project = new Project({ 'tests/test_a.py': LOADS, 'pyproject.toml': '' });
    expect(project.run(['check', '--format', format]).stdout).toContain(expected);
  });

  it('--diff is a patch that git takes', () => {
    const project = new Project({ 'tests/test_a.py': BOM + crlf(LOADS) }).commit();
    project.write({ 'fix.patch': project.run(['replace-models', '--diff']).stdout });
    project.git('apply', 'fix.patch');
    expect(project.read('tests/test_a.py')).toBe(BOM + crlf(REPLACED));
  });
});
