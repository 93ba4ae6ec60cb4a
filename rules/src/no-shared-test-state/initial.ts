import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isGlobalNamed } from '../resolve/items.ts';
import { definitionOf, type Source } from '../resolve/source.ts';
import { unwrap } from '../resolve/syntax.ts';
import type { Container } from './use.ts';

/** What a variable of a module or suite holds before the first test. */
export interface Initial {
  /** The expression, where there is one. */
  readonly value: TSESTree.Expression | undefined;
  /** What it is made as, where that is a collection or an object that the file spells. */
  readonly container: Container | undefined;
}

/** What a variable begins as; `undefined` where the file does not spell it. */
export function initialOf(variable: TSESLint.Scope.Variable, source: Source): Initial | undefined {
  const declarator = definitionOf(variable)?.node;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined;
  const { init: value } = declarator;
  if (!value) return { value: undefined, container: undefined };
  const container = containerOf(value, source);
  return container || isPlain(value) ? { value, container } : undefined;
}

function containerOf(value: TSESTree.Expression, source: Source): Container | undefined {
  const node = unwrap(value);
  if (node.type === 'ArrayExpression') return 'array';
  if (node.type === 'ObjectExpression') return 'object';
  if (node.type !== 'NewExpression') return undefined;
  if (isGlobalNamed(node.callee, 'Map', source)) return 'map';
  if (isGlobalNamed(node.callee, 'Set', source)) return 'set';
  return isGlobalNamed(node.callee, 'Array', source) ? 'array' : undefined;
}

/** Whether an expression is spelt, and so the same whenever it is evaluated. */
export function isPlain(value: TSESTree.Expression): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case 'Literal':
      return true;
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'Identifier':
      return node.name === 'undefined' || node.name === 'NaN' || node.name === 'Infinity';
    case 'UnaryExpression':
      return node.argument.type === 'Literal';
    default:
      return false;
  }
}

/** Whether a value says that nothing is there. */
export function isNothing(value: TSESTree.Expression | undefined): boolean {
  const node = value && unwrap(value);
  if (!node || (node.type === 'Identifier' && node.name === 'undefined')) return true;
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  if (node.type === 'NewExpression') {
    const { callee } = node;
    return (
      node.arguments.length === 0 && callee.type === 'Identifier' && /^(?:Array|Map|Set)$/.test(callee.name)
    );
  }
  return (
    node.type === 'Literal' &&
    (node.value === null || node.value === '' || node.value === false || node.value === 0)
  );
}
