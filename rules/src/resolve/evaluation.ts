import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { applyBinary, applyUnary, GLOBAL_CONSTANTS, takesLeft, type Primitive } from './constant-operators.ts';
import { changedKeys, isChangedMember } from './mutation.ts';
import { resolveOrigin } from './origin.ts';
import { definitionOf, isConstant, variableOf, type Source } from './source.ts';
import type { ArrayValue, ConstantValue, EvaluateOptions, ObjectValue, StaticValue } from './static-value.ts';
import { contains, isFunction, memberName, staticName, unwrap } from './syntax.ts';

type Values = readonly StaticValue[];
type Variable = TSESLint.Scope.Variable;

const MAX_DEPTH = 40;
/** Bounds the work on constants that branch again and again. */
const MAX_STEPS = 2_000;
const MAX_ALTERNATIVES = 64;

/** One question about a value. It has a budget of steps; where that is used up, values are unknown. */
export class Evaluation {
  readonly #options: EvaluateOptions;
  #steps = 0;

  constructor(options: EvaluateOptions) {
    this.#options = options;
  }

  values(expression: TSESTree.Node, source: Source, depth: number): Values {
    const node = unwrap(expression);
    this.#steps++;
    const known = depth > MAX_DEPTH || this.#steps > MAX_STEPS ? undefined : this.#known(node, source, depth);
    return known && known.length <= MAX_ALTERNATIVES ? known : [{ kind: 'unknown', node, source }];
  }

