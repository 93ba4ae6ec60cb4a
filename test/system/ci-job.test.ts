import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { root } from '../../scripts/lib/workspace.mjs';
import { readYaml, runAction, type Action, type JobSetting } from './action-run.ts';
import { runWith } from './project.ts';
import { startRegistry, type Registry } from './registry.ts';

const require = createRequire(import.meta.url);
const { eslint10, tarballs } = inject('installed');
const action = (await readYaml(path.join(root, 'action.yml'))) as Action;

const LATE = 'def test_a():\n    import os\n    assert os.name\n';
const CLEAN = 'def test_b():\n    assert True\n';
const FINDING = /^::error file=tests\/test_a\.py,line=2,.*title=cogniverse\/no-late-system-imports::/m;

let folder = '';
let registry: Registry;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cogniverse-ci-'));
  registry = await startRegistry(tarballs);
});
afterAll(async () => {
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

function git(cwd: string, ...args: readonly string[]): string {
  const name = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  return execFileSync('git', [...name, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** A repository of a Python project, with what is committed. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await mkdtemp(path.join(folder, 'work-'));
  await write(workspace, { 'pyproject.toml': '[project]\nname = "a"\n', ...files });
  git(workspace, 'init', '--quiet', '--initial-branch=main');
  git(workspace, 'add', '--all');
  git(workspace, 'commit', '--quiet', '--message=a');
  return workspace;
}

async function write(workspace: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
    await writeFile(path.join(workspace, name), text);
  }
}

/** Has a checkout the packages installed, as `npm ci` would leave it. */
async function install(workspace: string): Promise<void> {
  await symlink(path.join(eslint10, 'node_modules'), path.join(workspace, 'node_modules'), 'dir');
  await writeFile(path.join(workspace, '.git/info/exclude'), 'node_modules\n');
}

const run = (setting: JobSetting): ReturnType<typeof runAction> => runAction(action, setting);

describe('the action', () => {
  test('checks a Python project that has nothing installed, and writes SARIF that fits its schema', async () => {
    const workspace = await repository({ 'tests/test_a.py': LATE, 'tests/test_b.py': CLEAN });
    const inputs = { sarif: 'report.sarif' };
    const { ran, used, outputs, succeeded } = await run({ workspace, inputs, environment: registry.environment });
    const { stdout = '', stderr = '' } = ran.get('check') ?? {};
    expect(stdout, stderr).toMatch(FINDING);
    expect(stdout.match(/^::/gm)).toHaveLength(1);
    expect({ succeeded, ...outputs }).toEqual({ succeeded: false, 'exit-code': '1', sarif: './report.sarif' });
    expect(used.map(({ uses }) => uses)).toEqual(['actions/cache/restore@v4', 'actions/cache/save@v4']);

    const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
    const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }));
    const log: unknown = JSON.parse(await readFile(path.join(workspace, 'report.sarif'), 'utf8'));
    const isValid = ajv.compile(schema);
    isValid(log);
    expect(isValid.errors ?? []).toEqual([]);
    expect(isValid({ version: '2.1.0', runs: [{}] })).toBe(false);
    expect(log).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'cogniverse/no-late-system-imports',
              level: 'error',
              partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/) as string },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'tests/test_a.py', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 2, startColumn: 5 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('takes the program that the project has, its baseline, and what is said in inputs', async () => {
    const workspace = await repository({ 'app/tests/test_a.py': LATE, 'app/tests/it has blanks.py': LATE, 'app/other/test_c.py': LATE });
    await install(workspace);
    const offline = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: path.join(folder, 'none') };
    const setting = { workspace, environment: offline };
    const inputs = { 'working-directory': 'app', paths: 'tests/*.py\ntests/it has blanks.py', args: '--rule no-late-system-imports' };
    const found = await run({ ...setting, inputs });
    const { stdout = '' } = found.ran.get('check') ?? {};
    expect([...stdout.matchAll(/file=([^,]+)/g)].map(([, file]) => file).sort()).toEqual([
      'app/tests/it has blanks.py',
      'app/tests/test_a.py',
    ]);
    const program = path.join(workspace, 'node_modules/cogniverse-codemod/bin/cogniverse-codemod.js');
    await runWith({}, path.join(workspace, 'app'), process.execPath, program, 'check', '--update-baseline');
    const clean = await run({ ...setting, inputs: { 'working-directory': 'app', baseline: 'true' } });
    expect(clean.ran.get('check')).toMatchObject({ code: 0, stdout: '' });
    expect(clean.outputs['exit-code']).toBe('0');
  });

  test('looks only at what a pull request changes, though the clone has but its last commit', async () => {
    const origin = await repository({ 'tests/test_old.py': LATE });
    git(origin, 'checkout', '--quiet', '-b', 'topic');
    await write(origin, { 'tests/test_a.py': LATE });
    git(origin, 'add', '--all');
    git(origin, 'commit', '--quiet', '--message=b');
    git(origin, 'checkout', '--quiet', '--detach', 'main');
    git(origin, 'merge', '--quiet', '--no-ff', '--no-edit', 'topic');
    git(origin, 'update-ref', 'refs/pull/1/merge', 'HEAD');
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const workspace = await mkdtemp(path.join(folder, 'clone-'));
    git(workspace, 'init', '--quiet');
    git(workspace, 'remote', 'add', 'origin', `file://${origin}`);
    git(workspace, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', '+refs/pull/1/merge:refs/remotes/pull/1/merge');
    git(workspace, 'checkout', '--quiet', '--detach', 'refs/remotes/pull/1/merge');
    await install(workspace);
    const environment = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_BASE_REF: 'main',
      GITHUB_SHA: git(workspace, 'rev-parse', 'HEAD'),
    };
    const auto = await run({ workspace, environment, inputs: { changed: 'auto' } });
    const { stdout = '', stderr = '' } = auto.ran.get('check') ?? {};
    expect(stdout, stderr).toMatch(FINDING);
    expect(stdout).not.toContain('test_old.py');
    const cut = await run({ workspace, environment, inputs: { changed: 'origin/main' } });
    expect(cut.ran.get('check')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fetch-depth: 0 in actions/checkout') as string,
    });
  });

  test('sets up Node.js where there is none, or an old one', async () => {
    const workspace = await repository({ 'tests/test_b.py': CLEAN });
    const bin = await mkdtemp(path.join(folder, 'bin-'));
    await writeFile(path.join(bin, 'node'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
    const first = { ...action, runs: { ...action.runs, steps: action.runs.steps.slice(0, 2) } };
    const { used } = await runAction(first, { workspace, environment: { PATH } });
    expect(used.map(({ uses }) => uses)).toEqual(['actions/setup-node@v4']);
  });
});

