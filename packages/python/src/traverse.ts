import { visitorKeys } from './ast/visitor-keys.ts';
import type { Node } from './ast/nodes.ts';

/** A step of a walk through the tree, as ESLint takes it: 1 goes into a node, 2 comes out of it. */
export interface VisitStep {
  readonly type: 'visit';
  readonly kind: 1;
  readonly target: Node;
  readonly phase: 1 | 2;
  readonly args: [node: Node, parent: Node | null];
}

/** The nodes in a node's fields, in the order in which they are visited. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  // Every field of every node, by its name.
  const values = node as unknown as Readonly<Record<string, unknown>>;
  for (const key of visitorKeys[node.nodeType] ?? []) {
    const value = values[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}

/** Walks through a tree without recursion, however deep it is. */
export function traverse(root: Node): VisitStep[] {
  const steps: VisitStep[] = [];
  const pending: { readonly node: Node; readonly phase: 1 | 2 }[] = [{ node: root, phase: 1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, phase } = next;
    steps.push({ type: 'visit', kind: 1, target: node, phase, args: [node, node.parent] });
    if (phase === 2) continue;
    pending.push({ node, phase: 2 });
    for (const child of childrenOf(node).reverse()) pending.push({ node: child, phase: 1 });
  }
  return steps;
}
