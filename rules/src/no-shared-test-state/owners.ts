import type { TSESTree } from '@typescript-eslint/utils';

import { variableOfFunction } from '../resolve/named-function.ts';
import { isConstant, type Source } from '../resolve/source.ts';
import { isFunction, unwrap, type FunctionNode } from '../resolve/syntax.ts';
import type { TestCall, TestCalls } from '../resolve/test-calls/index.ts';

/** Where code runs: in a test or hook, as the file loads, or wherever something unknown calls it. */
export interface Owner {
  readonly kind: 'test' | 'hook' | 'load' | 'unknown';
  /** The test or hook. */
  readonly call: TestCall | undefined;
  /**
   * Where it is reached there: an offset, then that in the local function which is called there, and so on.
   */
  readonly place: readonly number[];
  /** It stands in a callback there, so that it may run later. */
  readonly isLater: boolean;
  /** The local function that it stands in, if the test or hook calls that. */
  readonly helper: FunctionNode | undefined;
}

/** Functions between a piece of code and the tests that reach it; beyond them, anything may call it. */
const MAX_FUNCTIONS = 32;

/** Where a search for owners stands. */
interface Search {
  readonly place: readonly number[];
  readonly isLater: boolean;
  readonly helper: FunctionNode | undefined;
  readonly seen: Set<FunctionNode>;
}

/** Finds the tests and hooks that code belongs to, through the local functions that they call. */
export class Owners {
  readonly #source: Source;
  readonly #byBody: ReadonlyMap<TSESTree.Node, TestCall>;
  readonly #byCallback: ReadonlyMap<TSESTree.Node, TestCall>;

  constructor({ calls }: TestCalls, source: Source) {
    this.#source = source;
    this.#byBody = new Map(calls.flatMap((call) => (call.body ? [[call.body, call]] : [])));
    this.#byCallback = new Map(
      calls.flatMap((call) => (call.callback ? [[unwrap(call.callback), call]] : [])),
    );
  }

  /** The owners of a node that is reached at an offset of the text. */
  of(node: TSESTree.Node, offset: number): readonly Owner[] {
    return this.#find(node, { place: [offset], isLater: false, helper: undefined, seen: new Set() });
  }

  #find(start: TSESTree.Node, search: Search): readonly Owner[] {
    const { place, helper, seen } = search;
    let { isLater } = search;
    let isInFunction = false;
    for (let node = start, { parent } = start; parent; node = parent, { parent } = parent) {
      // What wraps a callback runs it as the test: `withDatabase(async () => {})`.
      const wrapped = isFunction(node) ? this.#byCallback.get(parent) : undefined;
      const call = wrapped ?? (isFunction(parent) ? this.#byBody.get(parent) : undefined);
      if (call && call.kind !== 'suite') return [{ kind: call.kind, call, place, isLater, helper }];
      if (call) isInFunction = false;
      if (!isFunction(parent) || call || isCalledInPlace(parent)) continue;
      const users = this.#usersOf(parent);
      if (users && !this.#isInTest(parent)) {
        if (seen.has(parent)) return [];
        seen.add(parent);
        if (seen.size > MAX_FUNCTIONS) return [UNKNOWN];
        const next = { isLater, helper: helper ?? parent, seen };
        return users.flatMap((user) =>
          user.type === 'CallExpression'
            ? this.#find(user, { ...next, place: [user.range[1], ...place] })
            : [UNKNOWN],
        );
      }
      isLater = true;
      isInFunction = true;
    }
    return [
      isInFunction ? UNKNOWN : { kind: 'load', call: undefined, place, isLater: false, helper: undefined },
    ];
  }

  /** Whether a test or hook has a function in its text. */
  #isInTest(fn: FunctionNode): boolean {
    for (let { parent } = fn as TSESTree.Node; parent; { parent } = parent) {
      const call = this.#byBody.get(parent);
      if (call && call.kind !== 'suite') return true;
    }
    return false;
  }

  /**
   * The calls of a function that has a name, and other mentions of it, but for those that make it a test or
   * hook.
   */
  #usersOf(fn: FunctionNode): readonly TSESTree.Node[] | undefined {
    const variable = variableOfFunction(fn, this.#source);
    if (!variable || !isConstant(variable)) return undefined;
    return variable.references.flatMap(({ identifier, init }) => {
      if (init || this.#byCallback.has(identifier)) return [];
      const { parent } = identifier;
      return [parent.type === 'CallExpression' && parent.callee === identifier ? parent : identifier];
    });
  }
}

const UNKNOWN: Owner = { kind: 'unknown', call: undefined, place: [], isLater: true, helper: undefined };

function isCalledInPlace(fn: FunctionNode): boolean {
  const { parent } = fn;
  return parent.type === 'CallExpression' && parent.callee === fn && !('generator' in fn && fn.generator);
}
