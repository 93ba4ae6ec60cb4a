import { stackChildren, type Py } from '@cogniverse/eslint-python';

/**
 * All nodes from a node down, each before what it holds.
 *
 * @param enter - Whether to go below a node; everywhere unless given.
 */
export function* pythonNodesIn(
  root: Py.Node,
  enter: (node: Py.Node) => boolean = () => true,
): Generator<Py.Node, void, undefined> {
  const stack: Py.Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    if (node === root || enter(node)) stackChildren(node, stack);
  }
}

/** The nodes around a node, from the nearest to the module. */
export function* ancestorsOf(node: Py.Node): Generator<Py.Node, void, undefined> {
  for (let above = node.parent; above; above = above.parent) yield above;
}
