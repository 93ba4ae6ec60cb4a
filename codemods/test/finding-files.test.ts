import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

import { describe, expect, it, vi } from 'vitest';

import type { FindOptions } from '../src/files/find-files.ts';
import { AFTER, BEFORE, GIT_ENVIRONMENT, Project } from './support/project.ts';

for (const [name, value] of Object.entries(GIT_ENVIRONMENT)) vi.stubEnv(name, value);

/** The files that a run would look at. */
async function found(project: Project, options: Partial<FindOptions> = {}): Promise<string[]> {
  // What is remembered of folders counts for one run.
  vi.resetModules();
  const { findFiles } = await import('../src/files/find-files.ts');
  const { tasks } = await findFiles({ cwd: project.root, patterns: ['.'], ...options });
  return tasks.map((task) => task.path.slice(project.root.length + 1)).sort();
}

/** The files that a run of `check` finds a denied model in, each as often as it is reported. */
function checked(project: Project, args: readonly string[]): string[] {
  const { stdout } = project.run(['check', '--rule', 'allowed-models', '--format', 'json', ...args]);
  const results = JSON.parse(stdout) as { filePath: string; messages: unknown[] }[];
  return results
    .filter(({ messages }) => messages.length > 0)
    .map(({ filePath }) => filePath.slice(project.root.length + 1));
}

/** Files of these names, each with a denied model. */
function files(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, BEFORE]));
}

describe('in a repository', () => {
  it('takes what git tracks or would track', async () => {
    const project = new Project({
      ...files(
        'a.test.ts',
        'tracked-though-ignored.test.ts',
        'sub/b.test.ts',
        'sub/keep.test.ts',
        'sub/gen/c.test.ts',
      ),
      '.gitignore': '*-ignored.test.ts\n',
      'sub/.gitignore': 'gen/\n*.test.ts\n!keep.test.ts\n',
    });
    project.git('init', '--quiet');
    project.write({ '.git/info/exclude': 'excluded.test.ts\n' });
    project.git('add', '--force', 'tracked-though-ignored.test.ts');
    project.write(files('excluded.test.ts', 'untracked.test.ts', 'ignored.test.ts', 'very-ignored.test.ts'));
    expect(await found(project)).toEqual([
      'a.test.ts',
      'ignored.test.ts',
      'sub/keep.test.ts',
      'tracked-though-ignored.test.ts',
      'untracked.test.ts',
    ]);
  });

  it("honours the user's own list of ignored files", () => {
    const project = new Project(files('a.test.ts', 'mine.test.ts'));
    project.write({
      'home/ignore': 'mine.test.ts\n',
      'home/config': `[core]\n\texcludesFile = ${project.at('home/ignore')}\n`,
    });
    project.git('init', '--quiet');
    const { stdout } = project.run(['check', '--format', 'json'], {
      env: { GIT_CONFIG_GLOBAL: project.at('home/config') },
    });
    expect(stdout).toContain('a.test.ts');
    expect(stdout).not.toContain('mine.test.ts');
  });

  it('takes repositories and submodules inside it, by their own rules', async () => {
    const project = new Project(
      files('a.test.ts', 'inner/b.test.ts', 'module/c.test.ts', 'module/ignored.test.ts'),
    );
    project.write({ 'module/.gitignore': 'ignored.test.ts\n' });
    for (const folder of ['inner', 'module']) {
      project.git('-C', folder, 'init', '--quiet');
      project.git('-C', folder, 'add', '.');
      project.git('-C', folder, 'commit', '--quiet', '--message=all');
    }
    project.git('init', '--quiet');
    project.git(
      '-c',
      'advice.addEmbeddedRepo=false',
      'add',
      '--no-warn-embedded-repo',
      'a.test.ts',
      'module',
    );
    expect(await found(project)).toEqual(['a.test.ts', 'inner/b.test.ts', 'module/c.test.ts']);
  });

  it('works in a linked work tree, where .git is a file', async () => {
    const project = new Project({
      ...files('a.test.ts'),
      '.gitignore': 'ignored.test.ts\nlinked\n',
    }).commit();
    project.git('worktree', 'add', '--quiet', 'linked');
    project.write(files('linked/ignored.test.ts', 'linked/new.test.ts'));
    expect(await found(project, { patterns: ['linked'] })).toEqual(['linked/a.test.ts', 'linked/new.test.ts']);
  });

  it('leaves the linked work trees inside it alone, which hold the same files again', async () => {
    const project = new Project(files('a.test.ts')).commit();
    project.git('worktree', 'add', '--quiet', '.worktrees/other');
    expect(await found(project)).toEqual(['a.test.ts']);
  });

  it('passes over files that are tracked and not there: deleted, or outside a sparse checkout', () => {
    const project = new Project(files('a.test.ts', 'gone.test.ts', 'sparse/b.test.ts')).commit();
    project.git('sparse-checkout', 'set', '--no-cone', '/*', '!/sparse/');
    rmSync(project.at('gone.test.ts'));
    const { exitCode, stdout, stderr } = project.run(['check', '--format', 'json']);
    expect(stdout).toContain('a.test.ts');
    expect(stderr).toContain('2 skipped (2 no longer there)');
    expect(exitCode).toBe(1);
  });

  it('is not led astray by the variables of a hook', () => {
    const outer = new Project(files('a.test.ts')).commit();
    const inner = new Project(files('b.test.ts')).commit();
    const env = { GIT_DIR: outer.at('.git'), GIT_INDEX_FILE: outer.at('.git/index'), GIT_PREFIX: '' };
    expect(outer.run(['replace-models', '.', inner.root], { env })).toMatchObject({ exitCode: 0 });
    expect([outer.read('a.test.ts'), inner.read('b.test.ts')]).toEqual([AFTER, AFTER]);
  });

  it('lists a folder inside it from there', async () => {
    const project = new Project({
      ...files('a.test.ts', 'sub/b.test.ts', 'sub/c.test.ts'),
      '.gitignore': 'c.test.ts\n',
    }).commit();
    expect(await found(project, { cwd: project.at('sub') })).toEqual(['sub/b.test.ts']);
    expect(await found(project, { patterns: ['..'], cwd: project.at('sub') })).toEqual(['a.test.ts', 'sub/b.test.ts']);
  });
});

