import type { ESLint } from 'eslint';
import { describe, expect, inject, test } from 'vitest';

import { expectExit, Project } from './project.ts';

const { eslint9, eslint10 } = inject('installed');
const FILES = {
  // The rules for tests have nothing to say of such files, though their preset names no files.
  'eslint.config.js': `import cogniverse from 'eslint-plugin-cogniverse';

export default [...cogniverse.configs.strict, ...cogniverse.configs.project];
`,
  '.github/workflows/test.yml': 'jobs:\n  test:\n    runs-on: x\n    steps:\n      - run: uv run pytest\n',
  Dockerfile: 'FROM python\nRUN pytest # eslint-disable-line cogniverse/ci-time-limit\n',
  'pytest.ini': '[pytest]\nasyncio_mode = auto\naddopts = -n auto\n',
};

describe.each([
  ['ESLint 9', eslint9],
  ['ESLint 10', eslint10],
])('%s with the preset for the files around the tests', (_, installed) => {
  test('reports what the command reports', async () => {
    const project = await Project.of(installed, FILES);
    const [linted, checked] = await Promise.all([
      project.node('eslint/bin/eslint.js', '.', '--format', 'json'),
      project.codemod('check', '--project', '--format', 'json'),
    ]);
    expectExit(linted, 1);
    expect(rulesIn(linted.stdout)).toEqual([
      'ci-thread-environment',
      'ci-thread-environment',
      'ci-time-limit',
      'xdist-by-file',
    ]);
    expect(rulesIn(checked.stdout)).toEqual(rulesIn(linted.stdout));
  });
});

/** The rules that a report in ESLint's form names, one for each finding. */
function rulesIn(report: string): string[] {
  const results = JSON.parse(report) as ESLint.LintResult[];
  return results
    .flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId?.replace('cogniverse/', '') ?? message))
    .sort();
}
