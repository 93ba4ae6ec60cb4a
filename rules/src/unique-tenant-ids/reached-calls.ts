import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { callsOf } from '../resolve/named-function.ts';
import { onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { enclosingFunction, patternPath, type FunctionNode } from '../resolve/syntax.ts';
import { isAssertion, isAwaited, namesIn, type Call } from './calls.ts';
import { localFunction } from './local-function.ts';

const MAX_DEPTH = 4;

/** A call that is given a value. */
export interface ReachedCall {
  readonly call: Call;
  /** Where the value sets out for it: the call itself, or that of a function which hands the value on. */
  readonly from: TSESTree.Node;
}

/**
 * Follows a value to the calls that it is given to, itself or as a part of what is made of it: of an object, a
 * text, an instance, or what a function that is not waited for gives. A call that is waited for may keep the
 * value; so may one without an outcome that is used.
 *
 * @param isKeptApart - Whether what stands around a value keeps tests apart, so that it can be left.
 */
export function reachedCalls(
  value: TSESTree.Node,
  source: Source,
  isKeptApart: (value: TSESTree.Node) => boolean,
): readonly ReachedCall[] {
  return new Search(source, isKeptApart).follow(value, 0);
}

class Search {
  readonly #source: Source;
  readonly #isKeptApart: (value: TSESTree.Node) => boolean;

  constructor(source: Source, isKeptApart: (value: TSESTree.Node) => boolean) {
    this.#source = source;
    this.#isKeptApart = isKeptApart;
  }

  follow(start: TSESTree.Node, depth: number): readonly ReachedCall[] {
    if (depth > MAX_DEPTH || this.#isKeptApart(start)) return [];
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
        case 'TemplateLiteral': {
          const tagged = parent.parent;
          if (tagged.type !== 'TaggedTemplateExpression') continue;
          return isAwaited(tagged) ? [{ call: tagged, from: tagged }] : [];
        }
        case 'NewExpression':
          if (parent.callee === node) return [];
          continue;
        case 'CallExpression': {
          if (parent.callee === node || isAssertion(namesIn(parent.callee))) return [];
          const fn = localFunction(parent.callee, this.#source);
          if (fn) {
            const inside = this.#followInto(fn, parent, node, start, depth);
            return [...inside, ...this.#followGiven(parent, depth)];
          }
          if (isAwaited(parent) || isStatement(parent)) return [{ call: parent, from: parent }];
          continue;
        }
        case 'VariableDeclarator':
          return parent.init === node && parent.id.type === 'Identifier'
            ? this.#source.scopeManager
                .getDeclaredVariables(parent)
                .flatMap((variable) => this.#followUses(variable, depth))
            : [];
        case 'AssignmentExpression': {
          const variable =
            parent.left.type === 'Identifier' ? variableOf(parent.left, this.#source) : undefined;
          if (!variable || variable === 'global') return [];
          return onlyAssignment(variable)?.value === parent.right ? this.#followUses(variable, depth) : [];
        }
        case 'ArrowFunctionExpression':
          return parent.body === node ? this.#followResult(parent, depth) : [];
        case 'ReturnStatement': {
          const fn = enclosingFunction(parent);
          return fn ? this.#followResult(fn, depth) : [];
        }
        default:
          return [];
      }
    }
    return [];
  }

  #followUses(variable: TSESLint.Scope.Variable, depth: number): readonly ReachedCall[] {
    return variable.references.flatMap(({ identifier, init }) =>
      init ? [] : this.follow(identifier, depth + 1),
    );
  }

  /** What a function of the file does with a value that it is given as an argument, or as a field of one. */
  #followInto(
    fn: FunctionNode,
    call: TSESTree.CallExpression,
    argument: TSESTree.Node,
    value: TSESTree.Node,
    depth: number,
  ): readonly ReachedCall[] {
    const index = call.arguments.findIndex((given) => given === argument);
    const parameter = fn.params[index];
    if (!parameter) return [];
    const { parent: field } = value;
    const isField = field?.type === 'Property' && field.parent === argument && field.key.type === 'Identifier';
    const key = isField && field.key.type === 'Identifier' ? field.key.name : undefined;
    const variables = this.#source.scopeManager.getDeclaredVariables(fn).filter((variable) => {
      const [name] = variable.identifiers;
      const path = name && patternPath(parameter, name);
      return path !== undefined && (path.length === 0 || (path.length === 1 && path[0] === key));
    });
    return variables
      .flatMap((variable) => this.#followUses(variable, depth))
      .map((reached) => ({ call: reached.call, from: call }));
  }

  /** Where the outcome of a function of the file goes that is not waited for. */
  #followGiven(call: TSESTree.CallExpression, depth: number): readonly ReachedCall[] {
    return isAwaited(call) || isStatement(call) ? [] : this.follow(call, depth + 1);
  }

  /** Where the outcome of a local function goes: what makes data for tests. */
  #followResult(fn: FunctionNode, depth: number): readonly ReachedCall[] {
    return callsOf(fn, this.#source).flatMap((call) => this.follow(call, depth + 1));
  }
}

function isStatement(call: TSESTree.CallExpression): boolean {
  return call.parent.type === 'ExpressionStatement';
}
