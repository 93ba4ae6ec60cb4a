import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isTarget } from '../../resolve/mutation.ts';
import { isConstant } from '../../resolve/source.ts';
import { memberName, staticName, stringValue } from '../../resolve/syntax.ts';
import { moduleKey, type ModuleLoad } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';

type Variable = TSESLint.Scope.Variable;

/** What the code does with the module that it loads. */
export type LoadUse = EffectUse | DeclarationUse | ExpressionUse | PromiseUse;

/** Nothing: the load is a statement of its own. */
export interface EffectUse {
  readonly kind: 'effect';
  readonly statement: TSESTree.ExpressionStatement;
}

/** Constants are set to the module or to exports of it, and to nothing else. */
export interface DeclarationUse {
  readonly kind: 'declaration';
  readonly declarator: TSESTree.VariableDeclarator;
  readonly names: readonly TakenName[];
  /**
   * What the constants are taken from, where that is the default export by name: `(await
   * import('x')).default`.
   */
  readonly defaultExport?: TSESTree.MemberExpression;
}

/** Any other use of the module's value. */
export interface ExpressionUse {
  readonly kind: 'expression';
  /** The expression that a name for the module can stand for. */
  readonly node: TSESTree.Expression;
  /** The expression is the module's default export, not its namespace. */
  readonly isDefault: boolean;
}

/** A promise of the module is handed on. */
export interface PromiseUse {
  readonly kind: 'promise';
  readonly node: TSESTree.ImportExpression;
  /**
   * What is taken from it where all that is awaited together are imports, each taken apart by a pattern of
   * its own.
   */
  readonly inBatch?: DeclarationUse | undefined;
}

/** A constant and the export that it holds. */
export interface TakenName {
  readonly variable: Variable;
  /** `undefined` for the module itself. */
  readonly imported: string | undefined;
}

/** Where a statement can be taken out without leaving a gap. */
const BLOCKS = new Set<string>(['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase', 'TSModuleBlock']);

/** Finds what becomes of a load's value. */
export function useOf(load: ModuleLoad, file: LintedFile): LoadUse {
  const { value, node } = load;
  if (!value) {
    if (node.type === 'ImportExpression')
      return { kind: 'promise', node, inBatch: batchedUse(node, load, file) };
    throw new TypeError('only import() gives a promise');
  }
  const whole = withoutOwnCasts(value, load);
  const { parent } = whole;
  if (parent.type === 'ExpressionStatement' && BLOCKS.has(parent.parent.type))
    return { kind: 'effect', statement: parent };
  if (parent.type === 'MemberExpression' && parent.object === whole && !isOptional(parent)) {
    const name = memberName(parent);
    if (name !== undefined) {
      const taken = declarationOf(parent, [name], load, file);
      if (taken) return name === 'default' ? { ...taken, defaultExport: parent } : taken;
    }
    if (name === 'default' && load.kind === 'import')
      return { kind: 'expression', node: parent, isDefault: true };
  }
  return declarationOf(whole, [], load, file) ?? { kind: 'expression', node: value, isDefault: false };
}

/** The expression with the casts around it that say no more than which module it is. */
function withoutOwnCasts(value: TSESTree.Expression, load: ModuleLoad): TSESTree.Expression {
  const { parent } = value;
  const isCast =
    parent.type === 'TSAsExpression' ||
    parent.type === 'TSSatisfiesExpression' ||
    parent.type === 'TSTypeAssertion';
  return isCast && isTypeOfModule(parent.typeAnnotation, load) ? withoutOwnCasts(parent, load) : value;
}

/** `typeof import('node:fs')`, of the module that is loaded. */
function isTypeOfModule(type: TSESTree.TypeNode, { key }: ModuleLoad): boolean {
  if (type.type !== 'TSTypeQuery' || type.exprName.type !== 'TSImportType') return false;
  const { source, qualifier } = type.exprName;
  const module = stringValue(source);
  return !qualifier && module !== undefined && moduleKey(module) === key;
}

function isOptional(node: TSESTree.MemberExpression): boolean {
  return node.optional || node.parent.type === 'ChainExpression';
}

/**
 * The imports that are awaited together with one, if nothing else is: `await Promise.all([import('a'),
 * import('b')])`.
 */
export function batchOf(node: TSESTree.ImportExpression): readonly TSESTree.ImportExpression[] {
  const { parent: array } = node;
  if (array.type !== 'ArrayExpression' || !isAwaitedAll(array.parent)) return [];
  const imports = array.elements.filter((element) => element?.type === 'ImportExpression');
  return imports.length === array.elements.length ? imports : [];
}

function isAwaitedAll(call: TSESTree.Node): boolean {
  return (
    call.type === 'CallExpression' && isPromiseMethod(call, ['all']) && call.parent.type === 'AwaitExpression'
  );
}

