import { existsSync } from 'node:fs';

import { describe, expect, inject, test } from 'vitest';

import { Project } from './project.ts';
import { endProcessIn, runTests, type TestRun } from './test-setup-run.ts';

const { eslint10, runnersBefore } = inject('installed');

/** Debian's browser; Playwright's own cannot be had from a package registry. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

function playwright(project: Project): Promise<TestRun> {
  return runTests(project, '@playwright/test/cli.js', ['test', '--reporter=list']);
}

/** The configuration, with the set-up or without. */
function config(setup = "import '@cogniverse/test-setup/playwright';"): string {
  const use = { launchOptions: { executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] } };
  return `${setup}\nexport default { workers: 1, use: ${JSON.stringify(use)} };\n`;
}

/** Leaves a worker and a process in the first of two files. */
const LEAK = {
  'a.spec.ts': `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { test } from '@playwright/test';

test.beforeAll(() => { process.env.OF_FILE = 'a'; });
test('leaves a worker and a process', () => {
  (globalThis as any).left = new Worker('setInterval(() => {}, 1000)', { eval: true });
  const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  writeFileSync('process.pid', String(pid));
});
`,
  'b.spec.ts': `
import { expect, test } from '@playwright/test';

test('gets neither the worker nor the variable', () => {
  expect((globalThis as any).left.threadId).toBe(-1);
  expect(process.env.OF_FILE).toBe(undefined);
});
`,
};

const ISOLATED = `
import { Worker } from 'node:worker_threads';
import { expect, test as base } from '@playwright/test';
import { defineCapability, getOrLoadModel, isSetupActive, requires, uniqueId } from '@cogniverse/test-setup';

defineCapability('moon', () => 'not tonight');
const test = base.extend<{ answer: number }>({ answer: async ({}, use) => { await use(42); } });
let worker: Worker;
test.beforeAll(() => {
  process.env.OF_FILE = 'yes';
  worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
});
test.afterAll(async () => { await worker.terminate(); });
test('is active', ({ answer }) => {
  expect([isSetupActive(), answer, process.env.OMP_NUM_THREADS]).toEqual([true, 42, '1']);
  expect(uniqueId('tenant')).toMatch(/^tenant_w0_[a-z\\d]+_1$/);
});
test('sets a variable', () => { process.env.OF_TEST = 'yes'; });
test('finds it gone', () => {
  expect([process.env.OF_TEST, process.env.OF_FILE]).toEqual([undefined, 'yes']);
  expect(worker.threadId).not.toBe(-1);
});
test('refuses a model', async () => {
  await expect(getOrLoadModel('vidore/colpali-v1.2', () => 1)).rejects.toThrow(/colsmol/);
});
test('skipped from within', async () => { await requires('moon'); throw new Error(); });
test.describe('a hook for all', () => {
  test.beforeAll(async () => { await requires('moon'); });
  test('skipped by it', () => { throw new Error(); });
});
`;

describe.concurrent.each([
  { version: '1.65', installed: eslint10 },
  { version: '1.64', installed: runnersBefore },
])('in Playwright $version', ({ installed }) => {
  test('without the set-up, a process that a test leaves outlives the run', async () => {
    const project = await Project.of(installed, {
      'playwright.config.ts': config(''),
      'a.spec.ts': LEAK['a.spec.ts'],
    });
    const { code, said } = await playwright(project);
    expect(code, said).toBe(0);
    expect(await endProcessIn(project, 'process.pid')).toBe(true);
  });

  test.each([
    ['ES modules', 'module'],
    ['CommonJS', 'commonjs'],
  ])('worker and process are named and ended with their file, in %s', async (_, type) => {
    const project = await Project.of(installed, {
      'package.json': JSON.stringify({ type }),
      'playwright.config.ts': config(),
      ...LEAK,
    });
    const { code, said } = await playwright(project);
    expect(code, said).toBe(0);
    expect(said).toMatch(/a\.spec\.ts left alive, 2s after its tests:/);
    expect(said).toMatch(/worker thread \d+ \(code\), made\n\s+at .*a\.spec\.ts:9:\d+/);
    expect(said).toMatch(/child process \d+ \(.*\), made\n\s+at .*a\.spec\.ts:10:\d+/);
    expect(await endProcessIn(project, 'process.pid')).toBe(false);
  });

  test('tests are isolated, and skipped without what they need', async () => {
    const project = await Project.of(installed, {
      'playwright.config.ts': config(),
      'isolated.spec.ts': ISOLATED,
    });
    const { code, said } = await playwright(project);
    expect(code, said).toBe(0);
    expect(said).toMatch(/2 skipped\s+4 passed/);
    expect(said).not.toContain('left alive');
  });

  test('without the import in the configuration, `test` of the set-up has it', async () => {
    const project = await Project.of(installed, {
      'playwright.config.ts': config(''),
      'a.spec.ts': LEAK['a.spec.ts'].replace('@playwright/test', '@cogniverse/test-setup/playwright'),
    });
    const { code, said } = await playwright(project);
    expect(code, said).toBe(0);
    expect(said).toContain('a.spec.ts left alive');
    expect(await endProcessIn(project, 'process.pid')).toBe(false);
  });

  test('a page works beside the set-up', async ({ skip }) => {
    skip(CHROMIUM === undefined, 'needs a browser: install Debian\'s "chromium"');
    const project = await Project.of(installed, {
      'playwright.config.ts': config(),
      'page.spec.ts': `
        import { expect, test } from '@playwright/test';
        test('shows a title', async ({ page }) => {
          await page.setContent('<h1>Search</h1>');
          await expect(page.locator('h1')).toHaveText('Search');
        });`,
    });
    const { code, said } = await playwright(project);
    expect(code, said).toBe(0);
    expect(said).toContain('1 passed');
    expect(said).not.toContain('left alive');
  });
});
