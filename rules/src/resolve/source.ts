import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { oncePer } from './once-per.ts';
import { scopeManagement } from './scope-manager.ts';

/** The part of a parsed file that names and values are resolved in: a linted file, or one it imports. */
export interface Source {
  /** Absolute path, or the placeholder that ESLint gives to text without a file. */
  readonly file: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager;
}

type Reference = TSESLint.Scope.Reference;
type Variable = TSESLint.Scope.Variable;
type Definition = TSESLint.Scope.Definition;

// By the tree, since oxlint has one `sourceCode` for all files.
const referencesOf = new WeakMap<TSESTree.Program, Map<TSESTree.Node, Reference>>();
const sourcesOf = new WeakMap<TSESTree.Program, Source>();

/** The linted file as a source to resolve names in; the same object on every call for the same file. */
export function sourceOf(context: {
  readonly sourceCode: { readonly ast: TSESTree.Program; readonly scopeManager: Source['scopeManager'] | null };
  readonly physicalFilename: string;
}): Source | undefined {
  const { sourceCode } = context;
  if (!sourceCode.scopeManager) return undefined;
  const known = sourcesOf.get(sourceCode.ast);
  if (known) return known;
  const source: Source = {
    file: context.physicalFilename,
    ast: sourceCode.ast,
    scopeManager: sourceCode.scopeManager,
  };
  sourcesOf.set(sourceCode.ast, source);
  return source;
}

function references({ ast, scopeManager }: Source): Map<TSESTree.Node, Reference> {
  let map = referencesOf.get(ast);
  if (!map) {
    map = new Map();
    for (const scope of scopeManager.scopes) {
      for (const reference of scope.references) map.set(reference.identifier, reference);
    }
    referencesOf.set(ast, map);
  }
  return map;
}

/** The reference that an identifier makes, if it reads or writes a value. */
export function referenceOf(
  identifier: TSESTree.Identifier | TSESTree.JSXIdentifier,
  source: Source,
): Reference | undefined {
  const reference = references(source).get(identifier);
  // ESLint's own scope analysis knows no types and has neither flag.
  return reference?.isTypeReference && !reference.isValueReference ? undefined : reference;
}

/**
 * The variable an identifier refers to. `'global'` where nothing in the file declares it (`declare` does not),
 * `undefined` where the identifier is no reference (a property name, a type, a label).
 */
export function variableOf(identifier: TSESTree.Identifier, source: Source): Variable | 'global' | undefined {
  const reference = referenceOf(identifier, source);
  if (!reference) return undefined;
  const variable = reference.resolved;
  // A name that a configuration lists under `globals` resolves to a variable without a definition.
  return variable && !variable.defs.every(isAmbient) ? variable : 'global';
}

/** Whether a name is one that the suite makes global, as its set-up files do: neither the file's nor Node's own. */
export function isGlobalOfSuite(node: TSESTree.Node, source: Source): boolean {
  return node.type === 'Identifier' && variableOf(node, source) === 'global' && !(node.name in globalThis);
}

function isAmbient({ node, parent }: Definition): boolean {
  return ('declare' in node && node.declare) || (parent?.type === 'VariableDeclaration' && parent.declare);
}

/** The only declaration that gives a variable a value; a type of the same name is another thing. */
export function definitionOf(variable: Variable): Definition | undefined {
  const [definition, ...others] = variable.defs.filter(({ type }) => type !== scopeManagement().DefinitionType.Type);
  return others.length === 0 ? definition : undefined;
}

/** Whether a variable keeps the one value that its only declaration gives it. */
export function isConstant(variable: Variable): boolean {
  return definitionOf(variable) !== undefined && laterWrites(variable).length === 0;
}

/** The names by which a variable gets a value after its declaration; found once, as a variable may be read often. */
const laterWrites = oncePer((variable: Variable): readonly TSESTree.Node[] => {
  const references = variable.references.filter((reference) => reference.isWrite() && !reference.init);
  // A default in a pattern is a second write to the same name.
  return [...new Set(references.map(({ identifier }) => identifier))];
});

/** An expression and the pattern (or plain name) that it is taken apart by. */
export interface Assignment {
  readonly pattern: TSESTree.Node;
  /** The name in the pattern. */
  readonly name: TSESTree.Node;
  readonly value: TSESTree.Expression;
}

/**
 * The only value that a `const`, `let` or `var` ever gets: where it is declared, or in the one assignment to a
 * variable that is declared without a value (and is `undefined` until then).
 */
export function onlyAssignment(variable: Variable): Assignment | undefined {
  const definition = definitionOf(variable);
  if (definition?.node.type !== 'VariableDeclarator') return undefined;
  const [write, ...others] = laterWrites(variable);
  if (others.length > 0) return undefined;
  const { id, init } = definition.node;
  if (init) return write ? undefined : { pattern: id, name: definition.name, value: init };
  return write && assignmentAround(write);
}

function assignmentAround(target: TSESTree.Node): Assignment | undefined {
  for (let node = target, { parent } = target; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'Property':
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'AssignmentPattern':
        continue;
      case 'AssignmentExpression':
        return parent.operator === '=' && parent.left === node
          ? { pattern: node, name: target, value: parent.right }
          : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}
