import type { Py } from '@cogniverse/eslint-python';

import { referenceOf, scopeOfBlock } from '../../resolve/python/bindings.ts';
import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';

/** When a place of a file runs first. */
export type Moment =
  /** While the file is imported, where this node stands. */
  | { readonly kind: 'import'; readonly at: Py.Node }
  /** Once the file is imported: in a fixture, or in a hook of pytest or unittest. */
  | { readonly kind: 'later'; readonly fn: PyFunction };

const HOOK =
  /^(?:pytest_(?:configure|sessionstart|collection\w*|runtest_\w+|generate_tests)|setUp(?:Class|Module)?|asyncSetUp|setup_(?:module|class|method|function))$/;

/**
 * When a node runs first; `undefined` where that is a test's own time, or where the file does not say: a test
 * that sets a variable may be about what reads it then, and what answers a failure can't come before it.
 */
export function momentOf(node: Py.Node, source: PythonSource): Moment | undefined {
  const around = [...ancestorsOf(node)];
  if (around.some(({ nodeType }) => nodeType === 'ExceptHandler')) return undefined;
  const fn = around.find((above) => isFunction(above) || above.nodeType === 'Lambda');
  if (!fn) return { kind: 'import', at: node };
  if (!isFunction(fn)) return undefined;
  if (HOOK.test(fn.name) || fixtureOf(fn, source)) return { kind: 'later', fn };
  const [call] = callsAtModuleLevel(fn, source);
  return call && { kind: 'import', at: call };
}

/** The calls of a function of the module that run while the file is imported. */
function callsAtModuleLevel(fn: PyFunction, source: PythonSource): readonly Py.Node[] {
  if (fn.parent?.nodeType !== 'Module' || fn.decorator_list.length > 0) return [];
  const variable = scopeOfBlock(source.ast, source)?.variables.get(fn.name);
  if (variable?.definitions.length !== 1) return [];
  return variable.references.flatMap(({ node }) => {
    const call = referenceOf(node, source)?.isRead === true ? node.parent : undefined;
    const isCalled = call?.nodeType === 'Call' && call.func === node;
    return isCalled && ![...ancestorsOf(call)].some(isFunction) ? [call] : [];
  });
}
