import { cpSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject, plugin, pytestWithPlugin, runProgram, runPytest } from './run-pytest.ts';

const environment = await pytestWithPlugin();
const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

/** A configuration without options of plugins, so that any of them can be left out. */
const bare = { 'pytest.ini': '[pytest]\n' };
const passing = { ...bare, 'test_one.py': 'def test_one(): pass\n' };

describe.skipIf(reason !== '')(`a run of pytest${reason}`, () => {
  it('is refused where the policy is not valid', async () => {
    const files = { ...passing, 'pyproject.toml': '[tool.cogniverse]\ntimeout = 5\n' };
    const { output, status } = await runPytest(environment, files);
    expect(status).toBe(4);
    expect(output).toMatch(/ERROR: \/.*\/pyproject\.toml: tool\.cogniverse\.timeout: unknown key\. Did you mean "timeouts"\?/);
  });

  it('names a policy of a nested folder that is not valid, in workers too', async () => {
    const wrong = { 'sub/test_two.py': 'def test_two(): pass\n', 'sub/cogniverse.config.json': '{"setup": {"wait": "2m"}}' };
    const alone = await runPytest(environment, { ...passing, ...wrong });
    expect(alone.status).toBe(4);
    const workers = await runPytest(environment, { ...passing, ...wrong }, ['-n', '1']);
    expect(workers.output).toContain('1 passed, 1 error');
    for (const { output } of [alone, workers]) {
      expect(output).toContain('sub/cogniverse.config.json: setup.wait: the end of a file waits for a minute');
    }
  });

  it('tells once what it keeps and what it cannot read, with workers too', async () => {
    const files = { ...passing, 'test_two.py': 'def test_two(): pass\n', 'cogniverse.config.ts': '' };
    const { output, status } = await runPytest(environment, files, ['-n', '2', '-W', 'error', '-p', 'no:asyncio'], {
      OMP_NUM_THREADS: '4',
    });
    expect(status).toBe(0);
    expect(output.split('kept, since the environment sets them: OMP_NUM_THREADS=4 (the policy says 1).')).toHaveLength(2);
    expect(output.split('cogniverse.config.ts is not read: Python runs no JavaScript')).toHaveLength(2);
  });

  it('names a library that was loaded before its variables could be set', async () => {
    const files = { ...passing, 'numpy.py': '', 'early.py': 'import numpy\n' };
    const late = await runPytest(environment, files, ['-p', 'early']);
    expect(late.output).toContain('numpy was loaded before this plugin could set variables for it');
    const first = await runPytest(environment, files, ['-p', 'cogniverse', '-p', 'early']);
    expect(first.output).not.toContain('was loaded before');
  });

  it.each([
    ['error', 1, "refused by {}/cogniverse.config.json (models.deny, \"big/*\"). Load \"small/one\" instead."],
    ['warn', 0, "refused by {}/cogniverse.config.json (models.deny, \"big/*\"). Load \"small/one\" instead."],
    ['off', 0, undefined],
  ])('with setup.models: "%s" a refused model', async (models, expected, told) => {
    const policy = { models: { deny: { 'big/*': 'small/one' } }, setup: { models } };
    const project = makeProject({
      ...bare,
      'cogniverse.config.json': JSON.stringify(policy),
      'test_one.py': 'def test_one(get_or_load_model):\n    assert get_or_load_model("big/one", str) == "big/one"\n',
    });
    const { output, status } = await runProgram(environment, project, ['-m', 'pytest']);
    expect(status).toBe(expected);
    if (told === undefined) expect(output).not.toContain('refused');
    else expect(output).toContain(told.replace('{}', project));
  });

  it('sets and puts back nothing where the policy says so', async () => {
    const policy = { setup: { singleThread: false, restoreEnvironment: false } };
    const { output } = await runPytest(environment, {
      ...bare,
      'cogniverse.config.json': JSON.stringify(policy),
      'test_one.py': [
        'import os',
        'def test_one():',
        '    assert "OMP_NUM_THREADS" not in os.environ',
        '    os.environ["LEFT"] = "1"',
        'def test_two():',
        '    assert os.environ["LEFT"]',
      ].join('\n'),
    });
    expect(output).toContain('2 passed');
  });

  it('logs what it does with COGNIVERSE_DEBUG=1, though pytest captures the output', async () => {
    const files = {
      ...bare,
      'test_one.py': 'import os\ndef test_one():\n    os.environ["LEFT"] = "1"\n    print("shown on failure only")\n',
    };
    const { output } = await runPytest(environment, files, [], { COGNIVERSE_DEBUG: '1' });
    expect(output).toMatch(/\[cogniverse \d+ \+[\d.]+ ms\] variables set: TOKENIZERS_PARALLELISM OMP_NUM_THREADS/);
    expect(output).toMatch(/\[cogniverse .* put back after a test: LEFT of os\.environ/);
    expect(output).not.toContain('shown on failure only');
  });

  it('leaves out a part by its name', async () => {
    const files = { ...bare, 'test_one.py': 'def test_one(tenant_id): pass\n' };
    const { output } = await runPytest(environment, files, ['-p', 'no:cogniverse-identifiers']);
    expect(output).toContain("fixture 'tenant_id' not found");
  });

  it('inside a test of another run changes nothing in that', async () => {
    const inner = [
      'import os',
      'def test_one(tenant_id):',
      '    assert os.environ["OUTER"] == "1"',
      '    os.environ["INNER"] = "1"',
      'def test_two():',
      '    assert "INNER" not in os.environ',
    ].join('\n');
    const outer = [
      'import os',
      `INNER = ${JSON.stringify(inner)}`,
      'def test_one(pytester):',
      '    os.environ["OUTER"] = "1"',
      '    pytester.makepyfile(INNER)',
      '    pytester.runpytest_inprocess("-p", "no:asyncio").assert_outcomes(passed=2)',
      '    assert os.environ["OUTER"] == "1"',
      '    pytester.makepyprojecttoml("[tool.cogniverse]\\nx = 1\\n")',
      '    result = pytester.runpytest_inprocess("-p", "no:asyncio")',
      '    result.stderr.fnmatch_lines(["*tool.cogniverse.x: unknown key*"])',
      'def test_two():',
      '    assert "OUTER" not in os.environ',
    ].join('\n');
    const files = { ...bare, 'conftest.py': 'pytest_plugins = ["pytester"]\n', 'test_outer.py': outer };
    const { output } = await runPytest(environment, files, ['-W', 'error', '-p', 'no:asyncio']);
    expect(output).toContain('2 passed');
  });
});

describe.skipIf(reason !== '')(`a copy of the plugin in the repository${reason}`, () => {
  const test = [
    'import os',
    'from tests.support.our_plugin import get_or_load_model, unique_id',
    'def test_one(tenant_id):',
    '    assert os.environ["OMP_NUM_THREADS"] == "1"',
    '    assert get_or_load_model("tiny", lambda: unique_id("model")).startswith("model_")',
    '    os.environ["LEFT"] = "1"',
    'def test_two(get_or_load_model):',
    '    assert "LEFT" not in os.environ',
    '    assert get_or_load_model("tiny", str).startswith("model_")',
  ].join('\n');
  const conftest = 'pytest_plugins = ["tests.support.our_plugin.plugin"]\n';

  it.each([
    ['from a conftest', conftest, ['-p', 'no:cogniverse']],
    ['from a conftest, beside an installed one', conftest, []],
    ['by -p, beside an installed one', '', ['-p', 'tests.support.our_plugin.plugin']],
  ])('works %s', async (_, text, args) => {
    const project = makeProject({ ...bare, 'tests/__init__.py': '', 'conftest.py': text, 'tests/test_one.py': test });
    cpSync(path.join(plugin, 'src/pytest_cogniverse'), path.join(project, 'tests/support/our_plugin'), {
      recursive: true,
    });
    const { output } = await runProgram(environment, project, [
      ...['-m', 'pytest', '-W', 'error', '-p', 'no:asyncio', ...args],
    ]);
    expect(output).toContain('2 passed');
  });
});
