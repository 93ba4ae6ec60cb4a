import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { AFTER, BEFORE, PROGRAM, Project, type Ran } from './support/project.ts';

/** Two texts with a line between what is fixed and what a test edits beside it. */
const TOP = '// a comment\n\n';
const END = '\n// another comment\n';

/** The files with findings, by path, as one run reports them. */
function findings(project: Project, ...args: readonly string[]): readonly string[] {
  const { stdout, stderr } = project.run(['check', '--staged', '--format', 'json', ...args]);
  expect(stderr).toContain('listed');
  const results = JSON.parse(stdout) as { filePath: string; messages: unknown[] }[];
  return results
    .filter(({ messages }) => messages.length > 0)
    .map(({ filePath }) => path.relative(project.root, filePath));
}

/** A repository with files committed. */
function repository(files: Readonly<Record<string, string | Uint8Array>> = {}): Project {
  return new Project({ 'README.md': 'a\n', ...files }).commit();
}

/** What is staged of a file. */
function staged(project: Project, name: string): string {
  return project.git('show', `:${name}`);
}

/** Puts a hook into a repository that runs the program. */
function hook(project: Project, args: string): void {
  const file = project.at('.git/hooks/pre-commit');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' ${args}\n`, { mode: 0o755 });
}

/** Runs `git commit`, with a hook of which the program is told. */
function commit(project: Project, ...args: readonly string[]): Ran {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, 'commit', '-m', 'more', ...args], {
    cwd: project.root,
    env,
    encoding: 'utf8',
  });
  return { exitCode: status, stdout, stderr };
}