  #known(node: TSESTree.Node, source: Source, depth: number): Values | undefined {
    switch (node.type) {
      case 'Literal':
        return 'regex' in node ? undefined : [{ kind: 'constant', value: node.value, node, source }];
      case 'TemplateLiteral':
        return this.#template(node, source, depth);
      case 'ObjectExpression':
        return [{ kind: 'object', node, source }];
      case 'ArrayExpression':
        return [{ kind: 'array', node, source }];
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return [{ kind: 'function', node, source }];
      case 'ConditionalExpression':
        return this.#conditional(node, source, depth);
      case 'LogicalExpression':
        return this.#logical(node, source, depth);
      case 'UnaryExpression':
        return this.#unary(node, source, depth);
      case 'BinaryExpression':
        return this.#binary(node, source, depth);
      case 'AwaitExpression':
        return this.values(node.argument, source, depth + 1);
      case 'Identifier':
        return this.#identifier(node, source, depth);
      case 'MemberExpression':
        return this.#member(node, source, depth);
      case 'CallExpression':
        return this.#call(node, source, depth);
      default:
        return undefined;
    }
  }

  property(object: ObjectValue, name: string, depth: number): Values {
    const { node, source } = object;
    const found: StaticValue[] = object.changed?.has(name) ? [{ kind: 'unknown', node, source }] : [];
    for (const property of node.properties.toReversed()) {
      if (property.type === 'SpreadElement') {
        const [only, ...others] = this.values(property.argument, source, depth + 1);
        if (only?.kind !== 'object' || others.length > 0) {
          found.push({ kind: 'unknown', node: property, source });
          continue;
        }
        const values = this.property(only, name, depth + 1);
        found.push(...values);
        if (values.length > 0 && values.every((value) => value.kind !== 'unknown')) return found;
        continue;
      }
      const key = this.#key(property, source, depth);
      if (key === undefined || isPrototype(property)) found.push({ kind: 'unknown', node: property, source });
      else if (key === name) {
        if (property.kind === 'init') found.push(...this.values(property.value, source, depth + 1));
        else found.push({ kind: 'unknown', node: property, source });
        return found;
      }
    }
    return found;
  }

  names(object: ObjectValue, depth: number): readonly string[] {
    const { node, source, changed = [] } = object;
    const written = node.properties.flatMap((property) => {
      if (property.type !== 'SpreadElement') return this.#key(property, source, depth) ?? [];
      return this.values(property.argument, source, depth + 1).flatMap((value) =>
        value.kind === 'object' ? this.names(value, depth + 1) : [],
      );
    });
    return [...written, ...changed];
  }

  elements(array: ArrayValue, depth: number): readonly Values[] {
    const { node, source } = array;
    return node.elements.flatMap((element): readonly Values[] => {
      if (element === null) return [[{ kind: 'constant', value: undefined, node, source }]];
      if (element.type !== 'SpreadElement') return [this.values(element, source, depth + 1)];
      const [only, ...others] = this.values(element.argument, source, depth + 1);
      if (only?.kind === 'array' && others.length === 0) return this.elements(only, depth + 1);
      return [[{ kind: 'unknown', node: element, source }]];
    });
  }

  #key(property: TSESTree.Property, source: Source, depth: number): string | undefined {
    const name = staticName(property.key, property.computed);
    if (name !== undefined) return name;
    const key = this.#one(property.key, source, depth);
    return key && String(key.value);
  }

  #one(node: TSESTree.Node, source: Source, depth: number): ConstantValue | undefined {
    const [value, ...others] = this.values(node, source, depth + 1);
    return value?.kind === 'constant' && others.length === 0 ? value : undefined;
  }

  #template(node: TSESTree.TemplateLiteral, source: Source, depth: number): Values | undefined {
    let text = '';
    for (const [index, quasi] of node.quasis.entries()) {
      text += quasi.value.cooked ?? '';
      const expression = node.expressions[index];
      if (!expression) continue;
      const part = this.#one(expression, source, depth);
      if (!part) return undefined;
      text += String(part.value);
    }
    return constant(text, node, source);
  }

  #conditional(node: TSESTree.ConditionalExpression, source: Source, depth: number): Values {
    const test = this.#one(node.test, source, depth);
    if (test) return this.values(test.value ? node.consequent : node.alternate, source, depth + 1);
    return [node.consequent, node.alternate].flatMap((branch) => this.values(branch, source, depth + 1));
  }

  #logical(node: TSESTree.LogicalExpression, source: Source, depth: number): Values {
    const left = this.values(node.left, source, depth + 1);
    const kept = left.filter((value) => value.kind === 'unknown' || takesLeft(node.operator, truth(value)));
    const decided = left.every((value) => value.kind !== 'unknown' && takesLeft(node.operator, truth(value)));
    return decided ? left : [...kept, ...this.values(node.right, source, depth + 1)];
  }

  #unary(node: TSESTree.UnaryExpression, source: Source, depth: number): Values | undefined {
    if (node.operator === 'void') return constant(undefined, node, source);
    const operand = this.#one(node.argument, source, depth);
    const outcome = operand && applyUnary(node.operator, operand.value);
    return outcome && constant(outcome.value, node, source);
  }

  #binary(node: TSESTree.BinaryExpression, source: Source, depth: number): Values | undefined {
    const left = this.#one(node.left, source, depth);
    const right = left && this.#one(node.right, source, depth);
    const outcome = right && applyBinary(node.operator, left.value, right.value);
    return outcome && constant(outcome.value, node, source);
  }

  #identifier(node: TSESTree.Identifier, source: Source, depth: number): Values | undefined {
    const variable = variableOf(node, source);
    if (!variable) return undefined;
    if (variable === 'global') return globalConstant(node, source);
    if (!isConstant(variable)) return undefined;
    const keys = changedKeys(variable);
    return this.#declared(node, variable, source, depth)?.map((value): StaticValue => {
      if (value.kind === 'object' && keys !== 'any') {
        return keys.size === 0 ? value : { ...value, changed: new Set([...(value.changed ?? []), ...keys]) };
      }
      const isChanged = (value.kind === 'object' || value.kind === 'array') && (keys === 'any' || keys.size > 0);
      return isChanged ? { kind: 'unknown', node, source } : value;
    });
  }

  /** The values that a constant is declared with. */
  #declared(node: TSESTree.Identifier, variable: Variable, source: Source, depth: number): Values | undefined {
    const imported = this.#imported(node, source, depth);
    if (imported) return imported;
    const definition = definitionOf(variable);
    const declaration = definition?.node;
    if (declaration?.type === 'VariableDeclarator' && declaration.init) {
      const values = this.values(declaration.init, source, depth + 1);
      return this.#bound(declaration.id, definition?.name ?? node, values, source, depth);
    }
    if (declaration?.type === 'FunctionDeclaration' && definition?.type === 'FunctionName') {
      return [{ kind: 'function', node: declaration, source }];
    }
    const isBinding = declaration?.type === 'VariableDeclarator' || isFunction(declaration);
    return isBinding ? this.#options.followBindings?.(node, source) : undefined;
  }

  /** The values that a pattern binds to a name where it takes the given values apart. */
  #bound(
    pattern: TSESTree.Node,
    name: TSESTree.Node,
    values: Values,
    source: Source,
    depth: number,
  ): Values | undefined {
    switch (pattern.type) {
      case 'Identifier':
        return pattern === name ? values : undefined;
      case 'AssignmentPattern': {
        const present = values.filter((value) => value.kind !== 'constant' || value.value !== undefined);
        const mayBeAbsent = present.length < values.length || values.some(({ kind }) => kind === 'unknown');
        const given = mayBeAbsent ? [...present, ...this.values(pattern.right, source, depth + 1)] : present;
        return this.#bound(pattern.left, name, given, source, depth);
      }
      case 'ObjectPattern': {
        const property = pattern.properties.find((candidate) => contains(candidate, name));
        const key = property?.type === 'Property' ? this.#key(property, source, depth) : undefined;
        if (property?.type !== 'Property' || key === undefined) return undefined;
        return this.#bound(property.value, name, this.#follow(values, [key], depth), source, depth);
      }
      case 'ArrayPattern': {
        const index = pattern.elements.findIndex((element) => element && contains(element, name));
        const element = pattern.elements[index];
        if (!element) return undefined;
        return this.#bound(element, name, this.#follow(values, [String(index)], depth), source, depth);
      }
      default:
        return undefined;
    }
  }

  /** The values of a name or member that another file exports. */
  #imported(node: TSESTree.Expression, source: Source, depth: number): Values | undefined {
    const { followImport } = this.#options;
    const origin = followImport && resolveOrigin(node, source);
    if (origin?.module === undefined) return undefined;
    const [name = 'default', ...path] = origin.path;
    const values = followImport?.(origin.module, name, source);
    return values && this.#follow(values, path, depth);
  }

  #member(node: TSESTree.MemberExpression, source: Source, depth: number): Values | undefined {
    const global = globalConstant(node, source);
    if (global) return global;
    const key = memberName(node) ?? (node.computed ? this.#one(node.property, source, depth)?.value : undefined);
    if (key === undefined || key === null) return undefined;
    const enumMember = this.#enumMember(node.object, String(key), source, depth);
    if (enumMember) return enumMember;
    const object = this.values(node.object, source, depth + 1);
    if (object.some(({ kind }) => kind !== 'unknown')) return this.#follow(object, [String(key)], depth);
    return isChangedMember(node, source) ? undefined : this.#imported(node, source, depth);
  }

  #enumMember(object: TSESTree.Node, key: string, source: Source, depth: number): Values | undefined {
    if (object.type !== 'Identifier') return undefined;
    const variable = variableOf(object, source);
    const declaration = variable && variable !== 'global' ? definitionOf(variable)?.node : undefined;
    if (declaration?.type !== 'TSEnumDeclaration') return undefined;
    const member = declaration.body.members.find(({ id }) => staticName(id, false) === key);
    return member?.initializer && this.values(member.initializer, source, depth + 1);
  }

  /** Follows keys into objects and arrays. */
  #follow(values: Values, path: readonly string[], depth: number): Values {
    const [key, ...rest] = path;
    if (key === undefined) return values;
    const next = values.flatMap((value): Values => {
      const { node, source } = value;
      const unknown = [{ kind: 'unknown', node, source }] as const;
      const absent = constant(undefined, node, source);
      if (value.kind === 'object') {
        const found = this.property(value, key, depth + 1);
        return found.length > 0 ? found : absent;
      }
      if (value.kind !== 'array' || !/^\d+$/.test(key)) return unknown;
      const upTo = this.elements(value, depth + 1).slice(0, Number(key) + 1);
      // What a spread of unknown length shifts has no known place.
      return upTo.some(([first]) => first?.node.type === 'SpreadElement') ? unknown : (upTo[Number(key)] ?? absent);
    });
    return this.#follow(next, rest, depth);
  }

  /** `Object.freeze(x)`, an imported `defineConfig(x)`, `Number('5')`, `String(x)`, `require('./constants')`. */
  #call(node: TSESTree.CallExpression, source: Source, depth: number): Values | undefined {
    const [argument] = node.arguments;
    if (!argument || argument.type === 'SpreadElement') return undefined;
    switch (functionName(node.callee, source)) {
      case 'Object.freeze':
      case 'defineConfig':
        return this.values(argument, source, depth + 1);
      case 'require':
        return this.#imported(node, source, depth);
      case 'Number': {
        const operand = this.#one(argument, source, depth);
        return operand && constant(Number(operand.value), node, source);
      }
      case 'String': {
        const operand = this.#one(argument, source, depth);
        return operand && constant(String(operand.value), node, source);
      }
      default:
        return undefined;
    }
  }
}

