import type { Definition, Py, Reference, Scope, Variable } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { isFunction } from './functions.ts';
import type { PythonSource } from './source.ts';
import { ancestorsOf } from './walk.ts';

const referencesByName = oncePer(
  ({ scopes }: PythonSource): ReadonlyMap<Py.Node, Reference> =>
    new Map(scopes.scopes.flatMap(({ references }) => references.map((reference) => [reference.node, reference]))),
);

/** The reference that a name makes. */
export function referenceOf(name: Py.Name, source: PythonSource): Reference | undefined {
  return referencesByName(source).get(name);
}

const scopesByBlock = oncePer(({ scopes }: PythonSource): ReadonlyMap<Py.Node, Scope> => {
  const opened = scopes.scopes.filter(({ type }) => type !== 'type-parameters');
  return new Map(opened.map((scope) => [scope.block, scope]));
});

/** The scope that a class, function or module opens. */
export function scopeOfBlock(block: Py.Node, source: PythonSource): Scope | undefined {
  return scopesByBlock(source).get(block);
}

const definitionsOf = new WeakMap<Py.Name, readonly Definition[]>();

/**
 * The definitions that a name can have where it is read: the last one that surely ran before it, and those that may
 * have run since. `undefined` where nothing in the file defines the name: it is a builtin, or a star import has it.
 */
export function definitionsAt(name: Py.Name, source: PythonSource): readonly Definition[] | undefined {
  const reference = referenceOf(name, source);
  if (!reference?.variable) return undefined;
  let definitions = definitionsOf.get(name);
  if (!definitions) {
    definitions = reachingDefinitions(name, reference.from, reference.variable);
    definitionsOf.set(name, definitions);
  }
  return definitions;
}

function reachingDefinitions(name: Py.Name, from: Scope, variable: Variable): readonly Definition[] {
  const definitions = variable.definitions.filter(isBinding);
  if (definitions.length < 2) return definitions;
  const isReadInOrder = runsWithin(from, variable.scope);
  return isReadInOrder
    ? definitionsInOrder(definitions, name, variable.scope)
    : finalDefinitions(definitions, variable.scope);
}

/** `del x` and a bare `x: int` give no value. */
function isBinding({ kind, node }: Definition): boolean {
  return kind !== 'delete' && !(node.nodeType === 'AnnAssign' && node.value === null);
}

/** Whether a scope runs in the course of another one: comprehensions and classes do where they stand, functions do not. */
function runsWithin(scope: Scope, outer: Scope): boolean {
  if (scope === outer) return true;
  const isInCourse = scope.type === 'comprehension' || scope.type === 'class';
  return isInCourse && scope.upper !== null && runsWithin(scope.upper, outer);
}

/** What a variable can be once its scope has run to the end, as a function sees it that is called then. */
export function finalDefinitions(definitions: readonly Definition[], scope: Scope): readonly Definition[] {
  const bindings = definitions.filter(isBinding);
  const last = bindings.findLastIndex(
    (definition) => !definition.isConditional && isIn(definition.node, scope.block),
  );
  return bindings.slice(Math.max(last, 0));
}

/** Whether a node stands in a block itself, and not in a function that says `global`. */
function isIn(node: Py.Node, block: Py.Node): boolean {
  if (node === block) return true;
  for (const above of ancestorsOf(node)) {
    if (above === block) return true;
    if (isFunction(above)) return false;
  }
  return false;
}

function definitionsInOrder(
  definitions: readonly Definition[],
  name: Py.Name,
  scope: Scope,
): readonly Definition[] {
  const path = [name, ...ancestorsOf(name)];
  const loop = path.find(({ nodeType }) => nodeType === 'For' || nodeType === 'AsyncFor' || nodeType === 'While');
  const reaching: Definition[] = [];
  for (const definition of definitions.toReversed()) {
    if (!canReach(definition, name, path, loop, scope)) continue;
    reaching.push(definition);
    if (isBefore(definition, name) && surelyRan(definition, path)) break;
  }
  return reaching.reverse();
}

function isBefore(definition: Definition, name: Py.Name): boolean {
  return definition.name.range[0] < name.range[0];
}

