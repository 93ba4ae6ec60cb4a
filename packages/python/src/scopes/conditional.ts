import type * as Py from '../ast/nodes.ts';

/**
 * Whether what stands at a node may be left out while the code of its scope runs.
 *
 * @param node the node that binds
 * @param block the node of the scope
 */
export function isConditional(node: Py.Node, block: Py.Node): boolean {
  let child = node;
  for (let parent = node.parent; parent !== null && child !== block; parent = parent.parent) {
    if (skips(parent, child)) return true;
    child = parent;
  }
  return false;
}

/** Whether a node does not always run its child. */
function skips(parent: Py.Node, child: Py.Node): boolean {
  switch (parent.nodeType) {
    case 'If':
    case 'While':
    case 'IfExp':
      return child !== parent.test;
    case 'For':
    case 'AsyncFor':
      return child !== parent.iter;
    case 'Try':
    case 'TryStar':
      return parent.handlers.length > 0 && !parent.finalbody.some((statement) => statement === child);
    case 'ExceptHandler':
      return true;
    case 'match_case':
      return true;
    case 'With':
    case 'AsyncWith':
      return parent.body.some((statement) => statement === child) && parent.items.some(mayLeaveBody);
    case 'BoolOp':
      return child !== parent.values[0];
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return child !== parent.generators[0];
    case 'comprehension':
      return child !== parent.iter;
    case 'Assert':
      return child === parent.msg;
    default:
      return false;
  }
}

/** Whether the code after a `with` runs though its body raised. Told by the name: no scope is needed to doubt. */
function mayLeaveBody({ context_expr: context }: Py.withitem): boolean {
  const called = context.nodeType === 'Call' ? context.func : context;
  const name = called.nodeType === 'Attribute' ? called.attr : called.nodeType === 'Name' ? called.id : '';
  return name === 'suppress' || name === 'raises';
}
