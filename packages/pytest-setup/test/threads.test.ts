import { describe, expect, it } from 'vitest';

import {
  makeProject,
  type PytestRun,
  pytestWithPlugin,
  runProgram,
  runPytest,
  versions,
} from './run-pytest.ts';

const environments = await Promise.all(
  versions.map(async (version) => ({ name: version.name, environment: await pytestWithPlugin(version) })),
);
const newest = await pytestWithPlugin();
const policy = JSON.stringify({ setup: { wait: '400ms' } });

/** Gives pytest so many seconds to end after its summary, and says `still running` where it has not by then. */
const BOUNDED = `
import subprocess, sys
command = [sys.executable, "-u", "-m", "pytest", *sys.argv[2:]]
pytest = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
# However slow the machine is, the tests are over once the summary is there.
for line in pytest.stdout:
    print(line, end="")
    if " passed in " in line:
        break
try:
    sys.exit(pytest.wait(float(sys.argv[1])))
except subprocess.TimeoutExpired:
    pytest.kill()
    print("still running")
`;

/** A monitor as tqdm starts one, and a second one that nobody can end. */
const leaking = {
  'cogniverse.config.json': policy,
  'monitors.py': `
import threading, time

class TMonitor(threading.Thread):
    def __init__(self):
        super().__init__(name="tqdm-like")
        self.was_killed = threading.Event()
        self.start()

    def run(self):
        while not self.was_killed.wait(0.05):
            pass
`,
  'test_leak.py': `
import threading, time
from monitors import TMonitor

def test_progress():
    TMonitor()

def start_forever():
    threading.Thread(target=time.sleep, args=(1000,), name="endless").start()

def test_endless():
    start_forever()
`,
  'test_other.py': 'def test_other(): pass\n',
};

/** A function that starts a daemon which does not end. */
function starting(name: string): string {
  const thread = 'threading.Thread(target=time.sleep, args=(99,), daemon=True)';
  return `def ${name}():\n    ${thread}.start()\nimport threading, time\n`;
}

describe.each(environments)('$name', ({ environment }) => {
  const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

  it.skipIf(reason !== '')(`threads that keep a run from ending are named${reason}`, async () => {
    const bounded = ['-c', BOUNDED, '3', '-p', 'no:cogniverse'];
    const without = runProgram(environment, makeProject(leaking), bounded);
    const alone = runPytest(environment, leaking);
    const workers = runPytest(environment, leaking, ['-n', '2', '--dist', 'loadfile']);
    expect((await without).output).toContain('3 passed');
    expect((await without).output).toContain('still running');
    for (const run of [await alone, await workers]) {
      expect(run.status).toBe(0);
      expect(run.output).toContain('3 passed');
      expect(run.output).toContain(`test_leak.py left alive, 400ms after its tests:
  thread "tqdm-like" (TMonitor), made
      at __init__ (monitors.py:8)
      at test_progress (test_leak.py:6)
    It was told to end, and has. Stop and join it in the fixture that starts it.
  thread "endless", made
      at start_forever (test_leak.py:9)
      at test_endless (test_leak.py:12)
    It keeps the interpreter from ending. Join it before the test ends`);
    }
    expect((await alone).output).toMatch(/would wait without end for:\n {2}thread "endless", made/);
    expect((await alone).output).toContain('The process is left now, with exit status 0.');
  });
});

const reason = 'absent' in newest ? ` (left out: ${newest.absent})` : '';

