import type { TSESTree } from '@typescript-eslint/utils';

import { evaluateOne, propertyValues } from '../../resolve/static-value.ts';
import type { TestCall } from '../../resolve/test-calls/index.ts';
import { following, optionLimit, type FileFacts } from '../file-facts.ts';
import { ignored, UNKNOWN, type Level, type Limit } from '../limit.ts';

/** The timeouts of a test of `node:test`, nearest first. Suites and tests around it bound it, whatever its own. */
export function* nodeTestLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  yield* ownLimits(test, 'test', facts);
  for (let at = test.parent; at; at = at.parent) {
    if (at.kind !== 'hook') yield* ownLimits(at, 'suite', facts);
  }
}

function* ownLimits({ options, trailing }: TestCall, level: Level, facts: FileFacts): Generator<Limit> {
  const limit = options && optionLimit(options, level, 'node', facts);
  if (limit) yield limit;
  if (options && hasSignal(options, facts)) yield { level, node: options, verdict: UNKNOWN };
  const [node] = trailing;
  if (node) yield { level, node, verdict: ignored('`node:test` ignores arguments after the function') };
}

/** `{ signal: AbortSignal.timeout(1000) }` ends a test as a timeout does. */
function hasSignal(options: TSESTree.Expression, { source }: FileFacts): boolean {
  const value = evaluateOne(options, source, following);
  return value?.kind === 'object' && propertyValues(value, 'signal').length > 0;
}
