import { spawn } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { makeProject, pytestWithPlugin, runProgram, runPytest, versions } from './run-pytest.ts';

const environments = await Promise.all(
  versions.map(async (version) => ({ name: version.name, environment: await pytestWithPlugin(version) })),
);
const newest = await pytestWithPlugin();
const policy = { 'cogniverse.config.json': JSON.stringify({ timeouts: { default: '400ms' } }) };

const hanging = {
  ...policy,
  'test_hang.py': `
import asyncio, unittest

async def answer():
    await asyncio.Event().wait()

async def test_hangs():
    asyncio.create_task(answer(), name="beside")
    await answer()

class TestCase(unittest.IsolatedAsyncioTestCase):
    async def test_hangs_too(self):
        await answer()

async def test_passes():
    pass
`,
};
const withoutTimeout = ['-p', 'no:timeout'];

describe.each(environments)('$name', ({ environment }) => {
  const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

  it.skipIf(reason !== '')(`async tests that hang fail, and it is said where${reason}`, async () => {
    const runs = [
      runPytest(environment, hanging),
      runPytest(environment, hanging, withoutTimeout),
      runPytest(environment, hanging, [...withoutTimeout, '-n', '2']),
    ];
    const [marked, own, workers] = await Promise.all(runs);
    for (const run of [marked, own, workers]) {
      expect(run?.status).toBe(1);
      expect(run?.output).toContain('2 failed, 1 passed');
      expect(run?.output).toMatch(/at answer \(test_hang.py:5\)\n +at test_hangs \(test_hang.py:9\)/);
    }
    expect(marked?.output).toMatch(/Failed: Timeout \(?>0\.4s/);
    expect(own?.output).toContain(`the test takes longer than 400ms, the policy's timeouts.default. It stands
    at wait (asyncio/locks.py:`);
    expect(own?.output).toMatch(/of the event loop:\n {4}beside\n {6}at wait [^\n]*\n {6}at answer/);
  });
});

const reason = 'absent' in newest ? ` (left out: ${newest.absent})` : '';

describe.skipIf(reason !== '')(`time limits${reason}`, () => {
  it('without the plugin a test that hangs never ends', async () => {
    const command = '[sys.executable, "-m", "pytest", "-p", "no:cogniverse"]';
    const script = `import subprocess, sys; subprocess.run(${command}, timeout=5)`;
    const { output } = await runProgram(newest, makeProject(hanging), ['-c', script]);
    expect(output).toContain('subprocess.TimeoutExpired');
  });

  it('of their own count, fixtures do not, and synchronous tests have none', async () => {
    const files = {
      ...policy,
      'test_it.py': `
import asyncio, time, pytest

@pytest.fixture
def slow():
    time.sleep(0.6)

@pytest.fixture
async def slow_too():
    await asyncio.sleep(0.6)

async def test_fixtures(slow, slow_too): pass

def test_sync():
    time.sleep(0.6)

@pytest.mark.timeout(5)
async def test_own():
    await asyncio.sleep(0.6)

@pytest.mark.timeout(0)
async def test_none():
    await asyncio.sleep(0.6)

class TestIt:
    pytestmark = pytest.mark.timeout(5)
    async def test_of_class(self):
        await asyncio.sleep(0.6)
`,
    };
    const both = [runPytest(newest, files), runPytest(newest, files, withoutTimeout)];
    for (const { output } of await Promise.all(both)) expect(output).toContain('5 passed');
    const test = 'import asyncio\nasync def test_a():\n    await asyncio.sleep(0.6)\n';
    const tests = { ...policy, 'test_it.py': test };
    const ways = [
      runPytest(newest, tests, ['--timeout', '5']),
      runPytest(newest, tests, [], { PYTEST_TIMEOUT: '5' }),
      runPytest(newest, { ...tests, 'pytest.ini': '[pytest]\nasyncio_mode = auto\ntimeout = 5\n' }),
      runPytest(newest, tests, ['--pdb', ...withoutTimeout]),
    ];
    for (const { output } of await Promise.all(ways)) expect(output).toContain('1 passed');
  });

  it('the longest that a test may take is no limit of its own', async () => {
    const code = 'import asyncio, time\nasync def test_a():\n    await asyncio.sleep(9)\ndef test_b():\n    time.sleep(0.6)\n';
    const files = {
      'cogniverse.config.json': JSON.stringify({ timeouts: { default: '400ms', max: '5s' } }),
      'pytest.ini': '[pytest]\nasyncio_mode = auto\ntimeout = 5\n',
      'test_it.py': code,
    };
    const { output } = await runPytest(newest, files);
    expect(output).toContain('Timeout (>0.4s) from pytest-timeout.');
    expect(output).toContain('1 failed, 1 passed');
  });

  it('without a number of its own, a mark keeps the rest that it says', async () => {
    const test = '@pytest.mark.timeout(method="signal")\nasync def test_a():\n    await asyncio.sleep(9)\n';
    const files = { ...policy, 'test_it.py': `import asyncio, pytest\n${test}` };
    const { output } = await runPytest(newest, files);
    expect(output).toContain('Timeout (>0.4s) from pytest-timeout.');
  });

  it('a test that goes on after it was cancelled fails all the same', async () => {
    const test = `
import asyncio
async def test_a():
    for _ in range(3):
        try:
            await asyncio.sleep(0.5)
        except asyncio.CancelledError:
            pass
async def test_c():
    asyncio.current_task().cancel()
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        pass
`;
    const files = { ...policy, 'test_it.py': test };
    const { output } = await runPytest(newest, files, withoutTimeout);
    expect(output).toMatch(/FAILED test_it.py::test_a/);
    expect(output).not.toMatch(/FAILED test_it.py::test_c/);
  });

  it.skipIf(process.platform === 'win32')('SIGTERM ends the run, which says what was running', async () => {
    if ('absent' in newest) throw new Error(newest.absent);
    const project = makeProject({
      'test_it.py': `
import asyncio, os, signal, time, pytest

def test_fork():
    child = os.fork()
    if child == 0:
        time.sleep(60)
    time.sleep(0.2)
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)

@pytest.mark.timeout(60)
async def test_long():
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(60)
`,
    });
    const child = spawn(newest.python, ['-m', 'pytest'], { cwd: project, env: newest.env });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    const signal = await new Promise((resolve) => {
      child.on('close', (_, by) => {
        resolve(by);
      });
    });
    expect(signal).toBe('SIGTERM');
    expect(output.match(/most recent call first/g)).toHaveLength(1);
    expect(output).toMatch(/line \d+ in test_it.py::test_long/);
  });

  it('a file that nears timeouts.max says where it stands', async () => {
    const files = {
      'cogniverse.config.json': JSON.stringify({ timeouts: { default: '1s', max: '1s' } }),
      'test_it.py': 'import time\ndef test_slow():\n    time.sleep(1)\n',
    };
    const told = await runPytest(newest, files);
    expect(told.output).toMatch(/Timeout \(0:00:00\.\d+\)![^]*line 3 in test_slow/);
    const config = { timeouts: { default: '1s', max: '1s' }, setup: { watchdog: false } };
    const off = await runPytest(newest, { ...files, 'cogniverse.config.json': JSON.stringify(config) });
    expect(off.output).not.toContain('Timeout');
  });
});
