import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type VisitorKeys = TSESLint.SourceCode['visitorKeys'];

/**
 * All nodes from a node down, in the order of the text.
 *
 * @param enter - Whether to go below a node; everywhere unless given.
 */
export function* nodesIn(
  root: TSESTree.Node,
  visitorKeys: VisitorKeys,
  enter: (node: TSESTree.Node) => boolean = () => true,
): Generator<TSESTree.Node, void, undefined> {
  const stack: TSESTree.Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    if (node !== root && !enter(node)) continue;
    const children: TSESTree.Node[] = [];
    for (const key of visitorKeys[node.type] ?? []) {
      const value: unknown = Reflect.get(node, key);
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) children.push(child);
    }
    stack.push(...children.reverse());
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
