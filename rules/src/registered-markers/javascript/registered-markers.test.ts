import path from 'node:path';

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { PARSERS } from '../../../test/parsers.ts';
import { makeProject } from '../../../test/project.ts';
import { eslintRule, testPrefilter, testRule, type RuleCases } from '../../../test/rule-tester.ts';
import { registeredMarkers } from '../index.ts';
import type { messages } from '../messages.ts';
import { mayHoldTag } from '../prefilter.ts';

// Vitest would take it for one of this file.
const MODULE_TAG = `@module-tag`;
const VITEST = `import { describe, it, test } from 'vitest';\n`;

/** A misspelt member, of which no project has to be known. */
function member(code: string, marker: string, object: string, meant: string): Case {
  const output = code.replace(marker, meant);
  return {
    code,
    errors: [
      {
        messageId: 'member',
        data: { marker, object, meant },
        suggestions: [{ messageId: 'write', data: { meant }, output }],
      },
    ],
  };
}

type Case = RuleCases<keyof typeof messages, []>['invalid'][number];

const cases: RuleCases<keyof typeof messages, []> = {
  valid: [
    `${VITEST}test.skip('a', () => {});`,
    `${VITEST}test.concurrent.each([1])('a', () => {});`,
    `${VITEST}test.custom('a', () => {});`,
    `import { test } from '@jest/globals';\ntest.skipif('a', () => {});`,
    `${VITEST}expect(test.skpi).toBeUndefined();`,
    `const test = own();\ntest.skpi('a', () => {});`,
    `import { test } from './own';\ntest.skpi('a', () => {});`,
    `import { test as base } from './own';\nconst test = base.extend({});\ntest.skpi('a', () => {});`,
    `${VITEST}const own = test.each([1]);\nown.skpi('a', () => {});`,
    `import { test } from '@playwright/test';\ntest.describe.serial('a', () => {});\ntest.describe.configure({});`,
    `import test from 'tape';\ntest.skpi('a', () => {});`,
    `import { test } from '@playwright/test';\ntest.step('a', () => {});\ntest.fail('b', () => {});`,
    // Without a project, nobody says whose globals these are.
    `it.onyl('a', () => {});`,
    // Nor what is configured.
    `${VITEST}test('a', { tags: ['db'] }, () => {});`,
    `import { test } from '@playwright/test';\ntest('a @slwo', { tag: '@sloww' }, () => {});`,
  ],
  invalid: [
    member(`${VITEST}test.skpi('a', () => {});`, 'skpi', 'test', 'skip'),
    member(`${VITEST}const own = test.extend({}).extend({});\nown.skpi('a', () => {});`, 'skpi', 'test', 'skip'),
    member(
      `import { test } from '@playwright/test';\ntest.describe.seriall('a', () => {});`,
      'seriall',
      'test.describe',
      'serial',
    ),
    member(`import { test as spec } from 'vitest';\nspec.skpi('a', () => {});`, 'skpi', 'test', 'skip'),
    member(`${VITEST}const spec = test;\nspec.skpi('a', () => {});`, 'skpi', 'test', 'skip'),
    member(`const { test: spec } = require('vitest');\nspec.skpi('a', () => {});`, 'skpi', 'test', 'skip'),
    member(`${VITEST}it.onyl('a', () => {});`, 'onyl', 'it', 'only'),
    member(`${VITEST}describe.skipp('a', () => {});`, 'skipp', 'describe', 'skip'),
    member(`${VITEST}test.skipif(true)('a', () => {});`, 'skipif', 'test', 'skipIf'),
    member(`${VITEST}test.concurrent.skpi('a', () => {});`, 'skpi', 'test.concurrent', 'skip'),
    member(
      `import { test as t } from 'vitest';\nimport * as v from 'vitest';\nv.test.skpi('a');`,
      'skpi',
      'test',
      'skip',
    ),
    member(
      `import { test } from '@playwright/test';\ntest.fixmee('a', () => {});`,
      'fixmee',
      'test',
      'fixme',
    ),
    member(`import { it } from 'node:test';\nit.todoo('a');`, 'todoo', 'it', 'todo'),
    member(
      `const { describe } = require('mocha');\ndescribe.onyl('a', () => {});`,
      'onyl',
      'describe',
      'only',
    ),
  ],
};

