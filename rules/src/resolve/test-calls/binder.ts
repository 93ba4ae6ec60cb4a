import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isConstant, variableOf, type Source } from '../source.ts';
import { evaluateOne } from '../static-value.ts';
import { isFunction, memberName, staticName, unwrap, type FunctionNode } from '../syntax.ts';
import { functionOf, sortArguments } from './arguments.ts';
import { conditional, helperName, memberOf, resultOf, type FunctionValue, type MethodValue, type RunnerValue } from './runner-value.ts';
import type { HelperCall, Place, TestCall } from './test-call.ts';

type Unplaced<Call extends Place> = Omit<Call, keyof Place>;

/**
 * Follows what a runner provides through a file: from the names that hold it, through members, calls, aliases and
 * callbacks' parameters, to the calls that declare something.
 */
export class Binder {
  readonly calls = new Map<TSESTree.CallExpression, Unplaced<TestCall>>();
  readonly helpers = new Map<TSESTree.CallExpression, Unplaced<HelperCall>>();
  readonly #source: Source;
  readonly #variables = new Map<TSESLint.Scope.Variable, RunnerValue>();
  readonly #expressions = new Map<TSESTree.Node, RunnerValue>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** What a name or expression was found to stand for. */
  valueOf(node: TSESTree.Node): RunnerValue | undefined {
    const expression = unwrap(node);
    const known = this.#expressions.get(expression);
    if (known || expression.type !== 'Identifier') return known;
    const variable = variableOf(expression, this.#source);
    return variable && variable !== 'global' ? this.#variables.get(variable) : undefined;
  }

  /** Follows a variable that holds a value. */
  bindVariable(variable: TSESLint.Scope.Variable, value: RunnerValue): void {
    if (this.#variables.has(variable) || !isConstant(variable)) return;
    this.#variables.set(variable, value);
    for (const reference of variable.references) {
      if (reference.isRead()) this.follow(reference.identifier, value);
    }
  }

  /** Follows the names that a pattern takes out of a value. */
  bindPattern(pattern: TSESTree.Node, value: RunnerValue, declaration: TSESTree.Node): void {
    switch (pattern.type) {
      case 'Identifier': {
        const declared = this.#source.scopeManager.getDeclaredVariables(declaration);
        const variable = declared.find(({ identifiers }) => identifiers.includes(pattern));
        if (variable) this.bindVariable(variable, value);
        return;
      }
      case 'AssignmentPattern':
        this.bindPattern(pattern.left, value, declaration);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') {
            this.bindPattern(property.argument, value, declaration);
            continue;
          }
          const key = staticName(property.key, property.computed);
          const member = key === undefined ? undefined : memberOf(value, key);
          if (member) this.bindPattern(property.value, member, declaration);
        }
        return;
      default:
    }
  }

  /** Follows an expression that holds a value to what the code around it does with it. */
  follow(start: TSESTree.Node, initial: RunnerValue): void {
    let node = start;
    let value: RunnerValue | undefined = withRoot(initial, node);
    while (value) {
      this.#expressions.set(node, value);
      const parent: TSESTree.Node | undefined = node.parent;
      switch (parent?.type) {
        case 'TSAsExpression':
        case 'TSNonNullExpression':
        case 'TSSatisfiesExpression':
        case 'TSTypeAssertion':
        case 'TSInstantiationExpression':
        case 'ChainExpression':
        case 'AwaitExpression':
          break;
        case 'ConditionalExpression':
          if (parent.test === node) return;
          value = conditional(value);
          break;
        case 'LogicalExpression':
          value = conditional(value);
          break;
        case 'SequenceExpression':
          if (parent.expressions.at(-1) !== node) return;
          break;
        case 'MemberExpression': {
          const name: string | undefined = parent.object === node ? memberName(parent) : undefined;
          value = name === undefined ? undefined : memberOf(value, name);
          break;
        }
        case 'TaggedTemplateExpression':
          value = value.kind === 'method' ? resultOf(value) : undefined;
          break;
        case 'CallExpression':
          value = unwrap(parent.callee) === unwrap(node) ? this.#called(value, parent) : undefined;
          break;
        case 'VariableDeclarator':
          if (parent.init === node) this.bindPattern(parent.id, value, parent);
          return;
        default:
          return;
      }
      node = parent;
      value &&= withRoot(value, node);
    }
  }

