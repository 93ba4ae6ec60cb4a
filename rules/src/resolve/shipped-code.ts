import type { TSESTree } from '@typescript-eslint/utils';

import { variableOfFunction } from './named-function.ts';
import { definitionOf, onlyAssignment, variableOf, type Source } from './source.ts';
import { isFunction, memberName, unwrap, type FunctionNode } from './syntax.ts';

/** Methods that run the function they are given in a page or in another process. */
const SHIPPING_METHODS = new Set([
  '$$eval',
  '$eval',
  'addInitScript',
  'evaluate',
  'evaluateAll',
  'evaluateHandle',
  'evaluateOnNewDocument',
  'execute',
  'executeAsync',
  'executeAsyncScript',
  'executeScript',
  'waitForFunction',
]);

const MAX_DEPTH = 3;

/**
 * Whether a function's source text is what matters: it runs in a page, a worker or another process, where
 * nothing of its file is there.
 */
function isShipped(fn: FunctionNode, source: Source): boolean {
  if (isShippedValue(fn, source)) return true;
  const references = variableOfFunction(fn, source)?.references ?? [];
  return references.some(({ identifier }) => isShippedValue(identifier, source));
}

/** Whether any function around a node is shipped. */
export function isInShippedCode(node: TSESTree.Node, source: Source): boolean {
  for (let { parent } = node; parent; { parent } = parent) {
    if (isFunction(parent) && isShipped(parent, source)) return true;
  }
  return false;
}

function isShippedValue(node: TSESTree.Node, source: Source, depth = 0): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'CallExpression': {
      const { callee } = parent;
      if (callee === node) return false;
      if (callee.type === 'Identifier') return callee.name === 'String' || isShippedBy(parent, node, source, depth);
      return callee.type === 'MemberExpression' && SHIPPING_METHODS.has(memberName(callee) ?? '');
    }
    case 'MemberExpression':
      return parent.object === node && memberName(parent) === 'toString';
    case 'TemplateLiteral':
      return parent.parent.type !== 'TaggedTemplateExpression';
    case 'BinaryExpression':
      return parent.operator === '+';
    default:
      return false;
  }
}

/** Whether a function of the file ships what a call gives it: `const inPage = (fn) => page.evaluate(fn)`. */
function isShippedBy(call: TSESTree.CallExpression, argument: TSESTree.Node, source: Source, depth: number): boolean {
  const variable = call.callee.type === 'Identifier' ? variableOf(call.callee, source) : undefined;
  if (!variable || variable === 'global' || depth > MAX_DEPTH) return false;
  const declaration = definitionOf(variable)?.node;
  const value = onlyAssignment(variable)?.value;
  const fn = declaration?.type === 'FunctionDeclaration' ? declaration : value && unwrap(value);
  if (!isFunction(fn)) return false;
  const parameter = fn.params[call.arguments.findIndex((given) => given === argument)];
  if (parameter?.type !== 'Identifier') return false;
  const [given] = source.scopeManager.getDeclaredVariables(fn).filter(({ defs }) =>
    defs.some(({ name }) => name === parameter),
  );
  return given?.references.some(({ identifier }) => isShippedValue(identifier, source, depth + 1)) === true;
}