describe.skipIf(process.platform === 'win32')('named pipes', () => {
  const withPipe = (): Project => {
    const project = new Project(files('a.test.ts'));
    execFileSync('mkfifo', [project.at('pipe.test.ts')]);
    return project;
  };

  it('are passed over', () => {
    expect(checked(withPipe(), [])).toEqual(['a.test.ts']);
    expect(checked(withPipe(), ['*.test.ts'])).toEqual(['a.test.ts']);
  });

  it.each(['pipe.test.ts', 'link.test.ts'])('are not waited for where %s is named', (name) => {
    const project = withPipe();
    symlinkSync('pipe.test.ts', project.at('link.test.ts'));
    const { stdout, stderr } = project.run(['check', name, 'a.test.ts']);
    expect(stderr).toContain('pipe.test.ts: skipped: not a regular file');
    expect(stdout).toContain('✖ 1 finding in 1 file');
  });
});

describe('outside a repository', () => {
  it('honours ignore files and leaves out node_modules', async () => {
    const project = new Project({
      ...files(
        'a.test.ts',
        'b.test.ts',
        'sub/b.test.ts',
        'sub/c.test.ts',
        'node_modules/p/d.test.ts',
        '.hidden/e.test.ts',
      ),
      'sub/.gitignore': 'b.test.ts\n',
    });
    expect(await found(project)).toEqual(['.hidden/e.test.ts', 'a.test.ts', 'b.test.ts', 'sub/c.test.ts']);
  });

  it('takes a folder that is called .git for no repository', async () => {
    const project = new Project({ ...files('a.test.ts'), '.git/config': '' });
    expect(await found(project)).toEqual(['a.test.ts']);
  });
});

