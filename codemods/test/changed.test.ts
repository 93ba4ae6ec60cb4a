import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { findFiles } from '../src/files/find-files.ts';
import { Project } from './support/project.ts';

const LATE = 'def test_a():\n    import os\n    assert os.name\n';

/** A repository whose branch `topic` renames one test, changes a second and adds a third, as a server has it. */
function withPullRequest(): Project {
  const project = new Project({
    'packages/a/test_renamed_here.py': `${LATE}# One line more.\n`,
    'packages/a/test_old.py': LATE,
    'packages/b/test_changed.py': 'def test_b():\n    assert True\n',
    'test_untouched.py': LATE,
  }).commit();
  project.git('checkout', '--quiet', '-b', 'topic');
  project.git('mv', 'packages/a/test_renamed_here.py', 'packages/a/test_new_name.py');
  project.write({ 'packages/b/test_changed.py': LATE, 'packages/b/test_added.py': LATE });
  project.git('add', '--all');
  project.git('commit', '--quiet', '--message=topic');
  project.git('checkout', '--quiet', 'main');
  project.write({ 'test_on_main.py': LATE });
  project.git('add', '--all');
  project.git('commit', '--quiet', '--message=main');
  // What GitHub checks out for a pull request: a merge that no branch has.
  project.git('checkout', '--quiet', '--detach', 'main');
  project.git('merge', '--quiet', '--no-edit', 'topic');
  project.git('update-ref', 'refs/pull/1/merge', 'HEAD');
  project.git('checkout', '--quiet', 'main');
  project.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return project;
}

/** The pull request as a CI job has it, fetched as `actions/checkout` does. */
function checkout(origin: Project, ...fetch: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cogniverse-checkout-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  };
  git('init', '--quiet');
  git('remote', 'add', 'origin', `file://${origin.root}`);
  git('fetch', '--no-tags', ...fetch);
  git('checkout', '--quiet', '--detach', 'refs/remotes/pull/1/merge');
  return folder;
}

const WHOLE = ['origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/pull/1/merge:refs/remotes/pull/1/merge'];
const SHALLOW = ['--depth=1', 'origin', '+refs/pull/1/merge:refs/remotes/pull/1/merge'];
const TWO_SIDES = ['--depth=2', ...SHALLOW.slice(1)];
const ALL = ['packages/a/test_new_name.py', 'packages/b/test_added.py', 'packages/b/test_changed.py'];

async function filesChanged(cwd: string, ref: string, pattern = '.'): Promise<string[]> {
  const { tasks } = await findFiles({ cwd, patterns: [pattern], selection: { kind: 'changed', ref } });
  const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { cwd, encoding: 'utf8' }).trim();
  return tasks.map((task) => path.relative(root, task.path)).sort();
}

describe('--changed on a pull request', () => {
  it.each([
    ['with all of the history', WHOLE, 'origin/main'],
    ['with the two sides of the merge', TWO_SIDES, 'HEAD^1'],
  ])('finds what it changes, renames and adds, and nothing of the branch it goes to: %s', async (_, fetch, ref) => {
    expect(await filesChanged(checkout(withPullRequest(), ...fetch), ref)).toEqual(ALL);
  });

  it('finds what it changes in a folder of a monorepo', async () => {
    const folder = checkout(withPullRequest(), ...WHOLE);
    expect(await filesChanged(path.join(folder, 'packages/b'), 'origin/main')).toEqual(ALL.slice(1));
    expect(await filesChanged(folder, 'origin/main', 'packages/a')).toEqual(ALL.slice(0, 1));
  });

  it('says what to fetch where the history is cut off', async () => {
    const folder = checkout(withPullRequest(), ...SHALLOW);
    await expect(filesChanged(folder, 'origin/main')).rejects.toThrow('fetch-depth: 0 in actions/checkout');
  });

  it('says of a revision that is none that it is none', async () => {
    const folder = checkout(withPullRequest(), ...WHOLE);
    await expect(filesChanged(folder, 'origin/mian')).rejects.toThrow('"origin/mian" is no revision');
  });
});