describe("GitLab's template", () => {
  test('shows what it finds, and writes a code quality report', async () => {
    const { variables, cogniverse } = (await readYaml(path.join(root, 'gitlab/lint.yml'))) as {
      variables: Readonly<Record<string, { value: string }>>;
      cogniverse: { script: readonly string[]; artifacts: { reports: { codequality: string } } };
    };
    const workspace = await repository({ 'tests/test_a.py': LATE, 'tests/test_b.py': CLEAN });
    await install(workspace);
    const values = Object.entries(variables).map(([name, { value }]) => [name, value]);
    const environment = { ...(Object.fromEntries(values) as Record<string, string>), CI: 'true', GITLAB_CI: 'true' };
    const ended = await runWith(environment, workspace, 'sh', '-ec', cogniverse.script.join('\n'));
    expect(ended.code, ended.stderr).toBe(1);
    expect(ended.stdout).toContain('no-late-system-imports');
    const report: unknown = JSON.parse(
      await readFile(path.join(workspace, cogniverse.artifacts.reports.codequality), 'utf8'),
    );
    expect(report).toMatchObject([{ check_name: 'cogniverse/no-late-system-imports', location: { path: 'tests/test_a.py' } }]);
    expect(git(workspace, 'status', '--porcelain')).toBe('?? gl-code-quality-report.json');
  });
});
