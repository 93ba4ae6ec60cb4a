import { execFile, execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { pythonEnvironment } from '../../../../test/python/environment.ts';
import { shippedPlugin } from '../../../src/setup/pytest/shipped-plugin.ts';
import { copyOf } from '../../../src/setup/pytest/vendored-copy.ts';
import { Project } from '../../support/project.ts';
import { changed, planOf, setUp } from '../plan-of.ts';

type Files = Readonly<Record<string, string>>;

const run = promisify(execFile);

const FOLDER = 'tests/_vendor/pytest_cogniverse';
const MODULE = 'pytest_cogniverse.vendored';
const IMPORT = `import ${MODULE}  # isort: skip # noqa: F401`;
const PLUGINS = `pytest_plugins = ["${MODULE}"]`;
const VENDORED = { isVendored: true };

/** A project whose tests need a library that reads its variables as it is imported. */
function suite(files: Files = {}): Project {
  return new Project({
    'pytest.ini': '[pytest]\ntestpaths = tests\n',
    'requirements-dev.txt': 'pytest>=7\n',
    'tests/conftest.py': 'import torch\n',
    'tests/unit/test_a.py': [
      'import sys',
      'import torch',
      '',
      'def test_a(unique_id, pytestconfig):',
      '    assert torch.THREADS == "1"',
      '    names = [name for name, _ in pytestconfig.pluginmanager.list_name_plugin()]',
      '    assert names.count("cogniverse") == 1',
      `    assert "_vendor" in sys.modules["pytest_cogniverse"].__file__`,
      '',
    ].join('\n'),
    'stubs/torch.py': [
      'import os',
      'THREADS = os.environ.get("OMP_NUM_THREADS")',
      'def set_num_threads(count): ...',
      'def get_num_threads(): return 1',
      'def get_num_interop_threads(): return 1',
      '',
    ].join('\n'),
    ...files,
  });
}

const NESTED = { 'tests/slow/pytest.ini': '[pytest]\n', 'tests/slow/test_b.py': 'def test_b(): ...\n' };
const LATER = { 'requirements-dev.txt': 'pytest>=8.4\n' };

describe('setup --vendor', () => {
  it('copies the plugin beside the tests, and has the outermost conftest.py load it', async () => {
    const project = suite();
    const { '.': root, ...files } = changed(project, await setUp(project, VENDORED));
    expect(root).toBeUndefined();
    expect(files['conftest.py']).toBe(`${IMPORT}\n\n${PLUGINS}\n`);
    expect(files['pytest.ini']).toContain('\npythonpath = tests/_vendor\n');
    expect(files['requirements-dev.txt']).toBeUndefined();
    for (const [name, text] of shippedPlugin().files) expect(files[`${FOLDER}/${name}`]).toBe(text);
    expect(shippedPlugin().files.has('guide.json')).toBe(true);
  });

  it('has -p load it where pytest finds it so', async () => {
    const project = suite(LATER);
    const files = changed(project, await setUp(project, VENDORED));
    expect(files['conftest.py']).toBeUndefined();
    expect(files['pytest.ini']).toContain(`\naddopts = -p ${MODULE}`);
  });

  it('keeps it in a folder of its own where the tests have none', async () => {
    const project = new Project({ 'pytest.ini': '[pytest]\n', 'test_a.py': 'def test_a(): ...\n' });
    const files = changed(project, await setUp(project, VENDORED));
    expect(files['pytest.ini']).toContain('\npythonpath = _vendor\n');
    expect(files['_vendor/pytest_cogniverse/plugin.py']).toBeDefined();
  });

  it('keeps one copy for nested configurations', async () => {
    const project = suite({ ...LATER, ...NESTED });
    const files = changed(project, await setUp(project, VENDORED));
    expect(files['tests/slow/pytest.ini']).toContain('\npythonpath = ../_vendor\n');
    expect(files['tests/slow/pytest.ini']).toContain(`\naddopts = -p ${MODULE}`);
    expect(Object.keys(files).filter((name) => name.endsWith('/plugin.py'))).toEqual([`${FOLDER}/plugin.py`]);
  });

  it('leaves a nested configuration to the author where -p may find nothing', async () => {
    const project = suite(NESTED);
    const plan = await setUp(project, VENDORED);
    const [, inner] = plan.pytest;
    expect(inner?.steps).toContainEqual(
      expect.objectContaining({ kind: 'manual', snippet: `addopts = -p ${MODULE}` }),
    );
    // An inner conftest that names plugins would stop a run from above.
    expect(changed(project, plan)['tests/slow/conftest.py']).toBeUndefined();
  });

  it('is known to a later setup, which states no dependency', async () => {
    const project = suite();
    await setUp(project, VENDORED);
    const plan = await planOf(project);
    expect(plan.changes).toEqual([]);
    expect(plan.pytest.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'manual')).toEqual([]);
    expect(project.run(['setup', '--check']).exitCode).toBe(0);
  });

  it('does not write through a link out of the project', async () => {
    const outside = new Project({ 'unit/test_a.py': 'def test_a(): ...\n' });
    const project = new Project({ 'pytest.ini': '[pytest]\n', 'test_b.py': 'def test_b(): ...\n' });
    symlinkSync(outside.root, project.at('tests'));
    const plan = await planOf(project, VENDORED);
    expect(plan.changes.filter(({ isCopied }) => isCopied)).toEqual([]);
    expect(plan.pytest[0]?.steps).toContainEqual(
      expect.objectContaining({
        kind: 'manual',
        reason: `the plugin can't be copied into ${FOLDER}: its folder links out of the project`,
      }),
    );
  });
});