testRule('registered-markers', registeredMarkers, cases);
testPrefilter(mayHoldTag, cases);

it.each([
  `test('a', { tags: ['db'] }, () => {})`,
  `// ${MODULE_TAG} db`,
  `test('a', { tag: '@db' }, () => {})`,
  `test('a @db', () => {})`,
  `test('@db', () => {})`,
])('reads %s', (text) => {
  expect(mayHoldTag(text)).toBe(true);
});

it.each([
  `import { test } from 'vitest';\ntest.skip('a', () => {});`,
  `expect(mail).toBe('a@b.c');`,
  'await testing.skpi();',
])('does not read %s', (text) => {
  expect(mayHoldTag(text)).toBe(false);
});

type Files = Readonly<Record<string, string | object>>;

/** What is said of `tests/unit/a.test.js` in a project. */
function lint(code: string, files: Files): readonly Linter.LintMessage[] {
  const folder = makeProject(files);
  const config: Linter.Config = {
    plugins: { own: { rules: { rule: eslintRule(registeredMarkers) } } },
    rules: { 'own/rule': 'error' },
    languageOptions: { ...PARSERS.espree, sourceType: 'module' },
  };
  return new Linter({ cwd: folder }).verify(code, config, {
    filename: path.join(folder, 'tests/unit/a.test.js'),
  });
}