describe('what is left alone', () => {
  it('where a folder is searched, not where it is named', async () => {
    const project = new Project(
      files(
        'node_modules/p/a.test.ts',
        'packages/node_modules/p/a.test.ts',
        'dist/a.test.ts',
        '__fixtures__/a.test.ts',
        '__testfixtures__/a.test.ts',
        '__snapshots__/a.test.ts',
        'test/fixtures/a.test.ts',
        'tests/unit/fixtures/a.test.ts',
        'fixtures/a.test.ts',
      ),
    ).commit();
    const { stderr, stdout } = project.run(['check', '--format', 'json']);
    expect((JSON.parse(stdout) as unknown[]).length).toBe(1);
    expect(stderr).toContain('8 skipped (5 inputs of tests, 2 in node_modules, 1 build output)');
    const named = ['test/fixtures', 'dist/a.test.ts', '__fixtures__/*.ts', 'node_modules/p/a.test.ts'];
    expect(await found(project, { patterns: named })).toEqual([
      '__fixtures__/a.test.ts',
      'dist/a.test.ts',
      'node_modules/p/a.test.ts',
      'test/fixtures/a.test.ts',
    ]);
  });

  it('is the same seen from a folder inside the project', async () => {
    const project = new Project(files('test/a.test.ts', 'test/fixtures/b.test.ts', 'test/fixtures/deep/c.test.ts'));
    project.commit();
    expect(await found(project, { cwd: project.at('test') })).toEqual(['test/a.test.ts']);
    expect(await found(project, { patterns: ['test/**/*.ts'] })).toEqual(['test/a.test.ts']);
    expect(await found(project, { patterns: ['deep'], cwd: project.at('test/fixtures') })).toEqual(['test/fixtures/deep/c.test.ts']);
  });

  it('tells why it does not take a file that is named', () => {
    const project = new Project({ 'a.d.ts': 'export {};', 'b.md': '', 'c.test.ts': AFTER });
    const { exitCode, stderr } = project.run(['check', 'a.d.ts', 'b.md', 'c.test.ts']);
    expect(stderr).toContain('a.d.ts: skipped: type declarations\n');
    expect(stderr).toContain('b.md: skipped: not JavaScript, TypeScript or Python\n');
    expect(exitCode).toBe(0);
  });

  it('not a file that git ignores, if it is named', async () => {
    const project = new Project({ ...files('a.test.ts', 'b.test.ts'), '.gitignore': '*.test.ts\n' }).commit();
    expect(await found(project, { patterns: ['a.test.ts'] })).toEqual(['a.test.ts']);
    expect(project.run(['check', '*.test.ts']).stderr).toContain(
      '"*.test.ts" matches only files that git ignores\n',
    );
  });
});

describe('paths and patterns', () => {
  const names = [
    'with space.test.ts',
    'new\nline.test.ts',
    '-leading.test.ts',
    '[id].test.ts',
    '(group)/page.test.tsx',
    '$x.test.ts',
    '!not.test.ts',
    'caf\u00e9.test.ts',
    'cafe\u0301.test.ts',
    `${'long'.repeat(60)}.test.ts`,
    '{a,b}.test.ts',
    '123.test.ts',
    ':colon.test.ts',
  ];
  const sorted = [...names].sort();

  it.each([
    ['by folder', ['.']],
    ['as arguments', names],
    ['by pattern', ['**/*.test.{ts,tsx}']],
  ])('of all sorts are found %s', async (_, patterns) => {
    expect(await found(new Project(files(...names)), { patterns })).toEqual(sorted);
    expect(await found(new Project(files(...names)).commit(), { patterns })).toEqual(sorted);
  });

  it('of all sorts are read behind --', () => {
    expect(checked(new Project(files(...names)), ['--', ...names])).toEqual(sorted);
  });

  it.each([
    ['NUL', '\0', names],
    ['newlines', '\n', names.filter((name) => !name.includes('\n'))],
    ['newlines of Windows', '\r\n', names.filter((name) => !name.includes('\n'))],
  ])('are read from a list, between %s', (_, separator, listed) => {
    const project = new Project(files(...names));
    const args = ['check', '--rule', 'allowed-models', '--format', 'json', '--files-from', '-'];
    const { stdout } = project.run(args, { input: listed.map((name) => name + separator).join('') });
    expect((JSON.parse(stdout) as unknown[]).length).toBe(listed.length);
  });

  it('are read from a list in a file, and each counts as found', () => {
    const project = new Project({
      ...files('a.test.ts', 'test/fixtures/b.test.ts'),
      list: 'a.test.ts\ntest/fixtures/b.test.ts\nmissing.ts\n',
    });
    const { exitCode, stdout, stderr } = project.run([
      'check',
      '--rule',
      'allowed-models',
      '--files-from',
      'list',
    ]);
    expect(stdout).toContain('a.test.ts');
    expect(stderr).toContain('"missing.ts" does not exist\n');
    expect(stderr).toContain('1 skipped (1 inputs of tests)');
    expect(exitCode).toBe(2);
  });

  it.runIf(process.platform === 'linux')('that are not UTF-8 are told', () => {
    const project = new Project(files('a.test.ts'));
    writeFileSync(
      Buffer.concat([Buffer.from(`${project.root}/caf`), Buffer.from([0xe9]), Buffer.from('.test.ts')]),
      BEFORE,
    );
    const { stdout, stderr } = project.commit().run(['check', '--format', 'json']);
    expect((JSON.parse(stdout) as unknown[]).length).toBe(1);
    expect(stderr).toContain('caf\uFFFD.test.ts: skipped: with a name that is not UTF-8');
  });

  it('an empty list is a run without files', () => {
    const { exitCode, stderr } = new Project(files('a.test.ts')).run(['check', '--files-from', '-']);
    expect(stderr).toContain('0 files listed');
    expect(exitCode).toBe(0);
  });

  it('exclude what begins with !', async () => {
    const project = new Project(files('a.test.ts', 'b.test.ts', 'c/d.test.ts'));
    expect(await found(project, { patterns: ['**/*.test.ts', '!c/**', '!b*'] })).toEqual(['a.test.ts']);
    expect(project.run(['check', '.', '!c']).stderr).toContain('"!c" excludes from patterns only');
  });

  it('that stand for nothing are told, and the rest goes on', () => {
    const project = new Project({ ...files('a.test.ts'), 'empty/readme.md': '' });
    symlinkSync('nowhere', project.at('dangling.test.ts'));
    symlinkSync('circle.test.ts', project.at('circle.test.ts'));
    const args = [
      'missing.ts',
      '*.spec.ts',
      'dangling.test.ts',
      'circle.test.ts',
      'empty',
      'x'.repeat(300),
      'a.test.ts',
    ];
    const { exitCode, stderr } = project.run(['replace-models', ...args]);
    expect(stderr).toContain('"missing.ts" does not exist\n');
    expect(stderr).toContain('"*.spec.ts" matches no file\n');
    expect(stderr).toContain('"dangling.test.ts" is a link to something that does not exist\n');
    expect(stderr).toContain('"circle.test.ts" is a link that leads in a circle\n');
    expect(stderr).toContain('"empty" holds no JavaScript, TypeScript or Python file that git does not ignore\n');
    expect(stderr).toContain('xxx" does not exist\n');
    expect(exitCode).toBe(2);
    expect(project.read('a.test.ts')).toBe(AFTER);
  });
});

