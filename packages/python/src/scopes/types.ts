import type * as Py from '../ast/nodes.ts';

/** The scopes of a file. */
export interface ScopeManager {
  /** In the order in which they begin, the module's first. */
  readonly scopes: readonly Scope[];
  readonly moduleScope: Scope;
  /**
   * The innermost scope in which a node is evaluated: a default, a decorator and the first iterable of a
   * comprehension belong to the scope outside.
   */
  scopeOf(node: Py.Node): Scope;
  /** The variable of a name, or of what binds one: an alias, an argument, a definition, a handler, a pattern. */
  variableOf(name: Py.Node): Variable | undefined;
}

/** A scope as Python has them; `type-parameters` is the one between a generic definition and what is around. */
export interface Scope {
  readonly type: 'module' | 'function' | 'lambda' | 'class' | 'comprehension' | 'type-parameters';
  readonly block: Py.Node;
  readonly upper: Scope | null;
  readonly children: readonly Scope[];
  /** What is bound here; what is bound by `global` and `nonlocal` belongs to the scope that has it. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** The names that stand here, those in inner scopes left out. */
  readonly references: readonly Reference[];
  /** Whether `from ... import *` may bind any name here. */
  readonly hasStarImport: boolean;
  /**
   * What a name means here by Python's rules: `global` and `nonlocal` are followed, class scopes are skipped from
   * within functions. Undefined for built-in names, names that a star import brings, and unknown ones.
   */
  lookup(name: string): Variable | undefined;
}

/** A name of a scope. */
export interface Variable {
  readonly name: string;
  readonly scope: Scope;
  /** In the order of the text. */
  readonly definitions: readonly Definition[];
  /** From all scopes, in the order of the text. */
  readonly references: readonly Reference[];
}

/** How a name is bound. */
export type DefinitionKind =
  | 'import'
  | 'import-from'
  | 'assignment'
  | 'annotated'
  | 'augmented'
  | 'walrus'
  | 'for'
  | 'with'
  | 'except'
  | 'parameter'
  | 'function'
  | 'class'
  | 'match'
  | 'type-alias'
  | 'type-parameter'
  | 'delete';

/** One place where a name is bound, declared or deleted. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** The statement or clause. */
  readonly node: Py.Node;
  /** The node that has the name: a name, an alias, an argument, a definition, a handler or a pattern. */
  readonly name: Py.Node;
  /** Whether its scope may run without this: it stands below `if`, `for`, `while`, `try`, `match` and the like. */
  readonly isConditional: boolean;
}

/** A name as it stands in the text. */
export interface Reference {
  readonly name: string;
  readonly node: Py.Name;
  readonly from: Scope;
  readonly variable: Variable | undefined;
  readonly isRead: boolean;
  readonly isWrite: boolean;
}
