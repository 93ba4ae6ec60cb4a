import type { TSESTree } from '@typescript-eslint/utils';

import type { Primitive } from './constant-operators.ts';
import { Evaluation } from './evaluation.ts';
import type { Source } from './source.ts';

/** A primitive that the source spells. */
export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: Primitive;
  /** The expression that yields it: the literal itself, or the concatenation or arithmetic that computes it. */
  readonly node: TSESTree.Node;
  /** The file that `node` stands in. */
  readonly source: Source;
}

/** An object literal, its properties evaluated on demand. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly node: TSESTree.ObjectExpression;
  readonly source: Source;
  /** Keys that code outside of the literal sets or deletes, so that they may have other values too. */
  readonly changed?: ReadonlySet<string>;
}

/** An array literal, its elements evaluated on demand. */
export interface ArrayValue {
  readonly kind: 'array';
  readonly node: TSESTree.ArrayExpression;
  readonly source: Source;
}

/** A function, as the value it is. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly node: TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;
  readonly source: Source;
}

/** A value that the source does not state. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly node: TSESTree.Node;
  readonly source: Source;
}

/** What an expression can be, without running anything. */
export type StaticValue = ConstantValue | ObjectValue | ArrayValue | FunctionValue | UnknownValue;

/** How far an evaluation may look. */
export interface EvaluateOptions {
  /**
   * Gives the values that another module exports under a name (`'default'` for `module.exports` too), where constants
   * of other files are to be followed. Without it, and where it gives nothing, an imported name is unknown.
   */
  readonly followImport?: (module: string, name: string, source: Source) => readonly StaticValue[] | undefined;
  /** Also gives the values that a loop variable or the parameter of an array method's callback takes. */
  readonly followBindings?: (identifier: TSESTree.Identifier, source: Source) => readonly StaticValue[] | undefined;
}

/**
 * The values an expression can have: more than one for `a ? b : c` and `a ?? b`, whose undecided parts are
 * `unknown`. Follows constants, members of constant objects, casts, concatenation and arithmetic. An object or array
 * that the file changes after it was made is unknown where it changes.
 */
export function evaluate(
  expression: TSESTree.Node,
  source: Source,
  options: EvaluateOptions = {},
): readonly StaticValue[] {
  return new Evaluation(options).values(expression, source, 0);
}

/** The one value an expression has, or `undefined` where it has several or none that is known. */
export function evaluateOne(
  expression: TSESTree.Node,
  source: Source,
  options: EvaluateOptions = {},
): Exclude<StaticValue, UnknownValue> | undefined {
  const [value, ...others] = evaluate(expression, source, options);
  return value && others.length === 0 && value.kind !== 'unknown' ? value : undefined;
}

/**
 * The values of an object's property. Empty where the object has no such property; `unknown` is among them where
 * a spread, a computed key or a later assignment may set it.
 */
export function propertyValues(
  object: ObjectValue,
  name: string,
  options: EvaluateOptions = {},
): readonly StaticValue[] {
  return new Evaluation(options).property(object, name, 0);
}

/** The names of an object's properties, as far as they are spelt; those of spread constant objects included. */
export function propertyNames(object: ObjectValue, options: EvaluateOptions = {}): readonly string[] {
  return [...new Set(new Evaluation(options).names(object, 0))];
}

/**
 * The values of an array's elements, one list for each place; a spread of an unknown gives one unknown place.
 */
export function elementValues(array: ArrayValue, options: EvaluateOptions = {}): readonly (readonly StaticValue[])[] {
  return new Evaluation(options).elements(array, 0);
}
