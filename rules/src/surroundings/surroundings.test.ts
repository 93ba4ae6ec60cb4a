import { describe, expect, it } from 'vitest';

import { mended, messagesOf, reported, type Surroundings } from '../../test/lint-surroundings.ts';

const ENVIRONMENT = 'ci-thread-environment';
const LIMIT = 'ci-time-limit';
const SPREAD = 'xdist-by-file';
const SET = 'OMP_NUM_THREADS: 1\n          TOKENIZERS_PARALLELISM: false';

/** A workflow with one job and one step. */
function workflow(run: string, { job = '', step = '' } = {}): Surroundings {
  const lines = run.includes('\n') ? `|\n          ${run.trim().replaceAll('\n', '\n          ')}` : run;
  const text =
    `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n${job && `    ${job}\n`}` +
    `    steps:\n      - uses: actions/checkout@v4\n      - name: Tests\n${step && `        ${step}\n`}        run: ${lines}\n`;
  return { name: '.github/workflows/ci.yml', text };
}

const torch = { 'requirements.txt': 'torch\ntransformers\npytest\n' };

describe('a workflow of GitHub Actions', () => {
  it('lacks both', () => {
    expect(reported({ ...workflow('pytest tests'), others: torch })).toEqual([`${ENVIRONMENT} 8`, `${LIMIT} 8`]);
  });

  it.each([
    ['a step’s variables and the limit of its job', workflow('pytest', { job: 'timeout-minutes: 60', step: `env:\n          ${SET}` })],
    ['the variables of its job', workflow('pytest', { job: `timeout-minutes: 60\n    env:\n          ${SET}` })],
    ['variables in the command, and timeout', workflow('OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false timeout 7200 uv run pytest --tb=short')],
    ['variables of PowerShell and Windows', workflow('$env:OMP_NUM_THREADS = "1"\nset TOKENIZERS_PARALLELISM=false\ntimeout 60 pytest\n')],
    ['exported variables', workflow('export OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false\ntimeout -k 10 2h python -m pytest\n')],
    ['the limit of its step', workflow('OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=0 pytest', { step: 'timeout-minutes: 5' })],
    ['a limit of the session', workflow('OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=0 pytest --session-timeout=7200')],
  ])('is right with %s', (_, surroundings) => {
    expect(reported({ ...surroundings, others: torch })).toEqual([]);
  });

  it('is right with variables of the workflow, its container and earlier steps', () => {
    const text = `env: { OMP_NUM_THREADS: 1 }
jobs:
  a:
    timeout-minutes: 9
    container: { image: x, env: { TOKENIZERS_PARALLELISM: "false" } }
    steps: [{ run: pytest }]
  b:
    timeout-minutes: 9
    steps:
      - run: echo "TOKENIZERS_PARALLELISM=false" >> $GITHUB_ENV
      - run: pytest
`;
    expect(reported({ name: '.github/workflows/ci.yml', text, others: torch })).toEqual([]);
  });

  it.each([
    'pip install pytest',
    'uv pip install pytest pytest-xdist',
    'echo "run pytest"',
    '# pytest tests',
    'pytest --version',
    'pytest --collect-only -q',
    'which pytest && cat pytest.ini',
    'cat > run.sh <<EOF\npytest tests\nEOF\n',
    'docker run image pytest',
    'npx playwright install --with-deps',
    'npm ci',
    'npm run build',
    'make docs',
  ])('is not about %j', (run) => {
    expect(reported(workflow(run))).toEqual([]);
  });

  it.each([
    'python3.12 -m pytest',
    'uv run --frozen --with coverage pytest -q',
    'poetry run coverage run -m pytest',
    '.venv/bin/pytest',
    'xvfb-run -a pytest',
    'FOO=1 pytest || true',
    'if pytest; then echo fine; fi',
    'cd tests && python -Im pytest',
    'bash -lc "source activate && pytest -q"',
    'pytest \\\n  --cov \\\n  -m "unit and fast"\n',
  ])('runs pytest by %j', (run) => {
    expect(reported(workflow(run))).toEqual([expect.stringContaining(ENVIRONMENT), expect.stringContaining(LIMIT)]);
  });

  it.each([
    ['a script of package.json', 'npm test', { 'package.json': { scripts: { test: 'npm run unit', unit: 'vitest run' } } }],
    ['a target of make', 'make check', { Makefile: 'check: lint unit\nunit:\n\t$(PYTHON) -m pytest\nlint:\n\truff check\n' }],
    ['a script', './scripts/test.sh', { 'scripts/test.sh': '#!/bin/sh\nnpx jest --ci\n' }],
    ['tox', 'tox -e py312', { 'tox.ini': '[testenv]\ncommands = pytest {posargs}\n' }],
    ['nox', 'nox -s tests', { 'noxfile.py': 'session.run("pytest")' }],
  ])('follows %s', (_, run, others) => {
    expect(reported({ ...workflow(run), others })).toContain(`${LIMIT} 8`);
  });

  it('tells Bun’s own runner from a script of its name', () => {
    const others = { 'package.json': { scripts: { test: 'vitest run', 'test:bun': 'bun test --coverage' } } };
    expect(reported({ ...workflow('bun test\nbun run test:bun\n'), others })).toEqual([]);
    expect(reported({ ...workflow('bun run test'), others })).toEqual([`${LIMIT} 8`]);
  });

  it.each([
    ['a file of variables', 'source ci/env.sh && timeout 60 pytest', { 'ci/env.sh': 'export OMP_NUM_THREADS=1\nTOKENIZERS_PARALLELISM=false\n' }],
    ['pytest-env in a file that is named', 'timeout 60 pytest -c ci/a.ini', { 'ci/a.ini': '[pytest]\nenv =\n    OMP_NUM_THREADS=1\n    TOKENIZERS_PARALLELISM=false\n' }],
    ['pytest-env', 'timeout 60 pytest', { 'pytest.ini': '[pytest]\nenv =\n    D:OMP_NUM_THREADS=1\n    TOKENIZERS_PARALLELISM = false\n' }],
  ])('knows %s', (_, run, others) => {
    expect(reported({ ...workflow(run), others: { ...torch, ...others } })).toEqual([]);
  });

  it('knows variables that are merged', () => {
    const text = 'x: &env { OMP_NUM_THREADS: 1, TOKENIZERS_PARALLELISM: 0 }\njobs:\n  a:\n    timeout-minutes: 9\n    env:\n      <<: *env\n    steps: [{ run: pytest }]\n';
    expect(reported({ name: '.github/workflows/ci.yml', text, others: torch })).toEqual([]);
  });

  it('follows what make and scripts set', () => {
    const others = { ...torch, Makefile: 'export OMP_NUM_THREADS := 1\ntest:\n\t@TOKENIZERS_PARALLELISM=false timeout 60 pytest\n' };
    expect(reported({ ...workflow('make test'), others })).toEqual([]);
  });

  it.each([
    ['none of the libraries', { 'pyproject.toml': '[project]\ndependencies = ["requests"]\n' }, []],
    ['tokenizers in a lockfile', { 'uv.lock': '[[package]]\nname = "tokenizers"\n' }, ['TOKENIZERS_PARALLELISM']],
    ['scikit-learn', { 'requirements/test.txt': 'scikit_learn>=1\n' }, ['OMP_NUM_THREADS']],
    ['JAX', { 'requirements.txt': 'jax[cpu]\n' }, ['OMP_NUM_THREADS', 'JAX_PLATFORM']],
    ['the set-up', { 'requirements.txt': 'torch\npytest-cogniverse\n' }, []],
  ])('asks for what the project needs: %s', (_, others, names) => {
    const surroundings = { ...workflow('pytest', { job: 'timeout-minutes: 9' }), others };
    expect(reported(surroundings)).toHaveLength(names.length > 0 ? 1 : 0);
    for (const name of names) expect(mended(surroundings)).toContain(name);
  });

  it.each([
    ['', ['JAX_PLATFORMS']],
    ['JAX_PLATFORMS', []],
    ['JAX_PLATFORM_NAME', []],
  ])('is content with either variable of JAX: %s', (name, lacking) => {
    const set = `OMP_NUM_THREADS: 1${name && `\n          ${name}: cpu`}`;
    const step = workflow('pytest', { job: 'timeout-minutes: 9', step: `env:\n          ${set}` });
    const surroundings = { ...step, others: { 'requirements.txt': 'jax\n' } };
    expect(reported(surroundings)).toHaveLength(lacking.length);
    for (const needed of lacking) expect(mended(surroundings)).toMatch(new RegExp(`${needed}: .*\n`));
    expect(mended(surroundings)).not.toContain(name === 'JAX_PLATFORM_NAME' ? 'JAX_PLATFORMS' : 'JAX_PLATFORM_NAME');
  });

  it.each([
    ['pip install "pytest>=8" pyyaml\npytest tests/ci\n', false],
    ['python -m pip install --upgrade pip\npython -m pip install -q pytest[testing]==8.*\npython -m pytest\n', false],
    ['pip install pytest torch\npytest\n', true],
    ['pip install pytest -r requirements.txt\npytest\n', true],
    ['pip install pytest -e .\npytest\n', true],
    ['pip install pytest .[dev]\npytest\n', true],
    ['pip install pytest\nmake libraries\npytest\n', true],
    ['pip install pytest\n./ci/install.sh\npytest\n', true],
    ['pip install pytest\nuv sync\npytest\n', true],
    ['pytest\n', true],
  ])('knows whether the job has the libraries: %j', (run, isReported) => {
    const step = workflow(run, { job: 'timeout-minutes: 9' });
    expect(reported({ ...step, others: torch })).toHaveLength(isReported ? 1 : 0);
  });

  it.each(['container: python:3.13', 'needs: build'])('knows no libraries of a machine with %s', (line) => {
    const run = 'pip install pytest\npytest\n';
    const own = workflow(run, { job: `timeout-minutes: 9\n    ${line}` });
    const text = line.startsWith('needs') ? own.text.replace('ubuntu-latest', 'self-hosted') : own.text;
    expect(reported({ ...own, text, others: torch })).toHaveLength(1);
  });

  it.each([
    ['repository: acme/api-tests', 0],
    ['repository: acme/api-tests\n          path: api', 2],
    ['repository: ${{ github.event.pull_request.head.repo.full_name }}', 2],
    ['fetch-depth: 0', 2],
  ])('leaves alone what another repository runs: %j', (given, count) => {
    const own = workflow('pytest');
    const text = own.text.replace('checkout@v4\n', `checkout@v4\n        with:\n          ${given}\n`);
    expect(reported({ ...own, text, others: torch })).toHaveLength(count);
  });

  it('lists what is lacking', () => {
    const step = workflow('pytest', { job: 'timeout-minutes: 9' });
    const [message] = messagesOf({ ...step, others: { 'requirements.txt': 'jax\ntokenizers\n' } });
    expect(message).toContain('without TOKENIZERS_PARALLELISM, OMP_NUM_THREADS and JAX_PLATFORMS: ');
  });

  it('leaves alone what it can’t see', () => {
    expect(reported({ name: '.github/workflows/ci.yml', text: 'jobs: [\n' })).toEqual([]);
    expect(reported(workflow('pytest', { job: 'timeout-minutes: 9\n    env: ${{ fromJSON(vars.ENV) }}' }))).toEqual([]);
    expect(reported(workflow('pytest # eslint-disable-line'))).toEqual([]);
  });

  it('gets what it lacks', () => {
    const surroundings = { ...workflow('pytest -q\npytest -q --lf\n'), others: torch };
    expect(mended(surroundings)).toBe(`on: push
jobs:
  test:
    runs-on: ubuntu-latest
    env:
      TOKENIZERS_PARALLELISM: false
      OMP_NUM_THREADS: 1
    timeout-minutes: 120
    steps:
      - uses: actions/checkout@v4
      - name: Tests
        run: |
          pytest -q
          pytest -q --lf
`);
  });

  it('gets it beside what is there, with its line ends', () => {
    const { text } = workflow('pytest', { job: 'env:\n      A: 1 # one' });
    const others = { ...torch, 'cogniverse.config.json': { timeouts: { suite: '30m' }, environment: { OMP_NUM_THREADS: null } } };
    const after = mended({ name: '.github/workflows/ci.yaml', text: text.replaceAll('\n', '\r\n'), others });
    expect(after).toContain('    timeout-minutes: 30\r\n    steps:\r\n');
    expect(after).toContain('    env:\r\n      TOKENIZERS_PARALLELISM: false\r\n      A: 1 # one\r\n');
    expect(after).not.toContain('OMP');
  });
});

