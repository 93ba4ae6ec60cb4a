import type { Py } from '@cogniverse/eslint-python';

import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { ancestorsOf } from './walk.ts';

/** Whether a condition holds when pytest imports the file; `undefined` where that is known only then. */
export function isConditionMet(test: Py.expr, source: PythonSource): boolean | undefined {
  switch (test.nodeType) {
    case 'Constant':
      return test.valueType === 'bool' || test.valueType === 'int' ? Boolean(test.value) : undefined;
    case 'UnaryOp': {
      const operand = test.op === 'Not' ? isConditionMet(test.operand, source) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case 'BoolOp': {
      const values = test.values.map((value) => isConditionMet(value, source));
      const decisive = test.op === 'Or';
      if (values.includes(decisive)) return decisive;
      return values.includes(undefined) ? undefined : !decisive;
    }
    case 'Compare':
      return isMainGuard(test) ? false : undefined;
    case 'Name':
    case 'Attribute':
      return originsOf(test, source).some(({ path }) => /^typing(?:_extensions)?\.TYPE_CHECKING$/.test(path))
        ? false
        : undefined;
    default:
      return undefined;
  }
}

/** Whether a node stands where nothing runs as pytest imports the file: below `if __name__ == "__main__"`. */
export function neverRuns(node: Py.Node, source: PythonSource): boolean {
  let below: Py.Node = node;
  for (const above of ancestorsOf(node)) {
    const part = below;
    below = above;
    if (above.nodeType !== 'If' || part === above.test) continue;
    const isMet = isConditionMet(above.test, source);
    if (isMet !== undefined && isMet !== above.body.some((statement) => statement === part)) return true;
  }
  return false;
}

/** `__name__ == '__main__'` */
function isMainGuard({ left, ops, comparators }: Py.Compare): boolean {
  const [right] = comparators;
  if (ops.length !== 1 || ops[0] !== 'Eq' || !right) return false;
  const sides = [left, right];
  return (
    sides.some((side) => side.nodeType === 'Name' && side.id === '__name__') &&
    sides.some((side) => side.nodeType === 'Constant' && side.value === '__main__')
  );
}
