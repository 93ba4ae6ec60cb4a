import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { uniqueTenantIds } from '../index.ts';
import type { Options } from '../options.ts';
import { mayShareId } from '../prefilter.ts';

const project = mkdtempSync(path.join(tmpdir(), 'unique-tenant-ids-'));
mkdirSync(path.join(project, 'tests/bound'), { recursive: true });
writeFileSync(
  path.join(project, 'tests/conftest.py'),
  'import pytest\n\n@pytest.fixture(scope="session")\ndef memory():\n    return connect()\n\n@pytest.fixture\ndef own_memory(tmp_path):\n    return Memory(tmp_path)\n',
);
writeFileSync(
  path.join(project, 'tests/bound/conftest.py'),
  'import pytest\n\n@pytest.fixture(scope="session", autouse=True)\ndef schema(memory):\n    memory.deploy("acme")\n',
);
afterAll(() => {
  rmSync(project, { recursive: true });
});
const inProject = { filename: path.join(project, 'tests/test_a.py') };

const store = 'from product import store\n\n';
const add = (id = '"acme"'): string => `store.add(tenant_id=${id}, text="a b")`;

/** Two tests, with what they ask for. */
function two(first: string, second = first, parameters = ''): string {
  const indented = (body: string): string => body.replaceAll(/^/gm, '    ');
  return `def test_a(${parameters}):\n${indented(first)}\n\ndef test_b(${parameters}):\n${indented(second)}\n`;
}

