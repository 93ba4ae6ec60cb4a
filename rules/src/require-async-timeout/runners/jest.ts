import { oncePer } from '../../resolve/once-per.ts';
import { evaluate } from '../../resolve/static-value.ts';
import type { HelperCall, TestCall } from '../../resolve/test-calls/index.ts';
import { following, suitesAround, valueLimit, type FileFacts } from '../file-facts.ts';
import { ignored, refused, type Limit } from '../limit.ts';
import { jasmineLimits } from './jasmine.ts';

/** The timeouts of a Jest test, nearest first. */
export function* jestLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  const [last] = test.trailing;
  if (last) {
    const isOptions = evaluate(last, facts.source, following).some(({ kind }) => kind === 'object');
    if (isOptions) yield { level: 'test', node: last, verdict: refused('Jest takes a number after the function, not options') };
    else yield valueLimit(last, 'test', 'jest', facts);
  }
  for (const suite of suitesAround(test)) {
    const [node] = suite.trailing;
    if (node) yield { level: 'suite', node, verdict: ignored('Jest ignores a timeout of `describe`') };
  }
  // It holds for the whole file, wherever it stands; the last one counts.
  const value = settingOf(facts)?.node.arguments[0];
  if (value && value.type !== 'SpreadElement') yield valueLimit(value, 'file', 'jest', facts);
  // Jest ran Jasmine at first, and tests of Jasmine's own look like its.
  yield* jasmineLimits(test, facts);
}

const settingOf = oncePer(({ file }: FileFacts) => file.helpers.findLast(setsTimeout));

/** In a hook or a test it is too late: Jest reads the timeout before it runs the first. */
function setsTimeout({ name, parent }: HelperCall): boolean {
  if (name !== 'jest.setTimeout') return false;
  for (let at = parent; at; at = at.parent) if (at.kind !== 'suite') return false;
  return true;
}