describe('a pipeline of GitLab', () => {
  const text = `.base:
  variables:
    TOKENIZERS_PARALLELISM: "false"

test:
  extends: .base
  script:
    - pip install -r requirements.txt
    - pytest tests
`;

  it('lacks what neither it nor its template has', () => {
    expect(reported({ name: '.gitlab-ci.yml', text, others: torch })).toEqual([`${ENVIRONMENT} 9`, `${LIMIT} 9`]);
    expect(reported({ name: '.gitlab-ci.yml', text: text.replace('extends: .base', 'extends: .elsewhere'), others: torch })).toEqual([]);
  });

  it('gets it', () => {
    const after = mended({ name: '.gitlab-ci.yml', text, others: torch });
    expect(after).toContain('  variables:\n    OMP_NUM_THREADS: 1\n  timeout: 120 minutes\n  script:\n');
  });

  it.each([
    'variables: {OMP_NUM_THREADS: 1, TOKENIZERS_PARALLELISM: "false"}\ndefault: {timeout: 1h}\ntest: {script: pytest}\n',
    'before_script: [export OMP_NUM_THREADS=1]\nt:\n  script:\n    - export TOKENIZERS_PARALLELISM=false\n    - timeout 60 pytest\n',
    'include: other.yml\nt: {script: [echo pytest]}\n',
  ])('is right: %j', (right) => {
    expect(reported({ name: 'ci/x.gitlab-ci.yml', text: right, others: torch })).toEqual([]);
  });
});

