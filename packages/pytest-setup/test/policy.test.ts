import path from 'node:path';

import { checkModel, defaultPolicy, loadPolicy, PolicyError } from '@cogniverse/guide';
import { expect, it } from 'vitest';

import { makeProject, pytestWithPlugin, runProgram } from './run-pytest.ts';

type Files = Readonly<Record<string, string>>;

const json = (policy: unknown): Files => ({ 'cogniverse.config.json': JSON.stringify(policy) });
const toml = (text: string): Files => ({ 'pyproject.toml': `[project]\nname = "p"\n${text}` });

/** The model that the guide refuses. */
const [refused = ''] = Object.keys(defaultPolicy.models.deny);

/** Policies that are valid and ones that are not, as projects have them. */
const projects: readonly Files[] = [
  {},
  json({}),
  { 'pyproject.toml': '[tool.poetry]\nname = "no policy"\n' },
  { 'pyproject.toml': '[project]\ndependencies = ["pytest-cogniverse"]\n' },
  { 'package.json': `\uFEFF${JSON.stringify({ cogniverse: { timeouts: { default: '45s' } } })}` },
  { 'package.json': '{"dependencies": {"@cogniverse/guide": "1"}}', ...toml('[tool.cogniverse.timeouts]\nmax = 5000\n') },
  { 'package.json': '{ broken, and not ours' },
  { 'package.json': '{ "cogniverse": [] }' },
  toml('[tool.cogniverse.timeouts]\ndefault = "1.5h"\nmax = "1d"\nsuite = "24d"\n'),
  toml('[tool.cogniverse.environment]\nOMP_NUM_THREADS = 2\nTOKENIZERS_PARALLELISM = true\nA = 1.5\nB = "x"\n'),
  toml('[tool.cogniverse]\nsystemModules = ["os"]\nthreads.allow = ["threading", "threading.Thread"]\n'),
  toml('[tool.cogniverse.capabilities.vespa]\nurl = "http://localhost:19071/state/v1/health"\n'),
  json({ capabilities: { docker: { command: ['docker', 'info'] }, key: { environment: 'K', model: 'a/*' } } }),
  json({ environment: { DO_NOT_TRACK: null, OMP_NUM_THREADS: 1e3 } }),
  json({ models: { allow: ['mine/*'], deny: { 'big/one': 'mine/one', 'qwen2:72b': null } } }),
  json({ models: { allow: [refused.toUpperCase()], deny: { 'vidore/ColSmol-500m': null } } }),
  json({ models: { deny: ['vidore/colsmol-500m'] } }),
  json({ models: { deny: { [refused]: 'mine/tiny' } } }),
  json({ models: { allow: ['qwen2', 'llama3:*', '[a]/*'], deny: ['qwen2:*', '*', 'mistral:latest', 'o?e/*/x'] } }),
  json({ setup: { guard: 'off', leaks: 'error', wait: '500ms', models: 'warn', restoreEnvironment: false } }),
  json({ timeouts: { suite: '10m' }, markers: { gpu: 'needs a GPU', slow: 'a minute and more' } }),
  // What is not valid.
  json([]),
  json('strict'),
  json({ timeout: 5 }),
  json({ modles: {} }),
  json({ timeouts: { max: 'ten minutes' } }),
  json({ timeouts: { max: -1 } }),
  json({ timeouts: { max: 0 } }),
  json({ timeouts: { default: '30d' } }),
  json({ timeouts: { default: '45m' } }),
  json({ timeouts: { max: '3h' } }),
  json({ timeouts: { default: true } }),
  json({ timeouts: { default: ['30s'] } }),
  json({ setup: { wait: '2m' } }),
  json({ setup: { guard: 'warning' } }),
  json({ setup: { guard: null } }),
  json({ setup: { singleThread: 'yes' } }),
  json({ setup: { single: true } }),
  json({ systemModules: 'cor' }),
  json({ systemModules: [1] }),
  json({ systemModules: [''] }),
  json({ systemModules: { ruby: 'core' } }),
  json({ systemModules: { python: 'x' } }),
  json({ models: { allow: 'mine/*' } }),
  json({ models: { allow: ['a', 5] } }),
  json({ models: { deny: 5 } }),
  json({ models: { deny: { a: 1 } } }),
  json({ models: { deny: { a: '' } } }),
  json({ models: { deny: { 'a b': 'c/*' } } }),
  json({ models: { allow: ['a:latest'], deny: ['A'] } }),
  json({ models: { deny: { 'big/*': refused } } }),
  json({ threads: { allow: ['threading.Tread'] } }),
  json({ threads: { allow: ['nothing.known'] } }),
  json({ environment: { A: [1, 'two', { three: { four: 4 } }] } }),
  json({ environment: { A: {} } }),
  json({ environment: JSON.parse('{"__proto__": 1}') as unknown }),
  json({ markers: { slow: '' } }),
  json({ markers: ['slow'] }),
  json({ capabilities: { db: {} } }),
  json({ capabilities: { db: { url: 'localhost:5432' } } }),
  json({ capabilities: { db: { url: 'tcp://localhost' } } }),
  json({ capabilities: { db: { command: [] } } }),
  json({ capabilities: { db: { port: 1 } } }),
  toml('[tool.cogniverse]\nthread = 1\n'),
  toml('[tool.cogniverse."a b"]\n'),
  { ...json({}), ...toml('[tool.cogniverse]\n') },
];

const names = [
  ...['vidore/colpali-v1.2', ' Vidore/ColPali-v1.2', 'vidore/colsmol-500m', 'vidore/colpali-v1.3', 'x/tiny-bert'],
  ...['mine/one', 'mine/x/y', 'big/one', 'qwen2', 'qwen2:latest', 'qwen2:72b', 'QWEN2:7b', 'llama3', 'llama3:8b'],
  ...['mistral', 'mistral:7b', 'a/latest', 'one/two/x', 'one/x', '[a]/b', 'a/b', 'a\nb', ''],
];

it('a policy means in Python what it means for the rules, and is refused in the same words', async (context) => {
  const environment = await pytestWithPlugin();
  if ('absent' in environment) {
    context.skip(environment.absent);
    return;
  }
  const folders = projects.map((files) => makeProject(files));
  const script = path.join(import.meta.dirname, 'read_policies.py');
  const { output, status } = await runProgram(environment, '.', [script, JSON.stringify(names), ...folders]);
  expect({ status, output }).toMatchObject({ status: 0 });
  const read: unknown = JSON.parse(output);
  expect(read).toEqual(folders.map(byTheGuide));
});

/** What the rules make of the policy that holds in a folder. */
function byTheGuide(folder: string): unknown {
  try {
    const loaded = loadPolicy(folder, () => ({}));
    const { models, timeouts, threads, environment, markers, capabilities, setup } = loaded?.policy ?? defaultPolicy;
    const verdicts = names.map((name) => checkModel(name, models));
    return { file: loaded?.file ?? null, verdicts, models, timeouts, threads, environment, markers, capabilities, setup };
  } catch (error) {
    if (error instanceof PolicyError) return { error: error.message };
    throw error;
  }
}
