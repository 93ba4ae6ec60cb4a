import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, type Rule } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';

import { PARSER_NAMES, PARSERS, type ParserName } from '../../../test/parsers.ts';
import { sourceOf } from '../source.ts';
import { isSkipped, testCallsOf, type TestCalls } from './index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'test-calls-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
writeFileSync(path.join(folder, '.git'), '');
writeFileSync(
  path.join(folder, 'fixtures.ts'),
  `import { test as base, mergeTests } from '@playwright/test';
   export const test = base.extend<{ model: string }>({ model: 'x' });
   export const merged = mergeTests(base, test);
   export const other = 5;
   export default test;`,
);
writeFileSync(path.join(folder, 'again.ts'), `export { test, merged as testBoth } from './fixtures';\nexport * from './more';`);
writeFileSync(path.join(folder, 'more.ts'), `import { it } from 'vitest';\nconst itSlow = it.extend({});\nexport { itSlow };`);

interface Settings {
  readonly parser?: ParserName;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly sourceType?: 'module' | 'commonjs';
  readonly globals?: Linter.Globals;
}

function resolve<Found>(
  code: string,
  read: (file: TestCalls, context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>) => Found,
  { parser = 'typescript', settings = {}, sourceType = 'module', globals = {} }: Settings = {},
): Found {
  let found: Found[] = [];
  const rule: Rule.RuleModule = {
    create: (eslintContext) => ({
      Program() {
        // The same context by ESLint's own types.
        const context = eslintContext as unknown as TSESLint.RuleContext<string, readonly unknown[]>;
        found = [read(testCallsOf(context), context)];
      },
    }),
  };
  const messages = new Linter({ cwd: folder }).verify(
    code,
    {
      files: ['**/*.ts'],
      plugins: { own: { rules: { rule } } },
      rules: { 'own/rule': 'error' },
      settings: { cogniverse: settings },
      languageOptions: { ...PARSERS[parser], sourceType, globals },
    },
    { filename: path.join(folder, 'case.test.ts') },
  );
  expect(messages).toEqual([]);
  const [only] = found;
  if (only === undefined) throw new Error('the rule did not run');
  return only;
}

/** Each call as `runner kind name.modifiers`. */
function described(code: string, settings?: Settings): readonly string[] {
  return resolve(
    code,
    ({ calls }) => calls.map(({ runner, kind, name, modifiers }) => `${runner} ${kind} ${[name, ...modifiers].join('.')}`),
    settings,
  );
}

const vitest = { settings: { runner: 'vitest' } } as const;

describe.each(PARSER_NAMES)('under %s', (parser) => {
  it.each([
    [`import { test as t } from 'vitest'; t('x', () => {});`, 'vitest test test'],
    [`import { 'it' as t } from 'vitest'; t('x', () => {});`, 'vitest test it'],
    [`import * as v from 'vitest'; v.describe.each([1])('x', () => {});`, 'vitest suite describe.each'],
    [`import { it } from '@jest/globals'; const spec = it; spec.only.failing('x', () => {});`, 'jest test it.only.failing'],
    [`import mocha from 'mocha'; mocha.specify('x', () => {});`, 'mocha test specify'],
    [`import test from 'node:test'; test('x', () => {});`, 'node test default'],
    [`import test from 'node:test'; test.describe('x', () => {});`, 'node suite describe'],
    [`import { skip } from 'node:test'; skip('x', () => {});`, 'node test skip.skip'],
    [`import { test } from '@playwright/test'; test.describe.parallel.only('x', () => {});`, 'playwright suite describe.parallel.only'],
    [`import { test } from '@playwright/test'; test.beforeEach(() => {});`, 'playwright hook beforeEach'],
    [`const { it } = await import('vitest'); it('x', () => {});`, 'vitest test it'],
    [`if (import.meta.vitest) { const { it: t } = import.meta.vitest; t('x', () => {}); }`, 'vitest test it'],
    [`import { it } from 'vitest'; const t = process.env.CI ? it : it.skip; t('x', () => {});`, 'vitest test it'],
    [`import { it } from 'vitest'; it.runIf(a).each\`a\${1}\`('x', () => {});`, 'vitest test it.runIf.each'],
    [`import { it } from 'vitest'; const own = it.extend({}).extend({}); own.skip('x', () => {});`, 'vitest test it.skip'],
    [`import { describe } from 'vitest'; describe('x', (test) => { test.todo('y'); });`, 'vitest suite describe', 'vitest test test.todo'],
    [`import test from 'node:test'; test('x', (t) => { t.test('y', (u) => { u.test('z', () => {}); }); });`, 'node test default', 'node test test', 'node test test'],
    [`import { test } from './fixtures'; test('x', () => {});`, 'playwright test test'],
    [`import own from './fixtures.js'; own('x', () => {});`],
    [`import own_test from './fixtures.js'; own_test('x', () => {});`, 'playwright test test'],
    [`import { merged as test } from './fixtures'; test('x', () => {});`, 'playwright test test'],
    [`import { testBoth } from './again'; testBoth('x', () => {});`, 'playwright test test'],
    [`import { itSlow } from './again'; itSlow('x', () => {});`, 'vitest test it'],
  ])('%s', (code, ...expected) => {
    expect(described(code, { parser })).toEqual(expected);
  });

  it('resolves require', () => {
    const commonjs = { parser, sourceType: 'commonjs' } as const;
    expect(described(`const test = require('node:test'); test('x', () => {});`, commonjs)).toEqual(['node test default']);
    expect(described(`const { it: t } = require('vitest'); t('x', () => {});`, commonjs)).toEqual(['vitest test it']);
    expect(described(`require('mocha').describe('x', () => {});`, commonjs)).toEqual(['mocha suite describe']);
  });

  it('takes undeclared names as globals, configured or not', () => {
    const code = `describe('x', () => { it('y', () => {}); });`;
    expect(described(code, { parser, ...vitest })).toEqual(['vitest suite describe', 'vitest test it']);
    expect(described(code, { parser, ...vitest, globals: { it: 'readonly', describe: 'readonly' } })).toHaveLength(2);
  });
});

