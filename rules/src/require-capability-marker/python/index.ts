import path from 'node:path';

import type { TSESLint } from '@typescript-eslint/utils';

import { policyFor } from '../../project.ts';
import { markerOf } from '../../resolve/capability-marker.ts';
import { oncePer } from '../../resolve/once-per.ts';
import { collectedNames } from '../../resolve/python/collected-names.ts';
import { collectedTests, type CollectedTest } from '../../resolve/python/collected-tests.ts';
import { fixtureClosure } from '../../resolve/python/fixture-closure.ts';
import { pytestConfigFor } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { headOf } from '../../text/python/head.ts';
import { markByDecorator } from '../../text/python/write-mark.ts';
import { fixWith, mergeEdits } from '../../text/text-edit.ts';
import { Capabilities, GPU } from '../capabilities.ts';
import type { Context } from '../messages.ts';
import { needsGpuToLoad } from './accelerator.ts';
import { conftestGates } from './conftest-gates.ts';
import { isGatedByMarks, marksOn, type MarkerTexts } from './gates.ts';
import { isHarmlessFixture } from './known-fixtures.ts';
import { Meanings } from './meanings.ts';
import { configuredBy, needOf, type NeedSearch, type PythonNeed } from './needs.ts';
import { isPlayed } from './played.ts';
import { mayCallService, mayHoldPythonTest } from './prefilter.ts';
import { callsIn, certainCallsIn, reachedBy, type ReachedFunction } from './reached-code.ts';
import { isDeselected } from './selection.ts';
import { moduleSkips, skips } from './skips.ts';

/** The rule on a Python file. */
export function pythonListeners(context: Context, source: PythonSource): { Module?: () => void } {
  if (!mayHoldPythonTest(source.text) || !isPythonInScope(context, source)) return {};
  return {
    Module() {
      check(context, source);
    },
  };
}

function check(context: Context, source: PythonSource): void {
  const config = pytestConfigFor(source.file);
  const tests = collectedTests(source, collectedNames(config));
  if (tests.length === 0) return;
  const policy = policyFor(context.physicalFilename);
  const texts: MarkerTexts = { policy, config, capabilities: new Capabilities(policy) };
  const reported = new Set<string>();
  for (const test of tests) {
    for (const need of ungatedNeeds(test, source, texts)) {
      const key = `${test.fn.node.range[0]} ${need.capability}`;
      if (!reported.has(key)) report(context, test, need, source);
      reported.add(key);
    }
  }
}

/** What a test needs for certain and does not ask for: one need of each capability. */
function ungatedNeeds(test: CollectedTest, source: PythonSource, texts: MarkerTexts): readonly PythonNeed[] {
  const closure = fixtureClosure(test, source);
  const reached = reachedBy(test, closure.fixtures, source);
  if (!reached.some((fn) => callsServices(fn.source))) return [];
  const fixtures = new Map(closure.fixtures.map((fixture) => [fixture.name, fixture]));
  const meanings = new Meanings(fixtures);
  const [configured] = reached.flatMap((fn) =>
    callsIn(fn.node).flatMap((call) => configuredBy(call, fn.source, meanings) ?? []),
  );
  const search: NeedSearch = { meanings, capabilities: texts.capabilities, configured };
  const needs = new Map<string, PythonNeed>();
  for (const need of reached.flatMap((fn) => needsIn(fn, search))) {
    if (!needs.has(need.capability)) needs.set(need.capability, need);
  }
  if (needsGpuToLoad(source)) needs.delete(GPU);
  if (needs.size === 0) return [];
  const isGated =
    ![...closure.others].every(isHarmlessFixture) ||
    reached.some((fn) => skips(fn.node, fn.source)) ||
    moduleSkips(source) ||
    isLeftOut(test, source, texts) ||
    isPlayed(test, reached, source);
  return isGated
    ? []
    : [...needs.values()].filter(({ capability }) => !isGatedByMarks(test, source, capability, texts));
}

const callsServices = oncePer(({ text }: PythonSource) => mayCallService(text));

function needsIn(fn: ReachedFunction, search: NeedSearch): readonly PythonNeed[] {
  if (!fn.isCertain) return [];
  return certainCallsIn(fn).flatMap((call) => needOf(call, fn.source, search) ?? []);
}

/** Whether the project leaves a test out, or its conftests may. */
function isLeftOut(test: CollectedTest, source: PythonSource, { config }: MarkerTexts): boolean {
  const marks = new Set(marksOn(test).map(({ name }) => name));
  const hooks = conftestGates(source);
  return (
    hooks.isAll ||
    [...hooks.marks].some((name) => marks.has(name)) ||
    isDeselected(source.file, marks, config)
  );
}

function report(context: Context, { fn }: CollectedTest, need: PythonNeed, source: PythonSource): void {
  const marker = markText(need.capability);
  const edits = markByDecorator(fn.node, marker, source);
  const edit = edits && mergeEdits(source.text, edits);
  const suggest: TSESLint.ReportSuggestionArray<'ungated' | 'addMarker'> = edit
    ? [{ messageId: 'addMarker', data: { marker }, fix: fixWith(edit) }]
    : [];
  context.report({
    loc: headOf(fn.node, source),
    messageId: 'ungated',
    data: {
      test: `Test "${fn.node.name}"`,
      capability: need.capability === GPU ? 'a GPU' : need.capability,
      what: need.what,
      where: whereIs(need, source),
      remedy: `Mark it with \`@pytest.mark.${marker}\``,
    },
    suggest,
  });
}

/** What stands behind `pytest.mark.`: a capability whose marker is no name in Python is given as a text. */
function markText(capability: string): string {
  const marker = markerOf(capability);
  return /^\w+$/.test(marker) ? marker : `requires(${JSON.stringify(capability)})`;
}

/** `in line 12`, `in line 3 of tests/conftest.py` */
function whereIs({ node, source: statedIn }: PythonNeed, source: PythonSource): string {
  const line = `in line ${node.loc.start.line}`;
  if (statedIn === source) return line;
  return `${line} of ${path.relative(path.dirname(source.file), statedIn.file).replaceAll('\\', '/')}`;
}
