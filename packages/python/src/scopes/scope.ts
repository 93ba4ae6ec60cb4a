import type * as Py from '../ast/nodes.ts';
import type { Definition, Reference, Scope, Variable } from './types.ts';

/** A variable while the scopes are worked out. */
export class PythonVariable implements Variable {
  readonly name: string;
  readonly scope: PythonScope;
  readonly definitions: Definition[] = [];
  readonly references: Reference[] = [];

  constructor(name: string, scope: PythonScope) {
    this.name = name;
    this.scope = scope;
  }
}

/** A scope while the scopes are worked out. */
export class PythonScope implements Scope {
  readonly type: Scope['type'];
  readonly block: Py.Node;
  readonly upper: PythonScope | null;
  readonly children: PythonScope[] = [];
  readonly variables = new Map<string, PythonVariable>();
  readonly references: Reference[] = [];
  hasStarImport = false;
  readonly #globals = new Set<string>();
  readonly #nonlocals = new Set<string>();
  #classCell: PythonVariable | undefined;

  constructor(type: Scope['type'], block: Py.Node, upper: PythonScope | null) {
    this.type = type;
    this.block = block;
    this.upper = upper;
    upper?.children.push(this);
  }

  /** Takes in a `global` or `nonlocal` statement. */
  declare(kind: 'global' | 'nonlocal', names: readonly string[]): void {
    const declared = kind === 'global' ? this.#globals : this.#nonlocals;
    for (const name of names) declared.add(name);
  }

  /** Whether a name is bound in a scope around by `nonlocal`. */
  isNonlocal(name: string): boolean {
    return this.#nonlocals.has(name);
  }

  /** The variable that a binding here binds; it is made where there is none yet. */
  bind(name: string): PythonVariable {
    const owner = this.#globals.has(name) ? this.#module() : this;
    const around = this.#nonlocals.has(name) ? this.upper?.lookup(name) : undefined;
    if (around !== undefined) return around;
    let variable = owner.variables.get(name);
    if (variable === undefined) {
      variable = new PythonVariable(name, owner);
      owner.variables.set(name, variable);
    }
    return variable;
  }

  lookup(name: string): PythonVariable | undefined {
    if (this.#globals.has(name)) return this.#module().variables.get(name);
    let isDirect = true;
    for (let scope = this.#lookupStart(name); scope !== null; scope = scope.upper) {
      if (scope.type === 'class' && !isDirect) {
        if (name === '__class__') return scope.#cell();
        continue;
      }
      const variable = scope.variables.get(name);
      if (variable !== undefined) return variable;
      if (scope.#globals.has(name)) return this.#module().variables.get(name);
      // The parameters of a generic definition see the class around, what is in the definition does not.
      isDirect &&= scope.type === 'type-parameters';
    }
    return undefined;
  }

  #lookupStart(name: string): PythonScope | null {
    return this.#nonlocals.has(name) ? this.upper : this;
  }

  #module(): PythonScope {
    return this.upper === null ? this : this.upper.#module();
  }

  /** `__class__` in a method, which Python makes. */
  #cell(): PythonVariable {
    this.#classCell ??= new PythonVariable('__class__', this);
    return this.#classCell;
  }
}