/** Variables with which the program calls a git that carries out a line of shell script first. */
function pathWithGit(project: Project, line: string): NodeJS.ProcessEnv {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const git = project.at('.git/bin/git');
  project.write({ '.git/bin/git': `#!/bin/sh\n${line}\nexec '${real}' "$@"\n` });
  chmodSync(git, 0o755);
  return { PATH: `${path.dirname(git)}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

describe('check --staged', () => {
  it('looks at what is staged, not at the working tree', () => {
    const odd = 'sub/ö "ä"\n.test.ts';
    const names = ['broken.test.ts', 'fixed.test.ts', 'gone.test.ts', odd, 'renamed.test.ts'];
    const project = repository({
      'fixed.test.ts': AFTER,
      'old.test.ts': BEFORE,
      'left.test.ts': BEFORE,
      'changed-type.test.ts': 'a',
    });
    project.write(Object.fromEntries(names.map((name) => [name, BEFORE])));
    project.write({ 'clean.test.ts': AFTER, 'intended.test.ts': BEFORE, 'fixed.test.ts': AFTER });
    project.git('mv', 'old.test.ts', 'renamed.test.ts', '--force');
    symlinkSync('left.test.ts', project.at('link.test.ts'));
    project.git('add', ...names.slice(0, 1), ...names.slice(2), 'clean.test.ts', 'link.test.ts');
    project.git('add', '--intent-to-add', 'intended.test.ts');
    // What the working tree says of them is of no account.
    project.write({ 'broken.test.ts': AFTER, 'clean.test.ts': BEFORE, 'left.test.ts': `${BEFORE}//\n` });
    rmSync(project.at('gone.test.ts'));
    const before = project.git('status', '--porcelain=v2', '-z');
    const expected = ['broken.test.ts', 'gone.test.ts', 'renamed.test.ts', odd];
    expect(findings(project)).toEqual(expected);
    expect(project.git('status', '--porcelain=v2', '-z')).toBe(before);
    expect(findings(project, 'gone.test.ts', 'sub')).toEqual(['gone.test.ts', odd]);
    expect(findings(project, '{gone,renamed}*.ts', '*.js', '!re*')).toEqual(['gone.test.ts']);
    const { stderr } = project.run(['check', '--staged', 'left.test.ts', 'nowhere.test.ts']);
    expect(stderr).toContain('"nowhere.test.ts" does not exist');
    expect(stderr).not.toContain('"left.test.ts"');
  });

  it('looks at the first commit of a repository, and at none', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    project.git('init', '--quiet');
    expect(findings(project)).toEqual([]);
    project.git('add', '.');
    expect(findings(project)).toEqual(['a.test.ts']);
  });

  it('reads what git keeps of a file, whatever filters and line ends the working tree has', () => {
    const project = repository({
      '.gitattributes': '*.test.ts filter=refuse eol=crlf\nutf16.test.ts working-tree-encoding=UTF-16\n',
    });
    project.git('config', 'filter.refuse.clean', 'cat');
    project.git('config', 'filter.refuse.smudge', 'false');
    project.git('config', 'filter.refuse.required', 'true');
    project.write({
      'crlf.test.ts': BEFORE.replaceAll('\n', '\r\n'),
      'utf16.test.ts': Buffer.from(`\uFEFF${BEFORE}`, 'utf16le'),
    });
    project.git('add', '.');
    expect(staged(project, 'crlf.test.ts')).toBe(BEFORE);
    expect(findings(project)).toEqual(['crlf.test.ts', 'utf16.test.ts']);
  });

  it('takes of a merge what is new in it', () => {
    const project = repository({ 'both.test.ts': 'a\n', 'theirs.test.ts': 'a\n' });
    project.git('checkout', '--quiet', '-b', 'topic');
    project.write({ 'both.test.ts': 'b\n', 'theirs.test.ts': BEFORE });
    project.git('commit', '--quiet', '--all', '--message=topic');
    project.git('checkout', '--quiet', 'main');
    project.write({ 'both.test.ts': 'c\n', 'ours.test.ts': BEFORE });
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=main');
    expect(() => project.git('merge', '--quiet', 'topic')).toThrow();
    expect(project.run(['check', '--staged']).stderr).toContain(
      'both.test.ts: skipped: with conflicts that are not resolved',
    );
    project.write({ 'both.test.ts': BEFORE });
    project.git('add', '.');
    expect(findings(project)).toEqual(['both.test.ts']);
  });

  it('knows linked working trees and submodules', () => {
    const project = repository({ 'inner/a.test.ts': BEFORE });
    project.git('worktree', 'add', '--quiet', 'linked');
    writeFileSync(project.at('linked/b.test.ts'), BEFORE);
    project.git('-C', 'linked', 'add', '.');
    const linked = project.run(['check', '--staged', '--format', 'json'], { cwd: project.at('linked') });
    expect(linked.stdout).toContain('linked/b.test.ts"');
    const outer = repository();
    const allow = ['-c', 'protocol.file.allow=always'];
    outer.git(...allow, 'submodule', '--quiet', 'add', project.root, 'module');
    writeFileSync(outer.at('module/b.test.ts'), BEFORE);
    outer.git('-C', 'module', 'add', '.');
    expect(findings(outer)).toEqual([]);
    expect(findings(outer, 'module')).toEqual(['module/b.test.ts']);
  });

  it('looks in a hook at what the commit would hold', () => {
    const project = repository({ 'a.test.ts': AFTER, 'b.test.ts': AFTER });
    hook(project, 'check --staged');
    project.write({ 'a.test.ts': BEFORE, 'b.test.ts': BEFORE });
    project.git('add', 'b.test.ts');
    expect(commit(project, 'a.test.ts').stderr).toMatch(/a\.test\.ts[^]*1 file listed/);
    expect(commit(project, '--all').stderr).toContain('2 files listed');
    project.write({ 'a.test.ts': `${AFTER}// 1\n` });
    expect(commit(project, 'a.test.ts').exitCode).toBe(0);
    project.write({ 'b.test.ts': AFTER });
    expect(commit(project).exitCode).toBe(1);
  });
});

