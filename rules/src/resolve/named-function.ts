import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isConstant, type Source } from './source.ts';
import type { FunctionNode } from './syntax.ts';

/**
 * The variable that holds a function by its declaration: `function load() {}`, `const load = () => {}`. None for a
 * function without a name, one that is a default or an argument, or whose value is taken apart.
 */
export function variableOfFunction(fn: FunctionNode, source: Source): TSESLint.Scope.Variable | undefined {
  const declaration = fn.type === 'FunctionDeclaration' ? fn : fn.parent;
  if (declaration.type !== 'FunctionDeclaration' && declaration.type !== 'VariableDeclarator') return undefined;
  // The parameters of a function are declared by it too.
  return source.scopeManager
    .getDeclaredVariables(declaration)
    .find(({ defs }) => defs.some(({ name }) => name === declaration.id));
}

/** The calls of a function by the name that it keeps. */
export function callsOf(fn: FunctionNode, source: Source): readonly TSESTree.CallExpression[] {
  const variable = variableOfFunction(fn, source);
  if (!variable || !isConstant(variable)) return [];
  return variable.references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === 'CallExpression' && parent.callee === identifier ? [parent] : [];
  });
}
