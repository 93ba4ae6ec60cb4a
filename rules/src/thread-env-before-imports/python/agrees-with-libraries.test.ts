import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

import { describe, expect, it } from 'vitest';

import { pythonEnvironment } from '../../../../test/python/environment.ts';
import { pythonMessages } from '../../../test/python-rule-tester.ts';
import { threadEnvBeforeImports } from '../index.ts';

const environment = await pythonEnvironment(['numexpr', 'numpy', 'threadpoolctl']);
const absent = reasonToSkip();

const OPENBLAS = 'import threadpoolctl\nprint(threadpoolctl.threadpool_info()[0]["num_threads"])\n';
const NUMEXPR = 'import numexpr\nprint(numexpr.nthreads)\n';

/** A variable, the import of a library, and a program that prints how many threads the library uses. */
const facts = [
  ['OMP_NUM_THREADS', 'import numpy', OPENBLAS],
  ['OPENBLAS_NUM_THREADS', 'from numpy import linalg', OPENBLAS],
  ['MKL_NUM_THREADS', 'import numpy', OPENBLAS],
  ['NUMEXPR_NUM_THREADS', 'import numexpr', NUMEXPR],
  ['OMP_NUM_THREADS', 'import numexpr', NUMEXPR],
] as const;

const left = absent === undefined ? '' : ` (left out: ${absent})`;

describe.skipIf(absent !== undefined)(`what libraries make of variables${left}`, () => {
  it.each(facts)(
    '%s and %s',
    (name, load, probe) => {
      const set = `os.environ["${name}"] = "1"`;
      const early = `import os\n${set}\n${load}\n`;
      const late = `import os\n${load}\n${set}\n`;
      const isHeeded = threadsOf(early + probe) === 1;
      const isLate = isHeeded && threadsOf(late + probe) > 1;
      expect(reports(early)).toBe(0);
      expect(reports(late)).toBe(isLate ? 1 : 0);
    },
    60_000,
  );
});

function reasonToSkip(): string | undefined {
  if (process.platform !== 'linux') return 'on other systems these libraries are built with others';
  if (availableParallelism() < 2) return 'one core has one thread anyway';
  return 'absent' in environment ? environment.absent : undefined;
}

function reports(code: string): number {
  return pythonMessages(threadEnvBeforeImports, { code }).length;
}

function threadsOf(code: string): number {
  if ('absent' in environment) throw new Error(environment.absent);
  const { python, env } = environment;
  return Number(execFileSync(python, ['-c', code], { env, encoding: 'utf8', timeout: 50_000 }));
}
