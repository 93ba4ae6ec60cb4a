import { testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type ExpectedError, type RuleCases } from '../../../test/rule-tester.ts';
import { cleanupResources } from '../index.ts';
import type { MessageId } from '../messages.ts';
import { mayPythonLeaveOpen } from './prefilter.ts';

const HEAD = [
  'import asyncio, os, shutil, sqlite3, subprocess, tempfile, unittest',
  'from pathlib import Path',
  'from unittest.mock import patch',
  'import httpx',
  'import pytest',
  '',
].join('\n');

/** A module with a fixture named `thing` whose body is given, and what follows it. */
function fixture(body: string, after = '', decorator = '@pytest.fixture'): string {
  const lines = body.split('\n').map((line) => `    ${line}`);
  return `${HEAD}${decorator}\ndef thing(request):\n${lines.join('\n')}\n${after}`;
}

/** A module with a test case whose `setUp` has a body, and further methods. */
function testCase(body: string, methods = '', bases = 'unittest.TestCase'): string {
  const lines = body.split('\n').map((line) => `        ${line}`);
  return `${HEAD}class TestThing(${bases}):\n    def setUp(self):\n${lines.join('\n')}\n${methods}`;
}

function inFixture(api: string, end: string): ExpectedError<MessageId> {
  return { messageId: 'openInFixture', data: { api, end, place: 'the fixture thing' } };
}

function inSetup(api: string, end: string, place = 'setUp'): ExpectedError<MessageId> {
  return { messageId: 'openInSetup', data: { api, end, place } };
}