const found = (code: string, files: Files): readonly string[] =>
  lint(code, files).map(
    ({ messageId, message }) => `${messageId} ${/(?:tag|member) `([^`]+)`/.exec(message)?.[1]}`,
  );

const tagged = (...tags: readonly string[]): string =>
  `${VITEST}${tags.map((tag) => `test('it', { tags: ['${tag}'] }, () => {});\n`).join('')}`;

const config = (test: string): string =>
  `import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: ${test} });\n`;

const merged = (base: string, test: string): string =>
  `import { mergeConfig } from 'vitest/config';\nimport base from '${base}';\n` +
  `export default mergeConfig(base, { test: ${test} });\n`;

describe('a tag of Vitest is defined', () => {
  it.each<[string, Files]>([
    ['by the configuration', { 'vitest.config.ts': config(`{ tags: [{ name: 'mine' }] }`) }],
    [
      'by a constant',
      { 'vitest.config.ts': `const name = 'mine';\n${config('{ tags: [{ name, timeout: 5 }] }')}` },
    ],
    [
      'by the configuration of Vite',
      { 'vite.config.js': `export default { plugins: [own()], test: { tags: [{ name: 'mine' }] } };` },
    ],
    [
      'by a function',
      {
        'vitest.config.ts': config(`{ tags: [{ name: 'mine' }] }`).replace(/\((\{.*\})\)/, '(() => ($1))'),
      },
    ],
    [
      'by a base',
      {
        'vitest.config.ts': merged('./base', '{}'),
        'base.ts': config(`{ tags: [{ name: 'mine' }] }`),
      },
    ],
    [
      'by the configuration above, of which this one is a project',
      {
        'vitest.config.ts': config(`{ projects: ['tests'], tags: [{ name: 'mine' }] }`),
        'tests/vitest.config.ts': config(`{ tags: [{ name: 'other' }] }`),
      },
    ],
    [
      'by a project',
      { 'vitest.config.ts': config(`{ projects: [{ test: { name: 'a', tags: [{ name: 'mine' }] } }] }`) },
    ],
    [
      'by another project of the configuration above',
      {
        'vitest.config.ts': config(
          `{ projects: ['./tests', 'packages/*', '!packages/c', 'other/vitest.config.ts'] }`,
        ),
        'packages/a.b/vitest.config.ts': config(`{ tags: [{ name: 'mine' }] }`),
        'packages/README.md': '',
        'other/vitest.config.ts': config(`{ tags: [{ name: 'other' }] }`),
      },
    ],
    [
      'by a configuration with another name',
      {
        'vitest.unit.config.ts': config(`{ tags: [{ name: 'mine' }] }`),
        'package.json': { scripts: { test: 'vitest -c vitest.unit.config.ts' } },
      },
    ],
  ])('%s', (_, files) => {
    expect(found(tagged('mine'), files)).toEqual([]);
    expect(found(tagged('absent'), files)).toEqual(['undefinedTag absent']);
  });

  it('by none, in a version that knows tags', () => {
    const stated = (version: string): Files => ({
      'package.json': { devDependencies: { vitest: version } },
      'vitest.config.ts': config('{}'),
    });
    expect(found(tagged('mine'), stated('^4.1.2'))).toEqual(['undefinedTag mine']);
    expect(found(tagged('mine'), stated('^5.0.0'))).toEqual(['undefinedTag mine']);
    expect(found(tagged('mine'), stated('^4.0.3'))).toEqual([]);
    expect(found(tagged('mine'), stated('latest'))).toEqual([]);
    expect(found(tagged('mine'), { 'vitest.config.ts': config('{}') })).toEqual([]);
  });
});

const DB = { 'vitest.config.ts': config(`{ tags: [{ name: 'database' }, { name: 'slow' }] }`) };

describe('tags of Vitest are found', () => {
  it.each([
    ['in options of a test', `${VITEST}test('a', { tags: ['absent'] }, () => {});`],
    ['as one text', `${VITEST}it('a', { tags: 'absent' }, () => {});`],
    ['of a suite', `${VITEST}describe('a', { tags: ['slow', 'absent'] }, () => {});`],
    ['of tests made of a table', `${VITEST}test.each([1])('a', { tags: ['absent'] }, () => {});`],
    ['in a constant', `${VITEST}const options = { tags: ['absent'] };\ntest('a', options, () => {});`],
    [
      'by a comment',
      `/**\n * About.\n * ${MODULE_TAG} slow\n * ${MODULE_TAG} absent\n */\n${VITEST}test('a', () => {});`,
    ],
    ['by a comment of a line', `// ${MODULE_TAG} absent\n${VITEST}test('a', () => {});`],
    ['by a text, as Vitest does', `${VITEST}test('a', () => read('// ${MODULE_TAG} absent'));`],
    ['by globals', `it('a', { tags: ['absent'] }, () => {});`],
  ])('%s', (_, code) => {
    expect(found(code, DB)).toEqual(['undefinedTag absent']);
  });

  it.each([
    ['that are computed', `${VITEST}test('a', { tags: [name()] }, () => {});`],
    ['of other functions', `${VITEST}render('a', { tags: ['absent'] });`],
    ['of another runner', `import { test } from 'node:test';\ntest('a', { tags: ['absent'] }, () => {});`],
  ])('but not %s', (_, code) => {
    expect(found(code, DB)).toEqual([]);
  });

  it('and misspelt ones where they stand', () => {
    const code = `${tagged('databse', 'databse')}// ${MODULE_TAG} sloww\n`;
    const said = lint(code, DB);
    expect(said.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 Nothing defines the tag `databse`. Did you mean `database`?',
      '3 Nothing defines the tag `databse`. Did you mean `database`?',
      '4 Nothing defines the tag `sloww`. Did you mean `slow`?',
    ]);
    const [first, , last] = said.map(({ suggestions }) => suggestions?.[0]?.fix);
    expect([first, last].map((fix) => code.slice(...(fix?.range ?? [0, 0])))).toEqual(['databse', 'sloww']);
  });

  it('with what becomes of them', () => {
    expect(lint(tagged('absent', 'absent'), DB).map(({ message }) => message)).toEqual([
      'Nothing defines the tag `absent` (2 times in this file): Vitest refuses to run such tests. Define ' +
        'it under `test.tags` of vitest.config.ts.',
    ]);
  });
});

