import type { Py } from '@cogniverse/eslint-python';

import { namesIn } from '../../models/python/syntax.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/**
 * Whether what a node gives is kept for the next time by hand: a function around it asks something from outside
 * whether the value is there, and sets it if not.
 */
export function isKept(node: Py.Node): boolean {
  return [...ancestorsOf(node)].some((above) => isFunction(above) && remembers(above));
}

/** Whether a function asks and sets the same thing from outside: a global name, an attribute, a key of a dict. */
function remembers(fn: PyFunction): boolean {
  const nodes = fn.body.flatMap((statement) => [...pythonNodesIn(statement)]);
  const global = new Set(
    nodes.flatMap((node) => (node.nodeType === 'Global' || node.nodeType === 'Nonlocal' ? node.names : [])),
  );
  const asked = new Set(
    nodes.flatMap((node) =>
      node.nodeType === 'If' || node.nodeType === 'IfExp' ? namesAsked(node.test) : [],
    ),
  );
  const set = nodes.flatMap((node) => {
    if (node.nodeType !== 'Assign' && node.nodeType !== 'AnnAssign' && node.nodeType !== 'NamedExpr')
      return [];
    const targets: readonly Py.expr[] = node.nodeType === 'Assign' ? node.targets : [node.target];
    return targets.flatMap((target) => outerName(target, global) ?? []);
  });
  return set.some((name) => asked.has(name));
}

/** What is set outside of a function: `cache` of `cache[name] = …`, `self.model`, a global name. */
function outerName(target: Py.expr, global: ReadonlySet<string>): string | undefined {
  if (target.nodeType === 'Subscript') return namesIn(target.value).join('.');
  if (target.nodeType === 'Attribute') return namesIn(target).join('.');
  return target.nodeType === 'Name' && global.has(target.id) ? target.id : undefined;
}

function namesAsked(test: Py.expr): readonly string[] {
  return [...pythonNodesIn(test)].flatMap((node) => {
    if (node.nodeType === 'Name' || node.nodeType === 'Attribute') return [namesIn(node).join('.')];
    // `hasattr(cls, "model")`
    const [owner, name] = node.nodeType === 'Call' ? node.args : [];
    return owner && name?.nodeType === 'Constant' && typeof name.value === 'string'
      ? [[...namesIn(owner), name.value].join('.')]
      : [];
  });
}
