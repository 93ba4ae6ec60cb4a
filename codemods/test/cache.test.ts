import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { ReadLog } from '../src/cache/read-log.ts';
import { ResultCache } from '../src/cache/result-cache.ts';
import { processFile } from '../src/engine/process-file.ts';
import type { FileOutcome, FileTask, Job } from '../src/engine/protocol.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES } from '../src/rule-names.ts';
import { FIX_ALL } from './support/job.ts';
import { Project } from './support/project.ts';

const JOB: Job = { ...FIX_ALL, fix: false, preset: 'strict', rules: [...RULE_NAMES, ...PROJECT_RULE_NAMES], tellsReads: true };

const PYTHON_TEST = `import pytest
from tests.helpers import MODEL, make_worker
from transformers import AutoModel


@pytest.mark.slow
@pytest.mark.unknown_marker
async def test_model(store):
    import os
    assert AutoModel.from_pretrained(MODEL)
    make_worker()


def test_tenant(store):
    store.save("acme", tenant_id="acme")
`;
const TYPESCRIPT_TEST = `import { AutoModel } from '@huggingface/transformers';
import { expect, it } from 'vitest';
import { MODEL } from './constants';

it('loads', async () => {
  expect(await AutoModel.from_pretrained(MODEL)).toMatchSnapshot();
});

it('embeds', { tags: ['slow'] }, async () => {
  expect(await AutoModel.from_pretrained('vidore/colpali-v1.2')).toMatchSnapshot();
});
`;
/** A project whose verdicts follow from many files at once. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "devDependencies": { "vitest": "^4.1.0" }, "scripts": { "test": "vitest" } }',
  'vitest.config.ts': "export default { test: { testTimeout: 5000, setupFiles: ['./setup.ts'] } };\n",
  'setup.ts': "import { vi } from 'vitest';\nvi.setConfig({ testTimeout: 20000 });\n",
  'cogniverse.config.json': '{ "models": { "allow": ["acme/tiny"] } }',
  'pyproject.toml': '[project]\nname = "a"\ndependencies = ["pytest", "pytest-asyncio"]\n',
  'pytest.ini': '[pytest]\nmarkers =\n    slow: takes long\n',
  'requirements.txt': 'pytest\npytest-timeout\n',
  'conftest.py': 'import pytest\n\n\n@pytest.fixture\ndef store():\n    return Store()\n',
  'tests/conftest.py': 'def pytest_configure(config):\n    config.addinivalue_line("markers", "other: of ours")\n',
  'tests/__init__.py': '',
  'tests/helpers.py': 'import threading\n\nMODEL = "acme/large"\n\n\ndef make_worker():\n    return threading.Thread(target=print)\n',
  'tests/test_a.py': PYTHON_TEST,
  'tests/unit/test_b.py': PYTHON_TEST.replace('unknown_marker', 'other'),
  'web/a.test.ts': TYPESCRIPT_TEST,
  'web/constants.ts': "export const MODEL = 'acme/large';\n",
  'web/__snapshots__/a.test.ts.snap': 'exports[`loads 1`] = `colpali-v1.2`;\n',
  '.github/workflows/test.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make test\n',
  Makefile: 'test:\n\tpytest -n auto tests\n',
  Dockerfile: 'FROM python\nRUN pip install torch pytest\nCMD ["pytest"]\n',
};
/** What files may become, and what may come beside them. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['{ "devDependencies": { "jest": "^30.0.0" } }', '{ "cogniverse": {} }', '{'],
  'vitest.config.ts': ['export default {};\n', "export default { test: { tags: [{ name: 'slow' }] } };\n"],
  'vitest.workspace.ts': ["export default ['web'];\n"],
  'jest.config.js': ['module.exports = { testTimeout: 90000 };\n'],
  'setup.ts': [''],
  'cogniverse.config.json': ['{ "models": { "allow": ["acme/large"] } }', '{ "models": 1 }'],
  'cogniverse.config.mjs': ["export default { models: { allow: ['acme/*'] } };\n"],
  'web/cogniverse.config.json': ['{ "timeouts": { "test": 5 } }'],
  'pytest.ini': ['[pytest]\ntimeout = 60\n', '[pytest]\naddopts = --dist loadfile -n 4\n'],
  'tests/pytest.ini': ['[pytest]\ntimeout = 60\n'],
  'tox.ini': ['[pytest]\ntimeout = 3\n'],
  'pyproject.toml': ['[tool.pytest.ini_options]\ntimeout = 30\n', '[tool.cogniverse]\n'],
  'requirements.txt': ['pytest\n', 'torch\n'],
  'requirements/test.txt': ['pytest\npytest-timeout\n'],
  'conftest.py': ['', 'import pytest\n\n\n@pytest.fixture(scope="session")\ndef store():\n    yield Store()\n'],
  'tests/conftest.py': ['pytest_plugins = ["tests.plugin"]\n', 'import os\nos.environ["OMP_NUM_THREADS"] = "1"\n'],
  'tests/plugin.py': ['def pytest_configure(config):\n    config.addinivalue_line("markers", "unknown_marker: x")\n'],
  'tests/unit/conftest.py': ['import pytest\n\n\n@pytest.fixture\ndef store():\n    return {}\n'],
  'tests/helpers.py': ['MODEL = "acme/tiny"\n\n\ndef make_worker():\n    return None\n', 'def (:\n'],
  'tests/helpers/__init__.py': ['MODEL = "acme/tiny"\n'],
  'tests/test_a.py': ['def test_a():\n    assert True\n'],
  'web/constants.ts': ["export const MODEL = 'acme/tiny';\n", "export { MODEL } from './more';\n"],
  'web/more.ts': ["export const MODEL = 'vidore/colpali-v1.2';\n"],
  'web/__snapshots__/a.test.ts.snap': [''],
  'node_modules/vitest/package.json': ['{ "version": "2.1.0" }'],
  Makefile: ['test:\n\ttimeout 60 pytest tests\n'],
  'tests/test_c.py': ['async def test_c():\n    assert True\n'],
  'src/index.ts': ['export {};\n'],
};
const TASKS = Object.keys(FILES).filter((name) => /test_\w\.py$|conftest|helpers|\.test\.ts$|\.yml$|Dockerfile|pytest\.ini/.test(name));

const tasksOf = (project: Project): readonly FileTask[] =>
  TASKS.filter((name) => fs.existsSync(project.at(name))).map((name) => ({
    path: project.at(name),
    root: project.root,
    named: false,
  }));

/** What comes of files where nothing is remembered. */
async function fresh(tasks: readonly FileTask[]): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  const log = new ReadLog();
  for (const task of tasks) {
    // As many as make it forget.
    log.begin(1_000);
    outcomes.push(await processFile(task, JOB));
    log.end();
  }
  return outcomes;
}

