import type { TSESTree } from '@typescript-eslint/utils';

import { isConstant, variableOf, type Source } from './source.ts';
import { isFunction, memberName, patternPath, staticName, unwrap } from './syntax.ts';

/** A primitive that the source spells. */
export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: string | number | bigint | boolean | null | undefined;
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
   * Gives the expressions that an imported name stands for, where constants of other files are to be followed.
   * Without it an imported name is unknown.
   */
  readonly followImport?: (specifier: TSESTree.ImportClause, source: Source) => readonly StaticValue[];
  /** Also gives the values that a loop variable or the parameter of an array method's callback takes. */
  readonly followBindings?: (identifier: TSESTree.Identifier, source: Source) => readonly StaticValue[] | undefined;
}

const MAX_DEPTH = 40;
const MAX_ALTERNATIVES = 64;

/**
 * The values an expression can have: more than one for `a ? b : c` and `a ?? b`, whose undecided parts are
 * `unknown`. Follows constants, members of constant objects, casts, concatenation and arithmetic.
 */
export function evaluate(
  expression: TSESTree.Node,
  source: Source,
  options: EvaluateOptions = {},
): readonly StaticValue[] {
  return new Evaluation(options).values(expression, source, 0).slice(0, MAX_ALTERNATIVES);
}

/** The one value an expression has, or `undefined` where it has several or none that is known. */
export function evaluateOne(
  expression: TSESTree.Node,
  source: Source,
  options: EvaluateOptions = {},
): Exclude<StaticValue, UnknownValue> | undefined {
  const values = evaluate(expression, source, options);
  const [value] = values;
  return values.length === 1 && value && value.kind !== 'unknown' ? value : undefined;
}

