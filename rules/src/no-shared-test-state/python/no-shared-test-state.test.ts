import { testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { noSharedTestState } from '../index.ts';
import { mayShareStateInPython } from './prefilter.ts';

/** The text of a function or class with a body of its own. */
function block(head: string, body: string, indent = ''): string {
  return `${indent}${head}:\n${body
    .split('\n')
    .map((line) => `${indent}    ${line}`)
    .join('\n')}\n`;
}

/** A module with two tests, one after the other. */
function after(declaration: string, first: string, second: string): string {
  return `${declaration}\n\n${block('def test_a()', first)}\n${block('def test_b()', second)}`;
}

/** A class with two tests. */
function inClass(head: string, declaration: string, first: string, second: string): string {
  const body = `${declaration}\n${block('def test_a(self)', first)}${block('def test_b(self)', second)}`;
  return block(`class ${head}`, body);
}

const onceFixture = 'import pytest\n\n@pytest.fixture(scope="module")\ndef shared():\n    return {}\n\n';

const cases: RuleCases<'shared' | 'sharedPython', []> = {
  valid: [
    // Each test has its own.
    after('', 'created = make()\nassert created', 'created = make()\nassert created'),
    after('created = None', 'global created\ncreated = make()\nuse(created)', 'global created\ncreated = make()\nuse(created)'),
    after('created = None', 'created = make()', 'use(created)'),
    after('calls = []', 'calls.append(1)', 'calls.clear()\ncalls.append(2)\nassert calls == [2]'),
    after('calls = []', 'calls.append(1)', 'calls[:] = []\nassert calls == []'),
    after('calls = []', 'calls.append(1)\nassert calls == [1]\ncalls.clear()', 'assert calls == []'),
    after('rows = []', 'rows.append(1)', 'rows.append(2)'),
    // Set up anew.
    'import pytest\ncreated = None\n\n@pytest.fixture(autouse=True)\ndef reset():\n    global created\n    created = None\n\n' +
      after('', 'global created\ncreated = 1', 'assert created is None'),
    'import pytest\ncalls = []\n\n@pytest.fixture(autouse=True)\ndef reset():\n    yield\n    calls.clear()\n\n' +
      after('', 'calls.append(1)', 'assert calls == []'),
    'calls = []\n\ndef setup_function():\n    calls.clear()\n\n' + after('', 'calls.append(1)', 'assert calls == []'),
    'calls = []\n\ndef reset():\n    del calls[:]\n\ndef teardown_function(function):\n    reset()\n\n' +
      after('', 'calls.append(1)', 'assert calls == []'),
    inClass('TestA', 'user = None\ndef setup_method(self):\n    TestA.user = None', 'TestA.user = 1', 'assert self.user is None'),
    `import unittest\n${inClass('A(unittest.TestCase)', 'calls = []\ndef setUp(self):\n    self.calls = []', 'self.calls.append(1)', 'self.assertEqual(self.calls, [])')}`,
    // Put back.
    after('mode = "a"', 'global mode\nmode = "b"\nrun(mode)\nmode = "a"', 'assert mode == "a"'),
    after('mode = "a"', 'global mode\nold = mode\nmode = "b"\nrun(mode)\nmode = old', 'assert mode == "a"'),
    after('mode = "a"', 'global mode\ntry:\n    mode = "b"\nfinally:\n    mode = load()', 'assert mode == "a"'),
    after('registry = {}', 'registry["a"] = 1\nrun(registry)\ndel registry["a"]', 'assert registry == {}'),
    after('registry = {}', 'registry["a"] = 1\nregistry.pop("a")', 'assert registry == {}'),
    // Asked for first.
    after('model = None', 'global model\nif model is None:\n    model = load()\nrun(model)', 'global model\nif model is None:\n    model = load()\nrun(model)'),
    '_models = {}\n\ndef get(name):\n    if name not in _models:\n        _models[name] = load(name)\n    return _models[name]\n\n' +
      after('', 'run(get("a"))', 'run(get("a"))'),
    after('import pytest\ncreated = None', 'global created\ncreated = make()', 'if not created:\n    pytest.skip("nothing")\nuse(created)'),
    after('found = {}', 'found["a"] = 1', 'use(found.get("a") or 2)'),
    // By key.
    after('cache = {}', 'cache["a"] = 1', 'assert cache["b"] == 1'),
    after('cache = {}', 'cache[key()] = 1', 'assert cache[key()] == 1'),
    // Counters that make ids.
    '_count = 0\n\ndef next_id():\n    global _count\n    _count += 1\n    return f"user-{_count}"\n\n' +
      after('', 'use(next_id())', 'use(next_id())'),
    after('count = 0', 'global count\ncount += 1\nuse(count)', 'global count\ncount += 1\nuse(count)'),
    // What the file does not show may write it, too.
    'calls = []\n\ndef callback(value):\n    calls.append(value)\n\n' +
      after('', 'calls.append(1)', 'run(callback)\nassert calls == [1]'),
    'calls = []\n\nclass Client:\n    def send(self, value):\n        calls.append(value)\n\n' +
      after('', 'calls.append(1)', 'run(Client())\nassert calls == [1]'),
    // Made for all, and made again by one.
    inClass('TestA', '@classmethod\ndef setup_class(cls):\n    cls.client = start()', 'TestA.client = start()', 'use(self.client)'),
    after('client = start()', 'global client\nclient = start()', 'use(client)'),
    // Objects that do more than hold it.
    after('class Client:\n    def login(self):\n        self.user = make()\n\n\nclient = Client()', 'client.user = 1', 'client.login()\nuse(client.user)'),
    after('from types import SimpleNamespace\n\nshared = SimpleNamespace(a=1)', 'shared.a = 2', 'use(shared.b)'),
    after('import pytest', 'pytest.importorskip("torch")', 'pytest.skip("no")'),
    // An instance has its own.
    inClass('TestA', 'user = None', 'self.user = 1\nassert self.user', 'assert self.user is None'),
    // Restored by pytest.
    'import product\n\ndef test_a(monkeypatch):\n    monkeypatch.setattr(product, "mode", "b")\n\ndef test_b():\n    assert product.mode == "a"\n',
    // The order is stated.
    `import pytest\n\n@pytest.mark.incremental\n${inClass('TestA', 'user = None', 'TestA.user = 1', 'use(self.user)')}`,
    'import pytest\ncreated = None\n\n@pytest.mark.order(1)\ndef test_a():\n    global created\n    created = 1\n\n@pytest.mark.order(2)\ndef test_b():\n    use(created)\n',
    'import pytest\npytestmark = pytest.mark.xdist_group("a")\n' + after('created = None', 'global created\ncreated = 1', 'use(created)'),
    'import pytest\ncreated = None\n\ndef test_a():\n    global created\n    created = 1\n\n@pytest.mark.dependency(depends=["test_a"])\ndef test_b():\n    use(created)\n',
    // No tests, and tests that never run.
    { code: after('created = None', 'global created\ncreated = 1', 'use(created)'), filename: 'tests/helpers.py' },
    'import pytest\ncreated = None\n\n@pytest.mark.skip\ndef test_a():\n    global created\n    created = 1\n\ndef test_b():\n    use(created)\n',
    // The reader runs first.
    after('created = None', 'use(created)', 'global created\ncreated = 1'),
    // Compared with what was there.
    after('calls = []', 'calls.append(1)', 'before = len(calls)\ncalls.append(2)'),
    after('calls = []', 'calls.append(1)', 'before = len(calls)\ncalls.append(2)\nassert len(calls) == before + 1'),
    'class Model:\n    runs = 0\n    def run(self):\n        self.__class__.runs += 1\n\n' +
      'class TestModel:\n    def test_a(self):\n        Model().run()\n' +
      '    def test_b(self):\n        initial = Model.runs\n        Model().run()\n        self.assertEqual(Model.runs, initial + 1)\n',
    // Parameters and names of functions hide it.
    'created = None\n\ndef test_a():\n    global created\n    created = 1\n\ndef test_b(created):\n    use(created)\n',
    // What a fixture gives: each test its own, or what nothing is kept in, or what is put back.
    'import pytest\n\n@pytest.fixture\ndef shared():\n    return {}\n\ndef test_a(shared):\n    shared["a"] = 1\n\ndef test_b(shared):\n    assert shared["a"]\n',
    `${onceFixture}def test_a(shared):\n    assert shared == {}\n\ndef test_b(shared):\n    assert shared == {}\n`,
    `${onceFixture}def test_a(shared):\n    shared["a"] = 1\n    shared.clear()\n\ndef test_b(shared):\n    assert shared == {}\n`,
    `${onceFixture}@pytest.fixture(autouse=True)\ndef emptied(shared):\n    shared.clear()\n\ndef test_a(shared):\n    shared["a"] = 1\n\ndef test_b(shared):\n    assert shared == {}\n`,
    `${onceFixture}def test_a(shared):\n    shared["a"] = 1\n\ndef test_b(shared):\n    if "a" not in shared:\n        pytest.skip("nothing there")\n    assert shared["a"]\n`,
    `${onceFixture}def test_a(shared):\n    shared["a"] = 1\n\n@pytest.mark.parametrize("shared", [{}])\ndef test_b(shared):\n    assert shared["a"]\n`,
    'import pytest\n\n@pytest.fixture(scope="module")\ndef shared():\n    return connect()\n\ndef test_a(shared):\n    shared["a"] = 1\n\ndef test_b(shared):\n    assert shared["a"]\n',
    // What hides that of the class.
    inClass('TestA', 'ids = {}', 'self.ids = {}\nself.ids["a"] = 1', 'assert self.ids == {}'),
    // What a hook makes for each test.
    inClass('TestA', 'def setup_method(self):\n    self.items = []\n', 'self.items.append(1)', 'assert self.items == []'),
  ],
  invalid: [
    { code: inClass('TestA', 'ids = {}', 'self.ids["a"] = 1', 'assert self.ids["a"] == 1'), errors: 1 },
    // What a fixture or a hook makes once.
    { code: `${onceFixture}def test_a(shared):\n    shared["a"] = 1\n\ndef test_b(shared):\n    assert shared["a"] == 1\n`, errors: [{ messageId: 'sharedPython', line: 8 }] },
    { code: `${onceFixture.replace('return {}', 'found = []\n    yield found')}def test_a(shared):\n    shared.append(1)\n    assert len(shared) == 1\n\ndef test_b(shared):\n    assert shared == []\n`, errors: [{ messageId: 'sharedPython', line: 9 }] },
    { code: inClass('TestA', '@classmethod\ndef setup_class(cls):\n    cls.items = []\n', 'self.items.append(1)', 'assert self.items == []'), errors: 1 },
    { code: inClass('TestA(unittest.TestCase)', '@classmethod\ndef setUpClass(cls):\n    cls.ids = {}\n', 'self.ids["a"] = 1', 'self.assertEqual(self.ids["a"], 1)').replace(/^/, 'import unittest\n\n'), errors: 1 },
    { code: 'items = None\n\ndef setup_module():\n    global items\n    items = []\n\n' + after('', 'items.append(1)', 'assert items == [1]'), errors: 1 },
    {
      code: after('created = None', 'global created\ncreated = make()', 'use(created)'),
      errors: [
        {
          messageId: 'sharedPython',
          data: { name: 'created', writer: 'test_a', reader: 'test_b', line: 8 },
          line: 5,
          column: 5,
        },
      ],
    },
    { code: after('', 'global created\ncreated = make()', 'use(created)'), errors: 1 },
    { code: after('created: str | None = None', 'global created\ncreated = make()', 'assert created == 1'), errors: 1 },
    { code: after('created, other = None, None', 'global created\ncreated = make()', 'use(created)'), errors: 1 },
    { code: after('created = None', 'global created\ncreated, other = make()', 'use(f"/users/{created}")'), errors: 1 },
    { code: after('created = None', 'global created\ncreated = make()', 'assert created is not None'), errors: 1 },
    { code: after('created = None', 'global created\ncreated = make()', 'for one in load():\n    if one == created:\n        use(one)'), errors: 1 },
    { code: after('created = None', 'global created\ncreated = make()', 'global created\nuse(created)\ncreated = None'), errors: 1 },
    { code: after('count = 0', 'global count\ncount += 1', 'assert count == 1'), errors: 1 },
    { code: 'created = None\n\ndef sign_up():\n    global created\n    created = make()\n\n' + after('', 'sign_up()', 'use(created)'), errors: 1 },
    { code: 'created = None\n\ndef headers():\n    return {"X-User": created}\n\n' + after('', 'global created\ncreated = 1', 'use(headers())'), errors: 1 },
    { code: 'created = None\n\nasync def test_a():\n    global created\n    created = await make()\n\nasync def test_b():\n    await use(created)\n', errors: 1 },
    // Collections.
    { code: after('calls = []', 'calls.append(1)', 'assert calls == [1]'), errors: 1 },
    { code: after('calls = []', 'calls.append(1)', 'assert len(calls) == 1'), errors: 1 },
    { code: after('calls = []', 'calls.append(1)', 'calls.append(2)\nassert calls == [1, 2]'), errors: 1 },
    { code: after('queue = []', 'queue.append(1)', 'assert queue.pop() == 1'), errors: 1 },
    { code: after('import collections\nqueue = collections.deque()', 'queue.append(1)', 'assert queue.popleft() == 1'), errors: 1 },
    { code: after('state = {}', 'state["id"] = make()', 'use(state["id"])'), errors: 1 },
    { code: after('state = {}', 'state["id"] = make()', 'use(state.get("id"))'), errors: 1 },
    { code: after('state = dict()', 'state.update(make())', 'use(state["id"])'), errors: 1 },
    { code: after('state = {"items": []}', 'state["items"].append(1)', 'assert state["items"] == [1]'), errors: 1 },
    { code: after('seen = set()', 'seen.add(1)', 'assert 1 in seen'), errors: 1 },
    // Classes.
    {
      code: inClass('TestA', 'user = None', 'TestA.user = make()', 'use(self.user)'),
      errors: [{ messageId: 'sharedPython', data: { name: 'TestA.user', writer: 'test_a', reader: 'test_b', line: 6 } }],
    },
    { code: inClass('TestA', 'user = None', 'self.__class__.user = make()', 'use(self.user)'), errors: 1 },
    { code: inClass('TestA', 'user = None', 'type(self).user = make()', 'use(type(self).user)'), errors: 1 },
    { code: inClass('TestA', '', 'self.__class__.user = make()', 'use(self.__class__.user)'), errors: 1 },
    { code: inClass('TestA', 'calls = []', 'self.calls.append(1)', 'assert self.calls == [1]'), errors: 1 },
    { code: `from unittest import TestCase\n${inClass('Users(TestCase)', 'user = None', 'Users.user = make()', 'self.assertEqual(self.user, 1)')}`, errors: 1 },
    {
      // By their names, the second one runs first.
      code: `from unittest import TestCase\n${block('class Users(TestCase)', `${block('def test_b(self)', 'use(self.user)')}${block('def test_a(self)', 'Users.user = make()')}`)}`,
      errors: 1,
    },
    { code: inClass('TestA', '@classmethod\ndef setup_class(cls):\n    cls.user = ""', 'TestA.user = make()', 'use(self.user)'), errors: 1 },
    // Objects that hold what tests set.
    { code: after('from types import SimpleNamespace\n\nshared = SimpleNamespace()', 'shared.user = make()', 'use(shared.user)'), errors: 1 },
    { code: after('class Shared:\n    user = None\n\n\nshared = Shared()', 'shared.user = make()', 'use(shared.user)'), errors: 1 },
    { code: after('class Shared:\n    user = None', 'Shared.user = make()', 'use(Shared.user)'), errors: 1 },
    { code: after('import pytest', 'pytest.user = make()', 'use(pytest.user)'), errors: 1 },
    // A fixture of the module that runs once.
    { code: 'import pytest\ncreated = None\n\n@pytest.fixture(scope="module", autouse=True)\ndef begin():\n    global created\n    created = 0\n\n' + after('', 'global created\ncreated = 1', 'use(created)'), errors: 1 },
    { code: after('created = None', 'global created\ncreated = make()', 'use(created)').replaceAll('\n', '\r\n'), errors: 1 },
  ],
};

testPythonRule('no-shared-test-state', noSharedTestState, cases);
testPrefilter(mayShareStateInPython, cases);
