import type { TSESTree } from '@typescript-eslint/utils';

import { followOneImport } from '../resolve/module-file.ts';
import { definitionOf, isConstant, variableOf, type Source } from '../resolve/source.ts';
import { evaluate, type StaticValue } from '../resolve/static-value.ts';
import { unwrap } from '../resolve/syntax.ts';

/** The values that an expression can have, constants of other files included. */
export function statedValues(expression: TSESTree.Node, source: Source): readonly StaticValue[] {
  return evaluate(expression, source, { followImport: followOneImport });
}

/** The one text that an expression is, here or in the file that it is imported from. */
export function statedText(expression: TSESTree.Node, source: Source): string | undefined {
  const [value, ...others] = statedValues(expression, source);
  if (others.length > 0 || value?.kind !== 'constant') return undefined;
  return typeof value.value === 'string' ? value.value : undefined;
}

/**
 * Whether an expression has one value for as long as the file runs: constants, imports, constants of the module,
 * the environment, and what is put together from these.
 */
export function isStable(expression: TSESTree.Node, source: Source): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return true;
    case 'TemplateLiteral':
      return node.expressions.every((part) => isStable(part, source));
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isStable(node.left, source) && isStable(node.right, source);
    case 'MemberExpression':
      return isStable(node.object, source) && (!node.computed || isStable(node.property, source));
    case 'Identifier':
      return isStableName(node, source);
    default:
      return false;
  }
}

function isStableName(node: TSESTree.Identifier, source: Source): boolean {
  const variable = variableOf(node, source);
  if (!variable) return false;
  if (variable === 'global') return node.name === 'process' || node.name === 'undefined';
  if (definitionOf(variable)?.node.type.startsWith('Import')) return true;
  if (!isConstant(variable)) return false;
  const isOfModule = variable.scope.type === 'module' || variable.scope.type === 'global';
  const declaration = definitionOf(variable)?.node;
  const init = declaration?.type === 'VariableDeclarator' ? declaration.init : undefined;
  return isOfModule || (init !== null && init !== undefined && isStable(init, source));
}