  /** Records a call, and gives what it returns. */
  #called(value: RunnerValue, call: TSESTree.CallExpression): RunnerValue | undefined {
    if (value.kind === 'method') {
      const name = helperName(value);
      if (name !== undefined) this.#addHelper(value.of.runner, name, call);
      if (value.name === 'extend' && value.of.runner === 'playwright') this.#bindFixtures(call);
      return this.#isNeverMet(value, call) ? memberOf(value.of, 'skip') : resultOf(value);
    }
    if (value.kind === 'function') this.#addCall(value, call);
    return undefined;
  }

  /** `test.skipIf(true)` and `test.runIf(false)` are a plain skip. */
  #isNeverMet({ of, name }: MethodValue, { arguments: [condition] }: TSESTree.CallExpression): boolean {
    if (of.kind !== 'function' || !condition || (name !== 'skipIf' && name !== 'runIf')) return false;
    const value = evaluateOne(condition, this.#source);
    return value?.kind === 'constant' && Boolean(value.value) === (name === 'skipIf');
  }

  #addHelper(runner: HelperCall['runner'], name: string, node: TSESTree.CallExpression): void {
    if (!this.helpers.has(node)) this.helpers.set(node, { runner, name, node });
  }

  #addCall(value: FunctionValue, node: TSESTree.CallExpression): void {
    if (this.calls.has(node)) return;
    const { runner, call: kind, name, modifiers, isExtended, root } = value;
    const parts = sortArguments(node, kind === 'hook', this.#source);
    const annotation = modifiers.at(-1);
    // Playwright: `test.skip(condition, reason)` and `test.fail()` annotate the suite or test that they stand in.
    const annotates = runner === 'playwright' && kind === 'test' && (!parts.title || !parts.callback);
    if (annotates && annotation !== undefined) {
      this.#addHelper(runner, `test.${annotation}`, node);
      return;
    }
    const body = parts.callback && functionOf(parts.callback, this.#source);
    this.calls.set(node, { kind, runner, name, modifiers, isExtended, node, root, ...parts, body });
    if (body) this.#bindParameters(value, body);
  }

  /** Runners hand helpers to callbacks: `t` of `node:test`, Playwright's `testInfo`, the `test` of a Vitest suite. */
  #bindParameters({ runner, call, modifiers, isExtended }: FunctionValue, body: FunctionNode): void {
    const [first, second] = body.params;
    if (runner === 'node' && call === 'test' && first) {
      this.bindPattern(first, { kind: 'helper', runner, name: 'context' }, body);
    } else if (runner === 'playwright' && call !== 'suite' && second) {
      this.bindPattern(second, { kind: 'helper', runner, name: 'testInfo' }, body);
    } else if (runner === 'vitest' && call === 'suite' && first && !modifiers.includes('each') && !modifiers.includes('for')) {
      this.bindPattern(first, { kind: 'function', runner, call: 'test', name: 'test', modifiers: [], isExtended }, body);
    }
  }

  /** A fixture's third parameter is the `testInfo` of the test that uses it. */
  #bindFixtures(call: TSESTree.CallExpression): void {
    const [fixtures] = call.arguments;
    const object = fixtures && unwrap(fixtures);
    if (object?.type !== 'ObjectExpression') return;
    for (const property of object.properties) {
      if (property.type !== 'Property') continue;
      const value = unwrap(property.value);
      const fixture = value.type === 'ArrayExpression' ? value.elements[0] : value;
      const testInfo = isFunction(fixture) ? fixture.params[2] : undefined;
      if (testInfo && isFunction(fixture)) {
        this.bindPattern(testInfo, { kind: 'helper', runner: 'playwright', name: 'testInfo' }, fixture);
      }
    }
  }
}

function withRoot(value: RunnerValue, node: TSESTree.Node): RunnerValue {
  if (value.kind !== 'function' || value.modifiers.length > 0) return value;
  return isRootExpression(node) ? { ...value, root: node } : value;
}

function isRootExpression(node: TSESTree.Node): node is TSESTree.Expression {
  return node.type === 'Identifier' || node.type === 'MemberExpression';
}

