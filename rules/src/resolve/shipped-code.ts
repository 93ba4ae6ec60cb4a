import type { TSESTree } from '@typescript-eslint/utils';

import { variableOfFunction } from './named-function.ts';
import type { Source } from './source.ts';
import { isFunction, memberName, type FunctionNode } from './syntax.ts';

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

/**
 * Whether a function's source text is what matters: it runs in a page, a worker or another process, where
 * nothing of its file is there.
 */
function isShipped(fn: FunctionNode, source: Source): boolean {
  if (isShippedValue(fn)) return true;
  const references = variableOfFunction(fn, source)?.references ?? [];
  return references.some(({ identifier }) => isShippedValue(identifier));
}

/** Whether any function around a node is shipped. */
export function isInShippedCode(node: TSESTree.Node, source: Source): boolean {
  for (let { parent } = node; parent; { parent } = parent) {
    if (isFunction(parent) && isShipped(parent, source)) return true;
  }
  return false;
}

function isShippedValue(node: TSESTree.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'CallExpression': {
      const { callee } = parent;
      if (callee === node) return false;
      if (callee.type === 'Identifier') return callee.name === 'String';
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
