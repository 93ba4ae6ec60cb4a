import { expect, inject, test } from 'vitest';

import { BROKEN_TEST } from './broken-test.ts';
import { expectExit, Project } from './project.ts';

const { eslint10 } = inject('installed');

const RULES = {
  'cogniverse/allowed-models': 'error',
  'cogniverse/no-late-system-imports': 'error',
  'cogniverse/no-manual-threads': 'error',
  'cogniverse/require-async-timeout': 'error',
};

const CONFIG = JSON.stringify({
  jsPlugins: ['eslint-plugin-cogniverse'],
  categories: { correctness: 'off' },
  settings: { cogniverse: { scope: 'tests' } },
  rules: RULES,
});

interface OxlintReport {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly labels: readonly { span: { line: number } }[];
  }[];
}

test('oxlint runs the rules as a plugin', async () => {
  const project = await Project.of(eslint10, { '.oxlintrc.json': CONFIG, 'search.test.ts': BROKEN_TEST });
  const linted = await project.node('oxlint/bin/oxlint', '--format', 'json');
  expectExit(linted, 1);
  expect(linted.stderr).toBe('');
  const { diagnostics } = JSON.parse(linted.stdout) as OxlintReport;
  expect(diagnostics.map(({ code: rule, labels }) => `${rule}:${labels[0]?.span.line}`).sort()).toEqual([
    'cogniverse(allowed-models):9',
    'cogniverse(no-late-system-imports):7',
    'cogniverse(no-manual-threads):8',
    'cogniverse(require-async-timeout):6',
  ]);
});

test('oxlint writes what the command fix writes', async () => {
  const [linted, rewritten] = await Promise.all([0, 1].map(() => Project.copyOf(eslint10, 'suites')));
  if (!linted || !rewritten) throw new Error('no projects');
  await linted.write('.oxlintrc.json', CONFIG);
  await linted.node('oxlint/bin/oxlint', '--fix');
  await rewritten.codemod('fix');
  expect(await linted.read()).toMatchObject(await rewritten.read());
});
