import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { definitionOf, isConstant, onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { enclosingFunction, isFunction } from '../resolve/syntax.ts';
import { isAssertion, isAwaited, namesIn, type Call } from './calls.ts';

const MAX_DEPTH = 4;

/**
 * The calls that are given a value, itself or as a part of what is made of it: of an object, a text, an instance, or
 * what a function that is not waited for gives. A call that is waited for may keep the value; so may one without an
 * outcome that is used.
 */
export function reachedCalls(value: TSESTree.Node, source: Source): readonly Call[] {
  return [...new Set(follow(value, source, 0))];
}

function follow(start: TSESTree.Node, source: Source, depth: number): readonly Call[] {
  if (depth > MAX_DEPTH) return [];
  for (let node = start, { parent } = start; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'Property':
        if (parent.value !== node || parent.parent.type !== 'ObjectExpression') return [];
        continue;
      case 'BinaryExpression':
        if (parent.operator !== '+') return [];
        continue;
      case 'ConditionalExpression':
        if (parent.test === node) return [];
        continue;
      case 'ArrayExpression':
      case 'ChainExpression':
      case 'LogicalExpression':
      case 'ObjectExpression':
      case 'SpreadElement':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        continue;
      case 'TemplateLiteral':
        if (parent.parent.type === 'TaggedTemplateExpression') return isAwaited(parent.parent) ? [parent.parent] : [];
        continue;
      case 'NewExpression':
        if (parent.callee === node) return [];
        continue;
      case 'CallExpression': {
        if (parent.callee === node || isAssertion(namesIn(parent.callee))) return [];
        if (isAwaited(parent) || isStatement(parent)) return [parent];
        continue;
      }
      case 'VariableDeclarator':
        return parent.init === node && parent.id.type === 'Identifier'
          ? source.scopeManager.getDeclaredVariables(parent).flatMap((variable) => followUses(variable, source, depth))
          : [];
      case 'AssignmentExpression': {
        const variable = parent.left.type === 'Identifier' ? variableOf(parent.left, source) : undefined;
        if (!variable || variable === 'global' || onlyAssignment(variable)?.value !== parent.right) return [];
        return followUses(variable, source, depth);
      }
      case 'ArrowFunctionExpression':
        return parent.body === node ? followResult(parent, source, depth) : [];
      case 'ReturnStatement': {
        const fn = enclosingFunction(parent);
        return fn ? followResult(fn, source, depth) : [];
      }
      default:
        return [];
    }
  }
  return [];
}

function isStatement(call: TSESTree.CallExpression): boolean {
  return call.parent.type === 'ExpressionStatement';
}

function followUses(variable: TSESLint.Scope.Variable, source: Source, depth: number): readonly Call[] {
  return variable.references.flatMap(({ identifier, init }) =>
    init ? [] : follow(identifier, source, depth + 1),
  );
}

/** Where the outcome of a local function goes: what makes data for tests. */
function followResult(fn: TSESTree.Node, source: Source, depth: number): readonly Call[] {
  const declaration = fn.type === 'FunctionDeclaration' ? fn : fn.parent;
  if (!isFunction(fn) || !declaration) return [];
  if (declaration.type !== 'FunctionDeclaration' && declaration.type !== 'VariableDeclarator') return [];
  const variable = source.scopeManager
    .getDeclaredVariables(declaration)
    .find((declared) => definitionOf(declared)?.node === declaration);
  if (!variable || !isConstant(variable)) return [];
  return variable.references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === 'CallExpression' && parent.callee === identifier
      ? follow(parent, source, depth + 1)
      : [];
  });
}
