import { nodeBuiltinName } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { deferredAround } from '../../resolve/deferred.ts';
import { variableOfFunction } from '../../resolve/named-function.ts';
import { resolveOrigin } from '../../resolve/origin.ts';
import { isFunction, unwrap, type FunctionNode } from '../../resolve/syntax.ts';
import { nodesIn } from '../../resolve/walk.ts';
import type { ModuleLoad } from '../detection/module-load.ts';
import { moduleKey } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';

/** Globals whose calls start nothing that goes on after them. */
const PLAIN_GLOBALS = new Set(
  (
    'Array assert BigInt Boolean Buffer console Date decodeURIComponent encodeURIComponent Error ' +
    'expect isNaN JSON Map Math Number Object parseFloat parseInt RangeError Reflect RegExp Set ' +
    'String structuredClone Symbol TypeError URL URLSearchParams WeakMap WeakSet'
  ).split(' '),
);
/** Modules none of whose functions starts anything. */
const PLAIN_MODULES = new Set([
  'assert',
  'assert/strict',
  'os',
  'path',
  'path/posix',
  'path/win32',
  'querystring',
  'url',
  'util',
]);

/**
 * Whether it can matter that the rest of a function no longer waits for an awaited `import()`: something that
 * was
 * started before would get less time, or the caller would go on later than it does.
 */
export function awaitMatters(load: ModuleLoad, file: LintedFile): boolean {
  if (load.kind !== 'import' || !load.value) return false;
  const fn = deferredAround(load.node);
  if (!isFunction(fn)) return true;
  return (
    !(file.byBody.has(fn) || isAlwaysAwaited(fn, file)) ||
    isInLoop(load.node, fn) ||
    startsSomethingBefore(load, fn, file)
  );
}

/** Whether a function has a name and every mention of the name is an awaited call. */
function isAlwaysAwaited(fn: FunctionNode, { source }: LintedFile): boolean {
  const variable = variableOfFunction(fn, source);
  const statement = fn.type === 'FunctionDeclaration' ? fn : fn.parent.parent;
  if (!variable || statement?.parent?.type.startsWith('Export') === true) return false;
  const uses = variable.references.filter((reference) => !reference.init);
  return uses.every(({ identifier: { parent }, identifier }) => {
    return (
      parent.type === 'CallExpression' &&
      parent.callee === identifier &&
      parent.parent.type === 'AwaitExpression'
    );
  });
}

function isInLoop(node: TSESTree.Node, fn: FunctionNode): boolean {
  for (let { parent } = node; parent && parent !== fn; { parent } = parent) {
    if (/^(?:DoWhile|For(?:In|Of)?|While)Statement$/.test(parent.type)) return true;
  }
  return false;
}

/** Whether a function calls anything before a load that may go on by itself after the call. */
function startsSomethingBefore(load: ModuleLoad, fn: FunctionNode, file: LintedFile): boolean {
  const [start] = load.node.range;
  for (const node of nodesIn(
    fn.body,
    file.visitorKeys,
    (inner) => !isFunction(inner) && inner.range[0] < start,
  )) {
    if (node.range[1] > start) continue;
    if (
      node.type === 'NewExpression' ||
      node.type === 'CallExpression' ||
      node.type === 'TaggedTemplateExpression'
    ) {
      if (!isSettled(node, file)) return true;
    }
  }
  return false;
}

const helperCalls = perFile(
  ({ tests }): ReadonlySet<TSESTree.Node> => new Set(tests.helpers.map(({ node }) => node)),
);

function isSettled(
  node: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression,
  file: LintedFile,
): boolean {
  const outer = node.parent.type === 'ChainExpression' ? node.parent.parent : node.parent;
  if (outer.type === 'AwaitExpression') return true;
  if (node.type === 'TaggedTemplateExpression') return false;
  if (helperCalls(file).has(node)) return true;
  const root = rootOf(node.callee);
  const origin = resolveOrigin(root, file.source);
  if (!origin) return root.type === 'CallExpression' && root !== node && isSettled(root, file);
  if (origin.module === undefined) {
    return (
      PLAIN_GLOBALS.has(origin.path[0] ?? '') || ['process.cwd', 'require'].includes(origin.path.join('.'))
    );
  }
  if (nodeBuiltinName(origin.module) === undefined) {
    return (
      ['vitest', '@jest/globals', 'chai'].includes(origin.module) &&
      ['expect', 'assert', 'vi', 'jest'].includes(origin.path[0] ?? '')
    );
  }
  return PLAIN_MODULES.has(moduleKey(origin.module)) || (origin.path.at(-1)?.endsWith('Sync') ?? false);
}

/** The callee, and for a chain such as `expect(x).toBe(y)` the call that it starts with. */
function rootOf(callee: TSESTree.Node): TSESTree.Node {
  const node = unwrap(callee);
  if (node.type !== 'MemberExpression') return node;
  let object: TSESTree.Node = node;
  while (object.type === 'MemberExpression') object = unwrap(object.object);
  return object.type === 'CallExpression' ? object : node;
}
