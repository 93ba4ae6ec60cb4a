import type { TSESTree } from '@typescript-eslint/utils';

import type { Source } from '../../resolve/source.ts';
import { contains, enclosingFunction, memberName, unwrap, type FunctionNode } from '../../resolve/syntax.ts';
import { readsOf, useOf } from './fate.ts';

/** What ends a resource at once. */
const ENDS = /^(?:close|kill|terminate|end|stop|quit|disconnect|destroy|dispose)$/;
/** What may end a resource that it is given, however the test goes. */
const KEEPS = /push|add|set|track|regist|clean|finish|after|defer|teardown|dispos|use/i;
const ASSERTIONS = /^(?:expect|assert|t)$/;

/** Whether a test often ends at a node, as it fails there: it waits, or asserts something. */
export function mayFail(node: TSESTree.Node): boolean {
  if (node.type === 'AwaitExpression') return true;
  if (node.type !== 'CallExpression') return false;
  let callee = unwrap(node.callee);
  while (callee.type === 'MemberExpression' || callee.type === 'CallExpression') {
    callee = unwrap(callee.type === 'MemberExpression' ? callee.object : callee.callee);
  }
  return callee.type === 'Identifier' && ASSERTIONS.test(callee.name);
}

/**
 * Whether a test ends what it has opened only if all goes well: in a statement of its own, below others that may
 * fail, and nothing else ends it.
 *
 * @param name - The variable that holds the resource, where it is made or used.
 * @param opening - The call that opens it.
 * @param risks - The nodes of the file that {@link mayFail}.
 */
export function isEndSkipped(
  name: TSESTree.Identifier,
  opening: TSESTree.Node,
  { body, risks, source }: { body: FunctionNode; risks: readonly TSESTree.Node[]; source: Source },
): boolean {
  if (body.body.type !== 'BlockStatement') return false;
  const statements = body.body.body;
  const indexOf = (node: TSESTree.Node): number =>
    statements.findIndex((statement) => contains(statement, node));
  const uses = readsOf(name, source);
  const ends = uses?.filter((use) => useOf(use, source) === 'ends') ?? [];
  if (!uses || ends.length === 0 || !ends.every((end) => isPlainEnd(end, body))) return false;
  if (uses.some((use) => !contains(body, use) || isKept(use, source))) return false;
  const first = Math.min(...ends.map(indexOf));
  const between = statements.slice(indexOf(opening) + 1, Math.max(first, 0));
  return between.some((statement) => risks.some((risk) => contains(statement, risk)));
}

/** `server.close()` in the test itself, also as `await new Promise((resolve) => server.close(resolve))`. */
function isPlainEnd(name: TSESTree.Identifier, body: FunctionNode): boolean {
  const { parent: member } = name;
  if (member.type !== 'MemberExpression' || !ENDS.test(memberName(member) ?? '')) return false;
  if (member.parent.type !== 'CallExpression' || member.parent.callee !== member) return false;
  if (!runsAtOnce(member, body)) return false;
  for (let node: TSESTree.Node = member; node !== body && node.parent; node = node.parent) {
    if (node.type === 'TryStatement') return false;
  }
  return true;
}

/** Whether code that may end it gets a resource: `servers.push(server)`, `onTestFinished(…)`. */
function isKept(use: TSESTree.Identifier, source: Source): boolean {
  if (useOf(use, source) !== 'escapes') return false;
  const { parent } = use;
  if (parent.type !== 'CallExpression') return true;
  const callee = unwrap(parent.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  return KEEPS.test(callee.type === 'Identifier' ? callee.name : (name ?? 'use'));
}

/** Whether a node stands in a function itself, or in a promise that it makes: `new Promise((resolve) => …)`. */
export function runsAtOnce(node: TSESTree.Node, body: FunctionNode): boolean {
  const fn = enclosingFunction(node);
  if (fn === body || fn?.parent.type !== 'NewExpression') return fn === body;
  return enclosingFunction(fn.parent) === body;
}