const cases: RuleCases<'shared' | 'sharedPython', [Options]> = {
  valid: [
    // Each test has its own.
    store + two(add('"acme"'), add('"other"')),
    `${store}def test_a():\n    ${add()}\n    assert store.list(tenant_id="acme")\n`,
    store + two(add('tenant_id'), add('tenant_id'), 'tenant_id'),
    store + two('tenant_id = unique_id("acme")\nstore.add(tenant_id=tenant_id)', undefined, 'unique_id'),
    `import uuid\n${store}${two('tenant_id = f"acme-{uuid.uuid4()}"\nstore.add(tenant_id=tenant_id)')}`,
    `import pytest\n${store}@pytest.mark.parametrize("tenant_id", ["a", "b"])\n${two(add('tenant_id'), 'pass', 'tenant_id')}`,
    // Nothing is kept.
    `from product import key_of\n\n${two('assert key_of(tenant_id="acme") == "acme/"')}`,
    `from product import create_event\n\n${two('event = create_event(tenant_id="acme")\nassert event.tenant_id == "acme"')}`,
    `from product import events\n\n${two('event = events.parse({"tenant_id": "acme"})\nassert event')}`,
    `from product import Session\n\n${two('session = Session(user_id="alice")\nassert session.user_id == "alice"')}`,
    two('record = {"tenant_id": "acme"}\nassert record["tenant_id"] == "acme"'),
    store + two(add('"tenant_id"')),
    // Only looked for, or refused.
    store + two('assert store.list(tenant_id="acme") == []'),
    `import pytest\n${store}${two('with pytest.raises(ValueError):\n    store.add(tenant_id="acme")')}`,
    // A store for each test.
    `import pytest\nfrom product import Store\n\n@pytest.fixture\ndef store():\n    return Store()\n\n${two(add(), add(), 'store')}`,
    `import pytest\nfrom product import Store\n\n@pytest.fixture\ndef store(tmp_path):\n    return Store(tmp_path)\n\n${two(add(), add(), 'store')}`,
    `from product import Store\n\n${two(`store = Store()\n${add()}`)}`,
    `from product import Store\n\nclass TestA:\n    def setup_method(self):\n        self.store = Store()\n\n    def test_a(self):\n        self.store.add(tenant_id="acme")\n\n    def test_b(self):\n        self.store.add(tenant_id="acme")\n`,
    { ...inProject, code: two('own_memory.add("a b", user_id="alice")', undefined, 'own_memory') },
    // Nobody knows what the fixture gives.
    two(add(), add(), 'store'),
    // Fakes.
    `from unittest.mock import MagicMock\n${store}${two(add())}`,
    `${store}${two(add(), add(), 'mocker')}`,
    `${store}def test_a(monkeypatch):\n    monkeypatch.setattr(store, "client", None)\n    ${add()}\n\ndef test_b():\n    ${add()}\n`,
    `from product import FakeStore\n\nstore = FakeStore()\n\n${two(add())}`,
    `import pytest\n\n@pytest.fixture(scope="module")\ndef mock_store():\n    return make()\n\n${two('mock_store.add(tenant_id="acme")', undefined, 'mock_store')}`,
    // Cleaned up.
    `import pytest\n${store}@pytest.fixture(autouse=True)\ndef clean():\n    yield\n    store.clear()\n\n${two(add())}`,
    `${store}def teardown_function(function):\n    store.delete_all()\n\n${two(add())}`,
    `${store}${two(`store.clear(tenant_id="acme")\n${add()}`)}`,
    `${store}${two(`try:\n    ${add()}\nfinally:\n    store.delete(tenant_id="acme")`)}`,
    // There for all on purpose.
    `import pytest\n\n@pytest.fixture(scope="module")\ndef store():\n    return connect(tenant_id="acme")\n\n${two(add(), add(), 'store')}`,
    { filename: path.join(project, 'tests/bound/test_a.py'), code: two('memory.add("a b", tenant_id="acme")', undefined, 'memory') },
    `import pytest\n\nTENANT = "acme"\n\n@pytest.fixture(scope="module")\ndef store():\n    return connect(tenant_id=TENANT)\n\n${two(add('TENANT'), undefined, 'store')}`,
    `import pytest\n\n@pytest.fixture(scope="module")\ndef tenant_id():\n    return "acme"\n\n@pytest.fixture(scope="module")\ndef store(tenant_id):\n    return connect(tenant_id)\n\n${two(add('tenant_id'), undefined, 'store, tenant_id')}`,
    // Functions of the file that keep nothing, that are given what is a test's own, or that clean up.
    `${store}def put(tenant_id):\n    store.add("a b", tenant_id=tenant_id)\n\n${two('put("acme")', 'put("other")')}`,
    `from product import Store\n\ndef put(store, tenant_id):\n    store.add("a b", tenant_id=tenant_id)\n\n${two('put(Store(), "acme")')}`,
    `from product import Store\n\ndef put(store, tenant_id):\n    store.add("a b", tenant_id=tenant_id)\n\n${two('store = Store()\nput(store, "acme")')}`,
    `from product import Store\n\ndef put(tenant_id):\n    Store().add("a b", tenant_id=tenant_id)\n\n${two('put("acme")')}`,
    `${store}def begin():\n    store.clear()\n\n${two(`begin()\n${add()}`)}`,
    `${store}def put(key, tenant_id="acme"):\n    store.save(key, tenant_id=tenant_id)\n\n${two('put("a")', 'put("b")')}`,
    `${store}def put(tenant_id):\n    put(tenant_id)\n\n${two('put("acme")')}`,
    `from product import create_event\n\n${two('create_event(tenant_id="acme")')}`,
    // Something else tells the records apart.
    store + two('store.add(tenant_id="acme", agent_name="a")', 'store.add(tenant_id="acme", agent_name="b")'),
    store + two('store.add(tenant_id="acme", user_id="a")', 'store.add(tenant_id="acme", user_id="b")'),
    store + two('store.save("first", tenant_id="acme")', 'store.save("second", tenant_id="acme")'),
    store + two('store.set_routing_config(tenant_id="acme")', 'store.set_telemetry_config(tenant_id="acme")'),
    // Ids that mean something.
    store + two(add('"default"')),
    store + two(add('"missing-tenant"')),
    store + two('store.add(created_by_user_id="alice")'),
    store + two('store.add(org_id="acme")'),
    // Skipped, or no tests.
    `import pytest\n${store}@pytest.mark.skip\n${two(add())}`,
    { code: store + two(add()), filename: 'tests/helpers.py' },
  ],
  invalid: [
    {
      code: store + two(add()),
      errors: [
        {
          messageId: 'sharedPython',
          data: { count: 2, name: 'tenant_id', value: '"acme"', fixture: 'the fixture tenant_id' },
          line: 4,
          column: 25,
          endColumn: 31,
        },
        { messageId: 'sharedPython', line: 7 },
      ],
    },
    {
      code: store + two('store.add("a b", user_id="alice")', 'assert store.search("a", user_id="alice") == []'),
      errors: [
        { messageId: 'sharedPython', data: { count: 2, name: 'user_id', value: '"alice"', fixture: 'unique_id()' } },
        'sharedPython',
      ],
    },
    // One constant for all.
    { code: `${store}TENANT_ID = "acme"\n\n${two('store.add(tenant_id=TENANT_ID)')}`, errors: [{ messageId: 'sharedPython', line: 3 }] },
    { code: `${store}class TestA:\n    tenant_id = "acme"\n\n    def test_a(self):\n        store.add(tenant_id=self.tenant_id)\n\n    def test_b(self):\n        store.add(tenant_id=self.tenant_id)\n`, errors: 1 },
    // Where ids stand.
    { code: store + two('store.add({"tenant_id": "acme", "text": "a b"})'), errors: 2 },
    { code: store + two('tenant_id = "acme"\nstore.add(tenant_id, "a b")'), errors: 2 },
    { code: store + two('tenant_id = "acme"\nstore.put(f"/tenants/{tenant_id}/items", data)'), errors: 2 },
    { code: `from product import Item\n${store}${two('store.add(Item(tenant_id="acme"))')}`, errors: 2 },
    { code: `from product import Item\n${store}${two('item = Item(tenant_id="acme")\nstore.add(item)')}`, errors: 2 },
    { code: `import requests\n\n${two('requests.post(URL, headers={"X-Tenant-ID": "acme"}, json={})')}`, errors: 2 },
    { code: `import requests\n\n${two('requests.post(URL, json={"user": {"user_id": "alice"}})')}`, errors: 2 },
    // Through functions of the file, methods and fixtures that give no more than the id.
    { code: `${store}def put(tenant_id, text):\n    store.add(text, tenant_id=tenant_id)\n\n${two('put("acme", "a b")')}`, errors: 2 },
    { code: `${store}def put(text, tenant="acme"):\n    store.add(text, tenant_id=tenant)\n\n${two('put("a b")')}`, errors: [{ messageId: 'sharedPython', line: 3 }] },
    { code: `${store}def put(target, *, tenant_id):\n    target.add("a b", tenant_id=tenant_id)\n\ndef fill(tenant_id):\n    put(store, tenant_id=tenant_id)\n\n${two('fill("acme")', 'put(store, tenant_id="acme")')}`, errors: 2 },
    { code: `${store}class Base:\n    def put(self, tenant_id):\n        store.add("a b", tenant_id=tenant_id)\n\nclass TestA(Base):\n    def test_a(self):\n        self.put("acme")\n\n    def test_b(self):\n        self.put("acme")\n`, errors: 2 },
    { code: `import unittest\n\nclass TestA(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        cls.store = connect()\n\n    def setUp(self):\n        self.tenant_id = "acme"\n\n    def put(self):\n        self.store.add("a b", tenant_id=self.tenant_id)\n\n    def test_a(self):\n        self.put()\n\n    def test_b(self):\n        self.put()\n`, errors: [{ messageId: 'sharedPython', line: 9 }] },
    { code: `import pytest\n${store}@pytest.fixture\ndef tenant_id():\n    return "acme"\n\n${two(add('tenant_id'), undefined, 'tenant_id')}`, errors: [{ messageId: 'sharedPython', line: 6 }] },
    { code: `import pytest\n${store}TENANT = "acme"\n\n@pytest.fixture\ndef tenant_id():\n    return TENANT\n\n${two(add('tenant_id'), undefined, 'tenant_id')}`, errors: [{ messageId: 'sharedPython', line: 4 }] },
    { code: `from product import list_notes, save_note\n\n${two('save_note("a b", user_id="alice")', 'assert list_notes(user_id="alice") == []')}`, errors: 2 },
    // What is asked for is the name of nothing.
    { code: store + two('store.add("tea", user_id="alice")', 'assert store.search("coffee", user_id="alice") == []'), errors: 2 },
    // What is there for several tests.
    { code: `from fastapi.testclient import TestClient\nfrom product import app\n\nclient = TestClient(app)\n\n${two('client.post("/items", json={"tenant_id": "acme"})')}`, errors: 2 },
    { code: `from mem0 import Memory\n\nmemory = Memory()\n\n${two('memory.add("a b", user_id="alice")', 'assert memory.get_all(user_id="alice")')}`, errors: 2 },
    { code: `import pytest\n\n@pytest.fixture(scope="module")\ndef store():\n    return connect()\n\n${two(add(), add(), 'store')}`, errors: 2 },
    { code: `import pytest\n\n@pytest.fixture(scope="session")\ndef database():\n    return connect()\n\n@pytest.fixture\ndef store(database):\n    return Store(database)\n\n${two(add(), add(), 'store')}`, errors: 2 },
    { code: `class TestA:\n    @classmethod\n    def setup_class(cls):\n        cls.store = connect()\n\n    def test_a(self):\n        self.store.add(tenant_id="acme")\n\n    def test_b(self):\n        self.store.add(tenant_id="acme")\n`, errors: 2 },
    { code: `from product import Manager, database\n\n${two('manager = Manager(database, tenant_id="acme")\nmanager.save_prompts("a b")')}`, errors: 2 },
    { code: `from product import app, make_client\n\n${two('with make_client(app) as client:\n    client.post("/items", json={"tenant_id": "acme"})')}`, errors: 2 },
    { ...inProject, code: two('memory.add("a b", user_id="alice")', undefined, 'memory'), errors: 2 },
    { code: `${store}async def test_a():\n    await store.add(tenant_id="acme")\n\nasync def test_b():\n    await store.add(tenant_id="acme")\n`, errors: 2 },
    // Three of which two meet.
    { code: `${store}${two('store.add(tenant_id="acme", name="a")')}\ndef test_c():\n    store.add(tenant_id="acme", name="c")\n`, errors: 2 },
    // Names of the project.
    { code: store + two('store.add(org_id="acme")'), options: [{ names: ['orgId'] }], errors: 2 },
    { code: (store + two(add())).replaceAll('\n', '\r\n'), errors: 2 },
  ],
};

testPythonRule('unique-tenant-ids', uniqueTenantIds, cases);
testPrefilter(mayShareId, { ...cases, invalid: cases.invalid.filter(({ options }) => options === undefined) });
