import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { collectWithPytest } from '../../../test/pytest/collect.ts';
import { pytestEnvironment } from '../../../test/pytest/environment.ts';
import { handWrittenProjects } from '../../../test/pytest/hand-written.ts';
import { generatedModules } from '../../../test/pytest/modules.ts';
import { pythonMessages } from '../../../test/python-rule-tester.ts';
import { requireAsyncTimeout } from '../index.ts';

type Files = Readonly<Record<string, string>>;

/** How long pytest may take for one project, its installation included. */
const TIME = 180_000;

/** Compares what the rule says of each file with what pytest and its plugins make of it. */
function expectAgreement(files: Files, python: string): readonly string[] {
  const project = makeProject(files);
  const { tests, refused } = collectWithPytest(python, project);
  const disagreements = Object.entries(files).flatMap(([file, code]) => {
    if (!file.endsWith('.py')) return [];
    const filename = path.join(project, file);
    const reported = pythonMessages(requireAsyncTimeout, { code, filename }).map(({ line }) => line);
    const inFile = tests.filter((test) => test.file === file && test.isAsync && !test.isSkipped);
    const unbounded = [...new Set(inFile.filter(({ isBounded }) => !isBounded).map(({ line }) => line))];
    // Of a file that pytest refuses, it says nothing of the tests.
    if (refused.includes(file)) return [];
    const sorted = unbounded.toSorted((left, right) => left - right);
    return String(reported) === String(sorted) ? [] : [{ file, reported, pytest: sorted, code }];
  });
  expect(disagreements).toEqual([]);
  expect(tests.length).toBeGreaterThan(0);
  return refused;
}

const environment = await pytestEnvironment();
const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';
const python = 'python' in environment ? environment.python : '';

describe.skipIf(python === '')(
  `the verdict is that of pytest, pytest-timeout and pytest-asyncio${reason}`,
  () => {
    it.each(handWrittenProjects)(
      '$name',
      ({ files }) => {
        expect(expectAgreement(files, python)).toEqual([]);
      },
      TIME,
    );

    it(
      'generated modules',
      () => {
        const modules = generatedModules(150).map((code, index): [string, string] => [
          `test_${index}.py`,
          code,
        ]);
        expectAgreement(
          { 'pytest.ini': '[pytest]\nasyncio_mode = auto\n', ...Object.fromEntries(modules) },
          python,
        );
      },
      TIME,
    );

    it(
      'generated modules where the project sets a default',
      () => {
        const modules = generatedModules(40).map((code, index): [string, string] => [
          `test_${index}.py`,
          code,
        ]);
        expectAgreement(
          { 'pytest.ini': '[pytest]\nasyncio_mode = auto\ntimeout = 60\n', ...Object.fromEntries(modules) },
          python,
        );
      },
      TIME,
    );
  },
);
