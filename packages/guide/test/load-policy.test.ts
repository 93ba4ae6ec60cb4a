import type { InferOutput } from 'valibot';
import { describe, expect, expectTypeOf, test } from 'vitest';

import {
  checkModel,
  defaultPolicy,
  defineConfig,
  loadPolicy,
  PolicyError,
  type Policy,
  type PolicyInput,
} from '../src/index.ts';
import type { policySchema } from '../src/policy/policy-schema.ts';
import { workspace } from './workspace.ts';

/** The policy that a project gets for what it writes into `cogniverse.config.json`. */
function load(written: unknown): Policy {
  using project = workspace({ 'cogniverse.config.json': JSON.stringify(written) });
  const loaded = loadPolicy(project.root, noModule);
  expect(loaded?.file).toBe(project.path('cogniverse.config.json'));
  return loaded?.policy ?? defaultPolicy;
}

/** The key at fault and the message, without the file, for what a project writes. */
function refusal(written: unknown): { readonly key: string | undefined; readonly problem: string } {
  using project = workspace({ 'cogniverse.config.json': JSON.stringify(written) });
  try {
    loadPolicy(project.root, noModule);
  } catch (error) {
    if (error instanceof PolicyError) {
      const start = `${project.path('cogniverse.config.json')}: `;
      expect(error.message.startsWith(start)).toBe(true);
      expect(error.file).toBe(project.path('cogniverse.config.json'));
      return { key: error.key, problem: error.message.slice(start.length) };
    }
    throw error;
  }
  throw new Error('nothing was thrown');
}

function noModule(file: string): never {
  throw new Error(`${file} is not to be read as a module`);
}

describe('without a policy of its own', () => {
  test('a project has none', () => {
    using project = workspace({ 'package.json': '{}' });
    expect(loadPolicy(project.root, noModule)).toBeUndefined();
  });

  test("an empty one is the guide's", () => {
    expect(load({})).toEqual(defaultPolicy);
  });

  test("the guide's limits are those of the guide", () => {
    expect(defaultPolicy.timeouts).toEqual({ default: 30_000, max: 1_800_000, suite: 7_200_000 });
    expect(defaultPolicy.environment).toEqual({
      TOKENIZERS_PARALLELISM: 'false',
      OMP_NUM_THREADS: '1',
      MKL_NUM_THREADS: '1',
      OPENBLAS_NUM_THREADS: '1',
      VECLIB_MAXIMUM_THREADS: '1',
      NUMEXPR_NUM_THREADS: '1',
      TF_NUM_INTRAOP_THREADS: '1',
      TF_NUM_INTEROP_THREADS: '1',
      JAX_PLATFORM_NAME: 'cpu',
      JAX_PLATFORMS: 'cpu',
      MEM0_TELEMETRY: 'false',
      ANONYMIZED_TELEMETRY: 'false',
      HF_HUB_DISABLE_TELEMETRY: '1',
      DO_NOT_TRACK: '1',
    });
  });
});

