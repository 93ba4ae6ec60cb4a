import { nodeBuiltinName } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { definitionOf, isConstant, onlyAssignment, variableOf, type Source } from './source.ts';
import { isFunction, memberName, patternPath, stringValue, unwrap } from './syntax.ts';

/** Where a value comes from, as far as the file states it. */
export interface Origin {
  /** The specifier as written (`'node:fs'`, `'./a'`), or `undefined` for a global. */
  readonly module: string | undefined;
  /**
   * The path of exports and members from there: `['Worker']` for a named import, `['default', 'Worker']` for a
   * member of a default import, `[]` for a namespace or `require()` itself, `['Worker']` for the global `Worker`.
   */
  readonly path: readonly string[];
  /** The name is imported as a type, so it exists in no running program. */
  readonly typeOnly?: boolean;
}

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);
const MAX_DEPTH = 24;

/**
 * What an expression means, through imports, `require`, `await import()`, `createRequire`, destructuring,
 * constant aliases, members and casts. `undefined` where the file does not say.
 */
export function resolveOrigin(expression: TSESTree.Node, source: Source, depth = 0): Origin | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier':
      return identifierOrigin(node, source, depth);
    case 'MemberExpression': {
      const name = memberName(node);
      if (name === undefined) return undefined;
      if (node.object.type === 'MetaProperty') return name === 'vitest' ? { module: 'vitest', path: [] } : undefined;
      const origin = resolveOrigin(node.object, source, depth + 1);
      return origin && extend(origin, [name]);
    }
    case 'CallExpression': {
      const module = loadedModule(node, source, depth);
      return module === undefined ? undefined : { module, path: [] };
    }
    case 'AwaitExpression':
      return promisedOrigin(node.argument, source, depth + 1) ?? resolveOrigin(node.argument, source, depth + 1);
    case 'TSQualifiedName': {
      const left = resolveOrigin(node.left, source, depth + 1);
      return left && extend(left, [node.right.name]);
    }
    default:
      return undefined;
  }
}

/** What a promise of a module gives: `import('x')`, a constant that holds it, `import('x').then((x) => x.default)`. */
function promisedOrigin(promise: TSESTree.Node, source: Source, depth: number): Origin | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(promise);
  switch (node.type) {
    case 'ImportExpression': {
      const module = stringValue(node.source);
      return module === undefined ? undefined : { module, path: [] };
    }
    case 'Identifier': {
      const value = aliasedValue(node, source);
      return value && promisedOrigin(value, source, depth + 1);
    }
    case 'CallExpression': {
      const [handler, ...others] = thenHandlers(node);
      if (handler?.type !== 'ArrowFunctionExpression' || others.length > 0) return undefined;
      return handler.body.type === 'BlockStatement' ? undefined : resolveOrigin(handler.body, source, depth + 1);
    }
    default:
      return undefined;
  }
}

/** The arguments of `promise.then(…)`. */
function thenHandlers(call: TSESTree.CallExpression): readonly TSESTree.Node[] {
  return call.callee.type === 'MemberExpression' && memberName(call.callee) === 'then' ? call.arguments : [];
}

/** What a handler in `import('x').then((parameter) => …)` is given. */
function handledOrigin(
  { name, node }: { readonly name: TSESTree.Node; readonly node: TSESTree.Node },
  source: Source,
  depth: number,
): Origin | undefined {
  const { parent: call } = node;
  if (!isFunction(node) || call?.type !== 'CallExpression' || thenHandlers(call)[0] !== node) return undefined;
  const [parameter] = node.params;
  const path = parameter && patternPath(parameter, name);
  const promise = call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
  const origin = path && promise && promisedOrigin(promise, source, depth + 1);
  return origin && extend(origin, path);
}

/** What a name stands for that is declared as a plain alias: the value of `const name = value`. */
function aliasedValue(node: TSESTree.Identifier, source: Source): TSESTree.Expression | undefined {
  const variable = variableOf(node, source);
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  return assignment?.pattern.type === 'Identifier' ? assignment.value : undefined;
}

/** The module that `require('x')`, `module.require('x')`, a `createRequire` function or `getBuiltinModule` loads. */
export function loadedModule(call: TSESTree.CallExpression, source: Source, depth = 0): string | undefined {
  const module = stringValue(call.arguments[0]);
  if (module === undefined) return undefined;
  return isModuleLoader(call.callee, source, depth) ? module : undefined;
}

function isModuleLoader(callee: TSESTree.Node, source: Source, depth: number): boolean {
  const node = unwrap(callee);
  const origin = resolveOrigin(node, source, depth + 1);
  if (origin) {
    if (origin.module === undefined) {
      const name = origin.path.join('.');
      return name === 'require' || name === 'module.require' || name === 'process.getBuiltinModule';
    }
    return isExport(origin, 'process', 'getBuiltinModule');
  }
  return isCreatedRequire(node, source, depth + 1);
}

