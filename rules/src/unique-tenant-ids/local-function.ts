import type { TSESTree } from '@typescript-eslint/utils';

import { definitionOf, isConstant, variableOf, type Source } from '../resolve/source.ts';
import { isFunction, unwrap, type FunctionNode } from '../resolve/syntax.ts';

/** The function of the file that a callee names. */
export function localFunction(callee: TSESTree.Node, source: Source): FunctionNode | undefined {
  const node = unwrap(callee);
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  if (!variable || variable === 'global' || !isConstant(variable)) return undefined;
  const declaration = definitionOf(variable)?.node;
  if (declaration?.type === 'FunctionDeclaration') return declaration;
  if (declaration?.type !== 'VariableDeclarator' || !declaration.init) return undefined;
  const init = unwrap(declaration.init);
  return isFunction(init) ? init : undefined;
}
