import type { TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../../resolve/syntax.ts';
import type { TestCall } from '../../resolve/test-calls/index.ts';
import { suitesAround, valueLimit, type FileFacts } from '../file-facts.ts';
import { ignored, type Level, type Limit } from '../limit.ts';

/** The timeouts of a Mocha test, nearest first. */
export function* mochaLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  yield* ownLimits(test, 'test', facts);
  const suites = suitesAround(test);
  for (const suite of [...suites, undefined]) yield* hookLimits(suite, facts);
  for (const suite of suites) yield* ownLimits(suite, 'suite', facts);
  const [node] = test.trailing;
  if (node) yield { level: 'test', node, verdict: ignored('Mocha ignores arguments after the function') };
}

function* ownLimits(call: TestCall, level: Level, facts: FileFacts): Generator<Limit> {
  const inBody = facts.contextTimeouts.findLast(({ owner }) => owner === call);
  if (inBody) yield valueLimit(inBody.value, level, 'mocha', facts);
  const chained = chainedTimeout(call.node);
  if (chained) yield valueLimit(chained, level, 'mocha', facts);
}

/** A timeout that a hook sets holds for the hook alone, unless it is set on the test that is about to run. */
function* hookLimits(suite: TestCall | undefined, facts: FileFacts): Generator<Limit> {
  for (const { owner, isForTest, value } of facts.contextTimeouts) {
    const isForTests = isForTest && owner.kind === 'hook' && owner.parent === suite;
    if (isForTests) yield valueLimit(value, suite ? 'suite' : 'file', 'mocha', facts);
  }
}

/** The value in `it(…).timeout(value)`. */
function chainedTimeout(call: TSESTree.CallExpression): TSESTree.Expression | undefined {
  for (let node = call; ;) {
    const member: TSESTree.Node = node.parent;
    const next = member.type === 'MemberExpression' ? member.parent : undefined;
    if (member.type !== 'MemberExpression' || next?.type !== 'CallExpression' || next.callee !== member) return undefined;
    const [value] = next.arguments;
    if (memberName(member) === 'timeout') return value && value.type !== 'SpreadElement' ? value : undefined;
    node = next;
  }
}