/** Whether a call is one of `Promise.all()` and its like. */
export function isPromiseMethod({ callee }: TSESTree.CallExpression, names: readonly string[]): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return callee.object.name === 'Promise' && names.includes(memberName(callee) ?? '');
}

/** `const [{ default: os }, fs] = await Promise.all([import('node:os'), import('node:fs')])`. */
function batchedUse(
  node: TSESTree.ImportExpression,
  load: ModuleLoad,
  file: LintedFile,
): DeclarationUse | undefined {
  const batch = batchOf(node);
  const awaited = node.parent.parent?.parent;
  const declarator = awaited?.parent;
  if (batch.length === 0 || declarator?.type !== 'VariableDeclarator' || declarator.init !== awaited)
    return undefined;
  const { id } = declarator;
  const element =
    id.type === 'ArrayPattern' && id.elements.length === batch.length
      ? id.elements[batch.indexOf(node)]
      : undefined;
  return element && !('typeAnnotation' in id && id.typeAnnotation)
    ? constantsIn(element, declarator, [], load, file)
    : undefined;
}

/**
 * The declaration of constants that an expression is all there is to, if they can be declared at module level
 * instead.
 */
function declarationOf(
  init: TSESTree.Expression,
  path: readonly string[],
  load: ModuleLoad,
  file: LintedFile,
): DeclarationUse | undefined {
  const { parent: declarator } = init;
  if (declarator.type !== 'VariableDeclarator' || declarator.init !== init) return undefined;
  const { typeAnnotation } = declarator.id;
  if (typeAnnotation && (path.length > 0 || !isTypeOfModule(typeAnnotation.typeAnnotation, load)))
    return undefined;
  return constantsIn(declarator.id, declarator, path, load, file);
}

/** The constants that a pattern of a declarator takes out of a module. */
function constantsIn(
  pattern: TSESTree.Node,
  declarator: TSESTree.VariableDeclarator,
  path: readonly string[],
  load: ModuleLoad,
  { source }: LintedFile,
): DeclarationUse | undefined {
  const { parent: statement } = declarator;
  if (!BLOCKS.has(statement.parent.type) || !['const', 'let', 'var'].includes(statement.kind))
    return undefined;
  const variables = source.scopeManager.getDeclaredVariables(declarator);
  if (!variables.every((variable) => variable.defs.length === 1 && isConstant(variable))) return undefined;
  const names = namesIn(pattern, path, variables);
  // Only a namespace has a default export: what `require` gives has not.
  if (!names || (load.kind !== 'import' && names.some(({ imported }) => imported === 'default')))
    return undefined;
  return { kind: 'declaration', declarator, names };
}

/** The names that a pattern without defaults, nesting and rest takes out of a module. */
function namesIn(
  id: TSESTree.Node,
  path: readonly string[],
  variables: readonly Variable[],
): readonly TakenName[] | undefined {
  const [imported] = path;
  const taken = (local: TSESTree.Node, name: string | undefined): TakenName[] =>
    variables
      .filter(({ identifiers }) => identifiers.some((node) => node === local))
      .map((variable) => ({ variable, imported: name }));
  if (id.type === 'Identifier') return taken(id, imported);
  if (id.type !== 'ObjectPattern' || (imported !== undefined && imported !== 'default')) return undefined;
  const names: TakenName[] = [];
  for (const property of id.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return undefined;
    const key = staticName(property.key, property.computed);
    if (key === undefined || !isIdentifier(key) || (imported !== undefined && key === 'default'))
      return undefined;
    names.push(...taken(property.value, key));
  }
  return names.length > 0 ? names : undefined;
}

function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

/**
 * The members of a module that code reads, or `undefined` where it does more than read members with known
 * names.
 */
export type ReadMembers = readonly string[] | undefined;

/** The members that the expression around a module's value reads. */
export function membersReadFrom(node: TSESTree.Node): ReadMembers {
  const { parent } = node;
  switch (parent?.type) {
    case 'MemberExpression': {
      const name = parent.object === node ? memberName(parent) : undefined;
      return name === undefined || isTarget(parent, parent.parent) ? undefined : [name];
    }
    case 'VariableDeclarator':
      return parent.init === node ? keysOf(parent.id) : undefined;
    case 'TSTypeQuery':
    case 'TSQualifiedName':
      return [];
    default:
      return undefined;
  }
}

/** The members that are read of a variable that holds a module. */
export function membersReadOf({ references }: Variable): ReadMembers {
  const read = references
    .filter((reference) => !reference.init)
    .map(({ identifier }) => membersReadFrom(identifier));
  return read.every((names) => names !== undefined) ? read.flat() : undefined;
}

function keysOf(pattern: TSESTree.BindingName): ReadMembers {
  if (pattern.type !== 'ObjectPattern') return undefined;
  const keys = pattern.properties.map((property) =>
    property.type === 'Property' ? staticName(property.key, property.computed) : undefined,
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
}
