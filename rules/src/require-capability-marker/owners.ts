import type { TSESTree } from '@typescript-eslint/utils';

import { deferredAround } from '../resolve/deferred.ts';
import { callsOf } from '../resolve/named-function.ts';
import type { Source } from '../resolve/source.ts';
import { isFunction, type FunctionNode } from '../resolve/syntax.ts';
import { isSkipped, type TestCall, type TestCalls } from '../resolve/test-calls/index.ts';

const MAX_DEPTH = 4;

/**
 * The tests and hooks that run a node whenever they run themselves, and fail where it does: it stands in them, or in
 * functions of the file that they call, under no condition and with nothing around it that catches what it throws.
 */
export function ownersOf(
  node: TSESTree.Node,
  tests: TestCalls,
  source: Source,
  depth = 0,
): readonly TestCall[] {
  const fn = deferredAround(node);
  if (!isFunction(fn) || depth > MAX_DEPTH || !runsForCertain(node, fn)) return [];
  const owners = tests.calls.filter(({ body, kind }) => body === fn && kind !== 'suite');
  if (owners.length > 0) return owners.filter((owner) => !isSkipped(owner, tests, source));
  return callsOf(fn, source).flatMap((call) => ownersOf(call, tests, source, depth + 1));
}

function runsForCertain(node: TSESTree.Node, fn: FunctionNode): boolean {
  for (let below = node, { parent } = node; parent; below = parent, { parent } = parent) {
    if (isBehindReturn(parent, below)) return false;
    if (parent === fn) return true;
    if (!isPassed(parent, below)) return false;
  }
  return false;
}

/** Whether a statement or expression runs a part of it whenever it runs itself. */
function isPassed(above: TSESTree.Node, below: TSESTree.Node): boolean {
  switch (above.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return above.test === below;
    case 'LogicalExpression':
      return above.left === below;
    case 'SwitchStatement':
      return above.discriminant === below;
    case 'TryStatement':
      return above.finalizer === below || !above.handler || rethrows(above.handler);
    case 'CatchClause':
    case 'WhileStatement':
    case 'SwitchCase':
      return false;
    default:
      return true;
  }
}

function rethrows({ body }: TSESTree.CatchClause): boolean {
  return body.body.at(-1)?.type === 'ThrowStatement';
}

/** Whether a statement in front of a node may have ended the function: `if (!available) return;`. */
function isBehindReturn(above: TSESTree.Node, below: TSESTree.Node): boolean {
  if (above.type !== 'BlockStatement') return false;
  const before = above.body.slice(
    0,
    above.body.findIndex((statement) => statement === below),
  );
  return before.some(
    (statement) =>
      statement.type === 'IfStatement' && (ends(statement.consequent) || ends(statement.alternate)),
  );
}

function ends(statement: TSESTree.Statement | null): boolean {
  if (statement?.type === 'BlockStatement') return statement.body.some(ends);
  return statement?.type === 'ReturnStatement' || statement?.type === 'ThrowStatement';
}