describe('nothing is said of tags', () => {
  it.each<[string, Files]>([
    [
      'of projects by a pattern of any depth',
      { 'vitest.config.ts': config(`{ projects: ['packages/**'], tags: [{ name: 'slow' }] }`) },
    ],
    [
      'of a base that is installed',
      {
        'vitest.config.ts': merged('acme/vitest', `{ tags: [{ name: 'slow' }] }`),
      },
    ],
    ['of a wrapper', { 'vitest.config.ts': `export default acme({ test: { tags: [{ name: 'slow' }] } });` }],
    ['that are computed', { 'vitest.config.ts': config(`{ tags: [{ name: 'slow' }, ...others()] }`) }],
    ['that are imported', { 'vitest.config.ts': `import tags from 'acme';\n${config('{ tags }')}` }],
    ['of options that are spread', { 'vitest.config.ts': config(`{ ...base(), tags: [{ name: 'slow' }] }`) }],
    ['of a configuration with a syntax error', { ...DB, 'tests/vitest.config.ts': 'export default {' }],
    [
      'of projects that are computed',
      { 'vitest.config.ts': config(`{ projects: all(), tags: [{ name: 'slow' }] }`) },
    ],
  ])('%s', (_, files) => {
    expect(found(tagged('absent', 'sloww'), files)).toEqual([]);
  });

  it.each<[string, Files]>([
    ['the configuration', { 'vitest.config.ts': config(`{ strictTags: false, tags: [{ name: 'slow' }] }`) }],
    [
      'a script',
      {
        'vitest.config.ts': config(`{ tags: [{ name: 'slow' }] }`),
        'package.json': { scripts: { test: 'vitest run --no-strict-tags' } },
      },
    ],
  ])('that %s allows, but of misspelt ones', (_, files) => {
    expect(found(tagged('absent', 'sloww'), files)).toEqual(['misspeltTag sloww']);
  });
});

describe('tags of Playwright', () => {
  const PLAYWRIGHT = `import { test } from '@playwright/test';\n`;
  const own = { 'cogniverse.config.json': { markers: { nightly: 'at night' } } };
  const details = (tag: string): string => `${PLAYWRIGHT}test('it', { tag: ${tag} }, async () => {});`;

  it('are the markers of the policy, where it has its own', () => {
    expect(found(details(`['@nightly', '@slow', '@requires-gpu']`), own)).toEqual([]);
    expect(found(details(`'@absent'`), own)).toEqual(['undefinedTag @absent']);
    expect(found(details(`['@nightyl']`), own)).toEqual(['misspeltTag @nightyl']);
    expect(found(`${PLAYWRIGHT}test.describe('all', { tag: '@absent' }, () => {});`, own)).toEqual([
      'undefinedTag @absent',
    ]);
    expect(lint(details(`'@absent'`), own).map(({ message }) => message)).toEqual([
      'Nothing defines the tag `@absent`: a misspelt tag selects nothing, and nobody is told. Define it ' +
        'under `markers` of cogniverse.config.json.',
    ]);
  });

  it('stand in titles too', () => {
    const title = (text: string): string => `${PLAYWRIGHT}test('${text}', async () => {});`;
    expect(found(title('it @nightly'), own)).toEqual([]);
    expect(found(title('it @angular installs @angular/core'), own)).toEqual([]);
    expect(found(title('@nightyl it'), own)).toEqual(['misspeltTag @nightyl']);
    const [message] = lint(title('@nightyl it'), own);
    expect(message?.suggestions?.[0]?.fix.text).toBe('@nightly');
  });

  it('are not known without', () => {
    expect(found(details(`['@absent', '@sloww']`), {})).toEqual([]);
    expect(
      found(details(`['@absent', '@sloww']`), { 'cogniverse.config.json': { timeouts: { default: 5 } } }),
    ).toEqual([]);
  });
});

it('knows globals by the runner of the project', () => {
  expect(found(`it.onyl('a', () => {});`, { 'package.json': { devDependencies: { jest: '^30' } } })).toEqual([
    'member onyl',
  ]);
});
