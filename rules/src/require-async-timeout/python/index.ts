import path from 'node:path';

import { parseDuration } from '@cogniverse/guide';

import { policyFor } from '../../project.ts';
import { collectedNames } from '../../resolve/python/collected-names.ts';
import { collectedTests, type CollectedTest } from '../../resolve/python/collected-tests.ts';
import { conftestSetsTimeout, generatesTimeouts } from '../../resolve/python/conftest-timeout.ts';
import { pytestConfigFor, refusesMark, valuesOfFlag, type PytestConfig } from '../../resolve/python/pytest-config.ts';
import { defaultTimeout } from '../../resolve/python/pytest-timeout-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { dependenciesWithout } from '../../resolve/python/stated-plugins.ts';
import { LEVELS, UNKNOWN, type Verdict } from '../limit.ts';
import { headOf } from '../../text/python/head.ts';
import { countOf, faultOf } from '../messages.ts';
import type { Options } from '../options.ts';
import type { Context } from '../report.ts';
import { fixScopeFor } from './fix-scope.ts';
import { mayHoldPythonAsyncTest } from './prefilter.ts';
import { remedyFor, type Request } from './remedy.ts';
import { corrections } from './report.ts';
import { judgeSeconds } from './seconds.ts';
import { findUnbounded, type Judging, type Unbounded } from './verdict.ts';

/** The rule's listeners for a Python file. */
export function pythonListeners(
  context: Context,
  source: PythonSource,
  options: Options,
): { Module?: () => void } {
  if (!mayHoldPythonAsyncTest(source.text) || !isPythonInScope(context, source)) return {};
  return {
    Module() {
      check(context, source, options);
    },
  };
}

/** An asynchronous test without a timeout that counts. */
interface Finding {
  readonly test: CollectedTest;
  readonly unbounded: Unbounded;
}

function check(context: Context, source: PythonSource, options: Options): void {
  const config = pytestConfigFor(source.file);
  const tests = collectedTests(source, collectedNames(config)).filter(({ fn }) => fn.isAsync);
  if (tests.length === 0) return;
  const { timeouts } = policyFor(context.physicalFilename);
  const max = options.max === undefined ? timeouts.max : parseDuration(options.max);
  const isOff = valuesOfFlag(config.addopts, '-p').includes('no:timeout');
  const judging: Judging = {
    source,
    max,
    accept: new Set(options.accept ?? LEVELS),
    config: isOff ? undefined : configVerdict(config, source, max),
  };
  const findings = findingsIn(tests, judging);
  const stated = dependenciesWithout(['pytest-timeout'], path.dirname(source.file));
  const request: Request = {
    source,
    ms: timeouts.default,
    max,
    scope: fixScopeFor(options.fixScope ?? 'function', tests, findings.length),
    isUnregistered: stated !== undefined && refusesMark(config, 'timeout'),
  };
  for (const finding of findings) report(context, finding, request, stated);
  const inert =
    stated === undefined
      ? isOff && 'the timeout does nothing while `-p no:timeout` keeps pytest-timeout from being loaded'
      : `the timeout does nothing without pytest-timeout, which is not among the dependencies in ${path.basename(stated)}`;
  if (inert !== false) reportInert(context, tests, findings, inert, source);
}

/** One finding a function: several classes may collect it. */
function findingsIn(tests: readonly CollectedTest[], judging: Judging): readonly Finding[] {
  const found = new Map<CollectedTest['fn']['node'], Finding>();
  for (const test of tests) {
    const unbounded = found.has(test.fn.node) ? undefined : findUnbounded(test, judging);
    if (unbounded) found.set(test.fn.node, { test, unbounded });
  }
  return [...found.values()];
}

function configVerdict(config: PytestConfig, source: PythonSource, max: number): Verdict | undefined {
  const directory = path.dirname(source.file);
  const stated = defaultTimeout(config, directory);
  const verdict =
    stated &&
    judgeSeconds(stated.value, `${stated.name} = ${stated.value} in ${path.basename(stated.file)}`, max);
  if (verdict?.bounds === true) return verdict;
  return generatesTimeouts(source) || conftestSetsTimeout(directory) ? UNKNOWN : verdict;
}

function report(
  context: Context,
  { test, unbounded }: Finding,
  request: Request,
  stated: string | undefined,
): void {
  const fault = faultOf(unbounded, 's');
  const needsPlugin =
    stated === undefined
      ? ''
      : ` and pytest-timeout to ${path.basename(stated)}, without which the mark does nothing`;
  context.report({
    loc: headOf(test.fn.node, request.source),
    messageId: fault.messageId,
    data: {
      test: `Async test "${test.fn.node.name}"`,
      hint: `Add \`@pytest.mark.timeout(seconds)\` to it${needsPlugin}.`,
      ...fault.data,
    },
    ...corrections(remedyFor(test, unbounded, request)),
  });
}

/** Says once a file that marks and options do nothing without the plugin. */
function reportInert(
  context: Context,
  tests: readonly CollectedTest[],
  findings: readonly Finding[],
  reason: string,
  source: PythonSource,
): void {
  const reported = new Set(findings.map(({ test }) => test.fn.node));
  const relying = [...new Set(tests.map(({ fn }) => fn.node))].filter((node) => !reported.has(node));
  const [first] = relying;
  if (!first) return;
  context.report({
    loc: headOf(first, source),
    messageId: 'ineffectiveShared',
    data: {
      tests: countOf(relying),
      reason,
    },
  });
}