/** Whether an expression is a `require` that `createRequire()` made. */
function isCreatedRequire(expression: TSESTree.Node, source: Source, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const node = unwrap(expression);
  if (node.type === 'CallExpression') {
    const callee = resolveOrigin(node.callee, source, depth + 1);
    return callee !== undefined && isExport(callee, 'module', 'createRequire');
  }
  const value = node.type === 'Identifier' ? aliasedValue(node, source) : undefined;
  return value !== undefined && isCreatedRequire(value, source, depth + 1);
}

function identifierOrigin(node: TSESTree.Identifier, source: Source, depth: number): Origin | undefined {
  const variable = variableOf(node, source);
  if (!variable) return undefined;
  if (variable === 'global') return { module: undefined, path: GLOBAL_OBJECTS.has(node.name) ? [] : [node.name] };
  const definition = definitionOf(variable);
  const declaration = definition?.node;
  switch (declaration?.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return importOrigin(declaration);
    case 'TSImportEqualsDeclaration': {
      const typeOnly = declaration.importKind === 'type';
      const reference = declaration.moduleReference;
      if (reference.type === 'TSExternalModuleReference') {
        const module = stringValue(reference.expression);
        return module === undefined ? undefined : { module, path: [], typeOnly };
      }
      return resolveOrigin(reference, source, depth + 1);
    }
    case 'VariableDeclarator': {
      const assignment = onlyAssignment(variable);
      const path = assignment && patternPath(assignment.pattern, assignment.name);
      if (!path) return undefined;
      const [index, ...rest] = path;
      const promise = awaitedTogether(assignment.value, index, source);
      const origin = promise
        ? promisedOrigin(promise, source, depth + 1)
        : resolveOrigin(assignment.value, source, depth + 1);
      return origin && extend(origin, promise ? rest : path);
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return definition && isConstant(variable) ? handledOrigin(definition, source, depth) : undefined;
    default:
      return undefined;
  }
}

/** The promise at an index of what `await Promise.all([…])` awaits. */
function awaitedTogether(
  value: TSESTree.Node,
  index: string | undefined,
  source: Source,
): TSESTree.Node | undefined {
  const awaited = unwrap(value);
  const call = awaited.type === 'AwaitExpression' ? unwrap(awaited.argument) : undefined;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const { object } = call.callee;
  const isAll = memberName(call.callee) === 'all' && object.type === 'Identifier' && object.name === 'Promise';
  const [list] = call.arguments;
  if (!isAll || variableOf(object, source) !== 'global' || list?.type !== 'ArrayExpression') return undefined;
  const before = list.elements.slice(0, Number(index) + 1);
  if (before.some((element) => element?.type === 'SpreadElement')) return undefined;
  return before[Number(index)] ?? undefined;
}

/** The origin that an import specifier binds. */
export function importOrigin(specifier: TSESTree.ImportClause): Origin | undefined {
  const declaration = specifier.parent;
  if (declaration.type !== 'ImportDeclaration') return undefined;
  const module = declaration.source.value;
  const typeOnly =
    declaration.importKind === 'type' || (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type');
  if (specifier.type === 'ImportNamespaceSpecifier') return { module, path: [], typeOnly };
  if (specifier.type === 'ImportDefaultSpecifier') return { module, path: ['default'], typeOnly };
  const { imported } = specifier;
  return { module, path: [imported.type === 'Identifier' ? imported.name : imported.value], typeOnly };
}

function extend(origin: Origin, path: readonly string[]): Origin {
  return path.length === 0 ? origin : { ...origin, path: [...origin.path, ...path] };
}

/** The path of an origin without the `default` that CommonJS interop puts in front. */
export function exportPath(origin: Origin): readonly string[] {
  return origin.module !== undefined && origin.path[0] === 'default' ? origin.path.slice(1) : origin.path;
}

/**
 * Whether an origin is the named export of a module. A Node builtin matches with and without its prefix, but for
 * `node:test` and the like, which are given with it; a default import's member counts as the export, as it is for
 * CommonJS modules.
 */
export function isExport(origin: Origin, module: string, name: string): boolean {
  if (origin.module === undefined) return false;
  return canonicalName(origin.module) === canonicalName(module) && exportPath(origin).join('.') === name;
}

function canonicalName(module: string): string {
  return nodeBuiltinName(module) ?? module;
}

/** Whether an origin is a global, or a member of one: `'Worker'`, `'process.env'`. */
export function isGlobal(origin: Origin, name: string): boolean {
  return origin.module === undefined && origin.path.join('.') === name;
}
