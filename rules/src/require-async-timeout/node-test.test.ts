import { testTimeouts } from '../../test/timeout-cases.ts';

testTimeouts('require-async-timeout with node:test', {
  prefix: `import test, { describe, it, suite, before, mock } from 'node:test';\n`,
  shared: { filename: 'case.test.js' },
  bounded: [
    'test("x", (t) => {});',
    'test("x", { timeout: 5000 }, async () => {});',
    'test({ name: "x", timeout: 5000 }, async () => {});',
    'const options = { timeout: 5000 }; test("x", options, async () => {});',
    'test("x", { signal: AbortSignal.timeout(1000) }, async () => {});',
    'describe("s", { timeout: 5000 }, () => { it("x", async () => {}); });',
    'suite("bounds it all the same", { timeout: 5000 }, () => { it("x", { timeout: Infinity }, async () => {}); });',
    'test("x", { timeout: 5000 }, async (t) => { await t.test("y", async (u) => { await u.test("z", async () => {}); }); });',
    'test.skip("x", async () => {}); test("y", { skip: true }, async () => {}); test.todo("z");',
    'before(async () => {});',
  ],
  unbounded: [
    { code: 'test("x", async () => {});', fixed: 'test("x", { timeout: 30000 }, async () => {});' },
    { code: 'test(("x"), (async () => {}));', fixed: 'test(("x"), { timeout: 30000 }, (async () => {}));' },
    { code: 'test(async () => {});', fixed: 'test({ timeout: 30000 }, async () => {});' },
    {
      name: 'what is to do runs as well',
      code: 'test.todo("x", async () => {});',
      fixed: 'test.todo("x", { timeout: 30000 }, async () => {});',
    },
    {
      code: 'test("x", { todo: "later" }, async () => {});',
      fixed: 'test("x", { todo: "later", timeout: 30000 }, async () => {});',
    },
    {
      code: 'test("x", { timeout: "5000" }, async () => {});',
      reason: '`"5000"` is refused',
      suggested: 'test("x", { timeout: 30000 }, async () => {});',
    },
    { code: 'test((async () => {}));', fixed: 'test({ timeout: 30000 }, (async () => {}));' },
    { code: 'test({ name: "x" }, async () => {});', fixed: 'test({ name: "x", timeout: 30000 }, async () => {});' },
    { code: 'test("x", (t, done) => { go(done); });', fixed: 'test("x", { timeout: 30000 }, (t, done) => { go(done); });' },
    {
      code: 'test(\n  "x",\n  async () => {},\n);',
      fixed: 'test(\n  "x",\n  { timeout: 30000 },\n  async () => {},\n);',
    },
    {
      code: 'test("x", async (t) => { await t.test("y", async () => {}); await t.test("z", async () => {}); });',
      column: 1,
      fixed: 'test("x", { timeout: 30000 }, async (t) => { await t.test("y", async () => {}); await t.test("z", async () => {}); });',
    },
    {
      name: 'asynchronous for what it declares',
      code: 'test("x", (t) => { t.test("y", async () => {}); });',
      fixed: 'test("x", { timeout: 30000 }, (t) => { t.test("y", async () => {}); });',
    },
    {
      code: 'test("x", async () => {}, 5000);',
      reason: '`node:test` ignores arguments after the function',
      fixed: 'test("x", { timeout: 5000 }, async () => {});',
    },
    {
      code: 'test("x", async () => {}, { timeout: 5000, concurrency: 2 });',
      reason: '`node:test` ignores arguments after the function',
      fixed: 'test("x", { timeout: 5000, concurrency: 2 }, async () => {});',
    },
    {
      code: 'test("x", { timeout: Infinity }, async () => {});',
      reason: '`Infinity` sets no timeout',
      suggested: 'test("x", { timeout: 30000 }, async () => {});',
    },
    {
      code: 'test("x", { timeout: 0 }, async () => {});',
      reason: '`0` ends the test at once',
      suggested: 'test("x", { timeout: 30000 }, async () => {});',
    },
    {
      code: 'test("x", { timeout: null }, async () => {});',
      reason: '`null` leaves the default in force',
      fixed: 'test("x", { timeout: 30000 }, async () => {});',
    },
    { code: 'it.only("x", async () => {});', fixed: 'it.only("x", { timeout: 30000 }, async () => {});' },
  ],
});

testTimeouts('require-async-timeout with node:test in CommonJS', {
  shared: { sourceType: 'commonjs', filename: 'case.test.js' },
  bounded: ['const test = require("node:test"); test("x", { timeout: 5 }, async () => {});'],
  unbounded: [
    {
      code: 'const { it: spec } = require("node:test"); spec("x", async () => {});',
      fixed: 'const { it: spec } = require("node:test"); spec("x", { timeout: 30000 }, async () => {});',
    },
  ],
});