const SOURCES = /"(?:digest|source)":"[^"]*",?/g;
const bare = (outcome: FileOutcome | undefined): string =>
  JSON.stringify(outcome ?? null).replace(SOURCES, '').replace(/,}/g, '}');

async function fill(cache: ResultCache, tasks: readonly FileTask[]): Promise<void> {
  const log = new ReadLog();
  log.begin(tasks.length);
  const outcomes: FileOutcome[] = [];
  for (const task of tasks) outcomes.push(await processFile(task, JOB));
  const reads = log.end();
  for (const [index, task] of tasks.entries()) {
    const outcome = outcomes[index];
    if (outcome) cache.keep(task, outcome, reads);
  }
  cache.save();
}

describe('a result that is kept', () => {
  it('is what a run finds anew, whatever file has changed, come or gone', async () => {
    const change = fc.constantFrom(
      ...Object.keys(FILES).flatMap((name) => [[name, undefined] as const]),
      ...Object.entries(OTHERS).flatMap(([name, texts]) => texts.map((text) => [name, text] as const)),
    );
    let taken = 0;
    let differing = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const project = new Project(FILES);
        const folder = project.at('kept');
        const tasks = tasksOf(project);
        await fill(new ResultCache(folder, JOB), tasks);
        const before = new Map(tasks.map((task) => [task.path, bare(new ResultCache(folder, JOB).find(task))]));
        for (const [name, text] of changes) {
          if (text === undefined) fs.rmSync(project.at(name), { force: true });
          else if (!isBlocked(project, name)) project.write({ [name]: text });
        }
        const present = tasksOf(project);
        const expected = await fresh(present);
        const cache = new ResultCache(folder, JOB);
        for (const [index, task] of present.entries()) {
          const found = cache.find(task);
          if (bare(expected[index]) !== before.get(task.path)) differing += 1;
          if (!found) continue;
          taken += 1;
          expect(bare(found), `${task.path} after ${JSON.stringify(changes)}`).toBe(bare(expected[index]));
        }
      }),
      // Chance alone may miss what leaves results as they are, or what makes them wrong.
      { numRuns: 15, examples: [[[['src/index.ts', 'export {};\n']]], [[['pytest.ini', '[pytest]\ntimeout = 60\n']]]] },
    );
    expect(taken).toBeGreaterThan(0);
    expect(differing).toBeGreaterThan(0);
  }, 240_000);

  it('stays where files come and go that nobody asked for', async () => {
    const project = new Project(FILES);
    const tasks = tasksOf(project).filter(({ path: file }) => file.endsWith('.py') || file.endsWith('.ts'));
    await fill(new ResultCache(project.at('kept'), JOB), tasks);
    project.write({ 'tests/test_new.py': PYTHON_TEST, 'web/new.test.ts': TYPESCRIPT_TEST, 'README.md': 'a' });
    const cache = new ResultCache(project.at('kept'), JOB);
    expect(tasks.map((task) => cache.find(task)?.kind)).toEqual(tasks.map(() => 'linted'));
  });

  it('is not taken for another task, other options or by another program', async () => {
    const project = new Project(FILES);
    const [task] = tasksOf(project);
    if (!task) throw new Error('no task');
    await fill(new ResultCache(project.at('kept'), JOB), [task]);
    const find = (job: Job, other: FileTask): unknown => new ResultCache(project.at('kept'), job).find(other);
    expect(find(JOB, task)).toBeDefined();
    expect(find(JOB, { ...task, named: true })).toBeUndefined();
    expect(find(JOB, { ...task, text: 'import os\n' })).toBeUndefined();
    expect(find({ ...JOB, preset: 'recommended' }, task)).toBeUndefined();
    expect(find({ ...JOB, rules: ['allowed-models'] }, task)).toBeUndefined();
  });
});

