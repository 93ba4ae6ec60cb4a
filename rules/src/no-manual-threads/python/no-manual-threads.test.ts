import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findThreadApi } from '@cogniverse/guide';
import { afterAll } from 'vitest';

import { testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { noManualThreads } from '../index.ts';
import type { MessageIds, Options } from '../options.ts';
import { mayHoldPythonThread } from './prefilter.ts';

const thread = findThreadApi('python', 'threading', 'Thread');
const project = mkdtempSync(path.join(tmpdir(), 'no-manual-threads-'));
writeFileSync(path.join(project, 'pyproject.toml'), '[tool.cogniverse]\nthreads = { allow = ["threading.Timer"] }\n');
writeFileSync(path.join(project, 'helpers.py'), 'from threading import Thread\nimport multiprocessing\nctx = multiprocessing.get_context("spawn")\n');
afterAll(() => {
  rmSync(project, { recursive: true });
});

/** A call that is reported on these lines. */
function on(...lines: readonly number[]): { messageId: 'manualThread'; line: number }[] {
  return lines.map((line) => ({ messageId: 'manualThread', line }));
}

const cases: RuleCases<MessageIds, [Options]> = {
  valid: [
    // pytest never runs it.
    'from threading import Thread\n\nif __name__ == "__main__":\n    Thread(target=print).start()',
    // Reading, not making.
    'from threading import Event, Lock, Thread, local\nfrom concurrent.futures import Future, wait\nLock(); Event(); Future(); local()',
    'import threading\n\ndef leaked():\n    return [t for t in threading.enumerate() if t is not threading.main_thread()]',
    'import threading\n\ndef stop(worker: threading.Thread) -> list[threading.Thread]:\n    made: threading.Thread = worker\n    return [made]',
    'import threading\n\ndef test_kind(worker):\n    assert isinstance(worker, (threading.Thread, threading.Timer)) and type(worker) is threading.Thread',
    'import threading\n\ntry:\n    start()\nexcept threading.ThreadError:\n    pass',
    'def test_text():\n    """threading.Thread(target=run).start()"""\n    # threading.Thread(target=run)\n    run_in_child("import threading; threading.Thread(target=f)")',
    'import multiprocessing as mp\nmp.cpu_count(); mp.Queue(); mp.get_context("spawn").Queue(); mp.set_start_method("spawn"); mp.current_process()',
    'import os\nos.getpid(); os.kill(pid, 9); os.waitpid(pid, 0); os.register_at_fork(before=print)',
    'import threading\nthreading.Thread.start(worker); threading.Thread.__init__(worker)',
    'import threading\nstarted = threading.Thread\nassert started.__name__ == "Thread"',
    // Other things of the same name.
    'class Thread:\n    pass\n\nThread()',
    'import psutil\npsutil.Process().memory_info()',
    'from app.jobs import Process, Thread\nThread(); Process()',
    'from .threading import Thread\nfrom . import multiprocessing\nThread(); multiprocessing.Process()',
    'def run(Thread):\n    Thread()',
    'import threading\n\ndef run(threading):\n    threading.Thread()',
    'from threading import Thread\nThread = make_fake()\nThread()',
    'from threading import Thread\n\ndef run():\n    Thread = FakeThread\n    Thread()',
    'threading.Thread()',
    'db.Pool(); mock.Thread(); self.threading.Thread(target=run)',
    'if use_fake:\n    from fakes import Thread\nelse:\n    Thread = None\nThread()',
    // Fakes in the place of the real thing.
    'import threading\nfrom unittest.mock import patch\n\n@patch("threading.Thread")\ndef test_start(made):\n    threading.Thread(target=run)',
    'import threading\nfrom unittest import mock\n\nwith mock.patch.object(threading, "Thread") as made:\n    threading.Thread(target=run)',
    'import threading\nfrom unittest.mock import patch\n\ndef test_start():\n    with patch("app.jobs.threading.Thread"), patch("os.kill"):\n        threading.Thread(target=run)',
    'from unittest.mock import patch\n\ndef test_start():\n    with patch("threading.Timer"):\n        from threading import Timer\n        Timer(1, run)',
    'import threading\n\ndef test_start(monkeypatch):\n    monkeypatch.setattr(threading, "Thread", FakeThread)\n    threading.Thread(target=run)',
    'import threading\n\ndef test_start(mocker):\n    mocker.patch("threading.Thread")\n    threading.Thread(target=run)',
    'import threading\n\ndef test_start(monkeypatch):\n    monkeypatch.setattr("threading.Thread", lambda **options: fake)\n    threading.Thread(target=run)',
    'import threading\nimport pytest\n\n@pytest.fixture(autouse=True)\ndef no_threads(monkeypatch):\n    monkeypatch.setattr(threading, "Thread", FakeThread)\n\ndef test_start():\n    threading.Thread(target=run)',
    'import threading\nimport pytest\n\n@pytest.fixture(name="inline")\ndef _inline(monkeypatch):\n    monkeypatch.setattr(threading, "Thread", FakeThread)\n\ndef test_start(inline):\n    threading.Thread(target=run)\n\n@pytest.mark.usefixtures("inline")\ndef test_other():\n    threading.Thread(target=run)',
    'import threading\nfrom unittest import TestCase\nfrom unittest.mock import patch\n\nclass TestStart(TestCase):\n    def setUp(self):\n        patch("threading.Thread").start()\n    def test_start(self):\n        threading.Thread(target=run)',
    'import threading\nfrom unittest.mock import patch\n\n@patch.object(threading, "Thread", FakeThread)\nclass TestStart:\n    def test_start(self):\n        threading.Thread(target=run)',
    'import threading\n\ndef test_start():\n    threading.Thread = FakeThread\n    threading.Thread(target=run)',
    'import multiprocessing\nfrom unittest.mock import patch\n\nwith patch("multiprocessing.get_context"):\n    multiprocessing.get_context("spawn").Process(target=run)',
    'from threading import Thread\nfrom unittest.mock import patch\n\n@patch(f"{__name__}.Thread")\ndef test_start(made):\n    Thread(target=run)',
    'from threading import Thread\nfrom unittest.mock import patch\n\n@patch("tests.test_case.Thread")\ndef test_start(made):\n    Thread(target=run)',
    'import sys\n\ndef test_start(monkeypatch):\n    monkeypatch.setitem(sys.modules, "torch.multiprocessing", fake)\n    import torch.multiprocessing\n    torch.multiprocessing.spawn(run)',
    'import threading\nfrom unittest.mock import Mock, create_autospec\nMock(spec=threading.Thread); create_autospec(threading.Thread)',
    'import threading\nfrom unittest.mock import patch\n\n@patch.object(threading.Thread, "start")\ndef test_run(started):\n    threading.Thread(target=run).start()',
    'from threading import Thread\n\ndef test_run(monkeypatch):\n    monkeypatch.setattr("threading.Thread.start", lambda self: self.run())\n    Thread(target=run).start()',
    // What a parameter is given elsewhere.
    'def test_run(executor):\n    executor()\n\ndef test_other(Thread=None):\n    Thread()',
    'import threading\nimport pytest\n\n@pytest.mark.parametrize("kind, other", [(int, threading.Thread)])\ndef test_run(kind, other):\n    kind()',
    'import threading\nimport pytest\n\n@pytest.fixture\ndef worker():\n    def make():\n        return threading.Thread\n    return fake\n\ndef test_run(worker):\n    worker()',
    // Subclasses that make nothing here, or no thread.
    'import threading\n\nclass Recorder(threading.Thread):\n    def run(self): ...\n\ninstall(Recorder)',
    'import threading\n\nclass InlineThread(threading.Thread):\n    def start(self):\n        self.run()\n\nInlineThread(target=run).start()',
    'from concurrent.futures import ThreadPoolExecutor\n\nclass InlineExecutor(ThreadPoolExecutor):\n    def submit(self, fn, *args):\n        return done(fn(*args))\n\nInlineExecutor()',
    { code: 'import threading\n\nclass _Recorder(threading.Thread):\n    pass', filename: 'tests/helpers.py' },
    { code: 'import threading\n\ndef make():\n    class Recorder(threading.Thread):\n        pass\n    return Recorder', filename: 'tests/helpers.py' },
    // What is a kind of its own.
    'import asyncio\nimport subprocess\nfrom http.server import ThreadingHTTPServer\n\nasync def test_run(loop):\n    await asyncio.to_thread(print)\n    await asyncio.get_running_loop().run_in_executor(None, print)\n    await loop.run_in_executor(None, print)\n    subprocess.Popen(["a"])\n    ThreadingHTTPServer(address, handler)',
    'import subprocess\nsubprocess.run(["a"], timeout=5)',
    'import grpc\nfrom concurrent import futures\ngrpc.server(futures.ThreadPoolExecutor(max_workers=2))\ngrpc.server(thread_pool=futures.ThreadPoolExecutor())',
    // What is allowed.
    { code: 'import threading\nthreading.Thread()', options: [{ allow: ['threading.Thread'] }] },
    { code: 'import multiprocessing\nmultiprocessing.get_context("spawn").Pool()', options: [{ allow: ['multiprocessing'] }] },
    { code: 'import threading\nthreading.Timer(1, run)', filename: path.join(project, 'test_timer.py'), name: 'what the policy allows' },
    {
      code: 'import threading\nimport pytest\n\n@pytest.fixture\ndef server():\n    worker = threading.Thread(target=run)\n    yield worker',
      options: [{ allowIn: ['server'] }],
    },
    {
      code: 'import threading\nimport pytest\n\n@pytest.fixture(name="server")\ndef _server():\n    def start():\n        return threading.Thread(target=run)\n    yield start()',
      options: [{ allowIn: ['server'] }],
    },
    { code: 'import threading\n\nclass Server:\n    def start(self):\n        threading.Thread(target=run)', options: [{ allowIn: ['Server'] }] },
    { code: 'import threading\nimport pytest\n\n@pytest.mark.threads\ndef test_run():\n    threading.Thread()', options: [{ allowMarkers: ['threads'] }] },
    {
      code: 'import threading\nfrom pytest import mark\n\nneeds_threads = mark.threads(reason="races")\n\n@needs_threads\nclass TestRun:\n    def test_run(self):\n        threading.Thread()',
      options: [{ allowMarkers: ['threads'] }],
    },
    {
      code: 'import threading\nimport pytest\n\npytestmark = [pytest.mark.slow, pytest.mark.threads]\n\ndef test_run():\n    threading.Thread()',
      options: [{ allowMarkers: ['threads'] }],
    },
    {
      code: 'import threading\nimport pytest\n\nclass Base:\n    pytestmark = pytest.mark.threads\n\nclass TestRun(Base):\n    def test_run(self):\n        threading.Thread()',
      options: [{ allowMarkers: ['threads'] }],
    },
    // Files that are no tests.
    { code: 'import threading\nthreading.Thread()', filename: 'src/jobs.py', settings: { cogniverse: { scope: 'tests' } } },
    'x = 1  # Thread',
  ],
  invalid: [
    {
      name: 'says what, why and what to do',
      code: 'import threading\n\nworker = threading.Thread(\n    target=run,\n)\n',
      errors: [
        {
          messageId: 'manualThread',
          data: { api: 'threading.Thread', reason: thread?.reason ?? '', instead: thread?.managedBy ?? '' },
          line: 3,
          column: 10,
          endLine: 3,
          endColumn: 26,
        },
      ],
    },
    // Ways to a name.
    { code: 'from threading import Thread\nThread(target=run).start()', errors: on(2) },
    { code: 'import threading as t\nt.Thread(target=run)', errors: on(2) },
    { code: 'from threading import Thread as Worker\nWorker(target=run)', errors: on(2) },
    { code: 'import threading\nWorker = threading.Thread\n\ndef test_run():\n    Worker(target=run)', errors: on(5) },
    { code: 'def test_run():\n    from concurrent.futures import ThreadPoolExecutor\n    with ThreadPoolExecutor(2) as pool:\n        pool.submit(run)', errors: on(3) },
    { code: 'from concurrent import futures\nfutures.ThreadPoolExecutor()', errors: on(2) },
    { code: 'import concurrent.futures\nconcurrent.futures.ProcessPoolExecutor()', errors: on(2) },
    { code: 'try:\n    from threading import Thread\nexcept ImportError:\n    Thread = None\n\ndef test_run():\n    Thread(target=run)', errors: on(7) },
    { code: 'from threading import Thread\n\ndef test_run():\n    if (worker := Thread(target=run)):\n        worker.start()', errors: on(4) },
    { code: 'from threading import *\nThread(target=run)', errors: on(2) },
    { code: '__import__("threading").Thread(target=run)', errors: on(1) },
    { code: 'import importlib\nimportlib.import_module("threading").Thread(target=run)', errors: on(2) },
    { code: 'import threading\ngetattr(threading, "Thread")(target=run)', errors: on(2) },
    { code: 'import threading\nkind = threading.Thread if fast else threading.Timer\nkind()', errors: on(3) },
    { code: 'import threading, functools\nstart = functools.partial(threading.Thread, daemon=True)\nstart(target=run)', errors: on(3) },
    { code: 'import threading\nfor kind in (threading.Thread, threading.Timer):\n    kind()', errors: on(3) },
    { code: 'import threading\nmake, other = threading.Thread, print\nmake()', errors: on(3) },
    { code: 'import threading\nmade = [threading.Thread(target=run) for _ in range(3)]', errors: on(2) },
    { code: 'import threading\n\nclass TestRun:\n    Kind = threading.Thread\n    def test_run(self):\n        self.Kind(target=run)', errors: on(6) },
    { code: 'import threading\nThread = make_fake()\nThread = threading.Thread\nThread()', errors: on(4) },
    { code: 'from typing import cast\nimport threading\ncast(type, threading.Thread)()', errors: on(3) },
    { code: 'import threading\n\ndef test_run():\n    global worker\n    worker = threading.Thread()', errors: on(5) },
    { code: 'import threading\nrun(lambda: threading.Thread(target=print).start())', errors: on(2) },
    { code: 'import threading\n@threading.Thread\ndef worker(): ...\nthreading.Thread(target=worker)', errors: on(4) },
    { code: 'from helpers import Thread\nThread()', errors: on(2), filename: path.join(project, 'test_run.py') },
    { code: 'from .helpers import ctx\nctx.Process(target=run)', errors: on(2), filename: path.join(project, 'test_run.py') },
    { code: 'from . import helpers\nhelpers.Thread()', errors: on(2), filename: path.join(project, 'test_run.py') },
    // Parameters.
    {
      code: 'from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor\nimport pytest\n\n@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])\ndef test_run(kind):\n    with kind(2): ...',
      errors: on(6),
    },
    {
      code: 'import threading\nimport pytest\n\n@pytest.mark.parametrize(("n", "kind"), [pytest.param(1, threading.Timer, id="a")])\nclass TestRun:\n    def test_run(self, n, kind):\n        kind(n, run)',
      errors: on(7),
    },
    {
      name: 'in a fixture',
      code: 'import threading\nimport pytest\n\n@pytest.fixture(name="server")\ndef _server():\n    def start():\n        return threading.Thread(target=run)\n    yield start()',
      errors: [
        {
          messageId: 'threadInFixture',
          line: 7,
          data: { api: 'threading.Thread', reason: thread?.reason ?? '', fixture: 'server' },
        },
      ],
    },
    {
      code: 'import multiprocessing\nimport pytest\n\n@pytest.fixture\ndef context():\n    return multiprocessing.get_context("spawn")\n\ndef test_run(context):\n    context.Process(target=run)',
      errors: on(9),
    },
    {
      code: 'import threading\nimport pytest\n\n@pytest.fixture(name="kind")\ndef _kind():\n    yield threading.Thread\n\ndef test_run(kind):\n    kind(target=run)',
      errors: on(9),
    },
    {
      code: 'import grpc\nfrom concurrent.futures import ThreadPoolExecutor\ngrpc.server(ThreadPoolExecutor())',
      options: [{ threadingServers: true }],
      errors: on(3),
    },
    {
      code: 'import grpc\nfrom concurrent.futures import ThreadPoolExecutor\nrun(ThreadPoolExecutor())\ngrpc.dial(ThreadPoolExecutor())',
      errors: on(3, 4),
    },
    { code: 'import threading\n\ndef start(run, kind=threading.Thread):\n    kind(target=run)', errors: on(4) },
    { code: 'import threading\n\ndef start(run, *, kind=threading.Thread, n):\n    kind(target=run)', errors: on(4) },
    // Every kind.
    { code: 'import threading\nthreading.Timer(1, run)', errors: on(2) },
    { code: 'import _thread\n_thread.start_new_thread(run, ())', errors: on(2) },
    { code: 'from multiprocessing import Process, Pool, Manager\nProcess(); Pool(); Manager()', errors: on(2, 2, 2) },
    { code: 'import multiprocessing as mp\nmp.get_context("spawn").Process(target=run)', errors: on(2) },
    { code: 'import multiprocessing as mp\nctx = mp.get_context("fork")\nwith ctx.Pool(2) as pool:\n    pool.map(run, [])', errors: on(3) },
    { code: 'from multiprocessing import get_context\n\nclass TestRun:\n    def setup_method(self):\n        self.ctx = get_context()\n    def test_run(self):\n        self.ctx.Process(target=run)', errors: on(7) },
    { code: 'from multiprocessing.pool import ThreadPool\nThreadPool(2)', errors: on(2) },
    { code: 'from multiprocessing.context import SpawnContext\nSpawnContext().Process(target=run)', errors: on(2) },
    { code: 'from multiprocessing import dummy\ndummy.Pool()', errors: on(2) },
    { code: 'import os\npid = os.fork()\nos.forkpty(); os.spawnv(os.P_NOWAIT, "a", []); os.posix_spawn("a", [], {})', errors: on(2, 3, 3, 3) },
    { code: 'import torch\nimport torch.multiprocessing as mp\nmp.spawn(run, nprocs=2)\ntorch.multiprocessing.Process(target=run)', errors: on(3, 4) },
    { code: 'import pytest\nmp = pytest.importorskip("torch.multiprocessing")\nmp.get_context("spawn").Pool()', errors: on(3) },
    // Fakes that are elsewhere, or none.
    { code: 'from threading import Thread\nfrom unittest.mock import patch\n\n@patch("threading.Thread")\ndef test_run(made):\n    Thread(target=run)', errors: on(6) },
    { code: 'import threading\nfrom unittest.mock import patch\n\ndef test_run():\n    with patch("threading.Timer"):\n        threading.Thread(target=run)', errors: on(6) },
    { code: 'import threading\nfrom unittest.mock import patch\n\ndef test_run():\n    with patch("threading.Thread"):\n        pass\n    threading.Thread(target=run)', errors: on(7) },
    { code: 'import threading\nfrom unittest.mock import patch\n\n@patch("threading.Thread", wraps=threading.Thread)\ndef test_run(made):\n    threading.Thread(target=run)', errors: on(6) },
    { code: 'import threading\n\ndef test_run(monkeypatch):\n    real = threading.Thread\n    monkeypatch.setattr(threading, "Thread", fake)\n\ndef test_other():\n    threading.Thread()', errors: on(8) },
    { code: 'import threading\nfrom unittest.mock import patch\n\n@patch("app.jobs.Thread")\ndef test_run(made):\n    threading.Thread(target=run)', errors: on(6) },
    {
      code: 'import threading\n\nclass Recording(threading.Thread):\n    made = []\n\ndef test_run(monkeypatch):\n    monkeypatch.setattr(threading, "Thread", Recording)\n    threading.Thread(target=run)',
      errors: on(8),
    },
    { code: 'import threading\nfrom unittest.mock import patch\n\n@patch.object(threading.Thread, "join")\ndef test_run(joined):\n    threading.Thread(target=run).start()', errors: on(6) },
    // Subclasses.
    { code: 'import threading\n\nclass Worker(threading.Thread):\n    def run(self): ...\n\ndef test_run():\n    Worker().start()', errors: on(7) },
    { code: 'from threading import Thread\n\nclass A(Thread): ...\nclass B(Mixin, A): ...\n\nB()', errors: on(6) },
    { code: 'import threading\n\nclass Worker(threading.Thread):\n    def start(self):\n        super().start()\n        return self\n\nWorker().start()', errors: on(8) },
    { code: 'import threading\n\nclass Worker(threading.Thread):\n    def run(self): ...', errors: on(3), filename: 'tests/helpers.py' },
    { code: '__all__ = ["_Worker"]\nimport threading\n\nclass _Worker(threading.Thread): ...', errors: on(4), filename: 'tests/conftest.py' },
    // What is asked for.
    { code: 'import asyncio\nasyncio.to_thread(print)', errors: on(2), options: [{ toThread: true }] },
    { code: 'from anyio import to_thread\nto_thread.run_sync(print)', errors: on(2), options: [{ toThread: true }] },
    {
      code: 'import asyncio\n\nasync def test_run(loop):\n    await asyncio.get_running_loop().run_in_executor(None, print)\n    await loop.run_in_executor(None, print)',
      errors: on(4, 5),
      options: [{ runInExecutor: true }],
    },
    { code: 'import subprocess\nsubprocess.Popen(["a"])', errors: on(2), options: [{ popen: true }] },
    {
      code: 'from http.server import ThreadingHTTPServer\nfrom socketserver import TCPServer, ThreadingMixIn\n\nclass Server(ThreadingMixIn, TCPServer): ...\n\nThreadingHTTPServer(a, b)\nServer(a, b)',
      errors: on(6, 7),
      options: [{ threadingServers: true }],
    },
    // What is allowed elsewhere.
    { code: 'import threading\n\ndef test_run():\n    threading.Thread()', errors: on(4), options: [{ allowIn: ['server'], allowMarkers: ['slow'] }] },
    { code: 'import threading\nthreading.Thread()', errors: on(2), options: [{ allow: ['threading.Timer', 'multiprocessing'] }] },
    // Texts of every form.
    { code: 'import threading\r\n\r\nthreading.Thread()\r\n', errors: on(3) },
    { code: '\uFEFFimport threading; threading.Thread()', errors: on(1) },
    { code: 'import threading\n\nif True:\n\tthreading. \\\n\t\tThread()', errors: on(4) },
    { code: 'import threading\nx = f"{threading.Thread(target=run)}"', errors: on(2) },
  ],
};

testPythonRule('no-manual-threads', noManualThreads, cases);
testPrefilter(mayHoldPythonThread, cases);
