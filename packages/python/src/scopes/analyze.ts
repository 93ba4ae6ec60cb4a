import type * as Py from '../ast/nodes.ts';
import { childrenOf } from '../traverse.ts';
import { isConditional } from './conditional.ts';
import { PythonScope, PythonVariable } from './scope.ts';
import type { DefinitionKind, Reference, Scope, ScopeManager, Variable } from './types.ts';

/** Works out the scopes of a file. */
export function analyzeScopes(module: Py.Module): ScopeManager {
  return new Analysis(module).run();
}

interface Binding {
  readonly name: string;
  readonly kind: DefinitionKind;
  readonly node: Py.Node;
  readonly nameNode: Py.Node;
  readonly scope: PythonScope;
}

type FunctionNode = Py.FunctionDef | Py.AsyncFunctionDef;
type ComprehensionNode = Py.ListComp | Py.SetComp | Py.DictComp | Py.GeneratorExp;

class Analysis {
  readonly #module: Py.Module;
  readonly #scopes: PythonScope[] = [];
  /** Of the nodes that are evaluated in another scope than their parents. */
  readonly #entries = new Map<Py.Node, PythonScope>();
  readonly #bindings: Binding[] = [];
  readonly #names: { readonly node: Py.Name; readonly scope: PythonScope }[] = [];
  readonly #variables = new Map<Py.Node, Variable>();
  #pending: { readonly node: Py.Node; readonly scope: PythonScope }[] = [];
  #children: { readonly node: Py.Node; readonly scope: PythonScope }[] = [];

  constructor(module: Py.Module) {
    this.#module = module;
  }

  run(): ScopeManager {
    const moduleScope = this.#open('module', this.#module, null);
    this.#entries.set(this.#module, moduleScope);
    this.#pending.push({ node: this.#module, scope: moduleScope });
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#children = [];
      this.#visit(next.node, next.scope);
      for (let child = this.#children.pop(); child !== undefined; child = this.#children.pop()) {
        this.#pending.push(child);
      }
    }
    // What `nonlocal` means is known when the scopes around have their names.
    for (const binding of this.#bindings) if (!binding.scope.isNonlocal(binding.name)) this.#bind(binding);
    for (const binding of this.#bindings) if (binding.scope.isNonlocal(binding.name)) this.#bind(binding);
    for (const { node, scope } of this.#names) this.#refer(node, scope);
    return {
      scopes: this.#scopes,
      moduleScope,
      scopeOf: (node) => this.#scopeOf(node, moduleScope),
      variableOf: (name) => this.#variables.get(name),
    };
  }

  #scopeOf(node: Py.Node, moduleScope: Scope): Scope {
    for (let at: Py.Node | null = node; at !== null; at = at.parent) {
      const scope = this.#entries.get(at);
      if (scope !== undefined) return scope;
    }
    return moduleScope;
  }

  #open(type: Scope['type'], block: Py.Node, upper: PythonScope | null): PythonScope {
    const scope = new PythonScope(type, block, upper);
    this.#scopes.push(scope);
    return scope;
  }

