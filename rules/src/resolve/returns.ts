import type { TSESTree } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.ts';

/** The expressions that a function gives back: its body where that is one, else those of its `return` statements. */
export function returnedExpressions({ body }: FunctionNode): readonly TSESTree.Expression[] {
  if (body.type !== 'BlockStatement') return [body];
  return returnsIn(body);
}

/** The `return`s of a statement, those of functions inside it not counted. */
function returnsIn(statement: TSESTree.Statement): readonly TSESTree.Expression[] {
  switch (statement.type) {
    case 'ReturnStatement':
      return statement.argument ? [statement.argument] : [];
    case 'BlockStatement':
      return statement.body.flatMap(returnsIn);
    case 'IfStatement':
      return [...returnsIn(statement.consequent), ...(statement.alternate ? returnsIn(statement.alternate) : [])];
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return returnsIn(statement.body);
    case 'SwitchStatement':
      return statement.cases.flatMap(({ consequent }) => consequent.flatMap(returnsIn));
    case 'TryStatement':
      return [statement.block, statement.handler?.body, statement.finalizer].flatMap((block) => (block ? returnsIn(block) : []));
    default:
      return [];
  }
}
