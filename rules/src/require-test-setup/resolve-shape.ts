import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { exportedExpression, readSource, resolveRelative } from '../resolve/module-file.ts';
import { exportPath, loadedModule, resolveOrigin, type Origin } from '../resolve/origin.ts';
import { returnedExpressions } from '../resolve/returns.ts';
import { onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { evaluateOne } from '../resolve/static-value.ts';
import { isFunction, memberName, unwrap, type FunctionNode } from '../resolve/syntax.ts';
import { FOLDER_LISTS, isInnocent, isMerging, TRANSPARENT, WORKERS } from './known-modules.ts';
import { lookup } from './lookup.ts';
import { merged, type Ref, type Shape } from './shape.ts';

const MAX_DEPTH = 40;
const MAX_STEPS = 50_000;

/** What is known beside the code that is read. */
export interface World {
  /** Whether a file is known to register the set-up. */
  readonly isRegistered: (file: string) => boolean;
  /** How many steps are left. */
  readonly budget: { steps: number };
}

/** A world that nothing has been asked of yet. */
export function newWorld(isRegistered: World['isRegistered'] = () => false): World {
  return { isRegistered, budget: { steps: MAX_STEPS } };
}

/** Takes a step; `false` where none is left, as in names that branch again and again. */
export function step({ budget }: World, { depth }: Ref): boolean {
  budget.steps -= 1;
  return budget.steps > 0 && depth <= MAX_DEPTH;
}

const NOTHING: readonly Shape[] = [];

/** An expression at the top of a file. */
function refTo<Node extends TSESTree.Node>(node: Node, source: Source): Ref<Node> {
  return { node, source, parameters: new Map(), holders: [], depth: 0 };
}

/** Another expression, read with what is known where the first one stands. */
export function refFrom<Node extends TSESTree.Node>(ref: Ref, node: Node): Ref<Node> {
  return { ...ref, node, holders: [], depth: ref.depth + 1 };
}

/** An expression that gives the same object as the first one. */
function sameObject(ref: Ref, node: TSESTree.Node): Ref {
  return { ...refFrom(ref, node), holders: ref.holders };
}

/**
 * What an expression of a configuration can be: one shape for each branch and each `return`. Names, members, calls
 * of functions in reach, and imports of files beside are followed.
 */
export function shapesOf(given: Ref, world: World): readonly Shape[] {
  const ref = { ...given, node: unwrap(given.node) };
  if (!step(world, ref)) return unknown(ref, 'it is too deeply nested');
  const { node } = ref;
  const shapes = (next: TSESTree.Node): readonly Shape[] => shapesOf(sameObject(ref, next), world);
  switch (node.type) {
    case 'ObjectExpression':
      return [{ kind: 'object', layers: [{ kind: 'object', ref: { ...ref, node } }] }];
    case 'ArrayExpression':
      return [{ kind: 'list', ref: { ...ref, node } }];
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return returnsOf({ ...ref, node }, world);
    case 'ConditionalExpression':
      return [...shapes(node.consequent), ...shapes(node.alternate)];
    case 'LogicalExpression':
      return node.operator === '&&'
        ? [...shapes(node.right), { kind: 'constant', value: false, ref }]
        : [...shapes(node.left), ...shapes(node.right)];
    case 'AwaitExpression':
      return shapes(node.argument);
    case 'AssignmentExpression':
      return shapes(node.right);
    case 'Identifier':
      return identifierShapes({ ...ref, node }, world);
    case 'MemberExpression':
      return memberShapes({ ...ref, node }, world);
    case 'CallExpression':
      return callShapes({ ...ref, node }, world);
    default: {
      const value = evaluateOne(node, ref.source);
      return value?.kind === 'constant'
        ? [{ kind: 'constant', value: value.value, ref }]
        : unknown(ref, 'it is computed when the file runs');
    }
  }
}

function unknown(ref: Ref, reason: string): readonly Shape[] {
  return [{ kind: 'unknown', ref, reason }];
}

function returnsOf(ref: Ref<FunctionNode>, world: World): readonly Shape[] {
  return returnedExpressions(ref.node).flatMap((node) => shapesOf(refFrom(ref, node), world));
}

function identifierShapes(ref: Ref<TSESTree.Identifier>, world: World): readonly Shape[] {
  const { node, source } = ref;
  const variable = variableOf(node, source);
  if (!variable || variable === 'global') {
    return node.name === 'undefined'
      ? [{ kind: 'constant', value: undefined, ref }]
      : unknown(ref, `nothing in the file declares ${node.name}`);
  }
  const argument = ref.parameters.get(variable);
  if (argument) return shapesOf({ ...argument, depth: ref.depth + 1 }, world);
  const fn = variable.defs.length === 1 ? variable.defs[0]?.node : undefined;
  if (fn?.type === 'FunctionDeclaration' && variable.defs[0]?.name === fn.id) {
    return returnsOf({ ...ref, node: fn, depth: ref.depth + 1 }, world);
  }
  const assignment = onlyAssignment(variable);
  if (assignment?.pattern.type === 'Identifier') {
    const holders = [{ variable, path: [] }, ...ref.holders];
    return shapesOf({ ...refFrom(ref, assignment.value), holders }, world);
  }
  const origin = resolveOrigin(node, source);
  if (origin?.module !== undefined) return importedShapes(origin, ref, world);
  return unknown(
    ref,
    assignment ? `${node.name} is a part of something else` : `${node.name} is set more than once`,
  );
}

function memberShapes(ref: Ref<TSESTree.MemberExpression>, world: World): readonly Shape[] {
  const name = memberName(ref.node);
  if (name === undefined) return unknown(ref, 'its name is computed');
  const origin = resolveOrigin(ref.node.object, ref.source);
  // A namespace import has no shape of its own.
  if (origin?.module !== undefined && origin.path.length === 0) {
    return importedShapes({ ...origin, path: [name] }, ref, world);
  }
  return shapesOf(refFrom(ref, ref.node.object), world).flatMap((shape) => memberOf(shape, name, ref, world));
}

/** What an object has under a key; nothing where it has no such key. */
function memberOf(shape: Shape, key: string, ref: Ref, world: World): readonly Shape[] {
  if (shape.kind !== 'object')
    return shape.kind === 'registered' ? [shape] : unknown(ref, 'it is read from elsewhere');
  const [layer, ...others] = shape.layers;
  if (layer?.kind !== 'object' || others.length > 0) return unknown(ref, 'it is read from elsewhere');
  const { found, spreads, unsure } = lookup(layer.ref, key, world);
  if (spreads.length > 0 || unsure) return unknown(ref, 'it is read from elsewhere');
  return found.length > 0
    ? found.flatMap((entry) => shapesOf(entry.ref, world))
    : [{ kind: 'constant', value: undefined, ref }];
}

/** What another module exports. */
function importedShapes({ module, path }: Origin, ref: Ref, world: World): readonly Shape[] {
  const file = module === undefined ? undefined : resolveRelative(ref.source.file, module);
  if (file === undefined) {
    const isHarmless = module !== undefined && isInnocent(module);
    return isHarmless
      ? [{ kind: 'object', layers: [] }]
      : unknown(ref, `it comes from ${module ?? 'elsewhere'}`);
  }
  if (world.isRegistered(file)) return [{ kind: 'registered' }];
  const [name = 'default', ...rest] = path;
  const target = readSource(file);
  const exported = target && exportOf(target, name, ref.depth);
  if (!exported) return unknown(ref, `it comes from ${module ?? 'elsewhere'}`);
  let shapes = shapesOf(exported, world);
  for (const key of rest) shapes = shapes.flatMap((shape) => memberOf(shape, key, ref, world));
  return shapes;
}

/** What a file exports under a name, through files that it passes on; CommonJS exports the keys of one object. */
function exportOf(source: Source, name: string, depth: number): Ref | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = exportedExpression(source, name);
  if (node) return { ...refTo(node, source), depth: depth + 1 };
  for (const statement of source.ast.body) {
    const from = passedOn(statement, name);
    const file = from && resolveRelative(source.file, from.module);
    const target = file === undefined ? undefined : readSource(file);
    const found = from && target && exportOf(target, from.name, depth + 1);
    if (found) return found;
  }
  if (name === 'default') return undefined;
  const object = exportedExpression(source, 'default');
  const entry =
    object?.type === 'ObjectExpression' ? lookup(refTo(object, source), name, newWorld()).found[0] : undefined;
  return entry && { ...entry.ref, depth: depth + 1 };
}

