import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

import { describe, expect, it } from 'vitest';

import { digestOf } from '../src/files/digest.ts';
import { writeSourceFile } from '../src/files/write.ts';
import { AFTER, BEFORE, PROGRAM, Project } from './support/project.ts';

const LONG_AGO = new Date('2001-01-01');

describe('a file that is written', () => {
  it('keeps its mode', () => {
    const project = new Project({ 'a.test.ts': BEFORE, 'b.test.ts': BEFORE });
    chmodSync(project.at('a.test.ts'), 0o755);
    chmodSync(project.at('b.test.ts'), 0o640);
    project.run(['replace-models']);
    expect(project.read('a.test.ts')).toBe(AFTER);
    expect(statSync(project.at('a.test.ts')).mode & 0o7777).toBe(0o755);
    expect(statSync(project.at('b.test.ts')).mode & 0o7777).toBe(0o640);
  });

  it.runIf(process.getuid?.() === 0)('keeps its owner', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    chownSync(project.at('a.test.ts'), 1234, 4321);
    project.run(['replace-models']);
    expect(project.read('a.test.ts')).toBe(AFTER);
    expect(statSync(project.at('a.test.ts'))).toMatchObject({ uid: 1234, gid: 4321 });
  });

  it('is edited once through a link, and the link stays', () => {
    const project = new Project({ 'src/a.test.ts': BEFORE });
    symlinkSync('src/a.test.ts', project.at('b.test.ts'));
    project.run(['replace-models']);
    expect(project.read('src/a.test.ts')).toBe(AFTER);
    expect(lstatSync(project.at('b.test.ts')).isSymbolicLink()).toBe(true);
  });

  it('keeps its hard links together', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    linkSync(project.at('a.test.ts'), project.at('a.txt'));
    const { ino } = statSync(project.at('a.test.ts'));
    project.run(['replace-models']);
    expect(project.read('a.txt')).toBe(AFTER);
    expect(statSync(project.at('a.test.ts'))).toMatchObject({ ino, nlink: 2 });
  });

  it('leaves no other file behind', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    project.run(['replace-models']);
    expect(readdirSync(project.root)).toEqual(['a.test.ts']);
  });
});

describe('a file that is not written', () => {
  it('is not even opened for it: inode and time stay', () => {
    const project = new Project({ 'clean.test.ts': AFTER, 'dirty.test.ts': BEFORE });
    const before = ['clean.test.ts', 'dirty.test.ts'].map((name) => {
      utimesSync(project.at(name), LONG_AGO, LONG_AGO);
      return statSync(project.at(name), { bigint: true });
    });
    project.run(['replace-models', '--dry-run']);
    project.run(['replace-models', '--diff']);
    project.run(['check']);
    const after = ['clean.test.ts', 'dirty.test.ts'].map((name) =>
      statSync(project.at(name), { bigint: true }),
    );
    expect(after.map(({ ino, mtimeNs }) => [ino, mtimeNs])).toEqual(
      before.map(({ ino, mtimeNs }) => [ino, mtimeNs]),
    );
    project.run(['replace-models']);
    expect(statSync(project.at('clean.test.ts'), { bigint: true })).toMatchObject({
      mtimeNs: before[0]?.mtimeNs,
    });
    expect(project.read('dirty.test.ts')).toBe(AFTER);
  });

  it('because it is read-only is told, and the rest goes on', () => {
    const project = new Project({ 'a.test.ts': BEFORE, 'b.test.ts': BEFORE });
    chmodSync(project.at('a.test.ts'), 0o444);
    const { exitCode, stdout, stderr } = project.run(['replace-models']);
    expect(stderr).toContain('a.test.ts: not written: it is read-only\n');
    expect(stdout).toContain('cogniverse/allowed-models');
    expect(exitCode).toBe(2);
    expect(project.read('a.test.ts')).toBe(BEFORE);
    expect(project.read('b.test.ts')).toBe(AFTER);
  });

  it('because the system refuses is told, whole, and the rest goes on', () => {
    const large = `${BEFORE}${'// comment\n'.repeat(2_000)}`;
    const project = new Project({ 'a.test.ts': large, 'b.test.ts': BEFORE, 'linked.test.ts': large });
    linkSync(project.at('linked.test.ts'), project.at('linked.txt'));
    // In place of a full disk: a shell that lets no file grow beyond four blocks.
    const command = `ulimit -f 4; exec "$0" "$1" replace-models`;
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, PROGRAM], {
      cwd: project.root,
      encoding: 'utf8',
    });
    expect(stderr).toContain('a.test.ts: not written: EFBIG');
    expect(status).toBe(2);
    expect(stderr).toContain('linked.test.ts: not written: EFBIG');
    expect(project.read('a.test.ts')).toBe(large);
    expect(project.read('b.test.ts')).toBe(AFTER);
    expect(project.read('linked.txt')).toBe(large);
    expect(readdirSync(project.root)).toEqual(['a.test.ts', 'b.test.ts', 'linked.test.ts', 'linked.txt']);
  });

  it('because its content is another by now keeps that content', async () => {
    const project = new Project({ 'a.test.ts': 'edited meanwhile' });
    const write = writeSourceFile(project.at('a.test.ts'), AFTER, digestOf(Buffer.from(BEFORE)));
    await expect(write).rejects.toThrow('it was changed while it was being processed');
    expect(project.read('a.test.ts')).toBe('edited meanwhile');
    expect(readdirSync(project.root)).toEqual(['a.test.ts']);
  });
});