describe('what is no test', () => {
  it.each([
    `function test(name, run) { run(); } test('x', () => {});`,
    `import { test } from 'tap'; test('x', () => {});`,
    `import type { test } from 'vitest'; declare const y: typeof test;`,
    `/x/.test('x'); runner.test('x', () => {});`,
    `import { test } from 'vitest'; test.extend({ model: async () => {} });`,
    `import { test } from './fixtures'; const { other } = test;`,
    `import { test } from './missing'; test('x', () => {});`,
    `describe('x', () => { cy.visit('/'); it('y', () => {}); });`,
    `let it = () => {}; it('x', () => {}); it = describe;`,
  ])('%s', (code) => {
    expect(described(code)).toEqual([]);
  });
});

describe('the runner of globals', () => {
  it.each([
    [`it('x', () => {});`, 'unknown'],
    [`it('x', () => { jest.fn(); });`, 'jest'],
    [`it('x', () => { vi.fn(); });`, 'vitest'],
    [`import { expect } from 'vitest'; it('x', () => {});`, 'vitest'],
    [`before(() => {}); it('x', () => {});`, 'mocha'],
    [`it('x', function () { this.timeout(5); });`, 'mocha'],
  ])('%s', (code, runner) => {
    const runners = resolve(code, ({ calls }) => new Set(calls.map((call) => call.runner)));
    expect([...runners]).toEqual([runner]);
  });

  it('is what the settings say', () => {
    expect(described(`it('x', () => { jest.fn(); });`, { settings: { runner: 'mocha' } })).toEqual(['mocha test it']);
  });
});

describe('modules that the settings name', () => {
  const settings = { testModules: ['@acme/testing', './support/fixtures'], runner: 'jest' };
  it.each([
    `import { test as spec } from '@acme/testing'; spec('x', () => {});`,
    `import { test } from '../../support/fixtures.js'; test('x', () => {});`,
  ])('%s', (code) => {
    expect(described(code, { settings })).toEqual(['jest test test']);
    expect(described(code)).toEqual([]);
  });
});

describe('arguments', () => {
  /** Title, options, callback and what follows, as text. */
  const parts = (call: string): readonly (string | undefined)[] =>
    resolve(`import { test, beforeAll } from 'vitest'; const options = { retry: 1 }; function run() {} ${call}`, (file, context) => {
      const [first] = file.calls;
      return [first?.title, first?.options, first?.callback, ...(first?.trailing ?? [])].map(
        (node) => node && context.sourceCode.getText(node),
      );
    });

  it.each([
    [`test('x', run, 5)`, `'x'`, undefined, 'run', '5'],
    [`test(title, async () => {}, 5)`, 'title', undefined, 'async () => {}', '5'],
    [`test('x', options, run)`, `'x'`, 'options', 'run'],
    [`test('x', { retry: 1 }, wrap(() => {}), 5)`, `'x'`, '{ retry: 1 }', 'wrap(() => {})', '5'],
    [`test('x', made, LIMIT)`, `'x'`, undefined, 'made', 'LIMIT'],
    [`test('x', made(), 5)`, `'x'`, undefined, 'made()', '5'],
    [`test('x')`, `'x'`, undefined, undefined],
    [`test(options, run)`, undefined, 'options', 'run'],
    [`beforeAll(run, 5)`, undefined, undefined, 'run', '5'],
    [`test('x', ...rest)`, `'x'`, undefined, undefined],
  ])('%s', (call, ...expected) => {
    expect(parts(call)).toEqual(expected);
  });
});

