import type { Source } from '../resolve/source.ts';
import { isSkipped, type TestCall, type TestCalls } from '../resolve/test-calls/index.ts';
import { isAsyncTest } from './async-test.ts';

/**
 * The tests that need a timeout: those that run and go on after their callback returned. A test that declares others
 * in its body, as `node:test` allows, bounds them: it stands for them all.
 */
export function testsToBound(file: TestCalls, source: Source): readonly TestCall[] {
  const found = new Set<TestCall>();
  for (const call of file.calls) {
    if (call.kind !== 'test' || !isAsyncTest(call, source) || isSkipped(call, file, source)) continue;
    found.add(outermostTest(call));
  }
  return [...found];
}

function outermostTest(test: TestCall): TestCall {
  let outermost = test;
  for (let at = test.parent; at; at = at.parent) {
    if (at.kind === 'test') outermost = at;
  }
  return outermost;
}