  #visit(node: Py.Node, scope: PythonScope): void {
    switch (node.nodeType) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.#function(node, scope);
        return;
      case 'ClassDef':
        this.#class(node, scope);
        return;
      case 'Lambda':
        this.#lambda(node, scope);
        return;
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.#comprehension(node, scope);
        return;
      case 'TypeAlias':
        this.#typeAlias(node, scope);
        return;
      default:
        this.#bindNames(node, scope);
        this.#enter(childrenOf(node), scope, scope);
    }
  }

  /** Goes on with nodes in the scope in which they are evaluated, which may not be their parent's. */
  #enter(nodes: readonly (Py.Node | null)[], scope: PythonScope, parentScope: PythonScope): void {
    for (const node of nodes) {
      if (node === null) continue;
      if (scope !== parentScope) this.#entries.set(node, scope);
      this.#children.push({ node, scope });
    }
  }

  #function(node: FunctionNode, scope: PythonScope): void {
    this.#add(node.name, 'function', node, node, scope);
    const outer = this.#typeParameters(node, scope);
    const inner = this.#open('function', node, outer);
    this.#enter(node.decorator_list, scope, scope);
    this.#enter(node.type_params, outer, scope);
    this.#parameters(node.args, inner, outer, scope);
    this.#enter([node.returns], outer, scope);
    this.#enter(node.body, inner, scope);
  }

  #lambda(node: Py.Lambda, scope: PythonScope): void {
    const inner = this.#open('lambda', node, scope);
    this.#parameters(node.args, inner, scope, scope);
    this.#enter([node.body], inner, scope);
  }

  /** Parameters are names of the function; their annotations and defaults are evaluated outside. */
  #parameters(args: Py.Arguments, inner: PythonScope, annotations: PythonScope, outer: PythonScope): void {
    this.#enter([...args.defaults, ...args.kw_defaults], outer, outer);
    const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
    for (const parameter of all) {
      if (parameter === null) continue;
      this.#entries.set(parameter, inner);
      this.#add(parameter.arg, 'parameter', parameter, parameter, inner);
      this.#enter([parameter.annotation], annotations, inner);
    }
  }

  #class(node: Py.ClassDef, scope: PythonScope): void {
    this.#add(node.name, 'class', node, node, scope);
    const outer = this.#typeParameters(node, scope);
    const inner = this.#open('class', node, outer);
    this.#enter(node.decorator_list, scope, scope);
    this.#enter([...node.type_params, ...node.bases, ...node.keywords], outer, scope);
    this.#enter(node.body, inner, scope);
  }

  #typeAlias(node: Py.TypeAlias, scope: PythonScope): void {
    const inner = this.#typeParameters(node, scope);
    this.#enter([node.name], scope, scope);
    this.#enter([...node.type_params, node.value], inner, scope);
  }

  #typeParameters(node: FunctionNode | Py.ClassDef | Py.TypeAlias, scope: PythonScope): PythonScope {
    return node.type_params.length === 0 ? scope : this.#open('type-parameters', node, scope);
  }

  #comprehension(node: ComprehensionNode, scope: PythonScope): void {
    const inner = this.#open('comprehension', node, scope);
    for (const [index, generator] of node.generators.entries()) {
      this.#entries.set(generator, inner);
      this.#enter([generator.iter], index === 0 ? scope : inner, inner);
      this.#enter([generator.target, ...generator.ifs], inner, inner);
    }
    const results = node.nodeType === 'DictComp' ? [node.key, node.value] : [node.elt];
    this.#enter(results, inner, scope);
  }

  #bindNames(node: Py.Node, scope: PythonScope): void {
    switch (node.nodeType) {
      case 'Name':
        this.#name(node, scope);
        break;
      case 'Global':
        scope.declare('global', node.names);
        break;
      case 'Nonlocal':
        scope.declare('nonlocal', node.names);
        break;
      case 'Import':
        for (const alias of node.names) {
          this.#add(alias.asname ?? topPackage(alias.name), 'import', node, alias, scope);
        }
        break;
      case 'ImportFrom':
        for (const alias of node.names) {
          if (alias.name === '*') scope.hasStarImport = true;
          else this.#add(alias.asname ?? alias.name, 'import-from', node, alias, scope);
        }
        break;
      case 'ExceptHandler':
        if (node.name !== null) this.#add(node.name, 'except', node, node, scope);
        break;
      case 'MatchAs':
      case 'MatchStar':
        if (node.name !== null) this.#add(node.name, 'match', caseOf(node), node, scope);
        break;
      case 'MatchMapping':
        if (node.rest !== null) this.#add(node.rest, 'match', caseOf(node), node, scope);
        break;
      case 'TypeVar':
      case 'ParamSpec':
      case 'TypeVarTuple':
        this.#add(node.name, 'type-parameter', node, node, scope);
        break;
      default:
    }
  }

  #name(node: Py.Name, scope: PythonScope): void {
    this.#names.push({ node, scope });
    if (node.ctx === 'Load') return;
    const { kind, node: clause } = bindingClause(node);
    let owner = scope;
    if (kind === 'walrus') {
      while (owner.type === 'comprehension' && owner.upper !== null) owner = owner.upper;
    }
    this.#add(node.id, kind, clause, node, owner);
  }

  #add(name: string, kind: DefinitionKind, node: Py.Node, nameNode: Py.Node, scope: PythonScope): void {
    this.#bindings.push({ name, kind, node, nameNode, scope });
  }

  #bind({ name, kind, node, nameNode, scope }: Binding): void {
    const variable = scope.bind(name);
    this.#variables.set(nameNode, variable);
    variable.definitions.push({
      kind,
      node,
      name: nameNode,
      // What a function binds in a scope around is bound when it is called.
      isConditional: variable.scope !== scope || isConditional(nameNode, scope.block),
    });
  }

  #refer(node: Py.Name, scope: PythonScope): void {
    const variable = this.#variableAt(node, scope);
    const reference: Reference = { name: node.id, node, from: scope, variable, ...accessOf(node) };
    scope.references.push(reference);
    if (variable === undefined) return;
    this.#variables.set(node, variable);
    variable.references.push(reference);
  }

  #variableAt(node: Py.Name, scope: PythonScope): PythonVariable | undefined {
    const bound = this.#variables.get(node);
    return bound instanceof PythonVariable ? bound : scope.lookup(node.id);
  }
}

/** `import a.b` binds `a`. */
function topPackage(module: string): string {
  return module.split('.', 1)[0] ?? module;
}

function caseOf(pattern: Py.Node): Py.Node {
  let node = pattern;
  while (node.nodeType !== 'match_case' && node.parent !== null) node = node.parent;
  return node;
}

const KINDS: Readonly<Partial<Record<Py.Node['nodeType'], DefinitionKind>>> = {
  Assign: 'assignment',
  AugAssign: 'augmented',
  AnnAssign: 'annotated',
  NamedExpr: 'walrus',
  For: 'for',
  AsyncFor: 'for',
  comprehension: 'for',
  withitem: 'with',
  Delete: 'delete',
  TypeAlias: 'type-alias',
};

/** The statement or clause that binds a name. */
function bindingClause(name: Py.Name): { readonly kind: DefinitionKind; readonly node: Py.Node } {
  for (let node = name.parent; node !== null; node = node.parent) {
    const kind = KINDS[node.nodeType];
    if (kind !== undefined) return { kind, node };
  }
  return { kind: 'assignment', node: name };
}

function accessOf(name: Py.Name): { readonly isRead: boolean; readonly isWrite: boolean } {
  const { parent } = name;
  if (name.ctx === 'Load') return { isRead: true, isWrite: false };
  if (parent?.nodeType === 'AugAssign') return { isRead: true, isWrite: true };
  const isDeclaration = parent?.nodeType === 'AnnAssign' && parent.value === null;
  return { isRead: false, isWrite: !isDeclaration };
}
