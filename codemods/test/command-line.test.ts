import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { AFTER, BEFORE, PROGRAM, Project } from './support/project.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

describe('help', () => {
  it('prints the version', () => {
    expect(new Project().run(['--version'])).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
  });

  it('names all commands', () => {
    const { exitCode, stdout } = new Project().run(['--help']);
    expect(exitCode).toBe(0);
    for (const name of ['check', 'fix', 'fix-imports', 'add-timeouts', 'replace-models']) {
      expect(stdout).toContain(`\n  cogniverse-codemod ${name} `);
    }
  });

  it('answers the word as it does the option', () => {
    const project = new Project();
    expect(project.run(['help'])).toEqual(project.run(['--help']));
    expect(project.run(['help', 'check'])).toEqual(project.run(['check', '--help']));
    expect(project.run(['help', 'chek'])).toMatchObject({ exitCode: 2 });
  });

  it.each(['check', 'fix', 'fix-imports', 'add-timeouts', 'replace-models'])(
    'shows examples of %s',
    (name) => {
      const { exitCode, stdout } = new Project().run([name, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Examples:\n  cogniverse-codemod ${name}`);
    },
  );
});

describe('help at 80 columns', () => {
  it.each(['check', 'fix', 'add-timeouts', 'setup', 'init', 'doctor', 'explain', 'completion'])('of %s', (name) => {
    const { stdout } = new Project().run([name, '--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toMatch(/^Options:/m);
    expect(stdout).toMatch(/^Examples:\n/m);
  });

  it('names what options are about, in the same order everywhere', () => {
    const headings = ['Positionals:', 'Which files:', 'What to look for:', 'What to change:', 'Report:', 'Speed:', 'Help:'];
    const { stdout } = new Project().run(['fix', '--help']);
    expect(stdout.match(/^[A-Z].*:$/gm)).toEqual([...headings, 'Examples:']);
  });
});

describe('what it refuses, with exit code 2', () => {
  it.each<[string, string[], string]>([
    ['no command', [], 'Name a command'],
    ['a misspelt command', ['fix-import'], 'Did you mean fix-imports?'],
    ['a command that is like no other', ['frobnicate'], 'Commands: check, fix,'],
    ['a misspelt option', ['check', '--fromat', 'json'], 'Unknown option --fromat. Did you mean --format?'],
    ['an option that is like no other', ['check', '--frobnicate'], 'See cogniverse-codemod check --help'],
    ['an option of another command', ['check', '--diff'], '--diff: check changes nothing'],
    ['an unknown format', ['check', '--format', 'xml'], 'Unknown value "xml" of --format. Its values: full, stylish, json,'],
    ['a misspelt value', ['check', '--format', 'sarfi'], 'Unknown value "sarfi" of --format. Did you mean sarif?'],
    ['a misspelt preset', ['check', '--preset', 'strickt'], 'Did you mean strict?'],
    ['a misspelt scope', ['add-timeouts', '--scope', 'modul'], 'Did you mean module?'],
    ['a misspelt value for setup', ['setup', '--format', 'jsno'], 'Did you mean json?'],
    ['a part of a name', ['check', '--rule', 'timeout'], 'Did you mean require-async-timeout?'],
    ['some words of a name', ['check', '--rule', 'late-import'], 'Did you mean no-late-system-imports?'],
    ['a short name that is like no other', ['completion', 'tcsh'], 'The shells: bash, zsh'],
    ['a misspelt option and no command', ['--verison'], 'Did you mean --version?'],
    ['an option that the command lacks', ['doctor', '--hlep'], 'Did you mean --help?'],
    ['no number of findings', ['check', '--max-findings', 'lots'], '--max-findings: write a whole number, or all'],
    ['questions without a terminal', ['fix', '--interactive'], '--interactive asks at a terminal'],
    ['questions and a patch', ['fix', '--interactive', '--diff'], '--diff writes nothing; leave one of them out'],
    ['questions and a list', ['fix', '--interactive', '--dry-run'], '--dry-run writes nothing'],
    ['questions of a hook', ['fix', '--interactive', '--staged'], '--staged is for hooks'],
    ['questions and a text', ['fix', '--interactive', '--stdin-filename', 'a.ts'], 'where answers come from'],
    ['questions and a list of files', ['fix', '--interactive', '--files-from', '-'], 'where answers come from'],
    ['questions of check', ['check', '--interactive'], '--interactive: check changes nothing'],
    ['an option without its value', ['check', '--format'], '--format needs a value'],
    ['an option given twice', ['check', '--format', 'json', '--format', 'sarif'], '--format is given twice'],
    ['an unknown preset', ['check', '--preset', 'lax'], 'Unknown value "lax" of --preset. Its values: recommended, strict'],
    ['a misspelt rule', ['check', '--rule', 'allowed-model'], 'Did you mean allowed-models?'],
    ['a rule of another command', ['fix-imports', '--rule', 'allowed-models'], 'The rules of fix-imports'],
    ['no number of jobs', ['check', '--jobs', '0'], '--jobs: write a whole number from 1'],
    ['a shard beyond the last', ['check', '--shard', '3/2'], 'such as 2/8'],
    ['a shard of another form', ['check', '--shard', '1'], 'such as 2/8'],
    ['two lists of files', ['check', '--staged', '--changed'], '--staged and --changed exclude each other'],
    ['a file beside standard input', ['check', '--stdin-filename', 'a.ts', 'b.ts'], 'leave out b.ts'],
    ['staged files outside a repository', ['check', '--staged'], '--staged needs a git repository'],
    ['a path that is empty', ['fix', ''], '"" names nothing; for the current folder, write .'],
    ['an empty path among others', ['fix', 'a.test.ts', ''], '"" names nothing'],
    ['an empty folder for setup', ['setup', ''], '"" names nothing'],
    [
      'a list that is not there',
      ['check', '--files-from', 'list.txt'],
      '--files-from "list.txt" can\'t be read',
    ],
  ])('%s', (_, args, message) => {
    const { exitCode, stdout, stderr } = new Project({ 'a.test.ts': BEFORE }).run(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('a report that can not be written', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    const { exitCode, stderr } = project.run(['check', '--output', 'a.test.ts/report']);
    expect(stderr).toContain('--output "a.test.ts/report" can\'t be written');
    expect(exitCode).toBe(2);
  });
});

describe('exit code', () => {
  it('is 0 where nothing is found', () => {
    const { exitCode, stdout, stderr } = new Project({ 'a.test.ts': AFTER }).run(['check']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toMatch(/^No findings\. 1 file listed, /);
  });

  it('is 1 where something is found', () => {
    const { exitCode, stdout } = new Project({ 'a.test.ts': BEFORE }).run(['check']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('cogniverse/allowed-models');
  });

  it('is 0 where everything found was fixed', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    expect(project.run(['replace-models'])).toMatchObject({
      exitCode: 0,
      stdout: 'fixed 1 finding in a.test.ts\n',
    });
    expect(project.read('a.test.ts')).toBe(AFTER);
  });

  it.each(['--dry-run', '--diff'])('is 1 where %s shows that something would change', (option) => {
    const project = new Project({ 'a.test.ts': BEFORE });
    expect(project.run(['replace-models', option]).exitCode).toBe(1);
    expect(project.read('a.test.ts')).toBe(BEFORE);
  });
});

describe('what a shell does with it', () => {
  it('ends quietly where the reader has had enough', () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`t${index}.test.ts`, BEFORE]));
    const project = new Project(files);
    const command = `"$0" "$1" check --format json | head -c 10`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, PROGRAM], {
      cwd: project.root,
      encoding: 'utf8',
    });
    expect(stdout).toBe('[{"filePat');
    expect(stderr).toMatch(/^300 files listed.*\n$/);
  });
});

describe('rules and presets', () => {
  it('a codemod leaves the findings of other rules alone', () => {
    const late = BEFORE.replace('  expect', "  const fs = await import('node:fs');\n  expect");
    const project = new Project({ 'a.test.ts': late });
    expect(project.run(['replace-models']).exitCode).toBe(0);
    expect(project.read('a.test.ts')).toBe(late.replace('colpali-v1.2', 'colsmol-500m'));
  });

  it('--rule limits check to rules, with or without prefix', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    expect(project.run(['check', '--rule', 'no-manual-threads'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(
      project.run(['check', '--rule', 'no-manual-threads', '--rule', 'cogniverse/allowed-models']).exitCode,
    ).toBe(1);
  });

  it('comments in a file turn rules off, and no rule of ESLint on', () => {
    const text = [
      '/* eslint no-var: 2, other/rule: 2 */',
      '/* eslint-disable cogniverse/allowed-models -- wanted */',
      'var x = 1;',
      BEFORE,
    ].join('\n');
    const project = new Project({ 'a.test.ts': text });
    expect(project.run(['check'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(project.run(['fix']).exitCode).toBe(0);
    expect(project.read('a.test.ts')).toBe(text);
  });

  it('a policy that is not valid is named once, and files under it are left alone', () => {
    const project = new Project({
      'packages/a/cogniverse.config.json': '{ "models": { "alow": [] } }',
      'packages/a/one.test.ts': BEFORE,
      'packages/a/two.test.ts': BEFORE,
      'packages/b/three.test.ts': BEFORE,
    });
    const { exitCode, stderr } = project.run(['fix']);
    expect(stderr.match(/cogniverse\.config\.json/g)).toHaveLength(1);
    expect(stderr).toContain('2 under a project policy that is not valid');
    expect(exitCode).toBe(2);
    expect(project.read('packages/a/one.test.ts')).toBe(BEFORE);
    expect(project.read('packages/b/three.test.ts')).toBe(AFTER);
  });

  it('a file that is found counts if it is a test, a file that is named counts anyway', () => {
    const program = BEFORE.replace(/import \{ expect.*\n/, '').replace(
      /it\([^]*/,
      "await AutoModel.from_pretrained('vidore/colpali-v1.2');\n",
    );
    const project = new Project({ 'src/program.ts': program });
    expect(project.run(['check', 'src']).exitCode).toBe(0);
    expect(project.run(['check', 'src/program.ts']).exitCode).toBe(1);
  });
});