describe('fix --staged', () => {
  it('fixes the index and the working tree, and leaves alone what is not staged', () => {
    const project = repository({ 'script.test.ts': AFTER });
    chmodSync(project.at('script.test.ts'), 0o755);
    project.write({
      'script.test.ts': BEFORE,
      'part.test.ts': BEFORE,
      'touched.test.ts': BEFORE,
      'gone.test.ts': BEFORE,
      'crlf.test.ts': BEFORE,
      'new name\n.test.ts': BEFORE,
    });
    project.git('add', '.');
    project.write({
      'part.test.ts': `${TOP}${BEFORE}${END}`,
      'touched.test.ts': BEFORE.replace('.toBeDefined()', '.toBeTruthy()'),
      'crlf.test.ts': `${TOP}${BEFORE}`.replaceAll('\n', '\r\n'),
      'other.test.ts': BEFORE,
    });
    rmSync(project.at('gone.test.ts'));
    const { exitCode, stderr } = project.run(['fix', '--staged']);
    expect(stderr).toContain(
      'touched.test.ts: not written: changes that are not staged touch what the fix changes; ' +
        'stage or stash them',
    );
    expect(stderr).toContain('5 changed');
    expect(exitCode).toBe(2);
    const fixed = ['crlf.test.ts', 'gone.test.ts', 'new name\n.test.ts', 'part.test.ts', 'script.test.ts'];
    for (const name of fixed) expect(staged(project, name)).toBe(AFTER);
    expect(staged(project, 'touched.test.ts')).toBe(BEFORE);
    expect(project.git('ls-files', '-s', 'script.test.ts')).toMatch(/^100755/);
    expect(statSync(project.at('script.test.ts')).mode & 0o777).toBe(0o755);
    expect(project.read('script.test.ts')).toBe(AFTER);
    expect(project.read('part.test.ts')).toBe(`${TOP}${AFTER}${END}`);
    expect(project.read('crlf.test.ts')).toBe(`${TOP}${AFTER}`.replaceAll('\n', '\r\n'));
    expect(project.read('touched.test.ts')).toContain('colpali-v1.2');
    expect(project.read('other.test.ts')).toBe(BEFORE);
    expect(project.git('diff-files', '--name-only', 'script.test.ts')).toBe('');
    // A second run finds nothing more to do.
    rmSync(project.at('touched.test.ts'));
    project.git('rm', '--quiet', '--cached', 'touched.test.ts');
    expect(project.run(['fix', '--staged']).stderr).toContain('0 changed');
  });

  it('takes what an interrupted run left, and gives changes beside a fix their line ends', () => {
    const project = repository({ '.gitattributes': '* text=auto eol=crlf\n' });
    const [before, after] = [BEFORE, AFTER].map((text) => text.replaceAll('\n', '\r\n'));
    project.write({ 'a.test.ts': before ?? '', 'b.test.ts': before ?? '' });
    project.git('add', '.');
    project.write({ 'a.test.ts': after ?? '' });
    expect(project.run(['fix', '--staged']).stderr).toContain('2 changed');
    expect(project.git('diff')).toBe('');
    for (const name of ['a.test.ts', 'b.test.ts']) {
      expect(staged(project, name)).toBe(AFTER);
      expect(project.read(name)).toBe(after);
    }
  });

  it('writes nothing where the merged text would be wrong, or a link stands in the way', () => {
    const late = [
      "import { it } from 'vitest';\n",
      "it('a', async () => {",
      "  const fs = await import('node:fs');",
      '  fs.a();',
      '}, 1_000);\n',
    ].join('\n');
    const project = repository();
    const outside = new Project({ 'a.test.ts': BEFORE });
    project.write({ 'late.test.js': late, 'link.test.ts': BEFORE, 'folder/a.test.ts': BEFORE });
    project.git('add', '.');
    project.write({ 'late.test.js': `${late}\nconst fs = 1;\n` });
    rmSync(project.at('link.test.ts'));
    symlinkSync('README.md', project.at('link.test.ts'));
    rmSync(project.at('folder'), { recursive: true });
    symlinkSync(outside.root, project.at('folder'));
    const { exitCode, stderr } = project.run(['fix', '--staged']);
    const isLink = 'not written: in the working tree it is, or lies behind, a link';
    expect(stderr).toContain(`folder/a.test.ts: ${isLink}`);
    expect(stderr).toContain(`link.test.ts: ${isLink}`);
    expect(stderr).toContain('late.test.js: not written: with changes that are not staged');
    expect(exitCode).toBe(2);
    expect(outside.read('a.test.ts')).toBe(BEFORE);
    expect(lstatSync(project.at('link.test.ts')).isSymbolicLink()).toBe(true);
    expect(project.read('late.test.js')).toBe(`${late}\nconst fs = 1;\n`);
    expect(project.git('diff', '--cached', '--stat')).not.toContain('colsmol');
  });

  it('shows what it would change as a patch of the index', () => {
    const project = repository({ 'old.test.ts': BEFORE });
    project.git('mv', 'old.test.ts', 'new.test.ts');
    project.write({ 'new.test.ts': `// unstaged\n${BEFORE}` });
    const before = project.git('status', '--porcelain=v2');
    const { stdout, exitCode } = project.run(['fix', '--staged', '--diff']);
    expect(exitCode).toBe(1);
    expect(project.git('status', '--porcelain=v2')).toBe(before);
    project.write({ 'fix.patch': stdout });
    project.git('apply', '--cached', 'fix.patch');
    expect(staged(project, 'new.test.ts')).toBe(AFTER);
  });

  it('leaves what was staged where it is killed, and finishes that the next time', () => {
    const project = repository();
    project.write({ 'a.test.ts': `${BEFORE}${END}` });
    project.git('add', '.');
    project.write({ 'a.test.ts': `${TOP}${BEFORE}${END}` });
    const env = pathWithGit(project, 'if [ "$1" = update-index ]; then kill -9 $PPID; exit 1; fi');
    expect(project.run(['fix', '--staged'], { env }).exitCode).toBe(null);
    expect(staged(project, 'a.test.ts')).toBe(`${BEFORE}${END}`);
    expect(project.read('a.test.ts')).toBe(`${TOP}${AFTER}${END}`);
    expect(project.run(['fix', '--staged']).exitCode).toBe(0);
    expect(staged(project, 'a.test.ts')).toBe(`${AFTER}${END}`);
    expect(project.read('a.test.ts')).toBe(`${TOP}${AFTER}${END}`);
  });

  it('waits for nobody who holds the index, and changes nothing then', () => {
    const project = repository();
    project.write({ 'a.test.ts': BEFORE });
    project.git('add', '.');
    project.write({ '.git/index.lock': '' });
    const { exitCode, stderr } = project.run(['fix', '--staged']);
    expect(stderr).toContain('a.test.ts: not written: another process of git holds the index');
    expect(exitCode).toBe(2);
    expect(project.read('a.test.ts')).toBe(BEFORE);
    expect(staged(project, 'a.test.ts')).toBe(BEFORE);
  });

  it('fixes in a hook what the commit then holds', () => {
    const project = repository({ 'a.test.ts': AFTER, 'b.test.ts': AFTER });
    hook(project, 'fix --staged');
    project.write({ 'a.test.ts': BEFORE, 'b.test.ts': BEFORE, 'c.test.ts': BEFORE });
    project.git('add', 'b.test.ts', 'c.test.ts');
    // Only this file is committed; what is staged otherwise stays so.
    project.write({ 'a.test.ts': `${BEFORE}// 1\n` });
    expect(commit(project, 'a.test.ts')).toMatchObject({ exitCode: 0 });
    expect(project.git('show', 'HEAD:a.test.ts')).toBe(`${AFTER}// 1\n`);
    expect(project.git('status', '--porcelain')).toBe('M  b.test.ts\nA  c.test.ts\n');
    expect(commit(project, '--all')).toMatchObject({ exitCode: 0 });
    expect(project.git('show', 'HEAD:c.test.ts')).toBe(AFTER);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  it('reads any number of files by few processes of git', () => {
    const count = 1_000;
    const project = repository(
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`t/${index}.test.ts`, `${index}\n`])),
    );
    project.write({ 't/7.test.ts': BEFORE, 't/8.test.ts': BEFORE });
    for (let index = 10; index < count; index += 1) project.write({ [`t/${index}.test.ts`]: `${-index}\n` });
    project.git('add', '.');
    const env = pathWithGit(project, `echo "$1" >> '${project.at('calls')}'`);
    const { stderr } = project.run(['fix', '--staged', '--jobs', '2'], { env });
    expect(stderr).toContain('992 files listed');
    expect(stderr).toContain('2 changed');
    expect(project.read('calls').split('\n').length).toBeLessThan(15);
  });
});