describe('where a policy may stand', () => {
  const written: PolicyInput = { timeouts: { default: '45s' } };
  const timeouts = { ...defaultPolicy.timeouts, default: 45_000 };

  test('in package.json, with a byte order mark too', () => {
    using project = workspace({ 'package.json': `\uFEFF${JSON.stringify({ cogniverse: written })}` });
    expect(loadPolicy(project.root, noModule)?.policy.timeouts).toEqual(timeouts);
  });

  test('in pyproject.toml', () => {
    using project = workspace({
      'pyproject.toml': `
        [project]
        name = "p"
        [tool.cogniverse]
        systemModules = "core"
        [tool.cogniverse.timeouts]
        default = "45s"
        [tool.cogniverse.models]
        deny = ["big/*"]
        [tool.cogniverse.environment]
        OMP_NUM_THREADS = 2
        TOKENIZERS_PARALLELISM = true
      `,
    });
    const policy = loadPolicy(project.path('no/such'), noModule)?.policy;
    expect(policy?.timeouts).toEqual(timeouts);
    expect(policy?.systemModules).toEqual({ javascript: 'core', python: 'core' });
    expect(policy?.models.deny['big/*']).toBe(null);
    expect(policy?.environment).toMatchObject({ OMP_NUM_THREADS: '2', TOKENIZERS_PARALLELISM: 'true' });
  });

  test('in a module, which the caller reads', () => {
    using project = workspace({ 'cogniverse.config.ts': 'export default {}' });
    const files: string[] = [];
    const loaded = loadPolicy(project.root, (file) => {
      files.push(file);
      return { ...written, models: undefined, systemModules: { python: undefined } };
    });
    expect(files).toEqual([project.path('cogniverse.config.ts')]);
    expect(loaded).toEqual({ file: files[0], policy: { ...defaultPolicy, timeouts } });
  });

  test('a module that the caller cannot read is named', () => {
    using project = workspace({ 'cogniverse.config.js': '' });
    const load = (): unknown =>
      loadPolicy(project.root, () => {
        throw new Error('line 3 calls a function.');
      });
    expect(load).toThrow(PolicyError);
    expect(load).toThrow(`${project.path('cogniverse.config.js')}: cannot be read: line 3 calls a function.`);
  });

  test('errors name the whole path of the key', () => {
    using node = workspace({ 'package.json': '{ "cogniverse": { "timeouts": { "max": "soon" } } }' });
    expect(() => loadPolicy(node.root, noModule)).toThrow(
      expect.objectContaining({ key: 'cogniverse.timeouts.max', file: node.path('package.json') }),
    );
    using python = workspace({ 'pyproject.toml': '[tool.cogniverse]\nthread = 1\n' });
    expect(() => loadPolicy(python.root, noModule)).toThrow(
      expect.objectContaining({ key: 'tool.cogniverse.thread', file: python.path('pyproject.toml') }),
    );
  });
});

describe('systemModules', () => {
  test.each([
    ['core', { javascript: 'core', python: 'core' }],
    [['fs'], { javascript: ['fs'], python: ['fs'] }],
    [{ python: 'core' }, { javascript: 'stdlib', python: 'core' }],
    [
      { javascript: ['node:fs'], python: [] },
      { javascript: ['node:fs'], python: [] },
    ],
  ])('%j', (systemModules, resolved) => {
    expect(load({ systemModules }).systemModules).toEqual(resolved);
  });
});

describe('models', () => {
  test("are added to the guide's", () => {
    const { models } = load({ models: { allow: ['mine/*'], deny: { 'big/one': 'mine/one' } } });
    expect(models.allow).toEqual([...defaultPolicy.models.allow, 'mine/*', 'mine/one']);
    expect(models.deny).toEqual({ ...defaultPolicy.models.deny, 'big/one': 'mine/one' });
  });

  test('a name that the project allows is no longer refused, and the other way round', () => {
    const { models } = load({
      models: { allow: ['Vidore/colpali-v1.2'], deny: { 'vidore/ColSmol-500m': null } },
    });
    expect(checkModel('vidore/colpali-v1.2', models)).toEqual({ kind: 'allowed' });
    expect(checkModel('vidore/colsmol-500m', models)).toEqual({
      kind: 'denied',
      pattern: 'vidore/ColSmol-500m',
    });
  });

  test("what replaces the guide's refused model can be changed", () => {
    const { models } = load({ models: { deny: { 'vidore/colpali-v1.2': 'mine/tiny' } } });
    expect(checkModel('Vidore/Colpali-v1.2', models)).toMatchObject({ replacement: 'mine/tiny' });
    expect(checkModel('mine/tiny', models)).toEqual({ kind: 'allowed' });
  });

  test("a replacement of the guide's that the project refuses is none", () => {
    const { models } = load({ models: { deny: ['vidore/colsmol-500m'] } });
    expect(checkModel('vidore/colpali-v1.2', models)).toEqual({
      kind: 'denied',
      pattern: 'vidore/colpali-v1.2',
    });
  });

  test('a replacement is allowed even where a glob refuses its kind', () => {
    const { models } = load({ models: { deny: { 'big/*': 'big/small' } } });
    expect(checkModel('big/small', models)).toEqual({ kind: 'allowed' });
    expect(checkModel('big/large', models)).toMatchObject({ kind: 'denied', replacement: 'big/small' });
  });
});

