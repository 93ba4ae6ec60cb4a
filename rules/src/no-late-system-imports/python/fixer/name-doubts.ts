import type { Definition, Py, Scope, Variable } from '@cogniverse/eslint-python';

import { oncePer } from '../../../resolve/once-per.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { isPythonTestFile } from '../../../resolve/python/test-file.ts';
import { pythonNodesIn } from '../../../resolve/python/walk.ts';
import type { LateImport } from '../detection/late-import.ts';
import type { Doubt } from './doubts.ts';
import { isSameBinding } from './module-needs.ts';

/**
 * The doubts about the name that an import binds, once other imports have left their functions too.
 *
 * @param moving - The aliases that leave their functions together with it.
 */
export function nameDoubts(
  late: LateImport,
  moving: ReadonlySet<Py.Node>,
  source: PythonSource,
): readonly Doubt[] {
  const { alias, name } = late;
  const variable = source.scopes.variableOf(alias);
  if (!variable || name === '*') return ['clash'];
  if (variable.scope.type === 'module') return ['global'];
  if (variable.scope.type === 'class') return ['attribute'];
  const taken = takenDoubts(late, variable, moving, source);
  return source.scopes.moduleScope.hasStarImport ? ['star', ...taken] : taken;
}

function takenDoubts(
  { alias, name, root }: LateImport,
  variable: Variable,
  moving: ReadonlySet<Py.Node>,
  source: PythonSource,
): readonly Doubt[] {
  const moves = ({ name: node }: Definition): boolean => moving.has(node) && isSameBinding(node, alias);
  if (!variable.definitions.every(moves) || isNonlocal(name, root)) return ['rebound'];
  if (!isFreeAround(variable.scope, name, moves)) return ['clash'];
  const bindings = moduleBindings(name, moving, source);
  if (bindings.length > 0)
    return bindings.every((binding) => isSameBinding(binding.name, alias)) ? [] : ['clash'];
  if (builtinNames(source).has(name)) return ['clash'];
  return isCollected(name) && isPythonTestFile(source.file, source.text) ? ['collected'] : [];
}

/** Whether pytest takes what has such a name for a test; it knows `TestCase` itself. */
function isCollected(name: string): boolean {
  return /^[tT]est/.test(name) && name !== 'TestCase';
}

/** The definitions of a name at module level that stay. */
export function moduleBindings(
  name: string,
  moving: ReadonlySet<Py.Node>,
  source: PythonSource,
): readonly Definition[] {
  const definitions = source.scopes.moduleScope.variables.get(name)?.definitions ?? [];
  return definitions.filter((definition) => !moving.has(definition.name));
}

/** Whether the scopes between one and the module leave a name to the module. */
function isFreeAround({ upper }: Scope, name: string, moves: (definition: Definition) => boolean): boolean {
  for (let scope = upper; scope && scope.type !== 'module'; scope = scope.upper) {
    // A function does not see the names of the classes around it.
    const variable = scope.type === 'class' ? undefined : scope.variables.get(name);
    if (variable && !variable.definitions.every(moves)) return false;
  }
  return true;
}

function isNonlocal(name: string, root: Py.Node): boolean {
  return [...pythonNodesIn(root)].some((node) => node.nodeType === 'Nonlocal' && node.names.includes(name));
}

/** Names that the file uses and nothing in it binds: builtins, and what others put into the module. */
const builtinNames = oncePer(({ scopes }: PythonSource): ReadonlySet<string> => {
  const references = scopes.scopes.flatMap((scope) => scope.references);
  return new Set(references.filter(({ variable }) => !variable).map((reference) => reference.name));
});
