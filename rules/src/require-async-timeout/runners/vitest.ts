import type { TSESTree } from '@typescript-eslint/utils';

import { oncePer } from '../../resolve/once-per.ts';
import { evaluate } from '../../resolve/static-value.ts';
import type { HelperCall, TestCall } from '../../resolve/test-calls/index.ts';
import { following, optionLimit, shownOf, suitesAround, valueLimit, type FileFacts } from '../file-facts.ts';
import { ignored, refused, type Level, type Limit } from '../limit.ts';

/** Vitest 4 refuses options after the callback; until then they counted. */
const OPTIONS_FIRST_SINCE = 4;
/** In this version alone a test of `test.extend()` does not inherit its suite's timeout. */
const EXTENDED_STANDS_ALONE = 3;
/** From this version on `{ timeout: undefined }` leaves what is inherited in force. */
const UNDEFINED_INHERITS_SINCE = 5;

/** The timeouts of a Vitest test, nearest first. */
export function* vitestLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  const own = [...ownLimits(test, 'test', facts)];
  yield* own;
  const isCut = own.some(({ node, verdict }) => !verdict.bounds && verdict.cause === 'absent' && node !== test.trailing[0]);
  const standsAlone = test.isExtended && facts.vitestMajor() === EXTENDED_STANDS_ALONE;
  if (!standsAlone && (!isCut || (facts.vitestMajor() ?? 0) >= UNDEFINED_INHERITS_SINCE)) {
    for (const suite of suitesAround(test)) yield* ownLimits(suite, 'suite', facts);
  }
  const inForce = configInForce(test, facts);
  if (inForce) yield inForce;
}

/** What a test or suite states in its own arguments. */
function* ownLimits(call: TestCall, level: Level, facts: FileFacts): Generator<Limit> {
  const [last] = call.trailing;
  if (call.options) {
    const limit = optionLimit(call.options, level, 'vitest', facts);
    if (limit) yield limit;
    if (last) yield { level, node: last, verdict: ignored('the fourth argument is ignored by Vitest') };
  } else if (last) {
    yield* trailingLimits(last, level, facts);
  }
}

function* trailingLimits(last: TSESTree.Expression, level: Level, facts: FileFacts): Generator<Limit> {
  const values = evaluate(last, facts.source, following);
  if (values.some(({ kind }) => kind === 'object')) {
    if ((facts.vitestMajor() ?? OPTIONS_FIRST_SINCE) >= OPTIONS_FIRST_SINCE) {
      yield { level, node: last, verdict: refused('Vitest 4 and later refuse options after the function') };
    } else {
      const limit = optionLimit(last, level, 'vitest', facts);
      if (limit) yield limit;
    }
  } else if (values.every((value) => value.kind === 'constant' && typeof value.value === 'string')) {
    yield { level, node: last, verdict: ignored(`\`${shownOf(last, facts)}\` is text, which Vitest ignores here`) };
  } else {
    yield valueLimit(last, level, 'vitest', facts);
  }
}

/**
 * The `vi.setConfig()` that holds when a test is declared. A module's body runs before the bodies of its suites, these
 * in their order, and each before the bodies of the suites in it; what one sets stays for those that run later.
 */
function configInForce(test: TestCall, facts: FileFacts): Limit | undefined {
  const early = configChanges(facts).filter((helper) => isBefore(helper, test));
  const last = latest(early);
  return last?.name === 'vi.setConfig' ? setConfigLimit(last, early, facts) : undefined;
}

const configChanges = oncePer(({ file }: FileFacts) => file.helpers.filter(isConfigChange));

/** In a hook or a test it is too late: tests have been declared by then. */
function isConfigChange({ name, parent }: HelperCall): boolean {
  if (name !== 'vi.setConfig' && name !== 'vi.resetConfig') return false;
  for (let at = parent; at; at = at.parent) if (at.kind !== 'suite') return false;
  return true;
}

type InFile = Pick<TestCall, 'parent' | 'position'>;

/** Whether one call is reached before another while the tests of a file are declared. */
function isBefore(left: InFile, right: InFile): boolean {
  const leftPath = pathOf(left);
  const rightPath = pathOf(right);
  for (let depth = 0; ; depth++) {
    const [leftStep, rightStep] = [leftPath[depth], rightPath[depth]];
    if (leftStep === undefined || rightStep === undefined) return false;
    const leftEnds = depth === leftPath.length - 1;
    const rightEnds = depth === rightPath.length - 1;
    // What stands in a body itself comes before every suite in it.
    if (leftEnds !== rightEnds) return leftEnds;
    if (leftStep !== rightStep) return leftStep < rightStep;
  }
}

/** The positions of the suites around a call, outermost first, and its own. */
function pathOf({ parent, position }: InFile): readonly number[] {
  return parent ? [...pathOf(parent), position] : [position];
}

function setConfigLimit(change: HelperCall, early: readonly HelperCall[], facts: FileFacts): Limit | undefined {
  const [config] = change.node.arguments;
  if (!config || config.type === 'SpreadElement') return undefined;
  const limit = optionLimit(config, change.parent ? 'suite' : 'file', 'vitest', facts, 'testTimeout');
  if (limit) return limit;
  // A `vi.setConfig()` of something else leaves the timeout as an earlier one set it.
  const earlier = early.filter((other) => isBefore(other, change));
  const previous = latest(earlier);
  return previous?.name === 'vi.setConfig' ? setConfigLimit(previous, earlier, facts) : undefined;
}

function latest(changes: readonly HelperCall[]): HelperCall | undefined {
  return changes.toSorted((left, right) => (isBefore(left, right) ? -1 : 1)).at(-1);
}
