import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Linter, type ESLint } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PARSER_NAMES, PARSERS } from '../../test/parsers.ts';
import { eslintRule } from '../../test/rule-tester.ts';
import { createRule } from '../create-rule.ts';
import { isInScope, isTestPath } from './test-file.ts';

describe('isTestPath', () => {
  it.each([
    'src/a.test.ts',
    'src/a.spec.mjs',
    'src/a.test-d.test.cts',
    'src/app.e2e-spec.ts',
    'src/a.e2e.ts',
    'src/a_test.ts',
    'src/a.cy.tsx',
    'src/__tests__/a.js',
    'src/__tests__/fixture.ts',
    'packages/a/test/helper.js',
    'tests/a.ts',
    'e2e/login.ts',
    'test\\windows.js',
    'vitest.setup.ts',
    'src/setupTests.ts',
    'test.js',
    'test/fixtures/a.test.ts',
    'test/assets/a.test.ts',
    'public/tests/helper.js',
  ])('takes %s', (file) => {
    expect(isTestPath(file)).toBe(true);
  });

  it.each([
    'src/a.ts',
    'src/test-utils.ts',
    'src/contest/x.ts',
    'src/latest/x.ts',
    'src/contest.ts',
    'src/latest.js',
    'src/ab-test.ts',
    'src/commands/test.ts',
    'src/openapi/spec.ts',
    'src/testing/x.ts',
    'src/spec/openapi.ts',
    'vitest.config.ts',
    'src/inspect.ts',
    'test/fixtures/project/index.js',
    'test/__testfixtures__/input.js',
    'test/coverage-fixtures/input.js',
    'integration-tests/app/index.js',
    'src/__tests__/__fixtures__/input.js',
    'tests/assets/vendor/page.js',
    'e2e/app/public/worker.js',
    'src/a.test.ts.snap',
    'src/a.test.json',
  ])('leaves %s', (file) => {
    expect(isTestPath(file)).toBe(false);
  });
});

describe('isInScope', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'tests-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const reportAll = createRule({
    name: 'report-all',
    meta: {
      type: 'problem',
      docs: { description: 'Report every file', preset: 'strict', practice: 'none' },
      messages: { found: 'In scope.' },
      schema: [],
    },
    create(context) {
      if (!isInScope(context)) return {};
      return {
        Program(node) {
          context.report({ node, messageId: 'found' });
        },
      };
    },
  });

  interface Setting {
    readonly file?: string;
    readonly cwd?: string;
    readonly scope?: string;
    readonly testModules?: readonly string[];
    readonly languageOptions?: Linter.LanguageOptions;
  }

  function isReported(code: string, { file = '/project/src/a.ts', cwd = '/project', ...given }: Setting = {}): boolean {
    const { scope = 'tests', testModules, languageOptions = PARSERS.typescript } = given;
    const messages = new Linter({ cwd }).verify(
      code,
      {
        basePath: '/',
        files: ['**/*.*'],
        plugins: { test: { rules: { 'report-all': eslintRule(reportAll) } } },
        rules: { 'test/report-all': 'error' },
        settings: { cogniverse: { scope, testModules } },
        languageOptions,
      },
      { filename: file },
    );
    return messages.some(({ message }) => message === 'In scope.');
  }

  it('takes every file unless told to take tests', () => {
    expect(isReported('export {}')).toBe(false);
    expect(isReported('export {}', { scope: 'all' })).toBe(true);
  });

  describe.each(PARSER_NAMES)('by content under %s', (parser) => {
    const languageOptions = PARSERS[parser];

    it.each([
      'import { test } from "vitest"',
      'import test from "node:test"',
      'const { test } = require("node:test")',
      'const { test } = await import("vitest")',
      'if (import.meta.vitest) {}',
      'test("a", () => {})',
      'describe.each([1])("a", () => {})',
      'it.each`a`("b", () => {})',
      'function f() { beforeEach(() => {}); }',
    ])('takes %s', (code) => {
      expect(isReported(code, { languageOptions })).toBe(true);
    });

    it.each([
      'import { a } from "./a"',
      'import { it } from "./iterator"; it("a")',
      'function test() {} test("a")',
      'export const test = (it) => it("a");',
      'const a = { test: 1, it }',
      'context("a"); suite("a");',
      '/x/.test("a"); obj.test("a");',
      'load("node:test")',
    ])('leaves %s', (code) => {
      expect(isReported(code, { languageOptions })).toBe(false);
    });
  });

  it('takes names that the configuration declares as globals', () => {
    const languageOptions = { ...PARSERS.typescript, globals: { test: false, it: false } } as const;
    expect(isReported('test("a", () => {})', { languageOptions })).toBe(true);
    expect(isReported('f("a", () => {})', { languageOptions })).toBe(false);
  });

  it('leaves type-only imports of a runner', () => {
    expect(isReported('import type { Mock } from "vitest"')).toBe(false);
  });

  it('takes modules that are said to export test functions', () => {
    expect(isReported('import { test } from "@acme/test"', { testModules: ['@acme/test'] })).toBe(true);
    expect(isReported('import { test } from "../../support/fixtures"', { testModules: ['./fixtures'] })).toBe(true);
    expect(isReported('import { test } from "@acme/test"')).toBe(false);
  });

  it('looks at a path from the root of the repository', () => {
    const root = path.join(directory, 'tests', 'repository');
    mkdirSync(path.join(root, '.git'), { recursive: true });
    expect(isReported('', { file: path.join(root, 'src', 'a.ts'), cwd: directory })).toBe(false);
    expect(isReported('', { file: path.join(root, 'tests', 'a.ts'), cwd: path.join(root, 'tests') })).toBe(true);
  });

  it('looks at a path from the working directory where there is no repository', () => {
    const cwd = path.join(directory, 'tests', 'project');
    expect(isReported('', { file: path.join(cwd, 'src', 'a.ts'), cwd })).toBe(false);
    expect(isReported('', { file: path.join(cwd, 'test', 'a.ts'), cwd })).toBe(true);
  });

  it('is silent in what is no program', () => {
    const messages = new Linter().verify(
      'data',
      {
        files: ['**/*.txt'],
        plugins: { test: { rules: { 'report-all': eslintRule(reportAll) }, languages: { data: dataLanguage } } },
        language: 'test/data',
        rules: { 'test/report-all': 'error' },
      },
      { filename: 'test/a.txt' },
    );
    expect(messages).toEqual([]);
  });
});

const dataRoot = { type: 'Program', loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 4 } }, range: [0, 4] };

/** A language without scopes, as those of data formats are. */
const dataLanguage: NonNullable<ESLint.Plugin['languages']>[string] = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  validateLanguageOptions() {
    // It has none.
  },
  parse: () => ({ ok: true, ast: dataRoot }),
  createSourceCode: ({ body }) => ({
    ast: dataRoot,
    text: String(body),
    lines: [String(body)],
    getLoc: () => dataRoot.loc,
    getRange: () => [0, 4],
    traverse: () => [{ kind: 1, type: 'visit', target: dataRoot, phase: 1, args: [dataRoot] }],
  }),
};
