import { testTimeouts } from '../../test/timeout-cases.ts';

testTimeouts('require-async-timeout with Jest', {
  shared: { settings: { cogniverse: { runner: 'jest' } } },
  bounded: [
    'test("x", () => {});',
    'test("x", async () => {}, 5_000);',
    'test("x", (done) => { go(done); }, 5_000);',
    'test("x", (done = noop) => {});',
    'test.each([1])("a row, not a callback", (row) => { check(row); });',
    'test.each([1, { a: 2 }])("a row", (row) => { check(row); });',
    'test.each([[1, 2]])("a row", (one, two) => { check(one, two); });',
    'test.each(rows)("unknown rows", (one, two) => { check(one, two); });',
    'test.each([[...row]])("unknown rows", (one, two) => { check(one, two); });',
    'jest.useFakeTimers().setTimeout(5_000); test("x", async () => {});',
    'test("after it", async () => {}); jest.setTimeout(5_000);',
    'jest.setTimeout(5_000); test("falls back to it", async () => {}, 0);',
    'jest.setTimeout(0); jest.setTimeout(5_000); test("the last one", async () => {});',
    'describe("s", () => { jest.setTimeout(5_000); }); test("anywhere", async () => {});',
    'import { jest as j, test as t } from "@jest/globals"; j.setTimeout(1e4); t("x", async () => {});',
    'if (process.env.CI) jest.setTimeout(60_000); test("x", async () => {});',
    'xtest("x", async () => {}); test.todo("y"); xdescribe("s", () => { it("z", async () => {}); });',
  ],
  unbounded: [
    { code: 'test("x", async () => {});', fixed: 'test("x", async () => {}, 30_000);' },
    { code: 'fit("x", async () => {});', fixed: 'fit("x", async () => {}, 30_000);' },
    { code: 'test("x", (done) => { go(done); });', fixed: 'test("x", (done) => { go(done); }, 30_000);' },
    {
      code: 'test.each([[1, 2], [3, 4]])("x", (one, two, done) => { go(one, two, done); });',
      fixed: 'test.each([[1, 2], [3, 4]])("x", (one, two, done) => { go(one, two, done); }, 30_000);',
    },
    {
      code: 'it.each([1, [2]])("x", (row, done) => { go(row, done); });',
      fixed: 'it.each([1, [2]])("x", (row, done) => { go(row, done); }, 30_000);',
    },
    { code: 'test("x", function* () { yield go(); });', fixed: 'test("x", function* () { yield go(); }, 30_000);' },
    { code: 'globalThis.test("x", async () => {});', fixed: 'globalThis.test("x", async () => {}, 30_000);' },
    { code: '(0, test)("x", async () => {});', fixed: '(0, test)("x", async () => {}, 30_000);' },
    { code: 'test("x", async () => {}, 0);', reason: '`0` leaves the default in force', suggested: 'test("x", async () => {}, 30_000);' },
    { code: 'test("x", async () => {}, -1);', reason: '`-1` ends the test at once', suggested: 'test("x", async () => {}, 30_000);' },
    {
      code: 'test("x", async () => {}, { timeout: 5 * 60 });',
      reason: 'Jest takes a number after the function, not options',
      fixed: 'test("x", async () => {}, 5 * 60);',
    },
    {
      code: 'test("x", async () => {}, { retry: 1 });',
      reason: 'Jest takes a number after the function, not options',
    },
    {
      code: 'describe("s", () => { test("x", async () => {}); }, 5_000);',
      reason: 'Jest ignores a timeout of `describe`',
      fixed: 'describe("s", () => { test("x", async () => {}, 30_000); }, 5_000);',
    },
    {
      code: 'jest.setTimeout(2 * 3_600_000); test("x", async () => {}); test("y", async () => {}, 5_000);',
      column: 17,
      tests: '1 async test',
      reason: '`2 * 3_600_000` is longer than 30m',
      suggested: 'jest.setTimeout(30_000); test("x", async () => {}); test("y", async () => {}, 5_000);',
    },
    {
      name: 'too late in a hook',
      code: 'beforeAll(() => { jest.setTimeout(5_000); }); test("x", async () => {});',
      fixed: 'beforeAll(() => { jest.setTimeout(5_000); }); test("x", async () => {}, 30_000);',
    },
    {
      name: 'the last one undoes the first',
      code: 'jest.setTimeout(5_000); jest.setTimeout(0); test("x", async () => {});',
      tests: '1 async test',
      reason: '`0` leaves the default in force',
      suggested: 'jest.setTimeout(5_000); jest.setTimeout(30_000); test("x", async () => {});',
    },
  ],
});

testTimeouts('require-async-timeout with globals of an unknown runner', {
  shared: { filename: 'case.test.js' },
  bounded: [
    'test("Jest and Vitest", async () => {}, 5_000);',
    'test("Vitest", { timeout: 5_000 }, async () => {});',
    'it("Mocha", async () => {}).timeout(5_000);',
    'describe("Vitest", { timeout: 5_000 }, () => { test("x", async () => {}); });',
    'jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; it("Jasmine", async () => {});',
    'describe("a", () => { let before; beforeAll(() => { before = jasmine.DEFAULT_TIMEOUT_INTERVAL; jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000; }); it("Jasmine", async () => {}); afterAll(() => { jasmine.DEFAULT_TIMEOUT_INTERVAL = before; }); });',
    'it("Mocha", async function () { this.skip(); await go(); });',
    'test("the context of Vitest", (context) => { context.skip(); });',
  ],
  unbounded: [
    { code: 'test("x", async () => {});', fixed: 'test("x", async () => {}, 30000);' },
    { code: 'test("x", (done) => { done(); });', fixed: 'test("x", (done) => { done(); }, 30000);' },
    {
      code: 'describe("a", () => { beforeEach(() => { jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; }); }); it("x", async () => {});',
      fixed: 'describe("a", () => { beforeEach(() => { jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; }); }); it("x", async () => {}, 30_000);',
    },
    {
      code: 'it("x", async () => { jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; }); afterAll(() => { jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; });',
      fixed: 'it("x", async () => { jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; }, 30_000); afterAll(() => { jasmine.DEFAULT_TIMEOUT_INTERVAL = 5_000; });',
    },
  ],
});