describe('a copy', () => {
  const old = new Map([
    ['plugin.py', '# old\n'],
    ['gone.py', '# gone\n'],
  ]);

  /** A project with a copy of an old version. */
  function outdated(version: string, files: Files = {}): Project {
    const copy = Object.fromEntries(
      [...copyOf(version, old)].map(([name, text]) => [`${FOLDER}/${name}`, text]),
    );
    return suite({ ...copy, [`${FOLDER}/vendored.py`]: '', ...files });
  }

  it('is brought up to date where nobody changed it, git its line ends apart', async () => {
    const project = outdated('0.0.1', { [`${FOLDER}/plugin.py`]: '# old\r\n' });
    const plan = await setUp(project, VENDORED);
    for (const [name, text] of shippedPlugin().files) expect(project.read(`${FOLDER}/${name}`)).toBe(text);
    const [known] = plan.pytest;
    expect(known?.steps).toContainEqual(
      expect.objectContaining({ kind: 'left', reason: 'gone.py can be deleted: it is no longer used' }),
    );
  });

  it.each([
    ['0.0.1', { [`${FOLDER}/plugin.py`]: '# mine\n' }, 'since plugin.py was changed'],
    ['99.0.0', {}, 'the copy is of version 99.0.0, which is newer'],
    ['0.0.1', { [`${FOLDER}/vendored.json`]: '{}' }, 'nothing tells which version the copy is of'],
  ])('of version %s with %j is left as it is', async (version, files, reason) => {
    const project = outdated(version, files);
    const plan = await setUp(project, VENDORED);
    expect(plan.changes.filter(({ isCopied }) => isCopied)).toEqual([]);
    const reasons = plan.pytest.flatMap(({ steps }) => steps).map((step) => step.reason ?? '');
    expect(reasons.join('\n')).toContain(reason);
  });

  it('is left as it is by a setup that was not asked for one', async () => {
    const plan = await setUp(outdated('0.0.1'));
    expect(plan.changes.filter(({ isCopied }) => isCopied)).toEqual([]);
  });
});

describe('the packed package', () => {
  it('holds the plugin', () => {
    const cwd = path.resolve(import.meta.dirname, '../../..');
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for (const name of shippedPlugin().files.keys())
      expect(output).toContain(`dist/pytest_cogniverse/${name}"`);
  });
});

/** With the plugins that other tests need, too, so that the environments are made once. */
const PYTESTS = {
  '7.4': ['pytest==7.4.4', 'pytest-asyncio==0.21.2', 'pytest-timeout==2.2.0', 'pytest-xdist==3.3.1'],
  '8.4': ['pytest==8.4.2', 'pytest-asyncio==0.26.0', 'pytest-timeout==2.4.0', 'pytest-xdist==3.8.0'],
  '9.2': ['pytest==9.2.0', 'pytest-asyncio==1.5.0', 'pytest-timeout==2.4.0', 'pytest-xdist==3.8.0'],
} as const;

describe.each([
  ['7.4', 'a conftest.py', {}],
  ['9.2', 'a conftest.py', {}],
  ['8.4', '-p', LATER],
  ['9.2', '-p', LATER],
] as const)('in pytest %s, by %s', async (version, _, files) => {
  const environment = await pythonEnvironment(PYTESTS[version]);
  const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

  it.skipIf('absent' in environment)(
    `the copy is loaded once, before anything imports a library${reason}`,
    async () => {
      if ('absent' in environment) return;
      const project = suite(files);
      await setUp(project, VENDORED);
      const env = { ...environment.env, PYTHONPATH: project.at('stubs') };
      const ways: readonly (readonly [folder: string, ...args: string[]])[] = [
        ['.', '-n1'],
        ['tests/unit'],
        // pytest-asyncio warns of what its configuration leaves out.
        ['.', 'tests/unit/test_a.py', '-W', 'error', '-p', 'no:asyncio'],
      ];
      // The program of that name has not the current folder among its paths.
      const program = path.join(path.dirname(environment.python), 'pytest');
      const runs = ways.map(async ([folder, ...args]) => {
        const options = ['-q', '-p', 'no:cacheprovider', ...args];
        const { stdout } = await run(program, options, { cwd: project.at(folder), env });
        expect(stdout).toContain('1 passed');
      });
      await Promise.all(runs);
    },
    120_000,
  );
});