describe.skipIf(reason !== '')(`threads${reason}`, () => {
  /** Runs one test file, and gives what was told of threads. */
  async function told(
    test: string,
    setup: object = {},
    files: Readonly<Record<string, string>> = {},
  ): Promise<PytestRun> {
    const config = JSON.stringify({ setup: { wait: '300ms', ...setup } });
    return runPytest(newest, { 'cogniverse.config.json': config, 'test_it.py': test, ...files });
  }

  it('that end, or are of packages, of the product or of the session, are not named', async () => {
    const { output, status } = await told(
      `
import asyncio, os, threading, time
from product import work
from shared.package import pool

def test_asks_for_no_path(monkeypatch):
    for name in ("stat", "lstat", "getcwd", "readlink"):
        monkeypatch.delattr(os, name)
    thread = threading.Thread(target=int)
    thread.start()
    monkeypatch.undo()
    thread.join()

def test_joined():
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()

def test_soon():
    threading.Thread(target=time.sleep, args=(0.1,)).start()
    threading.Timer(0.2, print).start()

async def test_lent():
    await asyncio.to_thread(print)

def test_others(session_thread):
    work()
    pool()
`,
      {},
      {
        'conftest.py': `
import pathlib, sys, threading, pytest
sys.path.insert(0, str(pathlib.Path(__file__).parent / "site-packages"))

@pytest.fixture(scope="session")
def session_thread():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    yield
    stop.set()
    thread.join()
`,
        'product.py': starting('work'),
        'site-packages/shared/package.py': starting('pool'),
        'test_next.py': 'def test_next(session_thread): pass\n',
      },
    );
    expect(output).toContain('6 passed');
    expect(output).not.toContain('left alive');
    expect(status).toBe(0);
  });

  it('that tests leave are named once for a place, and waited for once', async () => {
    const test = 'from tests.leaks import leave\ndef test_a():\n    leave()\n    leave()\n';
    const files = Object.fromEntries([1, 2, 3, 4].map((index) => [`tests/test_${index}.py`, test]));
    const helper = { 'tests/__init__.py': '', 'tests/leaks.py': starting('leave') };
    const named = await told('', { wait: '3s' }, { ...files, ...helper });
    expect(named.output.match(/left alive, 3s after its tests:/g)).toHaveLength(4);
    expect(named.output).toMatch(/"Thread-1 \(sleep\)" and 1 more, made\n {6}at leave \(tests\/leaks.py:2\)/);
    expect(named.took).toBeLessThan(9_000);
  });

  it('with setup.leaks: "error" the last test of the file fails; with "off" nobody looks', async () => {
    const test = starting('test_a');
    const error = await told(test, { leaks: 'error' });
    expect(error.status).toBe(1);
    expect(error.output).toMatch(/ERROR at teardown of test_a _+\ntest_it.py left alive, 300ms after/);
    const off = await told(test, { leaks: 'off' });
    expect(off.output).not.toContain('left alive');
  });

  it('with setup.guard: "error" a thread made by hand is refused, unless the policy allows it', async () => {
    const test = `
import asyncio, threading
def test_thread():
    threading.Thread(target=print).start()
def test_timer():
    timer = threading.Timer(0.01, print)
    timer.start()
    timer.join()
def test_managed(managed_thread):
    managed_thread(print)
async def test_lent():
    await asyncio.to_thread(print)
`;
    const config = { setup: { guard: 'error' }, threads: { allow: ['threading.Timer'] } };
    const { output } = await told(test, {}, { 'cogniverse.config.json': JSON.stringify(config) });
    expect(output).toContain('1 failed, 3 passed');
    expect(output).toContain('HandMadeThreadError: test_it.py starts a thread by hand, threading.Thread:');
    expect(output).toContain('at test_thread (test_it.py:4)');
    expect(output).toContain('or allow it in the policy: threads.allow = ["threading.Thread"].');
    expect(output).toContain('test_it.py:4: HandMadeThreadError');
  });

  it('an exit in spite of threads runs what is registered and ends child processes', async () => {
    const test = `
import atexit, multiprocessing, sys, threading, time
def test_a():
    atexit.register(lambda: print("registered", flush=True))
    threading.Thread(target=time.sleep, args=(99,)).start()
    multiprocessing.get_context("fork").Process(target=time.sleep, args=(99,), name="child").start()
    assert False
`;
    const { output, status, took } = await told(test);
    expect(status).toBe(1);
    expect(output).toContain('\nregistered');
    expect(output).toContain('still alive at the end of the run, and were ended: "child"');
    expect(took).toBeLessThan(20_000);
  });

  it('workers of an executor that is not shut down are named without a wait', async () => {
    const { output } = await told(`
from concurrent.futures import ThreadPoolExecutor
POOL = ThreadPoolExecutor(1)
def test_a():
    assert POOL.submit(abs, -1).result() == 1
`);
    expect(output).toMatch(/left alive:\n {2}thread "ThreadPoolExecutor-0_0", made\n {6}at test_a/);
    expect(output).toContain('Its executor was not shut down.');
  });

  it('what a script does after it has called pytest is its own', async () => {
    const script = `
import sys, threading, time
import pytest

def upload():
    time.sleep(3)
    print("uploaded", flush=True)

status = pytest.main(["-q", *sys.argv[1:]])
threading.Thread(target=upload).start()
sys.exit(status)
`;
    const leak = `
import threading
def test_a(): threading.Thread(target=threading.Event().wait, name="left").start()
`;
    const files = { 'script.py': script, 'test_well.py': 'def test_a(): pass', 'test_leak.py': leak };
    const folder = makeProject(files);
    const well = await runProgram(newest, folder, ['script.py', 'test_well.py']);
    expect(well.output).toContain('uploaded');
    expect(well.output).not.toContain('the run has ended');
    const leaking = await runProgram(newest, folder, ['script.py', 'test_leak.py']);
    expect(leaking.output).toContain('thread "left", made');
    expect(leaking.output).not.toContain('(upload)');
  });

  it('a tqdm that nobody closes, and a client of PostHog, are ended', async () => {
    const monitor = `
import threading
class TMonitor(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.was_killed = threading.Event()
        self.start()
    def run(self):
        self.was_killed.wait()
    def pause(self):
        self.was_killed.set()
def start():
    TMonitor()
`;
    const test = 'import tqdm, posthog\ndef test_a():\n    tqdm.start()\n    posthog.start()\n';
    const { output } = await told(test, {}, {
      'conftest.py': `
import pathlib, sys
sys.path.insert(0, str(pathlib.Path(__file__).parent / "site-packages"))
`,
      'site-packages/tqdm.py': monitor,
      'site-packages/posthog.py': monitor.replaceAll('TMonitor', 'Consumer').replaceAll('was_killed', 'end'),
    });
    expect(output).toContain("ended tqdm's monitor, a background thread that tests had left running.");
    expect(output).not.toContain('left alive');
  });

  it('managed_thread joins its threads and raises what they raise; inline_executor has none', async () => {
    const { output } = await told(`
import asyncio, threading, pytest
def test_joined(managed_thread):
    done = threading.Event()
    thread = managed_thread(done.wait, (9,), name="worker")
    assert thread.is_alive() and thread.name == "worker"
    done.set()
def test_raises(managed_thread):
    def work(): raise ValueError("in the thread")
    managed_thread(target=work)
def test_endless(managed_thread):
    managed_thread(target=threading.Event().wait, kwargs={"timeout": None})
def test_inline(inline_executor):
    assert inline_executor.submit(threading.current_thread).result() is threading.current_thread()
    assert list(inline_executor.map(abs, [-1, 2])) == [1, 2]
    assert isinstance(inline_executor.submit(lambda: 1 / 0).exception(), ZeroDivisionError)
    inline_executor.shutdown()
    with pytest.raises(RuntimeError, match="after shutdown"):
        inline_executor.submit(abs, 1)
async def test_loop(inline_executor):
    loop = asyncio.get_running_loop()
    assert await loop.run_in_executor(inline_executor, threading.current_thread) is threading.current_thread()
    loop.set_default_executor(inline_executor)
    assert await asyncio.to_thread(threading.current_thread) is threading.current_thread()
`);
    expect(output).toContain('5 passed, 2 errors');
    expect(output).toMatch(/ERROR at teardown of test_raises[^]*ValueError: in the thread/);
    expect(output).toMatch(/does not end\. It was started\n {4}at test_endless \(test_it.py:12\)/);
    expect(output).not.toContain('left alive');
  });
});
