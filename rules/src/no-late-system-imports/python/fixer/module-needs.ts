import type { Definition, Py } from '@cogniverse/eslint-python';

import { isFunction } from '../../../resolve/python/functions.ts';
import { importedPath, originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../../resolve/python/walk.ts';
import type { LateImport } from '../detection/late-import.ts';
import { isImport } from './file-top.ts';
import type { NewImport } from './import-edits.ts';

/** What the module level needs so that a function can do without its own import. */
export interface ModuleNeeds {
  readonly adds: readonly NewImport[];
  /** Imports at module level that would come too late where they stand, and are added further up. */
  readonly moves: readonly Py.alias[];
}

const NOTHING: ModuleNeeds = { adds: [], moves: [] };

/**
 * What is missing at module level for an import to leave its function: nothing where the file imports the same before
 * the function can run.
 *
 * @param bindings - The definitions that the name has at module level, each an import of the same.
 */
export function moduleNeeds(
  late: LateImport,
  bindings: readonly Definition[],
  source: PythonSource,
): ModuleNeeds {
  const [present] = bindings.flatMap(({ node, name }) =>
    isImport(node) && node.parent?.nodeType === 'Module' && name.nodeType === 'alias' && brings(name, late)
      ? [{ node, name }]
      : [],
  );
  if (!present) return { adds: [newImport(late.alias)], moves: [] };
  return isInTime(present.node, late, source)
    ? NOTHING
    : { adds: [newImport(present.name)], moves: [present.name] };
}

/** An alias as an import of its own. */
export function newImport(alias: Py.alias, asname = alias.asname): NewImport {
  const { parent, name } = alias;
  const other = asname === name ? null : asname;
  return parent?.nodeType === 'ImportFrom'
    ? { module: parent.module ?? '', imported: name, asname: other }
    : { module: name, imported: undefined, asname: other };
}

/** Whether two aliases mean the same module, or the same thing of one. */
export function isSameBinding(left: Py.Node, right: Py.Node): boolean {
  return (
    left.nodeType === 'alias' && right.nodeType === 'alias' && importedPath(left) === importedPath(right)
  );
}

/** `import os` does not bring `os.popen2`: a submodule has to be imported itself, all but `os.path`. */
function brings(present: Py.alias, { alias, imported }: LateImport): boolean {
  const isSubmodule = imported === undefined && alias.asname === null && alias.name.includes('.');
  return !isSubmodule || present.name === alias.name || alias.name === 'os.path';
}

/** Whether an import at module level runs before anything can call the function. */
function isInTime(present: Py.stmt, { root }: LateImport, source: PythonSource): boolean {
  const { body } = source.ast;
  const top = [root, ...ancestorsOf(root)].find(({ parent }) => parent?.nodeType === 'Module');
  const start = body.findIndex((statement) => statement === top);
  const end = body.indexOf(present);
  return end < start || !body.slice(start, end).some((statement) => mayCall(statement, source));
}

/** Calls at module level that run no function of the file. */
const HARMLESS = new RegExp(
  [
    '(?:pytest|pathlib|logging|typing|collections|re|dataclasses|enum|contextlib|functools)\\.',
    'sys\\.path\\.',
    'os\\.(?:path|environ|getenv)\\b',
    'builtins\\.(?:staticmethod|classmethod|property|object|super|str|int|list|dict|set|frozenset|tuple|len)\\b',
  ]
    .map((form) => `^${form}`)
    .join('|'),
);

/** Whether a statement at module level may call a function that stands above it. */
function mayCall(statement: Py.stmt, source: PythonSource): boolean {
  const nodes = pythonNodesIn(
    statement,
    (node) => node.nodeType !== 'Lambda' && node.nodeType !== 'arguments',
  );
  const inBodies = new Set<Py.Node>();
  for (const node of nodes) {
    if (node.parent && (inBodies.has(node.parent) || isInBody(node))) {
      inBodies.add(node);
      continue;
    }
    if (node.nodeType === 'Call' && !isHarmless(node.func, source)) return true;
    if ('decorator_list' in node && !node.decorator_list.every((decorator) => isHarmless(decorator, source)))
      return true;
  }
  return false;
}

function isInBody(node: Py.Node): boolean {
  const { parent } = node;
  return parent !== null && isFunction(parent) && parent.body.some((statement) => statement === node);
}

function isHarmless(callee: Py.expr, source: PythonSource): boolean {
  const origins = originsOf(callee, source);
  return origins.length > 0 && origins.every(({ path }) => HARMLESS.test(path));
}
