import path from 'node:path';

import { configuredTimeouts } from '../resolve/runner-config/index.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import type { RunnerName } from '../settings.ts';
import type { FileFacts } from './file-facts.ts';
import { importedLimits } from './imported-timeouts.ts';
import { judgeConstant, UNKNOWN, type Fault, type Level, type Limit } from './limit.ts';
import { jestLimits } from './runners/jest.ts';
import { mochaLimits } from './runners/mocha.ts';
import { nodeTestLimits } from './runners/node-test.ts';
import { playwrightLimits } from './runners/playwright.ts';
import { vitestLimits } from './runners/vitest.ts';

const LIMITS: Readonly<Record<RunnerName, (test: TestCall, facts: FileFacts) => Iterable<Limit>>> = {
  vitest: vitestLimits,
  jest: jestLimits,
  mocha: mochaLimits,
  node: nodeTestLimits,
  playwright: playwrightLimits,
};

/** Why a test has no timeout that counts. */
export interface Unbounded {
  /** The nearest place that seems to set one. */
  readonly wrong: (Limit & { readonly verdict: Fault }) | undefined;
  /** The longest timeout that holds but that the rule is not to accept, in milliseconds; 0 where there is none. */
  readonly inForce: number;
}

/** What keeps a test from having a timeout at one of the accepted levels; `undefined` where it has one. */
export function findUnbounded(test: TestCall, facts: FileFacts, accept: ReadonlySet<Level>): Unbounded | undefined {
  if (test.runner !== 'unknown') return unboundedIn(test.runner, test, facts, accept);
  // Any of them may run the test: a timeout that one of them would honour is given the benefit of the doubt.
  const outcomes = (['vitest', 'mocha', 'jest'] as const).map((runner) => unboundedIn(runner, test, facts, accept));
  return outcomes.every((outcome) => outcome !== undefined) ? outcomes.at(-1) : undefined;
}

function unboundedIn(
  runner: RunnerName,
  test: TestCall,
  facts: FileFacts,
  accept: ReadonlySet<Level>,
): Unbounded | undefined {
  let wrong: Unbounded['wrong'];
  let inForce = 0;
  for (const { verdict, ...limit } of limitsOf(runner, test, facts)) {
    if (verdict.bounds) {
      if (accept.has(limit.level)) return undefined;
      inForce = Math.max(inForce, verdict.ms ?? 0);
    } else if (accept.has(limit.level)) {
      wrong ??= { ...limit, verdict };
      if (!verdict.fallsBack) break;
    }
  }
  return { wrong, inForce };
}

function* limitsOf(runner: RunnerName, test: TestCall, facts: FileFacts): Generator<Limit> {
  yield* LIMITS[runner](test, facts);
  yield* importedLimits(runner, facts.source, facts.max);
  yield* configLimits(runner, facts);
}

function* configLimits(runner: RunnerName, { source, max }: FileFacts): Generator<Limit> {
  const limits = configuredTimeouts(runner, source.file).map(({ file, value }): Limit => {
    const shown = `${String(value)} in ${path.basename(file)}`;
    return { level: 'config', verdict: value === undefined ? UNKNOWN : judgeConstant(value, { runner, max, shown }) };
  });
  // Of several projects in one configuration, any may be the one that runs the test.
  yield* limits.toSorted((left, right) => Number(right.verdict.bounds) - Number(left.verdict.bounds));
}