/** What `export { a as b } from './c'` and `export * from './c'` pass on. */
function passedOn(
  statement: TSESTree.ProgramStatement,
  name: string,
): { readonly module: string; readonly name: string } | undefined {
  if (statement.type === 'ExportAllDeclaration') {
    return statement.exported || name === 'default' ? undefined : { module: statement.source.value, name };
  }
  if (statement.type !== 'ExportNamedDeclaration' || !statement.source) return undefined;
  const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name);
  return specifier && { module: statement.source.value, name: nameOf(specifier.local) };
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** The configuration that a file exports. */
export function exportedConfig(source: Source): Ref | undefined {
  return exportOf(source, 'default', 0);
}

function callShapes(ref: Ref<TSESTree.CallExpression>, world: World): readonly Shape[] {
  const { node, source } = ref;
  const [first] = node.arguments;
  const argument = (at: TSESTree.Node | undefined): readonly Shape[] => {
    if (!at) return NOTHING;
    return at.type === 'SpreadElement'
      ? unknown(ref, 'its arguments are a list')
      : shapesOf(sameObject(ref, at), world);
  };
  const origin = resolveOrigin(node.callee, source);
  const path = origin && exportPath(origin);
  const name = path?.at(-1) ?? '';
  const isOwn = origin?.module !== undefined && /^\.{0,2}\//.test(origin.module);
  if (origin && !isOwn) {
    if (TRANSPARENT.has(name) || GLOBAL_TRANSPARENT.has(path?.join('.') ?? '')) return argument(first);
    if (FOLDER_LISTS.has(name)) return [{ kind: 'mapped', ref, elements: [] }];
    if (WORKERS.has(name)) return [{ kind: 'foreign', reason: 'its tests run in the runtime of Workers' }];
    const isMerge = name === 'mergeConfig' && isMerging(origin.module);
    if (isMerge) return merged(node.arguments.slice(0, 2).map(argument));
  }
  const made = nextJestConfig(node.callee, source);
  if (made === 'maker') return argument(first);
  if (made) return shapesOf(refFrom(ref, made), world);
  const loaded = loadedModule(node, source);
  if (loaded !== undefined) return importedShapes({ module: loaded, path: [] }, ref, world);
  if (node.callee.type === 'MemberExpression' && memberName(node.callee) === 'map' && first) {
    const callback = functionOf(refFrom(ref, first), world);
    if (callback) return [{ kind: 'mapped', ref, elements: returnsOf(callback, world) }];
  }
  const fn = functionOf(refFrom(ref, node.callee), world);
  if (fn) return returnsOf({ ...fn, parameters: givenTo(fn, ref), depth: ref.depth + 1 }, world);
  if (origin?.module !== undefined && isInnocent(origin.module)) return [{ kind: 'object', layers: [] }];
  const called = calleeName(node.callee);
  return unknown(ref, called === undefined ? 'it is what a call gives' : `it is made by ${called}()`);
}

