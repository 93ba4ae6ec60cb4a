import type { TSESTree } from '@typescript-eslint/utils';

import { groupBy } from '../../resolve/group-by.ts';
import { oncePer } from '../../resolve/once-per.ts';
import { isConstant } from '../../resolve/source.ts';
import { memberName, unwrap } from '../../resolve/syntax.ts';
import type { TestCall } from '../../resolve/test-calls/index.ts';
import { codeOf, suitesAround, valueLimit, type ContextTimeout, type FileFacts } from '../file-facts.ts';
import { ignored, UNKNOWN, type Level, type Limit } from '../limit.ts';

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
  const inBody = settingsByCode(facts).get(codeOf(call)) ?? [];
  const last = inBody.findLast(({ value }) => value) ?? inBody.at(-1);
  if (last) yield contextLimit(last, level, facts);
  const chained = chainedTimeout(call.node, facts);
  if (chained) yield valueLimit(chained, level, 'mocha', facts);
}

/** A timeout that a hook sets holds for the hook alone, unless it is set on the test that is about to run. */
function* hookLimits(suite: TestCall | undefined, facts: FileFacts): Generator<Limit> {
  for (const setting of settingsForTests(facts)) {
    if (setting.owner.parent === suite) yield contextLimit(setting, suite ? 'suite' : 'file', facts);
  }
}

const settingsForTests = oncePer(({ contextTimeouts }: FileFacts) =>
  contextTimeouts.filter(({ isForTest, owner }) => isForTest && owner.kind === 'hook'),
);

const settingsByCode = oncePer(({ contextTimeouts }: FileFacts) =>
  groupBy(contextTimeouts, ({ owner }) => [codeOf(owner)]),
);


function contextLimit({ value }: ContextTimeout, level: Level, facts: FileFacts): Limit {
  return value ? valueLimit(value, level, 'mocha', facts) : { level, verdict: UNKNOWN };
}

/** The value in `it(…).timeout(value)`, also where the test has a name: `const answers = it(…); answers.timeout(value)`. */
function chainedTimeout(start: TSESTree.Node, facts: FileFacts): TSESTree.Expression | undefined {
  for (let node = start; ;) {
    const member = node.parent;
    if (member?.type === 'VariableDeclarator') return timeoutOfName(member, facts);
    if (member && unwrap(member) === node) {
      node = member;
      continue;
    }
    const next = member?.type === 'MemberExpression' ? member.parent : undefined;
    if (member?.type !== 'MemberExpression' || next?.type !== 'CallExpression' || next.callee !== member) return undefined;
    const [value] = next.arguments;
    if (memberName(member) === 'timeout' && value) return value.type === 'SpreadElement' ? undefined : value;
    node = next;
  }
}

function timeoutOfName(declarator: TSESTree.VariableDeclarator, facts: FileFacts): TSESTree.Expression | undefined {
  if (declarator.id.type !== 'Identifier') return undefined;
  const [variable] = facts.source.scopeManager.getDeclaredVariables(declarator);
  if (!variable || !isConstant(variable)) return undefined;
  return variable.references.flatMap(({ identifier, init }) => (init ? [] : (chainedTimeout(identifier, facts) ?? []))).at(-1);
}
