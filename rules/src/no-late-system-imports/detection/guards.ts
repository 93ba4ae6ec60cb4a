import type { TSESTree } from '@typescript-eslint/utils';

import { isConstant, variableOf } from '../../resolve/source.ts';
import { isFunction, memberName, staticName, stringValue, unwrap } from '../../resolve/syntax.ts';
import { nodesIn } from '../../resolve/walk.ts';
import type { LintedFile } from '../linted-file.ts';
import type { ModuleLoad } from './module-load.ts';

/** Builtins that a build of Node.js can lack, or that the older versions in use do not have yet. */
const OPTIONAL = new Set([
  'crypto',
  'http2',
  'https',
  'inspector',
  'inspector/promises',
  'tls',
  'trace_events',
  'wasi',
]);
const RECENT = new Set([
  'net/promises',
  'node:ffi',
  'node:quic',
  'node:sea',
  'node:sqlite',
  'node:vfs',
  'stream/iter',
  'zlib/iter',
]);
/** Options of tests and suites that keep them from running. */
const SKIP_OPTIONS = new Set(['if', 'runIf', 'skip', 'skipIf']);
const ENVIRONMENT = new RegExp(
  [
    '\\btypeof\\b',
    '\\bimport\\.meta\\b',
    '\\bprocess\\.(?:versions|browser)\\b',
    '\\b(?:Bun|Deno|document|navigator|self|window)\\b',
    '(?:^|[^a-z])(?:is|in|has|on)_?(?:node|browser|bun|deno|web|edge|worker)',
    'browser',
    'node_?js',
  ].join('|'),
  'i',
);

/** Something that decides whether a load runs. */
interface Guard {
  /** What is asked, as far as it is an expression; a `try` asks by failing. */
  readonly test: TSESTree.Node | undefined;
  /** It stands between the load and the function that it is in. */
  readonly isInFunction: boolean;
}

/** Whether a load may be late for the sake of a Node.js that lacks the module. */
export function mayBeAbsent({ key, node }: ModuleLoad): boolean {
  if (RECENT.has(key)) return true;
  const isLazy = node.parent.type === 'ArrowFunctionExpression' || node.parent.type === 'ReturnStatement';
  return OPTIONAL.has(key) && isLazy;
}

/**
 * Whether a load asks if there is such a module, or runs only where there is: for builtins that can be
 * missing, and
 * in code that also runs outside Node.js.
 */
export function isFeatureTest(load: ModuleLoad, file: LintedFile): boolean {
  if (load.kind === 'getBuiltinModule' && isOptionalChain(load)) return true;
  if (isTried(load, file) || isCaught(load)) return true;
  const guards = guardsOf(load.node, file);
  if (guards.length === 0) return false;
  if (OPTIONAL.has(load.key) || RECENT.has(load.key)) return true;
  return guards.some(({ test }) => test && asksForEnvironment(test, file));
}

/** Whether a load runs on a condition within its function. */
export function isConditional(load: ModuleLoad, file: LintedFile): boolean {
  return guardsOf(load.node, file).some(({ test, isInFunction }) => test && isInFunction);
}

/** `process.getBuiltinModule?.('node:fs')`, `globalThis.process?.getBuiltinModule('node:fs')?.statSync`. */
function isOptionalChain({ node }: ModuleLoad): boolean {
  const chain = ancestor(node, ({ type }) => type !== 'MemberExpression' && type !== 'CallExpression');
  return chain?.type === 'ChainExpression';
}

/** `import('node:sqlite').catch(() => undefined)` asks as a `try` does. Behind a `then` the failure may be another. */
function isCaught({ key, node }: ModuleLoad): boolean {
  const mayBeMissing = OPTIONAL.has(key) || RECENT.has(key);
  let call: TSESTree.Node = node;
  for (let next = chainedCall(call); next; next = chainedCall(call)) {
    const [method, count] = next;
    if (method === 'catch' && (call === node || mayBeMissing)) return true;
    if (method === 'then' && count > 1 && mayBeMissing) return true;
    call = call.parent?.parent ?? call;
  }
  return false;
}

/** The method that is called on what a call gives, and the number of its arguments. */
function chainedCall(call: TSESTree.Node): readonly [method: string | undefined, count: number] | undefined {
  const { parent } = call;
  if (parent?.type !== 'MemberExpression' || parent.object !== call) return undefined;
  const { parent: next } = parent;
  return next.type === 'CallExpression' && next.callee === parent ? [memberName(parent), next.arguments.length] : undefined;
}

/** The nearest node around a node that a condition holds for. */
function ancestor(
  node: TSESTree.Node,
  isWanted: (candidate: TSESTree.Node) => boolean,
): TSESTree.Node | undefined {
  let { parent } = node;
  while (parent && !isWanted(parent)) ({ parent } = parent);
  return parent;
}

/**
 * Whether a load stands in a `try` that does nothing but load: of a builtin it fails only outside of Node.js.
 */