describe('timeouts', () => {
  test('what is left out is lowered to what is given', () => {
    expect(load({ timeouts: { suite: '10m' } }).timeouts).toEqual({
      default: 30_000,
      max: 600_000,
      suite: 600_000,
    });
    expect(load({ timeouts: { max: 5000 } }).timeouts).toEqual({
      default: 5000,
      max: 5000,
      suite: 7_200_000,
    });
  });

  test.each([
    [
      { default: '45m' },
      'timeouts.default',
      '45m is above timeouts.max, 30m. Lower it, or raise timeouts.max.',
    ],
    [{ max: '3h' }, 'timeouts.max', '3h is above timeouts.suite, 2h. Lower it, or raise timeouts.suite.'],
  ])('%j contradicts itself', (timeouts, key, problem) => {
    expect(refusal({ timeouts })).toEqual({ key, problem: `${key}: ${problem}` });
  });
});

test('threads, environment and markers', () => {
  const policy = load({
    threads: { allow: ['node:worker_threads.Worker', 'piscina'] },
    environment: { OMP_NUM_THREADS: 4, HF_HUB_OFFLINE: '1' },
    markers: { gpu: 'needs a GPU' },
  });
  expect(policy.threads.allow).toEqual(['node:worker_threads.Worker', 'piscina']);
  expect(policy.environment).toEqual({
    ...defaultPolicy.environment,
    OMP_NUM_THREADS: '4',
    HF_HUB_OFFLINE: '1',
  });
  expect(policy.markers).toEqual({ ...defaultPolicy.markers, gpu: 'needs a GPU' });
});

test('capabilities', () => {
  const capabilities = {
    vespa: { url: 'http://localhost:19071/state/v1/health' },
    database: { url: 'tcp://localhost:5432', environment: 'DATABASE_URL' },
    docker: { command: ['docker', 'info'] },
    colqwen: { model: 'vidore/colqwen*' },
  };
  expect(load({ capabilities }).capabilities).toEqual(capabilities);
});

test('a variable of null is left alone', () => {
  const { environment } = load({ environment: { DO_NOT_TRACK: null } });
  expect(environment).not.toHaveProperty('DO_NOT_TRACK');
  expect(environment).toHaveProperty('OMP_NUM_THREADS', '1');
});

test('the set-up', () => {
  expect(load({ setup: { guard: 'error', wait: '0.5s', watchdog: false } }).setup).toEqual({
    ...defaultPolicy.setup,
    guard: 'error',
    wait: 500,
    watchdog: false,
  });
});