const GLOBAL_TRANSPARENT: ReadonlySet<string> = new Set([
  'Object.freeze',
  'Promise.resolve',
  'structuredClone',
]);

/** `'maker'` for the function that `nextJest()` gives; the call of it where that is what is called. */
function nextJestConfig(callee: TSESTree.Node, source: Source): 'maker' | TSESTree.CallExpression | undefined {
  const node = unwrap(callee);
  if (node.type === 'Identifier') {
    const variable = variableOf(node, source);
    const value = variable && variable !== 'global' ? onlyAssignment(variable)?.value : undefined;
    return value && isNextJest(unwrap(value), source) ? 'maker' : undefined;
  }
  if (node.type !== 'CallExpression') return undefined;
  if (isNextJest(node, source)) return 'maker';
  return nextJestConfig(node.callee, source) === 'maker' ? node : undefined;
}

function isNextJest(node: TSESTree.Node, source: Source): boolean {
  const origin = node.type === 'CallExpression' ? resolveOrigin(node.callee, source) : undefined;
  return (
    origin?.module !== undefined &&
    /^next\/jest(?:\.js)?$/.test(origin.module) &&
    exportPath(origin).length === 0
  );
}

/** The function that is called, where it stands in the file or in one beside it. */
function functionOf(ref: Ref, world: World): Ref<FunctionNode> | undefined {
  const node = unwrap(ref.node);
  if (ref.depth > MAX_DEPTH) return undefined;
  if (isFunction(node)) return { ...ref, node };
  if (node.type !== 'Identifier') return undefined;
  const variable = variableOf(node, ref.source);
  if (!variable || variable === 'global') return undefined;
  const definition = variable.defs.length === 1 ? variable.defs[0] : undefined;
  if (definition?.node.type === 'FunctionDeclaration' && definition.name === definition.node.id) {
    return refFrom(ref, definition.node);
  }
  const value = onlyAssignment(variable);
  if (value?.pattern.type === 'Identifier') return functionOf(refFrom(ref, value.value), world);
  const origin = resolveOrigin(node, ref.source);
  const file = origin?.module === undefined ? undefined : resolveRelative(ref.source.file, origin.module);
  const target = file === undefined || world.isRegistered(file) ? undefined : readSource(file);
  const exported = target && exportOf(target, origin?.path[0] ?? 'default', ref.depth + 1);
  return exported && functionOf(exported, world);
}

/** What a function's parameters are given by a call. */
function givenTo(
  { node, source, parameters }: Ref<FunctionNode>,
  call: Ref<TSESTree.CallExpression>,
): ReadonlyMap<TSESLint.Scope.Variable, Ref> {
  const given = new Map(parameters);
  const variables = source.scopeManager.getDeclaredVariables(node);
  for (const [index, parameter] of node.params.entries()) {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const fallback =
      parameter.type === 'AssignmentPattern' ? refFrom({ ...call, source }, parameter.right) : undefined;
    const argument = call.node.arguments[index];
    if (argument?.type === 'SpreadElement') return given;
    const value = argument ? refFrom(call, argument) : fallback;
    const variable = variables.find(({ defs }) => defs.some((definition) => definition.name === name));
    if (variable && value) given.set(variable, value);
  }
  return given;
}

function calleeName(callee: TSESTree.Node): string | undefined {
  const node = unwrap(callee);
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? memberName(node) : undefined;
}
