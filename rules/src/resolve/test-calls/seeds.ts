import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { CogniverseSettings } from '../../settings.ts';
import { loadedModule, importOrigin } from '../origin.ts';
import { exportedExpression, readSource, resolveRelative } from '../module-file.ts';
import type { Source } from '../source.ts';
import { memberName, stringValue, withWrappers } from '../syntax.ts';
import { isTestModule } from '../test-module.ts';
import { Binder } from './binder.ts';
import { exported, memberOf, type RunnerValue } from './runner-value.ts';
import type { TestRunner } from './test-call.ts';
import { isGlobalName, isTestMember, runnerOfModule } from './vocabulary.ts';

/** What seeds need to know beside the file itself. */
export interface SeedOptions {
  readonly testModules: CogniverseSettings['testModules'];
  /** The runner of names that nothing declares; asked for only where there are such names. */
  readonly globalRunner: () => TestRunner | undefined;
  /** `import()` and `import.meta` have no scope reference: the nodes of them, where the text has any. */
  readonly dynamicNodes: () => readonly (TSESTree.ImportExpression | TSESTree.MemberExpression)[];
}

/** How many files a fixture may be handed through. */
const MAX_HOPS = 3;

/** Finds what a file gets from its runner by each way of getting it, and lets the binder follow it. */
export function bindSeeds(binder: Binder, source: Source, options: SeedOptions, hops = MAX_HOPS): void {
  for (const statement of source.ast.body) bindImport(statement, binder, source, options, hops);
  bindGlobals(binder, source, options);
  for (const node of options.dynamicNodes()) {
    const specifier = node.type === 'ImportExpression' ? stringValue(node.source) : 'vitest';
    const value = specifier === undefined ? undefined : moduleValue(specifier, options);
    if (value) binder.follow(node, value);
  }
}

function moduleValue(specifier: string, { testModules, globalRunner }: SeedOptions): RunnerValue | undefined {
  const runner = runnerOfModule(specifier);
  if (runner) return { kind: 'module', runner };
  return isTestModule(specifier, testModules) ? { kind: 'module', runner: globalRunner() ?? 'unknown' } : undefined;
}

function bindImport(
  statement: TSESTree.ProgramStatement,
  binder: Binder,
  source: Source,
  options: SeedOptions,
  hops: number,
): void {
  if (statement.type === 'TSImportEqualsDeclaration') {
    const { moduleReference } = statement;
    if (moduleReference.type !== 'TSExternalModuleReference' || statement.importKind === 'type') return;
    const value = moduleValue(stringValue(moduleReference.expression) ?? '', options);
    if (value) binder.bindPattern(statement.id, value, statement);
    return;
  }
  if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return;
  const specifier = statement.source.value;
  const module = moduleValue(specifier, options);
  for (const clause of statement.specifiers) {
    const origin = importOrigin(clause);
    if (!origin || origin.typeOnly) continue;
    const [name] = origin.path;
    if (module) {
      const value = name === undefined ? module : memberOf(module, name);
      if (value) binder.bindPattern(clause.local, value, clause);
    } else if (name !== undefined && hops > 0 && specifier.startsWith('.') && mayBeTest(clause, name, source)) {
      const value = exportedValue(source.file, specifier, name, options, hops);
      if (value) binder.bindPattern(clause.local, value, clause);
    }
  }
}

const TEST_NAME = /^(?:test|it|describe|suite)[A-Z_]|[a-z0-9]Test$|_test$/;

/** Reading a file for each import would cost too much: names that do not speak of tests are taken for other things. */
function mayBeTest(clause: TSESTree.ImportClause, imported: string, { scopeManager }: Source): boolean {
  if (![imported, clause.local.name].some((name) => isGlobalName(name) || TEST_NAME.test(name))) return false;
  const [variable] = scopeManager.getDeclaredVariables(clause);
  return variable?.references.some(({ identifier }) => isUsedAsTest(identifier)) ?? false;
}

/** Whether a name is called with more than a title, has a member that tests have, or is handed on. */
function isUsedAsTest(identifier: TSESTree.Node): boolean {
  const { parent } = identifier;
  switch (parent?.type) {
    case 'CallExpression':
      return parent.callee === identifier && parent.arguments.length > 1;
    case 'MemberExpression':
      return isTestMember(memberName(parent) ?? '');
    default:
      return true;
  }
}