/** Whether a file lies where a folder would have to be, or the other way round. */
function isBlocked(project: Project, name: string): boolean {
  const folders = path.dirname(name).split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  const isFolder = fs.statSync(project.at(name), { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder || folders.some((folder) => fs.statSync(project.at(folder), { throwIfNoEntry: false })?.isFile());
}

describe('what a result follows from', () => {
  const LOOKS = ['existsSync', 'readdirSync', 'readFileSync', 'statSync', 'lstatSync', 'realpathSync', 'accessSync'] as const;
  const originals = new Map<string, unknown>(LOOKS.map((name) => [name, fs[name]]));
  afterEach(() => {
    for (const [name, original] of originals) Reflect.set(fs, name, original);
    syncBuiltinESMExports();
  });

  /** Has every look at the disk noted, whoever it is by. */
  function watch(): Set<string> {
    const seen = new Set<string>();
    for (const name of LOOKS) {
      const original = originals.get(name) as (...args: readonly unknown[]) => unknown;
      const noted = (...args: readonly unknown[]): unknown => {
        if (typeof args[0] === 'string') seen.add(`${name} ${args[0]}`);
        return original(...args);
      };
      Reflect.set(fs, name, Object.assign(noted, original));
    }
    syncBuiltinESMExports();
    return seen;
  }

  it('is all that anything looks at', async () => {
    const others = Object.entries(OTHERS).flatMap(([name, [text]]) => (text === undefined ? [] : [[name, text]]));
    // Neither a module and a package of one name, nor two policies in one folder.
    const isAlone = ([name = '']: readonly string[]): boolean => !/helpers\/|config\.mjs$/.test(name);
    const beside = Object.fromEntries(others.filter(isAlone)) as Record<string, string>;
    let count = 0;
    for (const files of [FILES, { ...beside, ...FILES }, { ...FILES, ...beside }]) {
      const project = new Project(files).commit();
      for (const task of tasksOf(project)) {
        // Loads what is loaded late.
        await processFile(task, JOB);
        const log = new ReadLog();
        log.begin(1_000);
        const seen = watch();
        await processFile(task, JOB);
        for (const [name, original] of originals) Reflect.set(fs, name, original);
        syncBuiltinESMExports();
        const questions = (log.end() ?? []).map(([question]) => JSON.parse(question) as string[]);
        const isTold = (look: string): boolean => {
          const [by, file] = [look.slice(0, look.indexOf(' ')), look.slice(look.indexOf(' ') + 1)];
          return questions.some(([kind, asked = '', name = '', flags]) => {
            if (kind === 'content') return asked === file;
            if (by === 'readFileSync') return false;
            if (kind === 'exists') return asked === file;
            // The time of a folder is asked for too, and decides nothing.
            if (by === 'readdirSync' || (by === 'statSync' && asked === file)) return asked === file;
            if (asked !== path.dirname(file)) return false;
            return kind === 'entry' ? name === path.basename(file) : new RegExp(name, flags).test(path.basename(file));
          });
        };
        const looks = [...seen].filter((look) => look.includes(` ${project.root}/`) && !look.endsWith(` ${task.path}`));
        count += looks.length;
        expect(looks.filter((look) => !isTold(look)), task.path).toEqual([]);
      }
    }
    expect(count).toBeGreaterThan(500);
  });
});

describe('on the command line', () => {
  const kept = (project: Project): string[] =>
    fs.readdirSync(project.at('.cogniverse-cache')).filter((name) => name.startsWith('results-'));

  it('a second run says what the first one said, and sees what a configuration changes', () => {
    const project = new Project(FILES);
    const check = (...options: readonly string[]) => {
      const { stdout, exitCode } = project.run(['check', '--format', 'json', ...options]);
      return { stdout, exitCode };
    };
    const plain = check();
    expect(check('--cache')).toEqual(plain);
    expect(kept(project)).toHaveLength(1);
    expect(project.read('.cogniverse-cache/.gitignore')).toBe('*\n');
    project.write({ 'pytest.ini': '[pytest]\ntimeout = 60\n', 'web/constants.ts': "export const MODEL = 'vidore/colpali-v1.2';\n" });
    const changed = check('--cache');
    expect(changed).not.toEqual(plain);
    expect(changed).toEqual(check());
  }, 240_000);

  it('is found where it is said, lies in node_modules where there are some, and is done without where it is damaged', () => {
    const project = new Project({ ...FILES, 'node_modules/a/package.json': '{}' });
    const plain = project.run(['check', '--format', 'github']).stdout;
    project.run(['check', '--cache']);
    expect(fs.existsSync(project.at('node_modules/.cache/cogniverse'))).toBe(true);
    const here = ['check', '--format', 'github', '--cache-location', '.cogniverse-cache'];
    expect(project.run(here).stdout).toBe(plain);
    const [name = ''] = kept(project);
    const file = `.cogniverse-cache/${name}`;
    project.write({ [file]: project.read(file).replace('unknown_marker', 'another_marker') });
    expect(project.run(here).stdout).toBe(plain);
    expect(project.read(file)).not.toContain('another_marker');
  }, 240_000);

  it('ends at once where the folder can not be made', () => {
    const { exitCode, stderr } = new Project(FILES).run(['check', '--cache-location', 'Makefile/cache']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--cache-location');
  });
});
