import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isGlobalNamed } from '../resolve/items.ts';
import { definitionOf, type Source } from '../resolve/source.ts';
import { staticName, unwrap } from '../resolve/syntax.ts';
import { keysTo, type Part } from './handed-on.ts';
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
export function isNothing(value: TSESTree.Node | undefined): boolean {
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

/** What a part of a state begins as; `undefined` where the file does not spell it. */
export function initialOfPart(whole: TSESTree.Expression | undefined, part: Part): TSESTree.Node | undefined {
  let value: TSESTree.Node | undefined = whole;
  for (const key of part === undefined ? [] : keysTo(part)) value = value && fieldOf(unwrap(value), key);
  return value;
}

function fieldOf(object: TSESTree.Node, key: string): TSESTree.Node | undefined {
  if (object.type !== 'ObjectExpression') return undefined;
  // A spread or a second one of the name may give another value.
  const found = object.properties.filter(
    (property) => property.type !== 'Property' || staticName(property.key, property.computed) === key,
  );
  return found.length === 1 && found[0]?.type === 'Property' ? found[0].value : undefined;
}

/** Whether two expressions spell the same value: literals, and lists and objects of them. */
export function spellSame(one: TSESTree.Node, other: TSESTree.Node): boolean {
  const [a, b] = [unwrap(one), unwrap(other)];
  if (a.type === 'Literal') return b.type === 'Literal' && a.value === b.value;
  if (a.type === 'ArrayExpression') {
    if (b.type !== 'ArrayExpression' || a.elements.length !== b.elements.length) return false;
    return a.elements.every((element, index) => {
      const counterpart = b.elements[index];
      return element && counterpart ? spellSame(element, counterpart) : element === counterpart;
    });
  }
  if (a.type !== 'ObjectExpression' || b.type !== 'ObjectExpression') return false;
  if (a.properties.length !== b.properties.length) return false;
  return a.properties.every((property) => {
    const key = property.type === 'Property' ? staticName(property.key, property.computed) : undefined;
    const counterpart = key === undefined ? undefined : fieldOf(b, key);
    return property.type === 'Property' && counterpart !== undefined && spellSame(property.value, counterpart);
  });
}
