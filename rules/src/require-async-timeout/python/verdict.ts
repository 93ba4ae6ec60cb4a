import type { Py } from '@cogniverse/eslint-python';

import {
  isSkipping,
  parametrizations,
  type CollectedTest,
  type MarkLevel,
} from '../../resolve/python/collected-tests.ts';
import { mentionsTimeout } from '../../resolve/python/conftest-timeout.ts';
import { fixtureClosure } from '../../resolve/python/fixture-closure.ts';
import { fixturesFor } from '../../resolve/python/fixture-lookup.ts';
import type { Mark, MarkList, MarkPlace, Placed } from '../../resolve/python/marks.ts';
import { marksOfSets, parameterMarks } from '../../resolve/python/parameter-marks.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { UNKNOWN, type Fault, type Level, type Verdict } from '../limit.ts';
import { judgeMark } from './seconds.ts';

/** What the rule judges the tests of a file by. */
export interface Judging {
  readonly source: PythonSource;
  /** The longest time that counts, in milliseconds. */
  readonly max: number;
  readonly accept: ReadonlySet<Level>;
  /** What the project's configuration sets for all tests; `undefined` where it sets nothing. */
  readonly config: Verdict | undefined;
}

/** Why a test has no timeout that counts. */
export interface Unbounded {
  /** The place that decides, where one seems to set a timeout. */
  readonly wrong: Wrong | undefined;
  /** The longest timeout that holds but that the rule is not to accept, in milliseconds; 0 where there is none. */
  readonly inForce: number;
}

/** A place that seems to set a timeout. */
export interface Wrong {
  readonly level: Level;
  readonly verdict: Fault;
  /** The mark and where it is applied; `undefined` for the configuration. */
  readonly mark?: { readonly stated: Mark; readonly place: MarkPlace; readonly value?: Placed };
  /** What pytest takes for no marks. */
  readonly refused?: Py.Tuple;
}

/** What one level says of a test. */
type Outcome = (Omit<Wrong, 'verdict'> & { readonly verdict: Verdict }) | undefined;

/**
 * What keeps a test from having a timeout at one of the accepted levels; `undefined` where it has one for each set of
 * its parameters. Of the marks on a test, pytest-timeout knows the closest alone.
 */
export function findUnbounded(test: CollectedTest, judging: Judging): Unbounded | undefined {
  const [own, ...around] = test.levels;
  if (!own) return undefined;
  const outcome = outcomeOf(own, judging);
  const nearest = outcome ? [outcome] : parameterOutcomes(test, judging);
  const further = around.map((level) => outcomeOf(level, judging));
  for (const first of nearest) {
    const unbounded = weigh([first, ...further], judging);
    if (unbounded) return unbounded;
  }
  return undefined;
}

/** Goes outward until a level decides. */
function weigh(outcomes: readonly Outcome[], { accept, config }: Judging): Unbounded | undefined {
  let wrong: Wrong | undefined;
  let inForce = 0;
  for (const outcome of outcomes) {
    if (!outcome) continue;
    const { verdict, ...rest } = outcome;
    if (verdict.bounds) {
      if (accept.has(rest.level)) return undefined;
      inForce = Math.max(inForce, verdict.ms ?? 0);
    } else if (accept.has(rest.level)) {
      wrong = { ...rest, verdict };
      break;
    }
  }
  if (wrong && !wrong.verdict.fallsBack) return { wrong, inForce };
  if (config?.bounds) {
    if (accept.has('config')) return undefined;
    return { wrong, inForce: Math.max(inForce, config.ms ?? 0) };
  }
  const isConfigWrong = config !== undefined && accept.has('config');
  return { wrong: wrong ?? (isConfigWrong ? { level: 'config', verdict: config } : undefined), inForce };
}

/** What a level says; of several alternatives, one that sets a timeout. */
function outcomeOf({ level, lists }: MarkLevel, judging: Judging): Outcome {
  const outcomes = lists.map((list) => listOutcome(list, level, judging));
  const bound = outcomes.find((outcome) => outcome?.verdict.bounds);
  if (bound) return outcomes.length === 1 ? bound : { ...bound, verdict: UNKNOWN };
  return outcomes.includes(undefined) ? undefined : outcomes[0];
}

/** What the first `timeout` mark of a list says. */
function listOutcome({ places, refused }: MarkList, level: Level, judging: Judging): Outcome {
  if (refused) {
    const reason = 'pytest refuses a tuple of marks, it takes a list';
    return { level, refused, verdict: { bounds: false, reason, fallsBack: false, cause: 'misplaced' } };
  }
  for (const place of places) {
    const outcome = placeOutcome(place, level, judging);
    if (outcome) return outcome;
  }
  return undefined;
}

function placeOutcome(place: MarkPlace, level: Level, { max }: Judging): Outcome {
  const marks = place.marks.filter((mark) => mark?.name === 'timeout');
  const judged = marks.flatMap((mark) => (mark ? [{ mark, ...judgeMark(mark, max) }] : []));
  const bound = judged.find(({ verdict }) => verdict.bounds);
  if (bound) return { level, verdict: place.marks.length === 1 ? bound.verdict : UNKNOWN };
  if (judged.length < place.marks.length)
    return mayBeTimeout(place) ? { level, verdict: UNKNOWN } : undefined;
  const [first] = judged;
  if (!first || first.verdict.bounds) return undefined;
  const { mark, verdict, value } = first;
  return { level, verdict, mark: { stated: mark, place, ...(value && { value }) } };
}

/** A mark that another package makes may be a timeout, if its name says so. */
function mayBeTimeout({ node, source, marks }: MarkPlace): boolean {
  return marks.includes(undefined) && /timeout/i.test(source.text.slice(...node.range));
}

/** What the marks of the sets of parameters say, of those that are not skipped. Tests of `unittest` have none. */
function parameterOutcomes(test: CollectedTest, judging: Judging): readonly Outcome[] {
  if (test.isUnittest) return [undefined];
  const outcomes: Outcome[] = [];
  for (const sets of [...parametrizations(test.levels).map(parameterMarks), ...fixtureMarks(test, judging)]) {
    const own = sets
      .filter((list) => !isSkipping(list))
      .map((list) => listOutcome(list, 'test', judging));
    outcomes.push(...own.filter((outcome) => outcome !== undefined));
    // The marks of the next parameters count where these have none.
    if (own.length > 0 && !own.includes(undefined)) return outcomes;
  }
  return [...outcomes, undefined];
}

/** The marks of the parameters that fixtures of a test have. */
function fixtureMarks(test: CollectedTest, { source }: Judging): readonly (readonly MarkList[])[] {
  if (!mentionsTimeout(source) || !fixturesFor(source, test.classes).some(({ params }) => params)) return [];
  return fixtureClosure(test, source).fixtures.flatMap((fixture) =>
    fixture.params ? [marksOfSets({ node: fixture.params, source: fixture.source })] : [],
  );
}
