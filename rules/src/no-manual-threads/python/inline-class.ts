import type { Py } from '@cogniverse/eslint-python';

import { pythonNodesIn } from '../../resolve/python/walk.ts';

/** The methods that bring a thread, process or executor to life. */
const STARTERS = new Set(['start', 'submit', 'apply_async']);

/**
 * Whether a class puts something else in place of what starts its thread, as fakes do that run the target at once:
 * it has a `start` or `submit` of its own that does not hand on to the one it replaces.
 */
export function runsInline({ body }: Py.ClassDef): boolean {
  return body.some((statement) => {
    if (statement.nodeType === 'Assign')
      return statement.targets.some((target) => target.nodeType === 'Name' && STARTERS.has(target.id));
    return statement.nodeType === 'FunctionDef' && STARTERS.has(statement.name) && !handsOn(statement);
  });
}

/** Whether a method calls one of the same name: `super().start()`, `threading.Thread.start(self)`. */
function handsOn(method: Py.FunctionDef): boolean {
  return [...pythonNodesIn(method)].some(
    (node) => node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && node.func.attr === method.name,
  );
}