describe('places', () => {
  const parents = (code: string): readonly string[] =>
    resolve(
      code,
      ({ calls, helpers }) =>
        [...calls, ...helpers].map(({ node, parent }) => {
          const start = (at: typeof node | undefined): string => (at ? code.slice(at.range[0], at.range[0] + 4) : '-');
          return `${start(node)} in ${start(parent?.node)}`;
        }),
      vitest,
    );

  it('are the nearest callbacks', () => {
    expect(parents(`a(); for (const x of xs) { desc('s', () => { xs.map(() => it_('t', () => { vi_.fn(); })); }); }`
      .replace('desc(', 'describe(').replace('it_', 'test').replace('vi_', 'vi'))).toEqual([
      'desc in -', 'test in desc', 'vi.f in test',
    ]);
  });

  it('go by the first call of a local function, and by callbacks with a name', () => {
    expect(parents(`function shared() { test('t', body); } function body() { vi.fn(); } describe('s', () => { shared(); });`)).toEqual([
      'test in desc', 'desc in -', 'vi.f in test',
    ]);
  });

  it('are those of wrapped callbacks', () => {
    expect(parents(`test('t', wrap(() => { vi.fn(); }));`)).toEqual(['test in -', 'vi.f in test']);
  });

  it('do not loop on functions that call each other', () => {
    expect(parents(`function a() { b(); test('t', () => {}); } function b() { a(); }`)).toEqual(['test in -']);
  });
});

describe('helper calls', () => {
  const names = (code: string): readonly string[] => resolve(code, ({ helpers }) => helpers.map(({ name }) => name));
  it.each([
    [`import { vi as v, vitest } from 'vitest'; v.mock('x'); vitest.setConfig({});`, 'vi.mock', 'vi.setConfig'],
    [`import { jest as j } from '@jest/globals'; j.setTimeout(1).mock('x');`, 'jest.setTimeout', 'jest.mock'],
    [`import { mock, test } from 'node:test'; mock.module('x'); test('y', (t) => { t.mock.fn(); t.skip(); });`, 'mock.module', 'mock.fn', 'context.skip'],
    [`import { test } from '@playwright/test'; test.describe.configure({}); test.setTimeout(1); test.skip(cond, 'why');`, 'describe.configure', 'test.setTimeout', 'test.skip'],
    [`import { test } from '@playwright/test'; test('x', async ({}, info) => { info.setTimeout(1); test.info().setTimeout(2); });`, 'testInfo.setTimeout', 'test.info', 'testInfo.setTimeout'],
    [`import { test } from '@playwright/test'; test.extend({ m: [async ({}, use, info) => { info.setTimeout(1); }, {}] });`, 'testInfo.setTimeout'],
  ])('%s', (code, ...expected) => {
    expect(names(code)).toEqual(expected);
  });
});

describe('skipped tests', () => {
  const skipped = (code: string): readonly boolean[] =>
    resolve(code, (file, context) => {
      const source = sourceOf(context);
      if (!source) throw new Error('no scopes');
      return file.calls.filter(({ kind }) => kind === 'test').map((call) => isSkipped(call, file, source));
    }, vitest);

  it.each([
    [`test.skip('x', run);`, true],
    [`describe.skip('s', () => { test('x', run); });`, true],
    [`test('x', { skip: true }, run);`, true],
    [`const options = { todo: true }; test('x', options, run);`, true],
    [`test('x', { skip: isWindows }, run);`, false],
    [`test.skipIf(isWindows)('x', run);`, false],
    [`const maybe = gpu ? test : test.skip; maybe('x', run);`, false],
    [`import { test } from '@playwright/test'; test.describe('s', () => { test.skip(); test('x', run); });`, true],
    [`import { test } from '@playwright/test'; test.describe('s', () => { test.skip(!gpu, 'why'); test('x', run); });`, false],
    [`import { test } from '@playwright/test'; test.describe('s', () => { if (a) test.skip(); test('x', run); });`, false],
    [`import { test } from '@playwright/test'; test.fixme('x', async () => {});`, true],
  ])('%s', (code, expected) => {
    expect(skipped(`function run() {} ${code}`)).toEqual([expected]);
  });
});