describe('an image', () => {
  it.each([
    ['FROM python\nRUN pytest\n', [`${ENVIRONMENT} 2`, `${LIMIT} 2`]],
    ['FROM python\nCMD ["pytest", "-q"]\n', [`${ENVIRONMENT} 2`, `${LIMIT} 2`]],
    ['FROM python\nENV OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false\nRUN timeout 7200 pytest\n', []],
    ['FROM python AS base\nENV OMP_NUM_THREADS 1\nENV TOKENIZERS_PARALLELISM false\nFROM base\nRUN timeout 60 pytest\n', []],
    ['FROM python\nENV OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false\nFROM python\nRUN timeout 60 pytest\n', [`${ENVIRONMENT} 4`]],
    ['FROM python\nRUN --mount=type=cache,target=/x pip install pytest && \\\n    timeout 60 pytest\n', [`${ENVIRONMENT} 3`]],
    ['FROM python\nRUN <<EOF\npip install .\npytest -q\nEOF\n', [`${ENVIRONMENT} 4`, `${LIMIT} 4`]],
    ['FROM python\n# RUN pytest\nRUN pip install pytest\nLABEL a="pytest"\n', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(reported({ name: 'docker/test.Dockerfile', text, others: torch })).toEqual(expected);
  });

  it('gets what it lacks', () => {
    const others = torch;
    expect(mended({ name: 'Dockerfile', text: 'FROM python\nRUN pip install . && pytest -q\n', others })).toBe(
      'FROM python\nENV TOKENIZERS_PARALLELISM=false OMP_NUM_THREADS=1\nRUN pip install . && timeout 7200 pytest -q\n',
    );
    expect(mended({ name: 'Dockerfile.ci', text: 'FROM python\r\nCMD [ "pytest" ]', others })).toBe(
      'FROM python\r\nENV TOKENIZERS_PARALLELISM=false OMP_NUM_THREADS=1\r\nCMD ["timeout", "7200",  "pytest" ]',
    );
  });
});

describe('pytest-xdist', () => {
  const asyncio = { 'requirements.txt': 'pytest-asyncio\npytest-xdist\n' };

  it.each([
    ['pytest.ini', '[pytest]\naddopts = -q -n auto\n', asyncio, 2],
    ['pytest.ini', '[pytest]\nasyncio_mode = auto\naddopts =\n    -n 4\n', {}, 4],
    ['pyproject.toml', '[tool.pytest.ini_options]\naddopts = ["-n", "auto"]\n', asyncio, 2],
    ['pytest.ini', '[pytest]\naddopts = -n auto\n', { 'tests/a/test_a.py': 'async def test_a():\n    pass\n' }, 2],
    ['setup.cfg', '[tool:pytest]\naddopts = --numprocesses=auto --dist=worksteal\n', asyncio, 2],
  ])('deals tests one by one: %s %j', (name, text, others, line) => {
    expect(reported({ name, text, others })).toEqual([`${SPREAD} ${line}`]);
  });

  it.each([
    ['pytest.ini', '[pytest]\naddopts = -n auto --dist loadfile\n', asyncio],
    ['pytest.ini', '[pytest]\naddopts = -n auto --dist=loadscope\n', asyncio],
    ['pytest.ini', '[pytest]\naddopts = -n 0\n', asyncio],
    ['pytest.ini', '[pytest]\naddopts = -n 1\n', asyncio],
    ['pytest.ini', '[pytest]\naddopts = -n auto\n', { 'requirements.txt': 'pytest-xdist\n' }],
    ['tox.ini', '[pytest]\naddopts = -n auto\n', { ...asyncio, 'pytest.ini': '[pytest]\n' }],
    ['pyproject.toml', '[project]\nname = "x"\n', asyncio],
  ])('keeps files together, or has no async tests: %s %j', (name, text, others) => {
    expect(reported({ name, text, others })).toEqual([]);
  });

  it('is told to by CI, unless the configuration says how', () => {
    const ci = workflow('OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=0 timeout 60 pytest -n auto -q');
    expect(reported({ ...ci, others: asyncio })).toEqual([`${SPREAD} 8`]);
    expect(mended({ ...ci, others: asyncio })).toContain('pytest -n auto --dist loadfile -q');
    const others = { ...asyncio, 'pytest.ini': '[pytest]\naddopts = --dist loadfile\n' };
    expect(reported({ ...ci, others })).toEqual([]);
  });

  it.each([
    ['-c ci/suite.ini', { 'ci/suite.ini': '[pytest]\naddopts = --dist loadfile\n' }, []],
    ['-c ci/suite.cfg', { 'ci/suite.cfg': '[tool:pytest]\naddopts = --dist loadfile\n' }, []],
    ['--config-file=ci/a.toml', { 'ci/a.toml': '[tool.pytest.ini_options]\naddopts = "--dist loadfile"\n' }, []],
    ['-c ci/suite.ini', { 'ci/suite.ini': '[pytest]\n', 'pytest.ini': '[pytest]\naddopts = --dist loadfile\n' }, [8]],
    ['-c $CONFIG', {}, []],
    ['-c ci/none.ini', {}, []],
    ['-c ci/none.toml', { 'ci/none.toml': '[tool.pytest\n' }, []],
  ])('goes by the configuration that CI names: %s %j', (words, others, lines) => {
    const ci = workflow(`OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=0 timeout 60 pytest ${words} -n auto`);
    expect(reported({ ...ci, others: { ...asyncio, ...others } })).toEqual(lines.map((line) => `${SPREAD} ${line}`));
  });

  it('is told how', () => {
    expect(mended({ name: 'pytest.ini', text: '[pytest]\naddopts = -n auto -q\n', others: asyncio })).toBe(
      '[pytest]\naddopts = -n auto --dist loadfile -q\n',
    );
  });
});
