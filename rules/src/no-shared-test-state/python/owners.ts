import type { Py } from '@cogniverse/eslint-python';

import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/** Where code runs: in a test or hook, as the file loads, or wherever something unknown calls it. */
export interface Owner {
  readonly kind: 'test' | 'hook' | 'load' | 'unknown';
  /** The test, hook or fixture. */
  readonly fn: PyFunction | undefined;
  /** Where it is reached there: an offset, then that in the function which is called there, and so on. */
  readonly place: readonly number[];
  /** It stands in a function there, so that it may run later. */
  readonly isLater: boolean;
  /** The function that it stands in, if the test or hook calls that. */
  readonly helper: PyFunction | undefined;
}

const EACH = /^(?:async)?(?:set_?up|tear_?down)(?:_?(?:method|function))?$/i;
const ONCE = /^(?:async)?(?:set_?up|tear_?down)_?(?:class|module|testdata)$/i;
/** Functions between a piece of code and the tests that reach it; beyond them, anything may call it. */
const MAX_FUNCTIONS = 32;

/** Where a search for owners stands. */
interface Search {
  readonly place: readonly number[];
  readonly isLater: boolean;
  readonly helper: PyFunction | undefined;
  readonly seen: Set<PyFunction>;
}

/** Finds the tests and hooks that code belongs to, through the functions of the file that they call. */
export class Owners {
  readonly #source: PythonSource;
  readonly #tests: ReadonlySet<PyFunction>;
  #attributes: ReadonlyMap<string, readonly Py.Attribute[]> | undefined;

  constructor(tests: readonly CollectedTest[], source: PythonSource) {
    this.#source = source;
    this.#tests = new Set(tests.map(({ fn }) => fn.node));
  }

  /** The owners of a node that is reached at an offset of the text. */
  of(node: Py.Node, offset: number): readonly Owner[] {
    return this.#find(node, { place: [offset], isLater: false, helper: undefined, seen: new Set() });
  }

  /** Whether a hook or fixture runs again for each test; `undefined` for other functions. */
  isOfEachTest(fn: PyFunction): boolean | undefined {
    if (EACH.test(fn.name)) return true;
    if (ONCE.test(fn.name)) return false;
    const fixture = fixtureOf(fn, this.#source);
    return fixture ? fixture.scope === 'function' : undefined;
  }

  #find(start: Py.Node, search: Search): readonly Owner[] {
    const { place, helper, seen } = search;
    let { isLater } = search;
    let isInFunction = false;
    for (const above of ancestorsOf(start)) {
      if (above.nodeType === 'Lambda') isLater = isInFunction = true;
      if (!isFunction(above)) continue;
      if (this.#tests.has(above)) return [{ kind: 'test', fn: above, place, isLater, helper }];
      if (this.isOfEachTest(above) !== undefined) {
        return [{ kind: 'hook', fn: above, place, isLater, helper }];
      }
      const users = isInFunctionOf(above) ? undefined : this.#usersOf(above);
      if (users) {
        if (seen.has(above)) return [];
        seen.add(above);
        if (seen.size > MAX_FUNCTIONS) return [UNKNOWN];
        return users.flatMap((user) =>
          user.nodeType === 'Call'
            ? this.#find(user, { place: [user.range[1], ...place], isLater, helper: helper ?? above, seen })
            : [UNKNOWN],
        );
      }
      isLater = isInFunction = true;
    }
    return [
      isInFunction ? UNKNOWN : { kind: 'load', fn: undefined, place, isLater: false, helper: undefined },
    ];
  }

  /** The calls of a function of the module or of a method, and other mentions of it. */
  #usersOf(fn: PyFunction): readonly Py.Node[] {
    const names =
      fn.parent?.nodeType === 'ClassDef'
        ? (this.#attributesNamed().get(fn.name) ?? [])
        : (this.#source.scopes
            .variableOf(fn)
            ?.references.flatMap(({ node, isRead }) => (isRead ? node : [])) ?? []);
    const users = names.map((name) =>
      name.parent?.nodeType === 'Call' && name.parent.func === name ? name.parent : name,
    );
    // Others may call what the file itself does not.
    return fn.decorator_list.length > 0 || (users.length === 0 && fn.parent?.nodeType === 'ClassDef')
      ? [fn]
      : users;
  }

  #attributesNamed(): ReadonlyMap<string, readonly Py.Attribute[]> {
    if (!this.#attributes) {
      const found = new Map<string, Py.Attribute[]>();
      for (const node of pythonNodesIn(this.#source.ast)) {
        if (node.nodeType !== 'Attribute') continue;
        const before = found.get(node.attr);
        if (before) before.push(node);
        else found.set(node.attr, [node]);
      }
      this.#attributes = found;
    }
    return this.#attributes;
  }
}

const UNKNOWN: Owner = { kind: 'unknown', fn: undefined, place: [], isLater: true, helper: undefined };

function isInFunctionOf(fn: PyFunction): boolean {
  return [...ancestorsOf(fn)].some(isFunction);
}
