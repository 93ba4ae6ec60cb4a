import type { Py } from '@cogniverse/eslint-python';

/** The names in an expression from left to right: `['client', 'users', 'add']` for `client.users().add`. */
export function namesIn(expression: Py.expr): readonly string[] {
  switch (expression.nodeType) {
    case 'Name':
      return [expression.id];
    case 'Attribute':
      return [...namesIn(expression.value), expression.attr];
    case 'Call':
      return namesIn(expression.func);
    case 'Subscript':
    case 'Await':
      return namesIn(expression.value);
    default:
      return [];
  }
}

/** The name of the function that a call calls: of `store.items.add()` only `add`. */
export function calledName({ func }: Py.Call): string {
  return namesIn(func).at(-1) ?? '';
}

/** The expression that a chain of members and calls begins with. */
export function rootOf(expression: Py.expr): Py.expr {
  switch (expression.nodeType) {
    case 'Attribute':
    case 'Subscript':
    case 'Await':
      return rootOf(expression.value);
    case 'Call':
      return rootOf(expression.func);
    default:
      return expression;
  }
}

/** The call whose outcome an expression is. */
export function callIn(expression: Py.expr | undefined): Py.Call | undefined {
  if (expression?.nodeType === 'Await') return callIn(expression.value);
  return expression?.nodeType === 'Call' ? expression : undefined;
}