function canReach(
  definition: Definition,
  name: Py.Name,
  path: readonly Py.Node[],
  loop: Py.Node | undefined,
  { block }: Scope,
): boolean {
  if (definition.kind === 'parameter') return true;
  // The value of `x = x` is read before it is bound.
  if (path.includes(definition.node) && bindsAtItsEnd(definition.node)) return isInside(definition.node, loop);
  if (isInside(definition.node, loop)) return true;
  if (!isIn(definition.node, block)) return true;
  return isBefore(definition, name) && !isInOtherBranch(definition.node, path);
}

const BINDING_AT_THEIR_END: ReadonlySet<Py.Node['nodeType']> = new Set([
  'Assign',
  'AnnAssign',
  'AugAssign',
  // Of those, what is read in order is a base, a decorator or a default.
  'ClassDef',
  'FunctionDef',
  'AsyncFunctionDef',
]);

function bindsAtItsEnd({ nodeType }: Py.Node): boolean {
  return BINDING_AT_THEIR_END.has(nodeType);
}

function isInside(node: Py.Node, outer: Py.Node | undefined): boolean {
  return outer !== undefined && (node === outer || [...ancestorsOf(node)].includes(outer));
}

/** Whether a definition stands in a branch that did not run where the other node runs. */
function isInOtherBranch(node: Py.Node, path: readonly Py.Node[]): boolean {
  let below = node;
  for (const above of ancestorsOf(node)) {
    const place = path.indexOf(above);
    const other = path[place - 1];
    if (place > 0 && other)
      return isBranch(above, below) && isBranch(above, other) && branchOf(above, below) !== branchOf(above, other);
    below = above;
  }
  return false;
}

function isBranch(statement: Py.Node, child: Py.Node): boolean {
  return branchOf(statement, child) !== undefined;
}

/** Which of the branches of a statement a child stands in, of which only one runs. */
function branchOf(statement: Py.Node, child: Py.Node): unknown {
  switch (statement.nodeType) {
    case 'If':
      return [statement.body, statement.orelse].find((branch) => branch.some((part) => part === child));
    case 'IfExp':
      return child === statement.test ? undefined : child;
    case 'Match':
      return child.nodeType === 'match_case' ? child : undefined;
    case 'Try':
    case 'TryStar':
      return child.nodeType === 'ExceptHandler' ? child : undefined;
    default:
      return undefined;
  }
}

/**
 * Whether a definition that stands before a node surely ran before it: it is a statement of a block that the node
 * stands further down in, or binds the name for the block that the node stands in.
 */
function surelyRan({ kind, node }: Definition, path: readonly Py.Node[]): boolean {
  if (kind === 'parameter') return true;
  const place = path.indexOf(node);
  if (place > 0) return node.nodeType !== 'While' && path[place - 1] !== iterableOf(node);
  const statement = statementOf(node);
  const { parent } = statement;
  if (!parent || !path.includes(parent) || !isAlwaysRun(statement, node)) return false;
  const below = path[path.indexOf(parent) - 1];
  return blocksOf(parent).some(
    (block) => block.some((part) => part === statement) && block.some((part) => part === below),
  );
}

/** A walrus can stand where it is not evaluated; a loop may run no round. */
function isAlwaysRun(statement: Py.Node, definition: Py.Node): boolean {
  if (statement.nodeType === 'With' || statement.nodeType === 'AsyncWith') return true;
  if (statement === definition) {
    return !['For', 'AsyncFor', 'While', 'Match', 'Try', 'TryStar'].includes(statement.nodeType);
  }
  return definition.nodeType === 'alias';
}

function iterableOf(node: Py.Node): Py.Node | undefined {
  return node.nodeType === 'For' || node.nodeType === 'AsyncFor' || node.nodeType === 'comprehension'
    ? node.iter
    : undefined;
}

/** The statement that a node is or stands in. */
function statementOf(node: Py.Node): Py.Node {
  for (let current = node; ;) {
    const { parent } = current;
    if (!parent || blocksOf(parent).some((block) => block.some((part) => part === current))) return current;
    current = parent;
  }
}

/** The lists of statements that a node holds. */
export function blocksOf(node: Py.Node): readonly (readonly Py.Node[])[] {
  switch (node.nodeType) {
    case 'Module':
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'With':
    case 'AsyncWith':
    case 'match_case':
    case 'ExceptHandler':
      return [node.body];
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [node.body, node.orelse];
    case 'Try':
    case 'TryStar':
      return [node.body, node.orelse, node.finalbody];
    default:
      return [];
  }
}
