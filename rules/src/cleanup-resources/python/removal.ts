import type { Py } from '@cogniverse/eslint-python';

import { isFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/** What removes files, or keeps them in a list for that. */
const REMOVING =
  /rmtree|rmdir|removedirs|unlink|\bremove|clean_?up|delete|\bdel_|teardown|finali[sz]e|append|\badd\b|extend|register|track|push|enter_context|TemporaryDirectory|\brm\b/i;
const TEARDOWN = /^(?:tearDown|teardown_|asyncTearDown|doCleanups)/;
const MAX_ROUNDS = 4;

/**
 * Whether something in the file may remove what a call has made: a call that removes, or stands in a
 * teardown, speaks of one of the names that its path goes by.
 *
 * @param fixture - The name under which tests get the path, where a fixture makes it.
 */
export function mayBeRemoved(call: Py.Call, fixture: string | undefined, source: PythonSource): boolean {
  const nodes = [...pythonNodesIn(source.ast)];
  const names = namesOf(call, nodes, fixture);
  // A path that has no name at all is in a form that is too intricate to tell.
  if (names.size === 0) return true;
  return nodes.some((node) => {
    if (node.nodeType !== 'Call' || node === call || !mentions(node, names)) return false;
    return REMOVING.test(source.text.slice(...node.range)) || isInTeardown(node);
  });
}

/** The names of variables and attributes that hold the path, or one that is made from it. */
function namesOf(call: Py.Call, nodes: readonly Py.Node[], fixture: string | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const assignments = nodes.filter((node) => node.nodeType === 'Assign' || node.nodeType === 'AnnAssign');
  const loops = nodes.filter((node) => node.nodeType === 'For' || node.nodeType === 'comprehension');
  const items = nodes.filter((node) => node.nodeType === 'withitem');
  for (const item of items) {
    if (item.context_expr === call && item.optional_vars) addNames(item.optional_vars, names);
  }
  for (const assignment of assignments) {
    if (assignment.value && holds(assignment.value, call)) addTargets(assignment, names);
  }
  for (let round = 0, size = -1; round < MAX_ROUNDS && size !== names.size; round++) {
    size = names.size;
    for (const assignment of assignments) {
      if (assignment.value && mentions(assignment.value, names)) addTargets(assignment, names);
    }
    for (const loop of loops) if (mentions(loop.iter, names)) addNames(loop.target, names);
  }
  if (fixture !== undefined) names.add(fixture);
  return names;
}

function addTargets(assignment: Py.Assign | Py.AnnAssign, names: Set<string>): void {
  const targets = assignment.nodeType === 'Assign' ? assignment.targets : [assignment.target];
  for (const target of targets) addNames(target, names);
}

function addNames(target: Py.expr, names: Set<string>): void {
  if (target.nodeType === 'Name') names.add(target.id);
  if (target.nodeType === 'Attribute') names.add(target.attr);
  if (target.nodeType === 'Tuple' || target.nodeType === 'List') {
    for (const element of target.elts) addNames(element, names);
  }
}

function holds(outer: Py.Node, inner: Py.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function mentions(node: Py.Node, names: ReadonlySet<string>): boolean {
  return [...pythonNodesIn(node)].some(
    (part) =>
      (part.nodeType === 'Name' && names.has(part.id)) ||
      (part.nodeType === 'Attribute' && names.has(part.attr)),
  );
}

function isInTeardown(node: Py.Node): boolean {
  return [...ancestorsOf(node)].some((above) => isFunction(above) && TEARDOWN.test(above.name));
}
