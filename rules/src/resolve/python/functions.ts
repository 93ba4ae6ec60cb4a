import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { pythonNodesIn } from './walk.ts';

/** A `def` or `async def`. */
export type PyFunction = Py.FunctionDef | Py.AsyncFunctionDef;

/** Whether a node is a `def` or `async def`. */
export function isFunction(node: Py.Node | null | undefined): node is PyFunction {
  return node?.nodeType === 'FunctionDef' || node?.nodeType === 'AsyncFunctionDef';
}

/** Whether a node is a function by `def`, or a class. */
export function isDefinition(node: Py.Node | null | undefined): node is PyFunction | Py.ClassDef {
  return isFunction(node) || node?.nodeType === 'ClassDef';
}

/** What a function returns or yields itself, and not by a function in it. */
export const returnedBy = oncePer(({ body }: PyFunction): readonly Py.expr[] =>
  body.filter(isOwn).flatMap((statement) =>
    [...pythonNodesIn(statement, isOwn)].flatMap((node) => {
      const value = node.nodeType === 'Return' || node.nodeType === 'Yield' ? node.value : null;
      return value ? [value] : [];
    }),
  ),
);

function isOwn(node: Py.Node): boolean {
  return !isFunction(node) && node.nodeType !== 'Lambda' && node.nodeType !== 'ClassDef';
}