describe('a policy that is not valid', () => {
  test.each([
    [{ setup: { guard: 'eror' } }, 'setup.guard', /Did you mean "error"\?$/],
    [{ setup: { wait: '5m' } }, 'setup.wait', /a minute at the most; found "5m"\.$/],
    [{ setup: { watchdog: 'no' } }, 'setup.watchdog', /expected true or false; found "no"\.$/],
    [[], '', /^expected an object with any of the keys systemModules, models, .*; found \[\]\.$/],
    [
      { modles: {} },
      'modles',
      /unknown key\. Did you mean "models"\? Allowed here: systemModules, models, timeouts,/,
    ],
    [{ zzz: {} }, 'zzz', /unknown key\. Allowed here/],
    [{ timeouts: { mix: 1 } }, 'timeouts.mix', /Did you mean "max"\?/],
    [{ timeouts: { maximum: 1 } }, 'timeouts.maximum', /Allowed here: default, max, suite\.$/],
    [
      { systemModules: 'stdlb' },
      'systemModules',
      /expected "core" or "system" or "stdlib" or .*; found "stdlb"\. Did you mean "stdlib"\?/,
    ],
    [
      { systemModules: 3 },
      'systemModules',
      /expected "core" or .* or a list or an object with any of the keys javascript, python; found 3\./,
    ],
    [{ systemModules: [''] }, 'systemModules[0]', /expected text that is not empty; found ""\./],
    [
      { systemModules: { python: 'all' } },
      'systemModules.python',
      /expected "core" or "system" or "stdlib" or a list; found "all"/,
    ],
    [{ systemModules: { ruby: 'core' } }, 'systemModules.ruby', /Allowed here: javascript, python/],
    [{ models: { allow: 'vidore/x' } }, 'models.allow', /expected a list; found "vidore\/x"/],
    [
      { models: { deny: { 'a/b': 3 } } },
      'models.deny["a/b"]',
      /the name of the model to load instead, or null; found 3/,
    ],
    [{ models: { deny: ['a/b', 3] } }, 'models.deny[1]', /expected text; found 3/],
    [{ models: { deny: { 'a/b': 'c/*' } } }, 'models.deny["a/b"]', /not a glob; found "c\/\*"/],
    [
      { models: { deny: { 'a/b': 'A/B' } } },
      'models.deny["a/b"]',
      /the replacement "A\/B" is refused itself/,
    ],
    [{ models: { allow: ['a/b'], deny: ['A/b'] } }, 'models.allow', /"a\/b" is in models\.deny too/],
    [{ timeouts: { max: '30 minutes' } }, 'timeouts.max', /"30 minutes" is not a duration\. Write .*"30m"/],
    [{ timeouts: { max: 0 } }, 'timeouts.max', /more than 0 and at most 24 days; found 0/],
    [{ timeouts: { suite: '25d' } }, 'timeouts.suite', /at most 24 days; found "25d"/],
    [{ timeouts: { max: null } }, 'timeouts.max', /expected a duration, such as 90000 or "90s"; found null/],
    [
      { threads: { allow: ['pisina'] } },
      'threads.allow[0]',
      /Did you mean "piscina"\? Allowed here: a module.*: worker_threads, /,
    ],
    [
      { threads: { allow: ['threading.Lock'] } },
      'threads.allow[0]',
      /Allowed here: threading\.Thread, threading\.Timer\.$/,
    ],
    [
      { environment: { OMP_NUM_THREADS: [] } },
      'environment.OMP_NUM_THREADS',
      /expected text or number or boolean or null; found \[\]/,
    ],
    [
      { capabilities: { db: { url: 'localhost:5432' } } },
      'capabilities.db.url',
      /expected an address such as .*; found "localhost:5432"/,
    ],
    [{ capabilities: { db: {} } }, 'capabilities.db', /says nothing to look for\. Give any of url, /],
    [{ capabilities: { db: { command: [] } } }, 'capabilities.db.command', /a program and its arguments/],
    [{ capabilities: { db: { comand: ['x'] } } }, 'capabilities.db.comand', /Did you mean "command"\?/],
    [{ markers: ['slow'] }, 'markers', /expected an object; found \[ 'slow' \]/],
    [{ markers: { prototype: 'x' } }, 'markers', /a key named .*prototype is not possible here/],
  ])('%j', (written, key, problem) => {
    const found = refusal(written);
    expect(found.key).toBe(key);
    expect(found.problem).toMatch(problem);
    expect(found.problem.startsWith(key)).toBe(true);
  });

  test('a key named __proto__ is a key like any other', () => {
    using project = workspace({ 'cogniverse.config.json': '{ "__proto__": { "models": {} } }' });
    expect(() => loadPolicy(project.root, noModule)).toThrow(/__proto__: unknown key/);
  });
});

test('the type of a policy is that of its schema', () => {
  expectTypeOf<InferOutput<typeof policySchema>>().toEqualTypeOf<PolicyInput>();
  expectTypeOf(defineConfig).parameter(0).toEqualTypeOf<PolicyInput>();
  const written: PolicyInput = {
    systemModules: { javascript: 'system' },
    models: { allow: ['mine/*'], deny: { 'big/*': null } },
    timeouts: { max: '10m' },
    threads: { allow: ['piscina'] },
    environment: { OMP_NUM_THREADS: 1 },
    markers: { gpu: 'needs a GPU' },
    capabilities: { docker: { command: ['docker', 'info'] } },
  };
  // @ts-expect-error -- a misspelt key is refused while typing.
  defineConfig({ modles: {} });
  // @ts-expect-error -- so is a set that does not exist.
  defineConfig({ systemModules: 'all' });
  expect(defineConfig(written)).toBe(written);
});
