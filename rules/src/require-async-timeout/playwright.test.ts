import { testTimeouts } from '../../test/timeout-cases.ts';

testTimeouts('require-async-timeout with Playwright', {
  prefix: `import { test, expect } from '@playwright/test';\n`,
  bounded: [
    'test.setTimeout(60_000); test("x", async ({ page }) => {});',
    'test("after it", async ({ page }) => {}); test.setTimeout(60_000);',
    'test("x", async ({ page }) => { test.setTimeout(60_000); });',
    'test("x", async ({ page }, testInfo) => { testInfo.setTimeout(60_000); });',
    'test("x", async ({ page }) => { test.info().setTimeout(60_000); });',
    'test("x", async ({ page }) => { await login(); }); async function login() { test.setTimeout(60_000); }',
    'test("x", async () => { slow(); }); test("y", async () => { slow(); }); function slow() { test.setTimeout(60_000); }',
    'async function body() { test.setTimeout(60_000); } test("x", body); test("y", body);',
    'test.describe("s", () => { test.setTimeout(60_000); test("x", async ({ page }) => {}); });',
    'test.describe("s", () => { test("x", async ({ page }) => {}); test.describe.configure({ timeout: 60_000 }); });',
    'test.describe.configure({ timeout: 60_000 }); test.describe("s", () => { test("x", async ({ page }) => {}); });',
    'test.describe("s", () => { test.beforeEach(async () => { test.setTimeout(60_000); }); test("x", async ({ page }) => {}); });',
    'const own = test.extend({ model: async ({}, use, info) => { info.setTimeout(60_000); } }); own("x", async ({ model }) => {});',
    'test.skip("x", async ({ page }) => {}); test.fixme("y", async ({ page }) => {});',
    'test.describe("s", () => { test.skip(); test("x", async ({ page }) => {}); });',
  ],
  unbounded: [
    { code: 'test("x", async ({ page }) => {});', fixed: 'test("x", async ({ page }) => { test.setTimeout(30_000); });' },
    {
      code: 'test("x", async ({ page }) => {\n  await page.goto("/");\n});',
      fixed: 'test("x", async ({ page }) => {\n  test.setTimeout(30_000);\n  await page.goto("/");\n});',
    },
    { code: 'test.only("x", async () => {});', fixed: 'test.only("x", async () => { test.setTimeout(30_000); });' },
    { code: 'test.fail("x", async () => {});', fixed: 'test.fail("x", async () => { test.setTimeout(30_000); });' },
    {
      code: 'test("x", async ({ page }) => page.goto("/"));',
      fixed: 'test("x", async ({ page }) => { test.setTimeout(30_000); return page.goto("/"); });',
    },
    {
      code: 'test("x", async () => ({}));',
      fixed: 'test("x", async () => { test.setTimeout(30_000); return ({}); });',
    },
    { name: 'no fix around a comment', code: 'test("x", async () => /* why */ go());' },
    { name: 'the body may be shared', code: 'async function body() {} test("x", body); test.slow();' },
    { name: 'the name means something else inside', code: 'test("x", async ({ test }) => {});' },
    {
      code: 'const own = test.extend({ m: [async ({}, use) => {}, { timeout: 60_000 }] }); own("x", async ({ m }) => {});',
      fixed:
        'const own = test.extend({ m: [async ({}, use) => {}, { timeout: 60_000 }] }); ' +
        'own("x", async ({ m }) => { own.setTimeout(30_000); });',
    },
    {
      name: 'a suite beside it',
      code: 'test.describe("s", () => { test.setTimeout(60_000); }); test("x", async () => {});',
      fixed: 'test.describe("s", () => { test.setTimeout(60_000); }); test("x", async () => { test.setTimeout(30_000); });',
    },
    {
      name: 'a hook that runs once',
      code: 'test.beforeAll(() => { test.setTimeout(60_000); }); test("x", async () => {});',
      fixed: 'test.beforeAll(() => { test.setTimeout(60_000); }); test("x", async () => { test.setTimeout(30_000); });',
    },
    { code: 'test.slow(); test("x", async () => {});', fixed: 'test.slow(); test("x", async () => { test.setTimeout(30_000); });' },
    {
      code: 'test("x", { timeout: 5_000 }, async () => {});',
      reason: 'Playwright ignores a timeout in the details of a test',
      fixed: 'test("x", async () => { test.setTimeout(5_000); });',
    },
    {
      code: 'test("x", { tag: "@gpu", timeout: 5_000 }, async () => {});',
      reason: 'Playwright ignores a timeout in the details of a test',
      fixed: 'test("x", { tag: "@gpu" }, async () => { test.setTimeout(5_000); });',
    },
    {
      code: 'test("x", { timeout: 5_000, tag: "@gpu" }, async () => {});',
      reason: 'Playwright ignores a timeout in the details of a test',
      fixed: 'test("x", { tag: "@gpu" }, async () => { test.setTimeout(5_000); });',
    },
    {
      code: 'test("x", async () => {}, 5_000);',
      reason: 'Playwright ignores arguments after the function',
      fixed: 'test("x", async () => { test.setTimeout(5_000); });',
    },
    {
      code: 'test("x", async () => { test.setTimeout(0); });',
      reason: '`0` switches the timeout off',
      suggested: 'test("x", async () => { test.setTimeout(30_000); });',
    },
    {
      code: 'test.describe.configure({ timeout: 0 }); test("x", async () => {});',
      tests: '1 async test',
      reason: '`0` switches the timeout off',
      suggested: 'test.describe.configure({ timeout: 30_000 }); test("x", async () => {});',
    },
  ],
});
