import type { TSESTree } from '@typescript-eslint/utils';

import { variableOfFunction } from '../named-function.ts';
import type { Source } from '../source.ts';
import { isFunction, type FunctionNode } from '../syntax.ts';
import type { Place, TestCall } from './test-call.ts';

/** Tells which test, suite or hook a node runs in. */
export class Places {
  readonly #source: Source;
  readonly #byNode: ReadonlyMap<TSESTree.Node, TestCall>;
  readonly #byBody: ReadonlyMap<TSESTree.Node, TestCall>;

  constructor(calls: readonly TestCall[], source: Source) {
    this.#source = source;
    this.#byNode = new Map(calls.map((call) => [call.node, call]));
    this.#byBody = new Map(calls.flatMap((call) => (call.body ? [[call.body, call]] : [])));
  }

  /** The place of a node; a local function counts as standing where it is called first. */
  of(start: TSESTree.Node): Place {
    let [position] = start.range;
    const seen = new Set<TSESTree.Node>();
    for (let node = start, parent = start.parent; parent; node = parent, parent = parent.parent) {
      const isArgument = parent.type === 'CallExpression' && parent.callee !== node;
      const around = isArgument ? this.#byNode.get(parent) : this.#byBody.get(parent);
      if (around) return { parent: around, position };
      if (!isFunction(parent) || seen.has(parent)) continue;
      seen.add(parent);
      const site = this.#firstCall(parent);
      if (!site) continue;
      [position] = site.range;
      parent = site;
    }
    return { parent: undefined, position };
  }

  /** The first call of a local function that has a name. */
  #firstCall(fn: FunctionNode): TSESTree.Node | undefined {
    return variableOfFunction(fn, this.#source)?.references.find(({ identifier: { parent }, identifier }) => {
      return parent.type === 'CallExpression' && parent.callee === identifier;
    })?.identifier.parent;
  }
}
