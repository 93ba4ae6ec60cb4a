import type { TSESTree } from '@typescript-eslint/utils';

import { deferredAround } from './deferred.ts';
import { groupBy } from './group-by.ts';
import { callsOf } from './named-function.ts';
import { oncePer } from './once-per.ts';
import type { Source } from './source.ts';
import { isFunction, memberName, unwrap, type FunctionNode } from './syntax.ts';
import { isSkipped, type TestCall, type TestCalls } from './test-calls/index.ts';

/** A place in which code runs. */
export interface Run {
  /** In a test, around each test, or once for the file or a suite of it. */
  readonly when: 'in-test' | 'each-test' | 'once';
  /** The test, hook or suite that runs it; left out for code that runs as the file loads. */
  readonly owner: TestCall | undefined;
}

/** Hooks that run again for each test, by the names of all runners. */
const EACH_TEST = new Set(['beforeEach', 'afterEach', 'aroundEach', 'setup', 'teardown']);
/** Methods that call the function they are given at once, or as soon as a promise is settled. */
const CALLS_BACK = new Set([
  'then', 'catch', 'finally', 'forEach', 'map', 'flatMap', 'filter', 'reduce', 'every', 'some', 'find', 'step',
]);

/**
 * Where a node runs: in the callback that it stands in, or wherever the local function around it is called. Empty
 * where nothing runs it that the file shows: a function that is given to code of others, a method, a skipped test.
 */
export function runsOf(node: TSESTree.Node, tests: TestCalls, source: Source): readonly Run[] {
  const seen = new Set<TSESTree.Node>();
  const runsOfNode = (at: TSESTree.Node): readonly Run[] => {
    const code = deferredAround(at);
    if (!code) return [{ when: 'once', owner: undefined }];
    if (!isFunction(code) || seen.has(code)) return [];
    seen.add(code);
    const owners = ownersOf(code, tests);
    if (owners.length > 0) {
      return owners.flatMap((owner) =>
        isSkipped(owner, tests, source) ? [] : { when: frequencyOf(owner), owner },
      );
    }
    const { parent } = code;
    if (parent.type === 'CallExpression' && parent.callee !== code) {
      return parent.callee.type === 'MemberExpression' && CALLS_BACK.has(memberName(parent.callee) ?? '')
        ? runsOfNode(parent)
        : [];
    }
    return callsOf(code, source).flatMap(runsOfNode);
  };
  return runsOfNode(node);
}

/** The tests, suites and hooks whose callback a function is, or is made of: `withDatabase(async () => {})`. */
function ownersOf(code: FunctionNode, tests: TestCalls): readonly TestCall[] {
  const { parent } = code;
  const made = parent.type === 'CallExpression' && parent.callee !== code ? callsByCode(tests).get(parent) : undefined;
  return [...new Set([...(callsByCode(tests).get(code) ?? []), ...(made ?? [])])];
}

const callsByCode = oncePer(({ calls }: TestCalls) =>
  groupBy(calls, ({ body, callback }): readonly TSESTree.Node[] => {
    const made = callback && unwrap(callback);
    return [...(body ? [body] : []), ...(made?.type === 'CallExpression' ? [made] : [])];
  }),
);

function frequencyOf({ kind, name }: TestCall): Run['when'] {
  if (kind === 'test') return 'in-test';
  return kind === 'hook' && EACH_TEST.has(name) ? 'each-test' : 'once';
}