/** What another file of the project exports under a name, where that comes from a runner. */
function exportedValue(
  fromFile: string,
  specifier: string,
  name: string,
  options: SeedOptions,
  hops: number,
): RunnerValue | undefined {
  const file = resolveRelative(fromFile, specifier);
  const source = file === undefined ? undefined : readSource(file);
  if (!source) return undefined;
  const binder = new Binder(source);
  bindSeeds(binder, source, { ...options, dynamicNodes: () => [] }, hops - 1);
  const expression = exportedExpression(source, name);
  const value = expression ? binder.valueOf(expression) : undefined;
  return value ? withoutRoot(value) : reexported(source, name, options, hops - 1);
}

/** The root is an expression of the other file. */
function withoutRoot(value: RunnerValue): RunnerValue {
  if (value.kind !== 'function') return value;
  const { kind, runner, call, name, modifiers, isExtended } = value;
  return { kind, runner, call, name, modifiers, isExtended };
}

/** `export { test } from './base'`, `export * from './base'`. */
function reexported(source: Source, name: string, options: SeedOptions, hops: number): RunnerValue | undefined {
  for (const statement of source.ast.body) {
    const imported = reexportedName(statement, name);
    if (!imported) continue;
    const module = moduleValue(imported.module, options);
    const value = module
      ? memberOf(module, imported.name)
      : hops > 0
        ? exportedValue(source.file, imported.module, imported.name, options, hops)
        : undefined;
    if (value) return value;
  }
  return undefined;
}

function reexportedName(
  statement: TSESTree.ProgramStatement,
  name: string,
): { module: string; name: string } | undefined {
  if (statement.type === 'ExportAllDeclaration') return statement.exported ? undefined : { module: statement.source.value, name };
  if (statement.type !== 'ExportNamedDeclaration' || !statement.source) return undefined;
  const found = statement.specifiers.find(({ exported: node }) => nameOf(node) === name);
  return found && { module: statement.source.value, name: nameOf(found.local) };
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function bindGlobals(binder: Binder, source: Source, options: SeedOptions): void {
  for (const { identifier } of globalReferences(source)) {
    const { name } = identifier;
    if (identifier.type !== 'Identifier') continue;
    if (name === 'require') {
      bindRequire(identifier, binder, source, options);
    } else if (name === 'globalThis' || name === 'global') {
      bindGlobalMember(identifier, binder, options);
    } else if (isGlobalName(name)) {
      const runner = options.globalRunner();
      const value = runner && exported(runner, name);
      if (value) binder.follow(identifier, value);
    }
  }
}

/** `globalThis.test(…)`; `jest` alone is no member of the global object. */
function bindGlobalMember(object: TSESTree.Identifier, binder: Binder, options: SeedOptions): void {
  const { parent } = withWrappers(object);
  const name = parent?.type === 'MemberExpression' ? memberName(parent) : undefined;
  if (!parent || name === undefined || name === 'jest' || !isGlobalName(name)) return;
  const runner = options.globalRunner();
  const value = runner && exported(runner, name);
  if (value) binder.follow(parent, value);
}

function bindRequire(identifier: TSESTree.Identifier, binder: Binder, source: Source, options: SeedOptions): void {
  const { parent } = identifier;
  if (parent.type !== 'CallExpression' || parent.callee !== identifier) return;
  const specifier = loadedModule(parent, source);
  if (specifier === undefined) return;
  const module = moduleValue(specifier, options);
  if (module) binder.follow(parent, specifier === 'node:test' ? (memberOf(module, 'default') ?? module) : module);
}

/** References to names that nothing in the file declares, be they configured as globals or not. */
export function globalReferences({ scopeManager }: Source): readonly TSESLint.Scope.Reference[] {
  const { globalScope } = scopeManager;
  if (!globalScope) return [];
  const configured = globalScope.variables.filter(({ defs, references }) => defs.length === 0 && references.length > 0);
  return [...globalScope.through, ...configured.flatMap(({ references }) => references)];
}
