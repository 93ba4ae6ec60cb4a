import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { itemOf, itemsOf, keysOf, type Item } from './items.ts';
import { argumentItems } from './parameters.ts';
import { definitionOf, isConstant, variableOf, type Source } from './source.ts';
import { evaluate, type EvaluateOptions, type StaticValue } from './static-value.ts';
import { isFunction, patternPath, type FunctionNode } from './syntax.ts';

type Variable = TSESLint.Scope.Variable;

/**
 * The values of a name that is bound by a loop or as a parameter: the elements of a list, the rows of a table
 * of tests, the arguments of a local function's calls, a default. For the `followBindings` of an evaluation.
 */
export const followBindings: NonNullable<EvaluateOptions['followBindings']> = (identifier, source) => {
  const variable = variableOf(identifier, source);
  return variable && variable !== 'global' ? boundValues(variable, source) : undefined;
};

const options: EvaluateOptions = { followBindings };
const known = new WeakMap<Variable, readonly StaticValue[] | undefined>();
/** The variables whose values are being found: a function that calls itself hands on its own parameters. */
const active = new Set<Variable>();

/** Like {@link followBindings}, for a variable. `undefined` where it is not bound so, or nothing is known of it. */
export function boundValues(variable: Variable, source: Source): readonly StaticValue[] | undefined {
  if (known.has(variable)) return known.get(variable);
  const definition = definitionOf(variable);
  if (!definition || !isConstant(variable) || active.has(variable)) return undefined;
  active.add(variable);
  try {
    const { name, node } = definition;
    const values = isFunction(node)
      ? parameterValues(node, name, source)
      : node.type === 'VariableDeclarator' && loopValues(node, name, source);
    const stated = values && values.length > 0 ? distinct(values) : undefined;
    known.set(variable, stated);
    return stated;
  } finally {
    active.delete(variable);
  }
}

/** Many calls hand on the same values. */
function distinct(values: readonly StaticValue[]): readonly StaticValue[] {
  return [...new Map(values.map((value) => [value.node, value])).values()];
}

function loopValues(
  declarator: TSESTree.VariableDeclarator,
  name: TSESTree.Node,
  source: Source,
): readonly StaticValue[] | undefined {
  const loop = declarator.parent.parent;
  const path = patternPath(declarator.id, name);
  if (!path || !('left' in loop) || loop.left !== declarator.parent) return undefined;
  const items =
    loop.type === 'ForOfStatement'
      ? itemsOf(loop.right, source, options)
      : keysOf(loop.right, source, options);
  return valuesAt(items, path, name, source);
}

function parameterValues(
  fn: FunctionNode,
  name: TSESTree.Node,
  source: Source,
): readonly StaticValue[] | undefined {
  for (const [index, given] of fn.params.entries()) {
    const parameter = given.type === 'TSParameterProperty' ? given.parameter : given;
    const path = patternPath(parameter, name);
    if (!path) continue;
    const items = [...argumentItems(fn, index, source, options)];
    if (parameter.type === 'AssignmentPattern' && parameter.left !== name) {
      items.push(itemOf(evaluate(parameter.right, source, options), options));
    }
    return valuesAt(items, path, name, source);
  }
  return undefined;
}

function valuesAt(
  items: readonly Item[],
  path: readonly string[],
  name: TSESTree.Node,
  source: Source,
): readonly StaticValue[] {
  const { parent } = name;
  const byDefault =
    parent?.type === 'AssignmentPattern' && parent.left === name
      ? evaluate(parent.right, source, options)
      : [];
  return [...items.flatMap((item) => item(path)), ...byDefault];
}
