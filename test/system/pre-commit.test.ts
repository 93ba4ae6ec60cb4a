import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { pythonEnvironment } from '../python/environment.ts';
import { GitRepository } from './git-repository.ts';
import { recipe } from './hook-recipes.ts';
import { type Ended, expectExit } from './project.ts';
import { type Registry, startRegistry } from './registry.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ADDRESS = 'https://github.com/cogniverse/test-toolkit';
const TEST = `import pytest


@pytest.mark.timeout(60)
async def test_loads():
    import json
    assert json.loads("1") == 1
`;
const FIXED = `import json

import pytest


@pytest.mark.timeout(60)
async def test_loads():
    assert json.loads("1") == 1
`;
/** The same in a file that is no test. */
const PRODUCT = 'def load():\n    import json\n    return json.loads("1")\n';

const python = await pythonEnvironment(['pre-commit==4.7.0']);
const absent = 'absent' in python ? python.absent : undefined;
if (absent !== undefined) console.warn(`pre-commit is not tested: ${absent}`);

describe.skipIf(absent !== undefined)('pre-commit', () => {
  let registry: Registry;
  let cache: string;
  let hooks: GitRepository;
  let project: GitRepository;

  beforeAll(async () => {
    registry = await startRegistry(inject('installed').tarballs);
    cache = await mkdtemp(path.join(tmpdir(), 'cogniverse-pre-commit-'));
    hooks = await GitRepository.make({});
    await copyOfThisRepository(hooks);
    project = await GitRepository.make({
      ...registry.environment,
      ...('env' in python && { PATH: python.env['PATH'] ?? '' }),
      PRE_COMMIT_HOME: cache,
      // The address is that of the page; what answers is the copy.
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${hooks.root}.insteadOf`,
      GIT_CONFIG_VALUE_0: ADDRESS,
    });
    const [check = ''] = configurations();
    await project.write({ '.pre-commit-config.yaml': check, 'product.py': '', 'tests/test_b.py': FIXED });
    await project.commitAll('all');
    expectExit(await project.run('pre-commit', 'install', '--install-hooks'), 0);
  });

  afterAll(async () => {
    await registry.close();
    await Promise.all([hooks.remove(), project.remove(), rm(cache, { recursive: true, force: true })]);
  });

  it('refuses a commit with findings in what is staged, and keeps what is not', async () => {
    await project.write({ 'tests/test_a.py': TEST, 'product.py': PRODUCT });
    await project.git('add', '.');
    await project.write({ 'tests/test_a.py': FIXED, 'tests/test_b.py': `${FIXED}# unstaged\n` });
    const refused = await project.run('git', 'commit', '-m', 'bad');
    expectExit(refused, 1);
    expectFindings(refused, ['tests/test_a.py']);
    expect(await project.git('log', '--format=%s')).toBe('all\n');
    expect(await project.read('tests/test_a.py')).toBe(FIXED);
    await project.git('add', 'tests/test_a.py');
    await project.write({ 'tests/test_a.py': TEST });
    expectExit(await project.run('git', 'commit', '-m', 'good'), 0);
    expect(await project.read('tests/test_a.py')).toBe(TEST);
    expect(await project.read('tests/test_b.py')).toBe(`${FIXED}# unstaged\n`);
    await project.git('checkout', '--quiet', '.');
  });

  it('checks in CI all files, or those of a range', async () => {
    await project.write({ 'tests/test_c.py': TEST, 'dist/test_built.py': TEST, 'a.d.ts': 'a', 'b.js': 'a()\n' });
    await project.commitAll('c');
    await project.write({ 'tests/test_d.py': TEST });
    await project.commitAll('d');
    const all = await project.run('pre-commit', 'run', '--all-files');
    expectExit(all, 1);
    expectFindings(all, ['tests/test_c.py', 'tests/test_d.py']);
    const range = await project.run('pre-commit', 'run', '--from-ref', 'HEAD~1', '--to-ref', 'HEAD');
    expectExit(range, 1);
    expectFindings(range, ['tests/test_d.py']);
    expectExit(await project.run('pre-commit', 'run', '--from-ref', 'HEAD~2', '--to-ref', 'HEAD~2'), 0);
    expect(await project.git('status', '--porcelain')).toBe('');
  });

  it('fixes files, and fails for that', async () => {
    const [, fix = ''] = configurations();
    await project.write({ 'fix.yaml': fix, 'tests/legacy/test_old.py': TEST, 'tests/test_e.py': TEST });
    await project.git('add', '.');
    await project.write({ 'tests/test_c.py': `${TEST}# unstaged\n` });
    const fixed = await project.run('pre-commit', 'run', '--config', 'fix.yaml');
    expectExit(fixed, 1);
    expect(fixed.stdout).toContain('files were modified by this hook');
    expect(await project.read('tests/test_e.py')).toBe(FIXED);
    expect(await project.git('show', ':tests/test_e.py')).toBe(TEST);
    expect(await project.read('tests/legacy/test_old.py')).toBe(TEST);
    expect(await project.read('tests/test_c.py')).toBe(`${TEST}# unstaged\n`);
    await project.git('add', 'tests/test_e.py');
    expectExit(await project.run('pre-commit', 'run', '--config', 'fix.yaml'), 0);
  });

  it('has hooks of the version that the page and the packages have', async () => {
    const text = await readFile(path.join(ROOT, 'codemods/package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    const manifest = await readFile(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8');
    const stated = [manifest, ...configurations()].join('').match(/(?<=rev: v|cogniverse-codemod@)[\w.-]+/g);
    expect(stated).toEqual([version, version, version, version, version]);
  });
});

/** The configurations that the page shows: one that checks, one that fixes, one without this repository. */
function configurations(): readonly string[] {
  return recipe('pre-commit').flatMap((step) => (step.kind === 'write' ? step.text : []));
}

/** This repository as pre-commit clones it, with the tag that the page names. */
async function copyOfThisRepository(copy: GitRepository): Promise<void> {
  const left = new Set(['node_modules', 'dist', '.git', 'coverage', 'bench-results']);
  await cp(ROOT, copy.root, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
  await copy.commitAll('all');
  const rev = /rev: (\S+)/.exec(configurations().join(''))?.[1] ?? '';
  await copy.git('tag', rev);
}

/** Expects findings in these files and no others, in what a hook printed: git sends that to standard error. */
function expectFindings({ stdout, stderr }: Ended, files: readonly string[]): void {
  const said = stdout + stderr;
  const found = new Set(said.match(/^\S+(?=:\d+:\d+ {2}error)/gm));
  expect([...found], said).toEqual(files);
}
