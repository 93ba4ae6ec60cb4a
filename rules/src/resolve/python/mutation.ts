import type { Py, Variable } from '@cogniverse/eslint-python';

/** Methods of lists, sets and dicts that change them. */
const CHANGING = new Set([
  'add',
  'append',
  'clear',
  'discard',
  'extend',
  'insert',
  'pop',
  'popitem',
  'remove',
  'reverse',
  'setdefault',
  'sort',
  'update',
]);

/** Whether the file changes the list, set or dict that a variable holds: `x.append(…)`, `x['a'] = …`, `del x[0]`. */
export function isChangedLater(variable: Variable | undefined): boolean {
  return variable?.references.some(({ node }) => isChanged(node)) ?? false;
}

function isChanged(node: Py.expr): boolean {
  const { parent } = node;
  switch (parent?.nodeType) {
    case 'Subscript':
      return parent.value === node && (parent.ctx !== 'Load' || isChanged(parent));
    case 'Attribute':
      return CHANGING.has(parent.attr) && parent.parent?.nodeType === 'Call' && parent.parent.func === parent;
    case 'AugAssign':
      return parent.target === node;
    default:
      return false;
  }
}