describe('links', () => {
  it('to folders are not followed, be it in circles', async () => {
    const project = new Project(files('src/a.test.ts'));
    symlinkSync('..', project.at('src/loop'));
    symlinkSync(project.root, project.at('src/absolute'));
    expect(await found(project)).toEqual(['src/a.test.ts']);
    expect(await found(project.commit())).toEqual(['src/a.test.ts']);
    expect(await found(project, { patterns: ['**/*.ts'] })).toEqual(['src/a.test.ts']);
  });

  it('to folders are followed where they are named', async () => {
    const project = new Project(files('src/a.test.ts'));
    symlinkSync('src', project.at('link'));
    expect(await found(project, { patterns: ['link'] })).toEqual(['src/a.test.ts']);
  });

  it('lead to a file once, by however many ways', async () => {
    const project = new Project(files('a.test.ts'));
    symlinkSync('a.test.ts', project.at('b.test.ts'));
    mkdirSync(project.at('sub'));
    symlinkSync('../a.test.ts', project.at('sub/c.test.ts'));
    expect(await found(project)).toEqual(['a.test.ts']);
    expect(await found(project, { patterns: ['a.test.ts', 'b.test.ts', 'sub', '*.ts', './a.test.ts'] })).toEqual(['a.test.ts']);
    expect(await found(project.commit())).toEqual(['a.test.ts']);
  });

  it('that lead to nothing or out of the project are told and passed over', () => {
    const outside = new Project(files('out.test.ts'));
    const project = new Project(files('a.test.ts'));
    symlinkSync('nowhere', project.at('dangling.test.ts'));
    symlinkSync(outside.at('out.test.ts'), project.at('out.test.ts'));
    for (const each of [project, project.commit()]) {
      const { exitCode, stderr } = each.run(['replace-models', '--dry-run']);
      expect(stderr).toContain('dangling.test.ts: skipped: links to nothing\n');
      expect(stderr).toContain('out.test.ts: skipped: links out of the project\n');
      expect(exitCode).toBe(1);
    }
    expect(project.run(['replace-models', 'out.test.ts', '--allow-dirty']).stderr).toContain(
      'links out of the project',
    );
    expect(outside.read('out.test.ts')).toBe(BEFORE);
  });
});