function isTried({ node }: ModuleLoad, { visitorKeys }: LintedFile): boolean {
  const block = ancestor(node, (candidate) => candidate.type === 'BlockStatement' || isFunction(candidate));
  if (block?.parent?.type !== 'TryStatement' || block.parent.block !== block || !block.parent.handler)
    return false;
  const calls = [...nodesIn(block, visitorKeys)].filter(
    ({ type }) => type === 'CallExpression' || type === 'NewExpression',
  );
  return calls.every(
    (call) =>
      call.type === 'CallExpression' &&
      stringValue(call.arguments[0]) !== undefined &&
      call.callee.type === 'Identifier',
  );
}

function guardsOf(node: TSESTree.Node, file: LintedFile): readonly Guard[] {
  const guards: Guard[] = [];
  let isInFunction = true;
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    guards.push(...guardsBy(parent, child, file).map((test) => ({ test, isInFunction })));
    if (isFunction(parent)) isInFunction = false;
    else if (parent.type === 'BlockStatement') {
      guards.push(...exitsBefore(child, parent).map((test) => ({ test, isInFunction: false })));
    }
  }
  return guards;
}

/** What a node asks before it runs a child. */
function guardsBy(
  parent: TSESTree.Node,
  child: TSESTree.Node,
  file: LintedFile,
): readonly (TSESTree.Node | undefined)[] {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === child ? [] : [parent.test];
    case 'LogicalExpression':
      return parent.right === child ? [parent.left] : [];
    case 'SwitchCase':
      return parent.test === child ? [] : [parent.parent.discriminant];
    case 'TryStatement':
      return parent.block === child && parent.handler ? [undefined] : [];
    case 'CallExpression':
      return parent.callee === child ? [] : skipConditions(parent, file);
    default:
      return [];
  }
}

/** The conditions of `if (…) return;` in front of a statement. */
function exitsBefore(statement: TSESTree.Node, block: TSESTree.BlockStatement): readonly TSESTree.Node[] {
  return block.body
    .filter((sibling) => sibling.range[1] <= statement.range[0])
    .flatMap((sibling) =>
      sibling.type === 'IfStatement' && exits(sibling.consequent) ? [sibling.test] : [],
    );
}

function exits(statement: TSESTree.Statement): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(exits);
  return statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement';
}

/**
 * What decides whether a test or suite runs: `test.skipIf(x)`, `{ skip: x }`, `(x ? test : test.skip)(…)`.
 */
function skipConditions(
  call: TSESTree.CallExpression,
  file: LintedFile,
): readonly (TSESTree.Node | undefined)[] {
  const options = call.arguments.flatMap((argument) =>
    argument.type === 'ObjectExpression'
      ? argument.properties.flatMap((property) =>
          property.type === 'Property' && SKIP_OPTIONS.has(staticName(property.key, property.computed) ?? '')
            ? [property.value]
            : [],
        )
      : [],
  );
  return [...options, ...calleeConditions(call.callee, file)];
}

function calleeConditions(callee: TSESTree.Node, file: LintedFile): readonly TSESTree.Node[] {
  const node = unwrap(callee);
  switch (node.type) {
    case 'CallExpression': {
      const factory = unwrap(node.callee);
      const isCondition = factory.type === 'MemberExpression' && SKIP_OPTIONS.has(memberName(factory) ?? '');
      return isCondition ? node.arguments : calleeConditions(factory, file);
    }
    case 'MemberExpression':
      return calleeConditions(node.object, file);
    case 'ConditionalExpression':
      return [node.test];
    case 'Identifier': {
      const init = initialiserOf(node, file);
      return init?.type === 'ConditionalExpression' ? [init.test] : [];
    }
    default:
      return [];
  }
}

function asksForEnvironment(test: TSESTree.Node, file: LintedFile): boolean {
  const { text } = file.text;
  if (ENVIRONMENT.test(text.slice(...test.range))) return true;
  const node = test.type === 'UnaryExpression' ? test.argument : test;
  const init = node.type === 'Identifier' ? initialiserOf(node, file) : undefined;
  return init !== undefined && ENVIRONMENT.test(text.slice(...init.range));
}

/** What a constant is set to. */
function initialiserOf(
  identifier: TSESTree.Identifier,
  { source }: LintedFile,
): TSESTree.Expression | undefined {
  const variable = variableOf(identifier, source);
  if (!variable || variable === 'global' || !isConstant(variable)) return undefined;
  const definition = variable.defs[0]?.node;
  return definition?.type === 'VariableDeclarator' && definition.id.type === 'Identifier' && definition.init
    ? unwrapExpression(definition.init)
    : undefined;
}

function unwrapExpression(node: TSESTree.Expression): TSESTree.Expression {
  return node.type === 'TSAsExpression' || node.type === 'TSNonNullExpression'
    ? unwrapExpression(node.expression)
    : node;
}