/**
 * The values of an object's property. Empty where the object has no such property; `unknown` is among them where
 * a spread or a computed key may set it.
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

class Evaluation {
  readonly #options: EvaluateOptions;

  constructor(options: EvaluateOptions) {
    this.#options = options;
  }

  values(expression: TSESTree.Node, source: Source, depth: number): readonly StaticValue[] {
    const node = unwrap(expression);
    const unknown: readonly StaticValue[] = [{ kind: 'unknown', node, source }];
    if (depth > MAX_DEPTH) return unknown;
    switch (node.type) {
      case 'Literal':
        return isRegExp(node) ? unknown : [{ kind: 'constant', value: node.value, node, source }];
      case 'TemplateLiteral':
        return this.#template(node, source, depth) ?? unknown;
      case 'ObjectExpression':
        return [{ kind: 'object', node, source }];
      case 'ArrayExpression':
        return [{ kind: 'array', node, source }];
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return [{ kind: 'function', node, source }];
      case 'ConditionalExpression':
        return [
          ...this.values(node.consequent, source, depth + 1),
          ...this.values(node.alternate, source, depth + 1),
        ];
      case 'LogicalExpression':
        return this.#logical(node, source, depth);
      case 'UnaryExpression':
        return this.#unary(node, source, depth) ?? unknown;
      case 'BinaryExpression':
        return this.#binary(node, source, depth) ?? unknown;
      case 'AwaitExpression':
        return this.values(node.argument, source, depth + 1);
      case 'Identifier':
        return this.#identifier(node, source, depth) ?? unknown;
      case 'MemberExpression':
        return this.#member(node, source, depth) ?? unknown;
      case 'CallExpression':
        return this.#call(node, source, depth) ?? unknown;
      default:
        return unknown;
    }
  }

  property(object: ObjectValue, name: string, depth: number): readonly StaticValue[] {
    const { node, source } = object;
    const found: StaticValue[] = [];
    for (const property of node.properties.toReversed()) {
      if (property.type === 'SpreadElement') {
        const spread = this.values(property.argument, source, depth + 1);
        const [only] = spread;
        if (spread.length === 1 && only?.kind === 'object') {
          const values = this.property(only, name, depth + 1);
          found.push(...values);
          if (values.length > 0 && values.every((value) => value.kind !== 'unknown')) return found;
        } else {
          found.push({ kind: 'unknown', node: property, source });
        }
        continue;
      }
      const key = staticName(property.key, property.computed) ?? this.#computedKey(property, source, depth);
      if (key === undefined) found.push({ kind: 'unknown', node: property, source });
      else if (key === name) {
        if (property.kind === 'init') found.push(...this.values(property.value, source, depth + 1));
        else found.push({ kind: 'unknown', node: property, source });
        return found;
      }
    }
    return found;
  }

  names(object: ObjectValue, depth: number): readonly string[] {
    return object.node.properties.flatMap((property) => {
      if (property.type === 'SpreadElement') {
        return this.values(property.argument, object.source, depth + 1).flatMap((value) =>
          value.kind === 'object' ? this.names(value, depth + 1) : [],
        );
      }
      return (
        staticName(property.key, property.computed) ?? this.#computedKey(property, object.source, depth) ?? []
      );
    });
  }

  elements(array: ArrayValue, depth: number): readonly (readonly StaticValue[])[] {
    const { node, source } = array;
    return node.elements.flatMap((element): readonly (readonly StaticValue[])[] => {
      if (element === null) return [[{ kind: 'constant', value: undefined, node, source }]];
      if (element.type !== 'SpreadElement') return [this.values(element, source, depth + 1)];
      const [only, ...others] = this.values(element.argument, source, depth + 1);
      if (only?.kind === 'array' && others.length === 0) return this.elements(only, depth + 1);
      return [[{ kind: 'unknown', node: element, source }]];
    });
  }

  #computedKey(property: TSESTree.Property, source: Source, depth: number): string | undefined {
    const [key, ...others] = this.values(property.key, source, depth + 1);
    return key?.kind === 'constant' && others.length === 0 ? String(key.value) : undefined;
  }

  #one(node: TSESTree.Node, source: Source, depth: number): ConstantValue | undefined {
    const [value, ...others] = this.values(node, source, depth + 1);
    return value?.kind === 'constant' && others.length === 0 ? value : undefined;
  }

  #template(node: TSESTree.TemplateLiteral, source: Source, depth: number): readonly StaticValue[] | undefined {
    let text = '';
    for (const [index, quasi] of node.quasis.entries()) {
      text += quasi.value.cooked;
      const expression = node.expressions[index];
      if (!expression) continue;
      const part = this.#one(expression, source, depth);
      if (!part) return undefined;
      text += String(part.value);
    }
    return [{ kind: 'constant', value: text, node, source }];
  }

  #logical(node: TSESTree.LogicalExpression, source: Source, depth: number): readonly StaticValue[] {
    const left = this.values(node.left, source, depth + 1);
    const right = this.values(node.right, source, depth + 1);
    const [only] = left;
    if (left.length === 1 && only && only.kind !== 'unknown') {
      const truthy = only.kind !== 'constant' || Boolean(only.value);
      const present = only.kind !== 'constant' || (only.value !== null && only.value !== undefined);
      const takesLeft = node.operator === '??' ? present : node.operator === '||' ? truthy : !truthy;
      return takesLeft ? left : right;
    }
    return [...left, ...right];
  }

  #unary(node: TSESTree.UnaryExpression, source: Source, depth: number): readonly StaticValue[] | undefined {
    if (node.operator === 'void') return [{ kind: 'constant', value: undefined, node, source }];
    const argument = this.#one(node.argument, source, depth);
    if (!argument) return undefined;
    switch (node.operator) {
      case '-':
        return typeof argument.value === 'bigint'
          ? undefined
          : [{ kind: 'constant', value: -Number(argument.value), node, source }];
      case '+':
        return typeof argument.value === 'bigint'
          ? undefined
          : [{ kind: 'constant', value: Number(argument.value), node, source }];
      case '!':
        return [{ kind: 'constant', value: !argument.value, node, source }];
      default:
        return undefined;
    }
  }

  #binary(node: TSESTree.BinaryExpression, source: Source, depth: number): readonly StaticValue[] | undefined {
    if (node.left.type === 'PrivateIdentifier') return undefined;
    const left = this.#one(node.left, source, depth);
    const right = left && this.#one(node.right, source, depth);
    if (!left || !right) return undefined;
    const value = arithmetic(node.operator, left.value, right.value);
    return value === undefined ? undefined : [{ kind: 'constant', value, node, source }];
  }

  #identifier(node: TSESTree.Identifier, source: Source, depth: number): readonly StaticValue[] | undefined {
    const variable = variableOf(node, source);
    if (!variable) return undefined;
    if (variable === 'global') {
      const value = GLOBAL_CONSTANTS.get(node.name);
      return value ? [{ kind: 'constant', value: value.value, node, source }] : undefined;
    }
    if (!isConstant(variable)) return undefined;
    const definition = variable.defs[0];
    const declaration = definition?.node;
    switch (declaration?.type) {
      case 'VariableDeclarator': {
        if (!definition || !declaration.init) return this.#options.followBindings?.(node, source);
        const path = patternPath(declaration.id, definition.name);
        return path && this.#path(this.values(declaration.init, source, depth + 1), path, depth);
      }
      case 'FunctionDeclaration':
        return definition?.type === 'FunctionName'
          ? [{ kind: 'function', node: declaration, source }]
          : this.#options.followBindings?.(node, source);
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        return this.#options.followImport?.(declaration, source);
      default:
        return isFunction(declaration) ? this.#options.followBindings?.(node, source) : undefined;
    }
  }

  #member(node: TSESTree.MemberExpression, source: Source, depth: number): readonly StaticValue[] | undefined {
    const name = memberName(node) ?? this.#one(node.property, source, depth)?.value;
    if (name === undefined || name === null) return undefined;
    const constant = numberConstant(node, source);
    if (constant !== undefined) return [{ kind: 'constant', value: constant, node, source }];
    return this.#path(this.values(node.object, source, depth + 1), [String(name)], depth);
  }

  /** Follows keys into objects and arrays; `undefined` where one of the values holds no such key for certain. */
  #path(values: readonly StaticValue[], path: readonly string[], depth: number): readonly StaticValue[] | undefined {
    const [key, ...rest] = path;
    if (key === undefined) return values;
    const next: StaticValue[] = [];
    for (const value of values) {
      if (value.kind === 'object') {
        const found = this.property(value, key, depth + 1);
        if (found.length === 0) next.push({ kind: 'constant', value: undefined, node: value.node, source: value.source });
        next.push(...found);
      } else if (value.kind === 'array' && /^\d+$/.test(key)) {
        next.push(...(this.elements(value, depth + 1)[Number(key)] ?? [{ ...value, kind: 'unknown' as const }]));
      } else {
        next.push({ kind: 'unknown', node: value.node, source: value.source });
      }
    }
    return this.#path(next, rest, depth);
  }

  /** `Object.freeze(x)`, `Number('5')`, `String(x)`. */
  #call(node: TSESTree.CallExpression, source: Source, depth: number): readonly StaticValue[] | undefined {
    const [argument] = node.arguments;
    if (!argument || node.arguments.length > 2 || argument.type === 'SpreadElement') return undefined;
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression') {
      const { object } = callee;
      const onObject = object.type === 'Identifier' && object.name === 'Object' && variableOf(object, source) === 'global';
      return onObject && memberName(callee) === 'freeze' ? this.values(argument, source, depth + 1) : undefined;
    }
    if (callee.type !== 'Identifier' || variableOf(callee, source) !== 'global') return undefined;
    const constant = this.#one(argument, source, depth);
    if (!constant || typeof constant.value === 'bigint') return undefined;
    if (callee.name === 'Number') return [{ kind: 'constant', value: Number(constant.value), node, source }];
    if (callee.name === 'String') return [{ kind: 'constant', value: String(constant.value), node, source }];
    return undefined;
  }
}

const GLOBAL_CONSTANTS = new Map([
  ['undefined', { value: undefined }],
  ['Infinity', { value: Infinity }],
  ['NaN', { value: NaN }],
]);

const NUMBER_CONSTANTS = new Map<string, number>([
  ['MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['MAX_VALUE', Number.MAX_VALUE],
  ['POSITIVE_INFINITY', Infinity],
]);

function numberConstant(node: TSESTree.MemberExpression, source: Source): number | undefined {
  const { object } = node;
  if (object.type !== 'Identifier' || object.name !== 'Number' || variableOf(object, source) !== 'global') {
    return undefined;
  }
  return NUMBER_CONSTANTS.get(memberName(node) ?? '');
}

function isRegExp(node: TSESTree.Literal): node is TSESTree.RegExpLiteral {
  return 'regex' in node;
}

function arithmetic(
  operator: string,
  left: ConstantValue['value'],
  right: ConstantValue['value'],
): string | number | undefined {
  if (typeof left === 'bigint' || typeof right === 'bigint') return undefined;
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return `${left}${right}`;
  const a = Number(left);
  const b = Number(right);
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}