/** The name of a global function; of imported ones `defineConfig` alone, whichever tool's it is. */
function functionName(callee: TSESTree.Node, source: Source): string | undefined {
  const origin = resolveOrigin(callee, source);
  if (origin?.module === undefined) return origin?.path.join('.');
  return origin.path.at(-1) === 'defineConfig' ? 'defineConfig' : undefined;
}

function constant(value: Primitive, node: TSESTree.Node, source: Source): readonly [ConstantValue] {
  return [{ kind: 'constant', value, node, source }];
}

/** What decides a logical expression; an object, array or function is always truthy. */
function truth(value: Exclude<StaticValue, { kind: 'unknown' }>): { truthy: boolean; nullish: boolean } {
  if (value.kind !== 'constant') return { truthy: true, nullish: false };
  return { truthy: Boolean(value.value), nullish: value.value === null || value.value === undefined };
}

function globalConstant(node: TSESTree.Expression, source: Source): Values | undefined {
  const origin = resolveOrigin(node, source);
  const name = origin?.module === undefined ? origin?.path.join('.') : undefined;
  if (name === undefined || !GLOBAL_CONSTANTS.has(name)) return undefined;
  return constant(GLOBAL_CONSTANTS.get(name), node, source);
}

/** `{ __proto__: base }` inherits from `base`, whatever that holds. */
function isPrototype(property: TSESTree.Property): boolean {
  return !property.computed && !property.shorthand && !property.method && staticName(property.key, false) === '__proto__';
}