const cases: RuleCases<MessageId, []> = {
  valid: [
    `from concurrent.futures import ThreadPoolExecutor\n${fixture('pool = ThreadPoolExecutor(2)\nyield pool\npool.shutdown()')}`,
    `from sqlalchemy.orm import Session\n${fixture('with Session(engine) as session:\n    yield session')}`,
    // Closed by the fixture itself.
    fixture('with httpx.Client() as client:\n    yield client'),
    fixture('client = httpx.Client()\nyield client\nclient.close()'),
    fixture('client = httpx.Client()\ntry:\n    yield client\nfinally:\n    client.close()'),
    fixture('client = httpx.Client()\nrequest.addfinalizer(client.close)\nreturn client'),
    fixture('client = httpx.Client()\nrequest.addfinalizer(lambda: client.close())\nreturn client'),
    fixture('client = httpx.Client()\nwith client:\n    yield client'),
    fixture('process = subprocess.Popen(["serve"])\nyield process\nprocess.terminate()\nprocess.wait()'),
    fixture('process = subprocess.Popen(["serve"])\nyield 1\nos.kill(process.pid, 9)'),
    fixture('loop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\nyield loop\nloop.close()'),
    fixture('patcher = patch("a.b")\npatcher.start()\nyield\npatcher.stop()'),
    fixture('patch("a.b").start()\nyield\npatch.stopall()'),
    fixture('path = tempfile.mkdtemp()\nyield path\nshutil.rmtree(path)'),
    fixture('path = Path(tempfile.mkdtemp())\nfile = path / "a"\nyield file\nshutil.rmtree(file.parent)'),
    fixture('handle, path = tempfile.mkstemp()\nyield path\nos.remove(path)'),
    fixture('with tempfile.NamedTemporaryFile(delete=False) as file:\n    name = file.name\nyield name\nos.unlink(name)'),
    // It may be owned by what it is given to.
    fixture('return Service(httpx.Client())'),
    fixture('client = httpx.Client()\nreturn Service(client)'),
    fixture('client = httpx.Client()\nrequest.node.client = client\nreturn 1'),
    fixture('clients = []\nclients.append(httpx.Client())\nyield clients'),
    fixture('client = httpx.Client()\nyield client, 1'),
    fixture('from contextlib import ExitStack\nwith ExitStack() as stack:\n    yield stack.enter_context(httpx.Client())'),
    // It ends with what it is read for.
    fixture('return open("a").read()'),
    fixture('import json\nreturn json.load(open("a"))'),
    // Every test that gets it ends it.
    fixture('return subprocess.Popen(["serve"])', 'def test_a(thing):\n    thing.kill()\n'),
    // It holds nothing open, or ends by itself.
    fixture('return tempfile.NamedTemporaryFile()'),
    fixture('return tempfile.TemporaryDirectory()'),
    fixture('return tempfile.mkdtemp(dir=request.getfixturevalue("tmp_path"))'),
    fixture('return httpx.Client(transport=httpx.MockTransport(answer))'),
    fixture('return patch("a.b")'),
    fixture('subprocess.Popen(["docker", "run", "-d", "redis"])\nyield'),
    fixture('subprocess.Popen("git init", shell=True)\nyield'),
    // Somebody else's, or not opened here.
    fixture('from app import Popen\nreturn Popen()'),
    fixture('def start():\n    return subprocess.Popen(["serve"])\nreturn start'),
    fixture('return lambda: httpx.Client()'),
    `${HEAD}def test_a():\n    client = httpx.Client()\n    client.get("/")\n`,
    `${HEAD}def make():\n    return httpx.Client()\n`,
    // Played.
    fixture('subprocess.Popen(["serve"])', '@patch("subprocess.Popen")\ndef test_a(made, thing):\n    pass\n'),
    // setUp and its like.
    testCase('self.db = sqlite3.connect("a")', '    def tearDown(self):\n        self.db.close()\n'),
    testCase('self.db = sqlite3.connect("a")\nself.addCleanup(self.db.close)'),
    testCase('self.db = sqlite3.connect("a")\nself.service = Service(self.db)'),
    testCase('self.dir = tempfile.mkdtemp()\nself.addCleanup(shutil.rmtree, self.dir)'),
    testCase('self.dir = tempfile.mkdtemp()', '    def tearDown(self):\n        drop(self.dir)\n'),
    testCase(
      'self.a = tempfile.mkdtemp()\nself.b = tempfile.mkdtemp()',
      '    def tearDown(self):\n        for path in (self.a, self.b):\n            shutil.rmtree(path)\n',
    ),
    testCase('patcher = patch("a.b")\nself.made = patcher.start()\nself.addCleanup(patcher.stop)'),
    testCase('self.patcher = patch("a.b")\nself.patcher.start()', '    def tearDown(self):\n        self.patcher.stop()\n'),
    // A base class that is not known may end it.
    testCase('self.db = sqlite3.connect("a")', '', 'DatabaseTest'),
    `${HEAD}class Base(unittest.TestCase):\n    def tearDown(self):\n        self.db.close()\n\nclass TestThing(Base):\n    def setUp(self):\n        self.db = sqlite3.connect("a")\n`,
    `${HEAD}process = None\n\ndef setup_module():\n    global process\n    process = subprocess.Popen(["serve"])\n\ndef teardown_module():\n    process.kill()\n`,
  ],
  invalid: [
    {
      name: 'returned',
      code: fixture('return httpx.Client()'),
      errors: [
        {
          ...inFixture('httpx.Client', 'close()'),
          suggestions: [
            {
              messageId: 'closeAfter',
              data: { end: 'close()' },
              output: fixture('thing = httpx.Client()\nyield thing\nthing.close()'),
            },
          ],
        },
      ],
    },
    {
      name: 'yielded, and left',
      code: fixture('connection = sqlite3.connect("a")\nconnection.execute("create table t (a)")\nyield connection'),
      errors: [
        {
          ...inFixture('sqlite3.connect', 'close()'),
          suggestions: [
            {
              messageId: 'closeAfter',
              data: { end: 'close()' },
              output: fixture(
                'connection = sqlite3.connect("a")\nconnection.execute("create table t (a)")\nyield connection\nconnection.close()',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'one of two tests ends it',
      code: fixture(
        'process = subprocess.Popen(["serve"])\nreturn process',
        'def test_a(thing):\n    thing.kill()\n\ndef test_b(thing):\n    assert thing.pid\n',
      ),
      errors: [inFixture('subprocess.Popen', 'terminate() and wait()')],
    },
    {
      name: 'a pool',
      code: `from concurrent.futures import ThreadPoolExecutor\n${fixture('pool = ThreadPoolExecutor(2)\nyield pool')}`,
      errors: [inFixture('concurrent.futures.ThreadPoolExecutor', 'shutdown()')],
    },
    {
      name: 'a client that is emptied and stays open',
      code: `import redis\n${fixture('client = redis.Redis()\nyield client.pipeline\nclient.flushdb()')}`,
      errors: [inFixture('redis.Redis', 'close()')],
    },
    {
      name: 'nobody keeps it',
      code: fixture('subprocess.Popen(["serve"])\nyield'),
      errors: [inFixture('subprocess.Popen', 'terminate() and wait()')],
    },
    {
      name: 'only looked at',
      code: fixture('loop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\nprint(loop)\nyield loop', '', '@pytest.fixture(scope="session")'),
      errors: [
        {
          ...inFixture('asyncio.new_event_loop', 'close()'),
          suggestions: [
            {
              messageId: 'closeAfter',
              data: { end: 'close()' },
              output: fixture(
                'loop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\nprint(loop)\nyield loop\nloop.close()',
                '',
                '@pytest.fixture(scope="session")',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a client that has to be awaited gets no suggestion',
      code: `${HEAD}import pytest_asyncio\n\n@pytest_asyncio.fixture\nasync def thing():\n    return httpx.AsyncClient()\n`,
      errors: [inFixture('httpx.AsyncClient', 'await … .aclose()')],
    },
    {
      name: 'a return type would not be true',
      code: `${HEAD}@pytest.fixture\ndef thing() -> httpx.Client:\n    return httpx.Client()\n`,
      errors: [inFixture('httpx.Client', 'close()')],
    },
    {
      name: 'a patch',
      code: fixture('patch("a.b").start()\nyield'),
      errors: [inFixture('patch(…).start()', 'stop()')],
    },
    {
      name: 'a patch with a name',
      code: fixture('patcher = patch.object(Path, "exists")\npatcher.start()'),
      errors: [inFixture('patch(…).start()', 'stop()')],
    },
    {
      name: 'a container',
      code: `from testcontainers.postgres import PostgresContainer\n${fixture('postgres = PostgresContainer("postgres:16")\npostgres.start()\nyield postgres.get_connection_url()')}`,
      errors: [inFixture('the start() of a container', 'stop()')],
    },
    {
      name: 'a browser',
      code: `import pytest\n\n@pytest.fixture\ndef thing(playwright):\n    browser = playwright.chromium.launch()\n    yield browser.new_page()\n`,
      errors: [inFixture('chromium.launch()', 'close()')],
    },
    {
      name: 'a folder',
      code: fixture('path = Path(tempfile.mkdtemp())\n(path / "a").write_text("b")\nreturn path'),
      errors: [inFixture('tempfile.mkdtemp', 'shutil.rmtree()')],
    },
    {
      name: 'a file, where others are removed',
      code: fixture('other = "a"\nos.remove(other)\nwith tempfile.NamedTemporaryFile(delete=False) as file:\n    file.write(b"a")\nyield file.name'),
      errors: [inFixture('tempfile.NamedTemporaryFile', 'os.unlink()')],
    },
    {
      name: 'setUp',
      code: testCase('self.db = sqlite3.connect("a")', '    def test_a(self):\n        self.db.execute("select 1")\n'),
      errors: [inSetup('sqlite3.connect', 'close()')],
    },
    {
      name: 'the folder of a test case',
      code: testCase('self.dir = tempfile.mkdtemp()', '    def test_a(self):\n        write(self.dir)\n'),
      errors: [inSetup('tempfile.mkdtemp', 'shutil.rmtree()')],
    },
    {
      name: 'a base of the file',
      code: `${HEAD}class Base(unittest.TestCase):\n    def tearDown(self):\n        self.other.close()\n\nclass TestThing(Base):\n    def setUp(self):\n        self.db = sqlite3.connect("a")\n`,
      errors: [inSetup('sqlite3.connect', 'close()')],
    },
    {
      name: 'a class of pytest',
      code: `${HEAD}class TestThing:\n    @classmethod\n    def setup_class(cls):\n        cls.client = httpx.Client()\n\n    def test_a(self):\n        assert self.client.get("/")\n`,
      errors: [inSetup('httpx.Client', 'close()', 'setup_class')],
    },
    {
      name: 'a module',
      code: `${HEAD}def setup_module():\n    global process\n    process = subprocess.Popen(["serve"])\n`,
      errors: [inSetup('subprocess.Popen', 'terminate() and wait()', 'setup_module')],
    },
  ],
};

testPythonRule('cleanup-resources', cleanupResources, cases);
testPrefilter(mayPythonLeaveOpen, cases);
