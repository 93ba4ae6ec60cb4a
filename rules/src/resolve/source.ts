import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** The part of a parsed file that names and values are resolved in: a linted file, or one it imports. */
export interface Source {
  /** Absolute path, or the placeholder that ESLint gives to text without a file. */
  readonly file: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager;
}

type Reference = TSESLint.Scope.Reference;
type Variable = TSESLint.Scope.Variable;

const referencesOf = new WeakMap<TSESLint.Scope.ScopeManager, Map<TSESTree.Node, Reference>>();
const sourcesOf = new WeakMap<TSESLint.SourceCode, Source>();

/** The linted file as a source to resolve names in; the same object on every call for the same file. */
export function sourceOf(context: {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly physicalFilename: string;
}): Source | undefined {
  const { sourceCode } = context;
  const known = sourcesOf.get(sourceCode);
  if (known) return known;
  if (!sourceCode.scopeManager) return undefined;
  const source: Source = {
    file: context.physicalFilename,
    ast: sourceCode.ast,
    scopeManager: sourceCode.scopeManager,
  };
  sourcesOf.set(sourceCode, source);
  return source;
}

function references(scopeManager: TSESLint.Scope.ScopeManager): Map<TSESTree.Node, Reference> {
  let map = referencesOf.get(scopeManager);
  if (!map) {
    map = new Map();
    for (const scope of scopeManager.scopes) {
      for (const reference of scope.references) map.set(reference.identifier, reference);
    }
    referencesOf.set(scopeManager, map);
  }
  return map;
}

/** The reference that an identifier makes, if it reads or writes a value. */
export function referenceOf(
  identifier: TSESTree.Identifier | TSESTree.JSXIdentifier,
  source: Source,
): Reference | undefined {
  return references(source.scopeManager).get(identifier);
}

/**
 * The variable an identifier refers to. `'global'` where nothing in the file declares it,
 * `undefined` where the identifier is no reference (a property name, a type, a label).
 */
export function variableOf(identifier: TSESTree.Identifier, source: Source): Variable | 'global' | undefined {
  const reference = referenceOf(identifier, source);
  if (!reference) return undefined;
  const variable = reference.resolved;
  // A name that a configuration lists under `globals` resolves to a variable without a definition.
  return variable && variable.defs.length > 0 ? variable : 'global';
}

/** Whether a variable keeps the one value that its only declaration gives it. */
export function isConstant(variable: Variable): boolean {
  return variable.defs.length === 1 && !variable.references.some((reference) => reference.isWrite() && !reference.init);
}
