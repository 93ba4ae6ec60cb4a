import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { variableOf, type Source } from '../resolve/source.ts';
import { contains, isFunction } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import { isForBeforehand } from './kept-names.ts';

/** What stands between a value and a declaration that keeps it, or a copy of it. */
const COPY = /^(?:MemberExpression|SpreadElement|ArrayExpression|ObjectExpression|TS\w+)$/;
/** … or what code makes of it. */
const FINDING = new RegExp(String.raw`${COPY.source}|^(?:Await|Call)Expression$`);

/** `const before = calls.length` */
export function isBeforehand(read: TSESTree.Node): boolean {
  return isForBeforehand(nameFor(read, FINDING)?.name ?? '');
}

/** `const before = calls; …; expect(calls).toBe(before + 1)`: what is there is compared with what was there. */
export function isRelative(
  read: TSESTree.Node,
  { body }: TestCall,
  { references }: TSESLint.Scope.Variable,
  source: Source,
): boolean {
  const statement = statementOf(read);
  if (!body || !statement) return false;
  return references.some(({ identifier }) => {
    const kept = contains(body, identifier) && !contains(statement, identifier) ? nameFor(identifier, FINDING) : undefined;
    const variable = kept && variableOf(kept, source);
    if (!variable || variable === 'global') return false;
    return variable.references.some((reference) => contains(statement, reference.identifier));
  });
}

/** The expression that a node is a part of and that stands as a statement, within its function. */
function statementOf(node: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  for (let { parent } = node; parent && !isFunction(parent); { parent } = parent) {
    if (parent.type === 'ExpressionStatement') return parent;
  }
  return undefined;
}

/** The name under which a declaration keeps what is there: `const old = mode`, `const old = { ...mode }`. */
export function keptAs(identifier: TSESTree.Node): TSESTree.Identifier | undefined {
  return nameFor(identifier, COPY);
}

function nameFor(value: TSESTree.Node, between: RegExp): TSESTree.Identifier | undefined {
  let node = value;
  while (node.parent && between.test(node.parent.type)) node = node.parent;
  const { parent } = node;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined;
}
