import type { TSESTree } from '@typescript-eslint/utils';

import { definitionOf, onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { isFunction, memberName, patternPath, withWrappers } from '../resolve/syntax.ts';
import { functionOf } from '../resolve/test-calls/arguments.ts';
import type { TestCall, TestCalls } from '../resolve/test-calls/index.ts';
import type { ContextTimeout } from './file-facts.ts';

/**
 * The timeouts that Mocha's callbacks set through their `this`, in the order of the text.
 *
 * An arrow function has the `this` of the suite around it, so what a hook's or test's sets holds for that.
 */
export function contextTimeouts(
  thisExpressions: readonly TSESTree.ThisExpression[],
  file: TestCalls,
  source: Source,
): readonly ContextTimeout[] {
  const byBody = new Map<TSESTree.Node | undefined, TestCall>(file.calls.toReversed().map((call) => [call.body, call]));
  return thisExpressions.flatMap((node) => {
    const settings = new Search(source, thisExpressions).settingsOn(node, false);
    const fn = settings.length > 0 ? functionWithThis(node) : undefined;
    const call = fn && byBody.get(fn);
    const owner = fn && (call ?? file.ownerOf(node));
    // The `this` of another function may be anything, so nothing is made of where it is handed.
    const certain = call ? settings : settings.filter(({ value }) => value);
    return owner ? certain.map((setting) => ({ ...setting, owner })) : [];
  });
}

/** The members of a context that are a test. */
const TESTS = new Set(['currentTest', 'test']);

/** The members that lead on to what has a timeout of the runner's; `this.server` may have another. */
const LEADING = new Set([...TESTS, 'ctx', 'parent']);

type Setting = Omit<ContextTimeout, 'owner'>;

/** Follows a context through members, names and the functions that it is handed to. */
class Search {
  readonly #source: Source;
  readonly #thisExpressions: readonly TSESTree.ThisExpression[];
  readonly #seen = new Set<TSESTree.Node>();

  constructor(source: Source, thisExpressions: readonly TSESTree.ThisExpression[]) {
    this.#source = source;
    this.#thisExpressions = thisExpressions;
  }

  /** Each `….timeout(value)` that an expression leads to. */
  settingsOn(start: TSESTree.Node, isForTest: boolean): readonly Setting[] {
    if (this.#seen.has(start)) return [];
    this.#seen.add(start);
    const node = withWrappers(start);
    const { parent } = node;
    if (parent?.type === 'MemberExpression') {
      return parent.object === node ? this.#settingsOnMember(parent, isForTest) : [];
    }
    if (!canSet(start)) return [];
    switch (parent?.type) {
      case 'VariableDeclarator':
        return this.#settingsOnNames(parent, parent.id, isForTest);
      case 'AssignmentExpression':
        return parent.left.type === 'Identifier' ? this.#settingsOnName(parent.left, isForTest) : [];
      case 'CallExpression':
        return parent.callee === node ? [] : this.#settingsOfCalled(parent, node, isForTest);
      default:
        return [];
    }
  }

  #settingsOnMember(member: TSESTree.MemberExpression, isForTest: boolean): readonly Setting[] {
    const name = memberName(member);
    const callee = withWrappers(member);
    const call = callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined;
    const [value] = call?.arguments ?? [];
    if (name === 'timeout' && value && value.type !== 'SpreadElement') return [{ isForTest, value }];
    return call || LEADING.has(name ?? '') ? this.settingsOn(call ?? member, isForTest || name === 'currentTest') : [];
  }

  /** `const self = this`, `const { test } = this`. */
  #settingsOnNames(declaration: TSESTree.Node, pattern: TSESTree.Node, isForTest: boolean): readonly Setting[] {
    return this.#source.scopeManager.getDeclaredVariables(declaration).flatMap((variable) => {
      const [name] = variable.identifiers;
      const path = name && definitionOf(variable) ? patternPath(pattern, name) : undefined;
      const reads = path?.every((key) => TESTS.has(key)) ? variable.references.filter((reference) => reference.isRead()) : [];
      return reads.flatMap(({ identifier }) => this.settingsOn(identifier, isForTest || path?.includes('currentTest') === true));
    });
  }

  #settingsOnName(name: TSESTree.Identifier, isForTest: boolean): readonly Setting[] {
    const variable = variableOf(name, this.#source);
    if (!variable || variable === 'global' || !onlyAssignment(variable)) return [];
    const reads = variable.references.filter((reference) => reference.isRead());
    return reads.flatMap(({ identifier }) => this.settingsOn(identifier, isForTest));
  }

  /** `slow(this)`, `slow.call(this)`: what a function does with it, where the file shows that. */
  #settingsOfCalled(call: TSESTree.CallExpression, handed: TSESTree.Node, isForTest: boolean): readonly Setting[] {
    const index = call.arguments.findIndex((argument) => argument === handed);
    const { callee } = call;
    const asThis = callee.type === 'MemberExpression' && index === 0 && ['apply', 'call'].includes(memberName(callee) ?? '');
    const fn = functionOf(asThis ? callee.object : callee, this.#source);
    if (!fn) return [{ isForTest, value: undefined }];
    if (asThis) {
      const inside = this.#thisExpressions.filter((node) => functionWithThis(node) === fn);
      return inside.flatMap((node) => this.settingsOn(node, isForTest));
    }
    const parameter = fn.params[index];
    if (!parameter) return [];
    const names = this.#source.scopeManager.getDeclaredVariables(fn).filter(({ identifiers: [name] }) => name === parameter);
    return names.flatMap(({ references }) => references.flatMap(({ identifier }) => this.settingsOn(identifier, isForTest)));
  }
}

/** A value that is read from a context can't set anything, its test can. */
function canSet(node: TSESTree.Node): boolean {
  if (node.type === 'MemberExpression') return TESTS.has(memberName(node) ?? '');
  return node.type === 'ThisExpression' || node.type === 'Identifier';
}

/** The function around a `this` that gives it a meaning. */
function functionWithThis(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let { parent } = node; parent; { parent } = parent) {
    if (isFunction(parent) && parent.type !== 'ArrowFunctionExpression') return parent;
  }
  return undefined;
}
