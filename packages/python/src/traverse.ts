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

/** Fields that are visited hold nothing but nodes and null. */
function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** Puts the nodes in a node's fields on a stack, from which they come in the order in which they are visited. */
export function stackChildren(node: Node, stack: Node[]): void {
  const values = node as unknown as Readonly<Record<string, unknown>>;
  const keys = visitorKeys[node.nodeType] ?? [];
  for (let at = keys.length - 1; at >= 0; at--) {
    const value = values[keys[at] ?? ''];
    if (!Array.isArray(value)) {
      if (isNode(value)) stack.push(value);
      continue;
    }
    for (let index = value.length - 1; index >= 0; index--) {
      const item: unknown = value[index];
      if (isNode(item)) stack.push(item);
    }
  }
}

/** Walks through a tree without recursion, however deep it is. */
export function* traverse(root: Node): Generator<VisitStep, void, undefined> {
  const pending: Node[] = [root];
  const entered: Node[] = [];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node === entered.at(-1)) {
      entered.pop();
      yield step(node, 2);
      continue;
    }
    yield step(node, 1);
    // It comes again when all that it holds is done.
    entered.push(node);
    pending.push(node);
    stackChildren(node, pending);
  }
}

function step(target: Node, phase: 1 | 2): VisitStep {
  return { type: 'visit', kind: 1, target, phase, args: [target, target.parent] };
}
