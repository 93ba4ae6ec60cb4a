import type { Py } from '@cogniverse/eslint-python';

/** The names of an expression from left to right: `['mocker', 'patch', 'object']`. */
export function namesIn(node: Py.expr): readonly string[] {
  switch (node.nodeType) {
    case 'Name':
      return [node.id];
    case 'Attribute':
      return [...namesIn(node.value), node.attr];
    case 'Call':
      return namesIn(node.func);
    default:
      return [];
  }
}

/** The string that an expression spells. */
export function stringOf(node: Py.expr | null | undefined): string | undefined {
  return node?.nodeType === 'Constant' && node.valueType === 'str' ? node.value : undefined;
}
