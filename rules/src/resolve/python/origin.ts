import type { Definition, Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { assignedValues } from './assigned-values.ts';
import { definitionsAt, finalDefinitions } from './bindings.ts';
import { attributeValues } from './class-attributes.ts';
import { readPythonSource, resolvePythonModule } from './module-file.ts';
import type { PythonSource } from './source.ts';
import { pythonNodesIn } from './walk.ts';

/** Where a value comes from, as far as files of the project state it. */
export interface Origin {
  /**
   * The names from the module on, with dots: `threading.Thread`, `pytest.mark.timeout`, `builtins.open` for what no
   * module has to be imported for, `.helpers.start` for a relative module. A call adds `()` to what it calls:
   * `multiprocessing.get_context().Process`.
   */
  readonly path: string;
}

const MAX_DEPTH = 24;
/** Beyond this many, an expression is a table and no alias. */
const MAX_PATHS = 16;
const MAX_LENGTH = 200;
/** Expressions that are looked at for one; beyond them all is unknown. */
const MAX_STEPS = 200;

/** Functions that give the module whose name is their first argument. */
const IMPORTERS = new Set([
  'builtins.__import__',
  'importlib.import_module',
  'importlib.__import__',
  'pytest.importorskip',
]);
/** Functions that give their second argument as it is. */
const CASTS = new Set(['typing.cast', 'typing_extensions.cast']);

/**
 * What an expression can mean, through imports, aliases, conditional bindings, attributes of classes of the file,
 * `getattr` with a name that is spelt, and one import from a file of the project's tests. Empty where the file does
 * not say: a parameter, a function or class of the file itself, the outcome of unknown code.
 */
export function originsOf(expression: Py.expr, source: PythonSource): readonly Origin[] {
  let origins = originsByNode.get(expression);
  if (!origins) {
    const paths = new PathSearch(source).of(expression, 0).flatMap((path) => followed(path, source));
    origins = [...new Set(paths)].map((path) => ({ path }));
    originsByNode.set(expression, origins);
  }
  return origins;
}

const originsByNode = new WeakMap<Py.expr, readonly Origin[]>();

/** Whether one of the meanings of an expression is this path. */
export function mayBe(expression: Py.expr, path: string, source: PythonSource): boolean {
  return originsOf(expression, source).some((origin) => origin.path === path);
}

/** Finds the paths of one expression in its own file, with a budget of steps. */
class PathSearch {
  readonly #source: PythonSource;
  #steps = 0;
  readonly #known = new Map<Py.expr, readonly string[]>();

  constructor(source: PythonSource) {
    this.#source = source;
  }

  /** The paths of an expression. */
  of(node: Py.expr, depth: number): readonly string[] {
    const known = this.#known.get(node);
    if (known) return known;
    this.#steps++;
    if (depth > MAX_DEPTH || this.#steps > MAX_STEPS) return [];
    const found = [...new Set(this.#ofKind(node, depth + 1))].filter(({ length }) => length <= MAX_LENGTH);
    const paths = found.length > MAX_PATHS ? [] : found;
    this.#known.set(node, paths);
    return paths;
  }

  /** The paths of what a definition binds. */
  ofDefinition(definition: Definition, depth: number): readonly string[] {
    const { kind, name } = definition;
    if ((kind === 'import' || kind === 'import-from') && name.nodeType === 'alias') return [importedPath(name)];
    return (assignedValues(definition) ?? []).flatMap((value) => this.of(value, depth));
  }

  #ofKind(node: Py.expr, depth: number): readonly string[] {
    const below = (expression: Py.expr): readonly string[] => this.of(expression, depth);
    switch (node.nodeType) {
      case 'Name': {
        const definitions = definitionsAt(node, this.#source);
        if (!definitions) return [...starModules(this.#source), 'builtins'].map((module) => member(module, node.id));
        const found: string[] = [];
        for (const definition of definitions) {
          if (this.#steps > MAX_STEPS) return [];
          found.push(...this.ofDefinition(definition, depth));
        }
        return found;
      }
      case 'Attribute': {
        const stated = attributeValues(node, this.#source);
        if (stated) return stated.values.flatMap(below);
        return below(node.value).map((path) => `${path}.${node.attr}`);
      }
      case 'Call':
        return below(node.func).flatMap((path) => this.#ofCall(path, node, depth));
      case 'Subscript': {
        const key = stringOf(node.slice);
        return key !== undefined && below(node.value).includes('sys.modules') ? [key] : [];
      }
      case 'NamedExpr':
        return below(node.value);
      case 'IfExp':
        return [...below(node.body), ...below(node.orelse)];
      case 'BoolOp':
        return node.values.flatMap(below);
      default:
        return [];
    }
  }

  #ofCall(path: string, { args: [first, second] }: Py.Call, depth: number): readonly string[] {
    if (IMPORTERS.has(path)) return [(first && stringOf(first)) ?? []].flat();
    if (CASTS.has(path)) return second ? this.of(second, depth) : [];
    if (path !== 'builtins.getattr') return [`${path}()`];
    const attribute = second && stringOf(second);
    return first && attribute !== undefined ? this.of(first, depth).map((owner) => `${owner}.${attribute}`) : [];
  }
}

/** What an alias of an import statement binds. */
export function importedPath(alias: Py.alias): string {
  const statement = alias.parent;
  if (statement?.nodeType === 'ImportFrom') return member(moduleOf(statement), alias.name);
  // `import a.b` binds `a`.
  return alias.asname === null ? (alias.name.split('.', 1)[0] ?? '') : alias.name;
}

/** The module that a `from … import` names, its dots included. */
export function moduleOf({ level, module }: Py.ImportFrom): string {
  return '.'.repeat(level) + (module ?? '');
}

function member(module: string, name: string): string {
  return /^\.*$/.test(module) ? module + name : `${module}.${name}`;
}

/** The modules that the file imports all names of. */
const starModules = oncePer(({ scopes, ast }: PythonSource): readonly string[] =>
  scopes.moduleScope.hasStarImport ? [...starImports(ast)].map(moduleOf) : [],
);

function* starImports(module: Py.Module): Generator<Py.ImportFrom> {
  const isStatement = ({ nodeType }: Py.Node): boolean =>
    nodeType !== 'FunctionDef' && nodeType !== 'AsyncFunctionDef';
  for (const node of pythonNodesIn(module, isStatement)) {
    if (node.nodeType === 'ImportFrom' && node.names[0]?.name === '*') yield node;
  }
}

function stringOf(node: Py.expr): string | undefined {
  return node.nodeType === 'Constant' && node.valueType === 'str' ? node.value : undefined;
}

/** What a path into a file of the project means there; the path itself where that file defines the thing. */
function followed(path: string, source: PythonSource): readonly string[] {
  const found = definedIn(path, source);
  if (!found) return [path];
  const search = new PathSearch(found.source);
  const paths = found.definitions.flatMap((definition) => search.ofDefinition(definition, 0));
  // Relative to the other file, a path would mean another module here.
  const known = paths.filter((other) => !other.startsWith('.') && !other.startsWith('builtins.'));
  return known.length > 0 ? known.map((other) => other + found.rest) : [path];
}

/** Definitions of a name in another file of the project. */
export interface ImportedDefinitions {
  readonly definitions: readonly Definition[];
  readonly source: PythonSource;
  /** What the path goes on with after the name: `''`, `'.attribute'`, `'().attribute'`. */
  readonly rest: string;
}

/** The definitions that a path from a file leads to, if it leads into another file of the project. */
export function definedIn(path: string, source: PythonSource): ImportedDefinitions | undefined {
  const known = definitionsByPath(source);
  if (!known.has(path)) known.set(path, findDefinitions(path, source));
  return known.get(path);
}

const definitionsByPath = oncePer<PythonSource, Map<string, ImportedDefinitions | undefined>>(() => new Map());

function findDefinitions(path: string, source: PythonSource): ImportedDefinitions | undefined {
  const [, dots = '', names = ''] = /^(\.*)((?:[^.()]+\.?)+)/.exec(path) ?? [];
  const parts = names.split('.').filter((part) => part !== '');
  for (let length = parts.length - 1; length >= (dots === '' ? 1 : 0); length--) {
    const module = dots + parts.slice(0, length).join('.');
    const file = resolvePythonModule(module, source.file);
    if (file === undefined) continue;
    const target = readPythonSource(file);
    const variable = target?.scopes.moduleScope.variables.get(parts[length] ?? '');
    if (!target || !variable) return undefined;
    const prefix = member(module, parts[length] ?? '');
    const definitions = finalDefinitions(variable.definitions, variable.scope);
    return { definitions, source: target, rest: path.slice(prefix.length) };
  }
  return undefined;
}
