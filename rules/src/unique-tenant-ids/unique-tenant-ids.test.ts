import { testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { uniqueTenantIds } from './index.ts';
import type { Options } from './options.ts';
import { mayShareId } from './prefilter.ts';

const runner = 'import { afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";';
const store = `${runner} import { store } from "../src/store.js";`;
const add = (id = '"acme"'): string => `await store.add({ tenantId: ${id}, text: "a" });`;
const two = (first: string, second = first): string =>
  `test("a", async () => { ${first} }); test("b", async () => { ${second} });`;

const cases: RuleCases<'shared' | 'sharedPython', [Options]> = {
  valid: [
    // Each test has its own.
    `${store} ${two(add('"acme"'), add('"other"'))}`,
    `${store} test("a", async () => { ${add()} });`,
    `${store} test("a", async () => { ${add()} ${add()} expect(await store.list({ tenantId: "acme" })).toHaveLength(2); });`,
    `${store} import { uniqueId } from "@cogniverse/test-setup"; ${two(add('uniqueId("acme")'))}`,
    `${store} import { uniqueId } from "@cogniverse/test-setup"; const tenantId = uniqueId("acme"); ${two(add('tenantId'))}`,
    `${store} const makeId = () => crypto.randomUUID(); ${two(add('`tenant-${makeId()}`'))}`,
    `${store} const ids = { first: "acme", second: "other" }; ${two(add('ids.first'), add('ids.second'))}`,
    // Nothing is kept.
    `${runner} import { keyOf } from "../src/keys.js"; ${two('expect(keyOf({ tenantId: "acme" })).toBe("acme/"); ')}`,
    `${runner} import { parse } from "../src/events.js"; ${two('expect(parse(text)).toEqual({ tenantId: "acme" });')}`,
    `${runner} import { createEvent } from "../src/events.js"; ${two('const event = createEvent({ userId: "alice" }); expect(event.userId).toBe("alice");')}`,
    `${runner} import { createEvent } from "../src/events.js"; const make = (more) => createEvent({ userId: "alice", ...more }); ${two('expect(make({}).userId).toBe("alice");')}`,
    `${runner} import { Session } from "../src/session.js"; ${two('const session = new Session({ userId: "alice" }); expect(session.userId).toBe("alice");')}`,
    `${runner} import { render } from "@testing-library/react"; ${two('render(view({ userId: "alice" }));')}`,
    // Only looked for.
    `${store} ${two('expect(await store.list({ tenantId: "acme" })).toEqual([]);')}`,
    `${store} ${two('await expect(store.add({ tenantId: "acme" })).rejects.toThrow();')}`,
    // Only looked for and taken away: what answers has to have it already.
    `${store} test("a", async () => { await store.get("role", { userId: "alice" }); }); ${two('await store.delete("role", { userId: "alice" });')}`,
    // A store for each test.
    `${runner} import { Store } from "../src/store.js"; let store; beforeEach(() => { store = new Store(); }); ${two(add())}`,
    `${runner} import { Store } from "../src/store.js"; ${two(`const store = new Store(); ${add()}`)}`,
    `${runner} import { makeStore } from "../src/store.js"; ${two(`const store = await makeStore(); ${add()}`)}`,
    // Fakes.
    `${runner} import { store } from "../src/store.js"; vi.mock("../src/database.js"); ${two(add())}`,
    `${runner} import { Service } from "../src/service.js"; const store = new Service({ insert: vi.fn() }); ${two(add())}`,
    `${runner} import { Service } from "../src/service.js"; const database = { insert: vi.fn() }; const store = new Service(database); ${two(add())}`,
    `${runner} const mockStore = { add: async () => {} }; ${two('await mockStore.add({ tenantId: "acme" });')}`,
    `${runner} import { Item } from "../src/item.js"; const items = { save: vi.fn() }; ${two('await Item.create(items, { tenantId: "acme" });')}`,
    `${store} import nock from "nock"; ${two(add())}`,
    `${store} globalThis.fetch = fakeFetch; ${two(add())}`,
    `${store} beforeEach(() => { vi.stubGlobal("fetch", fakeFetch); }); ${two(add())}`,
    `${store} beforeEach(() => { vi.spyOn(globalThis, "fetch").mockResolvedValue(answer); }); ${two(add())}`,
    `${store} ${two('find.mockResolvedValue({ tenantId: "acme" }); expect(await store.load()).toBeDefined();')}`,
    // Cleaned up, or there for all on purpose.
    `${store} beforeEach(async () => { await store.clear(); }); ${two(add())}`,
    `${store} afterEach(async () => { await database.deleteMany({}); }); ${two(add())}`,
    `${store} beforeAll(async () => { ${add()} }); ${two(add())}`,
    `${store} describe.sequential("a", () => { ${two(add())} });`,
    'import { test } from "@playwright/test"; import { store } from "./store.js"; test.describe.serial("a", () => { ' +
      `${two(add())} });`,
    `${store} test("a", async () => { ${add()} }); test.skip("b", async () => { ${add()} });`,
    `${store} beforeEach(async () => { await queue.drain(); }); ${two(add())}`,
    // A helper puts it beside what keeps tests apart.
    `${store} async function addTo(userId, session) { await store.add({ userId, projectId: session.projectId }); } ${two('await addTo("alice", session);')}`,
    // Ids that mean something.
    `${store} ${two(add('"default"'))}`,
    `${store} ${two('await store.add({ userId: "admin" });')}`,
    `${store} test("a", async () => { ${add('"missing-tenant"')} }); test("b", async () => { ${add('"missing-tenant"')} });`,
    // Other names.
    `${store} ${two('await store.add({ orgId: "acme" });')}`,
    `${store} ${two('await store.add({ user: "alice", id: "b" });')}`,
    `${store} test("a", async () => { await store.add({ tenantId: "a" }); }); test("b", async () => { await store.add({ userId: "a" }); });`,
    `${store} ${two('await store.add({ authorUserId: "alice", text: "a" });')}`,
    // Another id keeps the tests apart.
    `${store} let projectId; beforeEach(async () => { projectId = await makeProject(); }); ${two('await store.add({ projectId, userId: "alice" });')}`,
    `${store} ${two('await store.add([{ id: crypto.randomUUID(), meta: { user_id: "alice" } }]);')}`,
    `${store} ${two('await store.add({ orgId: await makeOrg(), tenantId: "acme" });')}`,
    // No test.
    `import { store } from "../src/store.js"; export async function seed() { ${add()} } export async function other() { ${add()} }`,
  ],
  invalid: [
    { code: `${store} const ids = { acme: "acme" }; ${two(add('ids.acme'))}`, errors: ['shared'] },
    { ...typed, code: `${store} const ids = { tenantId: "acme" } as const; ${two(add('ids.tenantId'))}`, errors: ['shared'] },
    {
      code: `${store} ${two(add())}`,
      errors: [
        { messageId: 'shared', data: { count: 2, name: 'tenantId', value: '"acme"' }, column: 185, endColumn: 191 },
        'shared',
      ],
    },
    { code: `${store} ${two(`${add()} expect(await store.list({ tenantId: "acme" })).toHaveLength(1);`)}`, errors: 2 },
    { code: `${store} ${two(add(), 'expect(await store.list({ tenantId: "acme" })).toEqual([]);')}`, errors: 2 },
    { code: `${store} ${two('const tenantId = "acme"; await store.add({ tenantId, text: "a" });')}`, errors: 2 },
    { code: `${store} ${two('const item = { tenantId: "acme", text: "a" }; await store.add(item);')}`, errors: 2 },
    { code: `${store} ${two('await store.add([{ meta: { user_id: "alice" } }]);')}`, errors: 2 },
    { code: 'const TENANT = "test-tenant"; test("a", async () => { await ingest(TENANT); }); test("b", async () => { await ingest(TENANT); });', errors: 1 },
    { code: `${store} ${two('const userId = "alice"; await store.put(`/users/${userId}`, data);')}`, errors: 2 },
    { code: `${store} ${two('await store.add({ id: crypto.randomUUID(), tenantId: "acme" });')}`, errors: 2 },
    { code: `${store} ${two('await store.add({ projectId: "p", userId: "alice" });')}`, errors: 2 },
    // One constant for all.
    {
      code: `${store} const TENANT_ID = "acme"; ${two('await store.add({ tenantId: TENANT_ID });')}`,
      errors: [{ messageId: 'shared', data: { count: 2, name: 'tenantId', value: '"acme"' }, column: 151 }],
    },
    { code: `${store} const tenant = "acme"; ${two('await store.add({ tenantId: tenant });')}`, errors: 1 },
    { code: `${store} const TENANT_ID = "acme"; ${two('await store.add(TENANT_ID, "a");')}`, errors: 1 },
    { code: `${store} describe("a", () => { const userId = "alice"; ${two('await store.save(userId);')} });`, errors: 1 },
    { code: `${store} const item = { tenantId: "acme" }; ${two('await store.add({ ...item, text: "a" });')}`, errors: 1 },
    { code: `${store} const make = (text) => ({ userId: "alice", text }); ${two('await store.add(make("a"));')}`, errors: 1 },
    { code: `${store} async function addOne() { ${add()} } ${two('await addOne();')}`, errors: 1 },
    { code: `${store} async function addOne({ tenantId, text }) { await store.add({ tenantId, text }); } ${two('await addOne({ tenantId: "acme" });')}`, errors: 2 },
    { code: `${store} const mockItem = { tenantId: "acme" }; ${two('await store.add(mockItem);')}`, errors: 1 },
    { code: `${store} async function addTo(tenantId) { await store.add({ tenantId }); } ${two('await addTo("acme");')}`, errors: 2 },
    { code: `${store} beforeEach(async () => { ${add()} }); test("a", async () => {}); test("b", async () => {});`, errors: 1 },
    // State that is there for the file.
    { code: `${runner} import { Store } from "../src/store.js"; const store = new Store(); ${two(add())}`, errors: 2 },
    { code: `${runner} import { Store } from "../src/store.js"; let store; beforeAll(async () => { store = await Store.open(url); }); ${two(add())}`, errors: 2 },
    { code: `${runner} import { database } from "../src/database.js"; import { Store } from "../src/store.js"; ${two(`const store = new Store(database); ${add()}`)}`, errors: 2 },
    { code: `${runner} import { Memory } from "mem0ai/oss"; const memory = new Memory(); ${two('await memory.add("a", { userId: "alice" });')}`, errors: 2 },
    { code: `${runner} import { prisma } from "../src/prisma.js"; ${two('await prisma.user.create({ data: { userId: "alice" } });')}`, errors: 2 },
    { code: `${runner} import { sql } from "../src/database.js"; ${two('const userId = "alice"; await sql`insert into users values (${userId})`;')}`, errors: 2 },
    { code: `${runner} import { pool } from "../src/database.js"; ${two('const userId = "alice"; await pool.query("INSERT INTO users VALUES ($1)", [userId]);')}`, errors: 2 },
    { code: `${runner} import request from "supertest"; import { app } from "../src/app.js"; ${two('await request(app).post("/items").send({ tenantId: "acme" }).expect(201);')}`, errors: 2 },
    { code: `${runner} import request from "supertest"; import { app } from "../src/app.js"; ${two('await request(app).post("/items").set("X-Tenant-Id", "acme").send({});')}`, errors: 2 },
    { code: `${runner} ${two('await fetch(url, { method: "POST", body: JSON.stringify({ userId: "alice" }) });')}`, errors: 2 },
    { code: `import { test } from "@playwright/test"; ${'test("a", async ({ request }) => { await request.post("/items", { data: { userId: "alice" } }); }); '.repeat(2)}`, errors: 2 },
    { code: `${store} ${two('store.register({ tenantId: "acme" });')}`, errors: 2 },
    { code: `${store} ${two('await Promise.all([store.add({ tenantId: "acme" }), store.add({ tenantId: "b" })]);', add())}`, errors: 2 },
    { code: `${store} test("a", () => store.add({ tenantId: "acme" })); it("b", async () => { return store.add({ tenantId: "acme" }); });`, errors: 2 },
    { code: `${runner} import { createTenant, findTenant } from "../src/tenants.js"; ${two('createTenant({ tenantId: "acme" }); expect(findTenant("acme")).toBeDefined();')}`, errors: 2 },
    { code: `${store} ${two('await store.delete({ tenantId: "acme" });', add())}`, errors: 2 },
    { code: `${store} ${two('await store.removeAndAdd({ tenantId: "acme" });')}`, errors: 2 },
    // Hooks that put back nothing of it.
    { code: `${store} afterEach(() => { vi.clearAllMocks(); }); ${two(add())}`, errors: 2 },
    { code: `import test from "node:test"; const { store } = require("../src/store.js"); ${two(add())}`, errors: 2 },
    // Names of the project.
    { code: `${store} ${two('await store.add({ tenantId: "a", "org-id": "acme" });', 'await store.add({ tenantId: "b", orgId: "acme" });')}`, options: [{ names: ['orgId'] }], errors: 2 },
    { ...typed, code: `${store} const item = { userId: "alice" } as const; ${two('await store.add(item as Item);')}`, errors: 1 },
  ],
};

testRule('unique-tenant-ids', uniqueTenantIds, cases);
testPrefilter(mayShareId, cases);