it('holds named files to what a search takes with --force-exclude', () => {
  const names = ['a.test.ts', 'product.ts', 'dist/b.test.ts', 'Dockerfile', 'data.json'];
  const product = BEFORE.replace(/import .* from 'vitest';/, '').replace(/it\(.*/, '{').replace(/\}, .*/, '}');
  const project = new Project({ ...files(...names), 'product.ts': product, Dockerfile: 'FROM python\nRUN pytest\n' });
  expect(checked(project, names)).toEqual(['a.test.ts', 'dist/b.test.ts', 'product.ts']);
  const { stdout, stderr } = project.run(['check', '--force-exclude', '--format', 'github', ...names]);
  expect(stdout.match(/(?<=file=)[^,]+/g)).toEqual(['a.test.ts']);
  expect(stderr).not.toContain('data.json');
});

describe('staged and changed files', () => {
  it('--staged takes what is staged', async () => {
    const project = new Project(files('a.test.ts', 'b.test.ts', 'c.test.ts')).commit();
    project.write({
      'a.test.ts': `// 1\n${BEFORE}`,
      'b.test.ts': `// 1\n${BEFORE}`,
      'sub/new.test.ts': BEFORE,
    });
    project.git('add', 'a.test.ts', 'sub');
    project.git('rm', '--quiet', 'c.test.ts');
    expect(checked(project, ['--staged'])).toEqual(['a.test.ts', 'sub/new.test.ts']);
    const selection = { kind: 'staged' } as const;
    expect(await found(project, { selection, patterns: ['sub'] })).toEqual(['sub/new.test.ts']);
    expect(await found(project, { selection, patterns: ['*.ts'] })).toEqual(['a.test.ts']);
    expect(await found(project, { selection, cwd: project.at('sub') })).toEqual(['sub/new.test.ts']);
  });

  it('--staged with nothing staged is a run without files', () => {
    const { exitCode, stderr } = new Project(files('a.test.ts')).commit().run(['check', '--staged']);
    expect(stderr).toContain('0 files listed');
    expect(exitCode).toBe(0);
  });

  it('--changed takes what differs from where the branch began, and what is not tracked', () => {
    const project = new Project(files('old.test.ts', 'edited.test.ts', 'committed.test.ts')).commit();
    project.git('checkout', '--quiet', '-b', 'topic');
    project.write({ 'committed.test.ts': `// 1\n${BEFORE}` });
    project.git('commit', '--quiet', '--all', '--message=topic');
    project.write({ 'edited.test.ts': `// 1\n${BEFORE}`, 'new.test.ts': BEFORE });
    const expected = ['committed.test.ts', 'edited.test.ts', 'new.test.ts'];
    expect(checked(project, ['--changed'])).toEqual(expected);
    expect(checked(project, ['--changed', 'main'])).toEqual(expected);
    expect(checked(project, ['--changed=HEAD'])).toEqual(['edited.test.ts', 'new.test.ts']);
    const { exitCode, stderr } = project.run(['check', '--changed', 'nowhere']);
    expect(stderr).toContain('--changed: "nowhere" is no revision');
    expect(exitCode).toBe(2);
  });
});

describe('shards', () => {
  const names = Array.from({ length: 40 }, (_, index) => `packages/p${index % 7}/t${index}.test.ts`);
  const shardsOf = (project: Project): Promise<readonly string[][]> =>
    Promise.all([1, 2, 3, 4].map((index) => found(project, { shard: { index, count: 4 } })));

  it('are disjoint and complete, and a further file moves no other', async () => {
    const project = new Project(files(...names));
    const shards = await shardsOf(project);
    expect(checked(project, ['--shard', '2/4'])).toEqual(shards[1]);
    expect(shards.flat().sort()).toEqual([...names].sort());
    expect(shards.every((list) => list.length > 0)).toBe(true);
    project.write(files('packages/p0/another.test.ts'));
    const grown = await shardsOf(project);
    expect(grown.flat()).toHaveLength(names.length + 1);
    for (const [index, list] of shards.entries()) expect(grown[index]).toEqual(expect.arrayContaining(list));
  });
});

it('needs no git', () => {
  const project = new Project({ ...files('a.test.ts', 'b.test.ts'), '.gitignore': 'b.test.ts\n' });
  execFileSync('git', ['init', '--quiet'], { cwd: project.root });
  const env = { PATH: project.at('no-programs') };
  const { stdout } = project.run(['check', '--format', 'json'], { env });
  expect((JSON.parse(stdout) as unknown[]).length).toBe(1);
  const { exitCode, stderr } = project.run(['replace-models'], { env });
  expect(stderr).toContain("git can't tell whether it has uncommitted changes (git is not installed)");
  expect(exitCode).toBe(2);
  expect(project.run(['replace-models', '--allow-dirty'], { env }).exitCode).toBe(0);
  expect(project.read('a.test.ts')).toBe(AFTER);
});
