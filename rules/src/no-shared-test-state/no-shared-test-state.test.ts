import { testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { noSharedTestState } from './index.ts';
import { mayShareState } from './prefilter.ts';

const runner =
  'import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, test, vi } from "vitest";';
/** Two tests, one after the other. */
const two = (first: string, second: string): string =>
  `${runner} test("a", async () => { ${first} }); test("b", async () => { ${second} });`;
/** The same with a declaration before them. */
const after = (declaration: string, first: string, second: string): string =>
  `${runner} ${declaration} test("a", async () => { ${first} }); test("b", async () => { ${second} });`;

const cases: RuleCases<'shared' | 'sharedPython', []> = {
  valid: [
    // Each test has its own.
    two('let id = await create(); expect(id).toBe(1);', 'let id = await create(); expect(id).toBe(1);'),
    after('let id;', 'id = await create(); expect(id).toBe(1);', 'id = await create(); expect(id).toBe(2);'),
    after('let id;', 'id = 1; expect(id).toBe(1);', 'id = 2; await use(id);'),
    after('let id;', 'id = await create(); expect(id).toBe(1);', 'expect(1).toBe(1);'),
    after('const calls = [];', 'calls.push(1);', 'calls.length = 0; calls.push(2); expect(calls).toEqual([2]);'),
    after('const calls = [];', 'calls.push(1); expect(calls.length).toBe(1); calls.splice(0);', 'expect(calls).toEqual([]);'),
    after('const seen = new Set();', 'seen.add(1); seen.clear();', 'expect(seen.size).toBe(0);'),
    after('let got;', 'on((value) => { got = value; }); expect(got).toBe(1);', 'on((value) => { got = value; }); expect(got).toBe(2);'),
    after('let make; function run() { make = 1; return make; }', 'expect(run()).toBe(1);', 'expect(run()).toBe(1);'),
    // Only the writer reads.
    after('let id;', 'id = 1; expect(id).toBe(1);', 'id = 2;'),
    after('const log = [];', 'log.push(1);', 'log.push(2);'),
    // Set up anew.
    after('let id; beforeEach(() => { id = undefined; });', 'id = 1;', 'expect(id).toBeUndefined();'),
    after('let id; afterEach(() => { id = undefined; });', 'id = 1;', 'expect(id).toBeUndefined();'),
    after('const log = []; beforeEach(() => { log.length = 0; });', 'log.push(1);', 'expect(log).toEqual([]);'),
    after('const log = []; function reset() { log.length = 0; } beforeEach(reset);', 'log.push(1);', 'expect(log).toEqual([]);'),
    after('const log = []; const reset = () => { log.length = 0; }; afterEach(() => reset());', 'log.push(1);', 'expect(log).toEqual([]);'),
    after('const rows = []; afterEach(async () => { await removeAll(rows); });', 'rows.push(1);', 'expect(rows).toEqual([]);'),
    `${runner} let id; describe("a", () => { test("a", () => { id = 1; }); afterAll(() => { id = 0; }); }); describe("b", () => { test("b", () => { expect(id).toBe(0); }); });`,
    `${runner} let id; describe("a", () => { test("a", () => { id = 1; }); }); describe("b", () => { beforeAll(() => { id = 3; }); test("b", () => { expect(id).toBe(3); }); });`,
    // Put back.
    after('let mode = "a";', 'mode = "b"; run(mode); mode = "a";', 'expect(mode).toBe("a");'),
    after('const agent = { name: "a", state: { count: 0 } };', 'agent.state = { count: 1 }; run(agent); agent.state = { count: 0 };', 'run(agent);'),
    after('const agent = { state: { tags: ["a"], user: null } };', 'agent.state.tags = []; run(agent); agent.state.tags = ["a"];', 'run(agent);'),
    after('let mode = "a";', 'const old = mode; mode = "b"; run(mode); mode = old;', 'expect(mode).toBe("a");'),
    after('let mode = "a";', 'try { mode = "b"; run(mode); } finally { mode = load(); }', 'expect(mode).toBe("a");'),
    after('let mode = "a";', 'mode = "b"; onTestFinished(() => { mode = "a"; });', 'expect(mode).toBe("a");'),
    after('const options = { a: 1 };', 'options.b = 2; run(options); delete options.b;', 'run(options);'),
    // Asked for first: what is not there is made, or skipped.
    after('let model;', 'model ??= await load(); run(model);', 'model ??= await load(); run(model);'),
    after('let model; async function get() { if (!model) model = await load(); return model; }', 'run(await get());', 'run(await get());'),
    after('let id;', 'id = await create();', 'if (!id) return; await use(id);'),
    after('let id;', 'id = await create();', 'if (id === undefined) throw new Error("no id"); await use(id);'),
    after('const cache = {};', 'cache.a = 1;', 'expect(cache.a ?? load()).toBe(1);'),
    // By key, which tells them apart.
    after('const cache = new Map();', 'cache.set("a", 1);', 'expect(cache.get("b")).toBe(1);'),
    after('const cache = new Map();', 'cache.set(key(), 1);', 'expect(cache.get(key())).toBe(1);'),
    after('const state = { a: 1, b: 2 };', 'state.a = 2;', 'expect(state.b).toBe(2);'),
    after('const state = {};', 'state.a = 2;', 'state.a = 3; run(state);'),
    after('const state = { user: {} };', 'state.user.name = "a"; run(state);', 'state.user.name = "b"; expect(save()).toEqual(state.user);'),
    after('const state = { user: {} };', 'state.user.name = "a";', 'expect(state.user.age).toBeUndefined();'),
    after('const state = { user: {} };', 'state.user.name = "a"; run(state); delete state.user.name;', 'expect(state.user).toEqual({});'),
    after('const state = { user: {} };', 'const { name } = state.user; try { state.user.name = "a"; run(state); } finally { state.user.name = name; }', 'expect(state.user).toEqual({});'),
    after('const cache = {};', 'cache[name] = 1;', 'expect(cache[name]).toBe(1);'),
    // Counters that make ids.
    after('let count = 0; const nextId = () => { count += 1; return `id-${count}`; };', 'run(nextId());', 'run(nextId());'),
    after('let count = 0;', 'run(count++);', 'run(count++);'),
    after('let count = 0;', 'count++; run(`user-${count}`);', 'count++; run(`user-${count}`);'),
    // What the file does not show may write it, too.
    after('let sent; const client = { send(value) { sent = value; } };', 'sent = 1; run(client);', 'run(client); expect(sent).toBe(2);'),
    after('const log = []; vi.mock("./log.js", () => ({ log: (line) => log.push(line) }));', 'log.push(1);', 'expect(log).toEqual([]);'),
    // Made for all tests, and made again by one of them.
    after('let app; beforeAll(async () => { app = await start(); });', 'await app.close(); app = await start();', 'await app.get("/");'),
    after('let app = start();', 'app = start();', 'await app.get("/");'),
    // Fakes.
    after('const client = { get: async () => 1 };', 'client.get = vi.fn();', 'run(client);'),
    after('const client = { get: vi.fn() };', 'client.get.mockReturnValue(1);', 'run(client);'),
    after('const get = vi.fn();', 'get("a");', 'expect(get).toHaveBeenCalled();'),
    // Compared with what was there.
    after('const log = [];', 'log.push(1);', 'const before = log.length; log.push(2); expect(1).toBe(1);'),
    after('const log = [];', 'log.push(1);', 'const before = log.length; log.push(2); expect(log).toHaveLength(before + 1);'),
    after('let calls = 0;', 'calls += 1;', 'const before = calls; calls += 1; expect(calls - before).toBe(1);'),
    after('const state = { hits: 0 };', 'state.hits++;', 'const before = { ...state }; state.hits++; assert.equal(state.hits, before.hits + 1);'),
    // The order is stated to the runner.
    `import { test } from "@playwright/test"; let id; test.describe.serial("a", () => { test("a", () => { id = 1; }); test("b", () => { use(id); }); });`,
    `import { test } from "@playwright/test"; test.describe.configure({ mode: "serial" }); let id; test("a", () => { id = 1; }); test("b", () => { use(id); });`,
    `${runner} describe.sequential("a", () => { let id; test("a", () => { id = 1; }); test("b", () => { use(id); }); });`,
    // Steps of one test.
    `import { test } from "@playwright/test"; test("a", async () => { let id; await test.step("a", async () => { id = 1; }); await test.step("b", async () => { use(id); }); });`,
    `import test from "node:test"; test("a", async (t) => { let id; await t.test("a", () => { id = 1; }); await t.test("b", () => { use(id); }); });`,
    // In a page, under the same name.
    `import { test } from "@playwright/test"; let id; test("a", async ({ page }) => { await page.evaluate(() => { id = 1; }); }); test("b", async ({ page }) => { await page.evaluate(() => use(id)); });`,
    // A test that never runs, a title, an export, another variable of the name.
    `${runner} let id; test.skip("a", () => { id = 1; }); test("b", () => { use(id); });`,
    `${runner} let id; test("a", () => { id = 1; }); test.todo("b", () => { use(id); });`,
    `${runner} let id; test("a", () => { id = 1; }); test(\`b \${id}\`, () => {});`,
    `${runner} export let id; test("a", () => { id = 1; }); test("b", () => { use(id); });`,
    `${runner} let id; test("a", () => { let id; id = 1; }); test("b", () => { use(id); });`,
    // No reads behind the write.
    `${runner} let id; test("a", () => { use(id); }); test("b", () => { id = 1; });`,
    // Hooks alone.
    after('let id; beforeAll(async () => { id = await create(); });', 'use(id);', 'use(id);'),
    // Reading is enough of a test, writing is not.
    after('const rows = []; afterAll(() => { console.log(rows); });', 'rows.push(1);', 'rows.push(2);'),
    { ...typed, code: after('let id: string | undefined;', 'id = "a"; use(id!);', 'id = "b"; use(id as string);') },
  ],
  invalid: [
    {
      code: after('let id;', 'id = await create();', 'await use(id);'),
      errors: [{ messageId: 'shared', data: { name: 'id', writer: '"a"', reader: '"b"', line: 1 } }],
    },
    { code: after('let client;', 'client = new Client();', 'await client.get("/");'), errors: 1 },
    { code: after('var id;', 'id = await create();', 'expect(id).toBe(1);'), errors: 1 },
    { code: after('let id = null;', 'id = await create();', 'await expect(load(id)).resolves.toBeDefined();'), errors: 1 },
    { code: `${runner} describe("a", () => { let id; it("a", () => { id = 1; }); it("b", () => { use(id); }); });`, errors: 1 },
    { code: `${runner} let id; describe("a", () => { it("a", () => { id = 1; }); }); describe("b", () => { it("b", () => { use(id); }); });`, errors: 1 },
    { code: `${runner} { let id; it("a", () => { id = 1; }); it("b", () => { use(id); }); }`, errors: 1 },
    { code: after('let id, name;', 'id = 1; name = 2;', 'use(id, name);'), errors: 2 },
    { code: after('let id;', '({ id } = await create());', 'use(id);'), errors: 1 },
    { code: after('let id;', 'id = 1;', 'use(id); id = 2;'), errors: 1 },
    { code: after('let id;', 'await create().then((made) => { id = made; });', 'use(id);'), errors: 1 },
    { code: after('let id; async function signUp() { id = await create(); }', 'await signUp();', 'use(id);'), errors: 1 },
    { code: after('let id; const auth = () => ({ headers: { id } });', 'id = 1;', 'use(auth());'), errors: 1 },
    { code: after('let count = 0;', 'count++;', 'expect(count).toBe(1);'), errors: 1 },
    { code: after('let count = 0;', 'count += 1;', 'count += 1; expect(count).toBe(2);'), errors: 1 },
    { code: after('let mode = "a";', 'mode = "b";', 'run(mode);'), errors: 1 },
    { code: after('let id;', 'id = await create();', 'expect(found.some((one) => one.id === id)).toBe(true);'), errors: 1 },
    { code: after('let id;', 'id = await create();', 'for (const one of found) if (one.id === id) expect(one).toBe(1);'), errors: 1 },
    // What a constant holds.
    { code: after('const calls = [];', 'calls.push(1);', 'expect(calls).toEqual([1]);'), errors: 1 },
    { code: after('const calls = [];', 'calls.push(1);', 'expect(calls.length).toBe(1);'), errors: 1 },
    { code: after('const queue = [];', 'queue.push(1);', 'expect(queue.shift()).toBe(1);'), errors: 1 },
    { code: after('const seen = new Set();', 'seen.add("a");', 'expect(seen.has("a")).toBe(true);'), errors: 1 },
    { code: after('const seen = new Map();', 'seen.set("a", 1);', 'expect(seen.get("a")).toBe(1);'), errors: 1 },
    { code: after('const state = {};', 'state.id = 1;', 'use(state.id);'), errors: 1 },
    { code: after('const state = { user: {} };', 'state.user.name = "a";', 'expect(state.user.name).toBe("a");'), errors: 1 },
    { code: after('const state = { user: {} };', 'state.user.name = "a";', 'state.user.age = 1; expect(state.user).toEqual({ age: 1 });'), errors: 1 },
    { code: after('const agent = { state: { count: 0 } };', 'agent.state = { count: 1 }; run(agent); agent.state = { count: 2 };', 'run(agent);'), errors: 1 },
    { code: after('const agent = { ...base, state: { count: 0 }, ...more };', 'agent.state = { count: 1 }; run(agent); agent.state = { count: 0 };', 'run(agent);'), errors: 1 },
    { code: after('const agent = { state: [1] };', 'agent.state = [2]; run(agent); agent.state = [1, 2];', 'run(agent);'), errors: 1 },
    { code: after('const state = { items: [] };', 'state.items.push(1);', 'expect(state.items).toEqual([1]);'), errors: 1 },
    { code: after('const options = { a: 1 };', 'options.b = 2;', 'run(options);'), errors: 1 },
    { code: after('const options = { a: 1 };', 'Object.assign(options, more);', 'run(options);'), errors: 1 },
    { code: after('const state = {};', 'state["id"] = 1;', 'use(state.id);'), errors: 1 },
    // Hooks that do not put it back.
    { code: after('let id; beforeAll(() => { id = 0; });', 'id = 1;', 'use(id);'), errors: 1 },
    { code: after('let id; afterAll(async () => { if (id) await remove(id); });', 'id = 1;', 'use(id);'), errors: 1 },
    { code: `${runner} let id; describe("a", () => { test("a", () => { id = 1; }); }); describe("b", () => { test("b", () => { use(id); }); }); describe("c", () => { beforeEach(() => { id = 0; }); test("c", () => {}); });`, errors: 1 },
    { code: after('let id; beforeEach(() => { vi.clearAllMocks(); });', 'id = 1;', 'use(id);'), errors: 1 },
    // Runners.
    { code: 'let id; describe("a", function () { it("a", function () { id = 1; }); it("b", function (done) { use(id, done); }); });', errors: 1 },
    { code: 'import test from "node:test"; let id; test("a", () => { id = 1; }); test("b", () => { use(id); });', errors: 1 },
    { code: 'import { test } from "@playwright/test"; let id; test("a", async ({ page }) => { id = await page.title(); }); test("b", async ({ page }) => { await page.goto(id); });', errors: 1 },
    { code: `${runner} let id; it.each([1, 2])("a", (n) => { id = n; }); it("b", () => { use(id); });`, errors: 1 },
    { code: `${runner} let id; test("a", withUser(async () => { id = 1; })); test("b", withUser(async () => { use(id); }));`, errors: 1 },
    // What was kept is not what it is compared with.
    { code: after('const log = [];', 'log.push(1);', 'const before = log.length; log.push(2); use(before); expect(log).toHaveLength(2);'), errors: 1 },
    { code: after('let calls = 0; const before = 0;', 'calls += 1;', 'calls += 1; expect(calls).toBe(before + 1);'), errors: 1 },
    // The one before the last that wrote it is no longer there.
    {
      code: `${runner} let id; test("a", () => { id = 1; }); test("b", () => { id = 2; }); test("c", () => { use(id); });`,
      errors: [{ messageId: 'shared', data: { name: 'id', writer: '"b"', reader: '"c"', line: 1 } }],
    },
    { ...typed, code: after('let id: string;', 'id = await create();', 'use(id!);'), errors: 1 },
    { ...typed, code: after('const state: { id?: string } = {};', '(state as State).id = "a";', 'use(state.id!);'), errors: 1 },
  ],
};

testRule('no-shared-test-state', noSharedTestState, cases);
testPrefilter(mayShareState, cases);
