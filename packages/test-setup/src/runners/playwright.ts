import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';

import type * as Playwright from '@playwright/test';

import { loadMain } from '../realm.ts';

/** The longest wait that a policy can ask for, and the time that ending takes. */
const FIXTURE_TIMEOUT_MS = 90_000;

const playwright = loadPlaywright();
const base = playwright.test;
const files = loadMain().beginPlaywright(runningTest);

const options = { box: true, timeout: FIXTURE_TIMEOUT_MS };
// Playwright reads the names of the fixtures that one needs from its first parameter, a pattern.
/* eslint no-empty-pattern: ['error', { allowObjectPatternsAsParameters: true }] */
const fixtures = {
  cogniverseRun: [
    async ({}, use: () => Promise<void>) => {
      await use();
      await files?.end();
    },
    { ...options, scope: 'worker', auto: true },
  ],
  cogniverseFile: [
    async ({}, use: () => Promise<void>, { file }: Playwright.TestInfo) => {
      await files?.enter(file);
      await use();
    },
    // Before hooks too: what a `beforeAll` starts is the next file's.
    { ...options, auto: 'all-hooks-included' },
  ],
  cogniverseTest: [
    async ({}, use: () => Promise<void>, { title }: Playwright.TestInfo) => {
      files?.current().beforeEach(title);
      await use();
      await files?.current().afterEach(title);
    },
    { ...options, auto: true },
  ],
};

/**
 * Playwright's `test`, with the set-up around every test. Where the configuration imports this module,
 * Playwright's own `test` has it too, and so has what other packages extend.
 */
export const test: typeof base = isTestFileLoading() ? extended() : installed();

/** Playwright's `expect`. */
export const { expect } = playwright;

/** Of this process's own Playwright: it refuses to be loaded a second time from elsewhere. */
function loadPlaywright(): typeof Playwright {
  const [, program = ''] = process.argv;
  try {
    return createRequire(realpathSync(program))('playwright/test') as typeof Playwright;
  } catch {
    return createRequire(import.meta.url)('@playwright/test') as typeof Playwright;
  }
}

function runningTest(): Playwright.TestInfo | undefined {
  try {
    return base.info();
  } catch {
    // Playwright throws where no test is running.
    return undefined;
  }
}

/** Whether a test file imports this module, and not the configuration: only there tests may be declared. */
function isTestFileLoading(): boolean {
  try {
    base.skip(false, '');
    return true;
  } catch {
    return false;
  }
}

function extended(): typeof base {
  return base.extend(fixtures);
}

/** Adds the fixtures to Playwright's own `test`, which is the one that test files import. */
function installed(): typeof base {
  const key = Object.getOwnPropertySymbols(base).find(({ description }) => description === 'testType');
  const type: unknown = key === undefined ? undefined : Reflect.get(base, key);
  if (typeof type !== 'object' || type === null || !('fixtures' in type) || !Array.isArray(type.fixtures)) {
    process.emitWarning(
      'this version of Playwright takes no fixtures from a configuration. ' +
        "Import `test` from '@cogniverse/test-setup/playwright' in the tests.",
    );
    return extended();
  }
  const location = { file: import.meta.filename, line: 1, column: 1 };
  type.fixtures.push({ fixtures, location });
  return base;
}