describe('a run that is interrupted', () => {
  it('leaves whole files and nothing else', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `t${index}.test.ts`);
    const project = new Project(Object.fromEntries(names.map((name) => [name, BEFORE])));
    const child = spawn(process.execPath, [PROGRAM, 'replace-models'], {
      cwd: project.root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const told = text(child.stderr);
    while (!names.some((name) => project.read(name) === AFTER) && child.exitCode === null) await sleep(5);
    child.kill('SIGINT');
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    expect(exitCode).toBe(130);
    expect(readdirSync(project.root).sort()).toEqual([...names].sort());
    for (const name of names) expect([BEFORE, AFTER]).toContain(project.read(name));
    const written = names.filter((name) => project.read(name) === AFTER).length;
    expect(await told).toBe(
      `Stopped. ${written} file${written === 1 ? '' : 's'} had been written, each whole; another run does the rest\n`,
    );
  });

  it('and was killed outright is tidied up after by the next', () => {
    const project = new Project({ 'a.test.ts': BEFORE, 'src/b.test.ts': BEFORE });
    const nobody = 2 ** 22 + 1;
    writeFileSync(project.at(`src/.cogniverse-codemod-${nobody}-0123456789ab.tmp`), 'half');
    writeFileSync(
      project.at(`src/.cogniverse-codemod-${process.pid}-0123456789ab.tmp`),
      'of a run that goes on',
    );
    project.run(['replace-models']);
    expect(readdirSync(project.at('src')).sort()).toEqual([
      `.cogniverse-codemod-${process.pid}-0123456789ab.tmp`,
      'b.test.ts',
    ]);
  });
});

describe('uncommitted changes', () => {
  it('keep a file from being edited, but not the others', () => {
    const names = ['clean', 'modified', 'staged', 'untracked'].map((name) => `${name}.test.ts`);
    const project = new Project({
      'clean.test.ts': BEFORE,
      'modified.test.ts': BEFORE,
      'staged.test.ts': BEFORE,
    }).commit();
    project.write({
      'modified.test.ts': `// 1\n${BEFORE}`,
      'staged.test.ts': `// 1\n${BEFORE}`,
      'untracked.test.ts': BEFORE,
    });
    project.git('add', 'staged.test.ts');
    const { exitCode, stderr } = project.run(['replace-models']);
    expect(stderr).toContain(
      'modified.test.ts: not written: it has uncommitted changes; commit or stash them',
    );
    expect(stderr).toContain('staged.test.ts: not written: it has uncommitted changes; commit or stash them');
    expect(stderr).toContain('untracked.test.ts: not written: git does not track it; add it');
    expect(stderr).toContain('1 changed');
    expect(exitCode).toBe(2);
    expect(names.filter((name) => project.read(name).includes('colsmol'))).toEqual(['clean.test.ts']);
    expect(project.run(['replace-models', '--allow-dirty']).exitCode).toBe(0);
    expect(names.filter((name) => project.read(name).includes('colsmol'))).toEqual(names);
  });

  it('do not matter in files that would not be edited', () => {
    const project = new Project({ 'a.test.ts': BEFORE, 'b.test.ts': AFTER }).commit();
    project.write({ 'b.test.ts': `// 1\n${AFTER}` });
    expect(project.run(['replace-models']).exitCode).toBe(0);
  });

  it('count for a file that git ignores and the user names', () => {
    const project = new Project({ '.gitignore': '*.test.ts', 'a.test.ts': BEFORE }).commit();
    expect(project.run(['replace-models', 'a.test.ts']).stderr).toContain('git does not track it');
  });

  it('matter by the repository that a file belongs to', () => {
    const project = new Project({ 'inner/a.test.ts': BEFORE });
    project.git('init', '--quiet');
    project.git('-C', 'inner', 'init', '--quiet');
    project.git('-C', 'inner', 'add', '.');
    project.git('-C', 'inner', 'commit', '--quiet', '--message=all');
    expect(project.run(['replace-models']).exitCode).toBe(0);
    expect(readFileSync(project.at('inner/a.test.ts'), 'utf8')).toBe(AFTER);
  });
});

async function sleep(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
