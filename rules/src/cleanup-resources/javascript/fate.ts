import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { exportPath, resolveOrigin } from '../../resolve/origin.ts';
import { definitionOf, variableOf, type Source } from '../../resolve/source.ts';
import { enclosingFunction, memberName, stringValue, unwrap } from '../../resolve/syntax.ts';
import { fixtureAround } from './fixture.ts';

/** What a name of a resource does with it where it is read. */
type Use = 'ends' | 'escapes' | 'neutral';

/** A part of the name of what ends something: `close`, `stopAll`, `kill`, `terminate`. */
const ENDING =
  /close|stop|kill|terminat|quit|disconnect|destroy|\bend$|^end|dispose|unref|shut|clear|abort|release|exit|cleanup|teardown|remove|finish|drain|wait|asyncDispose/i;
/** What looks at a thing and keeps nothing of it. */
const LOOKING = /^(?:expect|assert(?:\.\w+)*|ok|equal|String|Number|Boolean|once|console\.\w+)$/;

/** The file, as far as what becomes of values is looked for in it. */
export interface Surroundings {
  readonly source: Source;
  /** All members that the file reads or sets. */
  readonly members: readonly TSESTree.MemberExpression[];
  /** Whether what a function gives back is kept by nobody. */
  readonly isIgnored: (fn: TSESTree.Node) => boolean;
}

/**
 * Whether nothing in the file ends a value: it is dropped, or stays in a variable or property that nothing
 * ends.
 */
export function isLeftOpen(value: TSESTree.Node, file: Surroundings): boolean {
  const { parent } = value;
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'ChainExpression':
      return isLeftOpen(parent, file);
    case 'ExpressionStatement':
      return true;
    case 'VariableDeclarator':
      return parent.init === value && parent.parent.kind !== 'using' && parent.parent.kind !== 'await using'
        ? isTargetLeftOpen(parent.id, file)
        : false;
    case 'AssignmentExpression': {
      if (parent.right !== value || parent.operator !== '=') return false;
      const isStatement = parent.parent.type === 'ExpressionStatement' || isWholeBody(parent);
      return isStatement && isTargetLeftOpen(parent.left, file);
    }
    case 'ArrowFunctionExpression':
      return file.isIgnored(parent);
    case 'ReturnStatement': {
      const fn = enclosingFunction(parent);
      return fn !== undefined && file.isIgnored(fn);
    }
    default:
      return false;
  }
}

/** `() => (server = start())` */
function isWholeBody(node: TSESTree.Node): boolean {
  return node.parent?.type === 'ArrowFunctionExpression' && node.parent.body === node;
}

function isTargetLeftOpen(target: TSESTree.Node, { source, members }: Surroundings): boolean {
  if (target.type === 'Identifier') return isNameLeftOpen(target, source);
  if (target.type !== 'MemberExpression' || target.object.type !== 'ThisExpression') return false;
  const name = memberName(target);
  const same = members.filter((node) => node !== target && memberName(node) === name);
  return name !== undefined && same.every((node) => useOf(node, source) === 'neutral');
}

/** Whether nothing in the file ends what a variable holds. */
export function isNameLeftOpen(name: TSESTree.Identifier, source: Source): boolean {
  return readsOf(name, source)?.every((read) => useOf(read, source) === 'neutral') ?? false;
}

/** Where a variable of the file is read; `undefined` for other names. */
export function readsOf(
  name: TSESTree.Identifier,
  source: Source,
): readonly TSESTree.Identifier[] | undefined {
  const variable = variableOfName(name, source);
  if (!variable || !definitionOf(variable)) return undefined;
  return variable.references.flatMap((reference) =>
    reference.isRead() && reference.identifier.type === 'Identifier' ? [reference.identifier] : [],
  );
}

function variableOfName(name: TSESTree.Identifier, source: Source): TSESLint.Scope.Variable | undefined {
  const found = variableOf(name, source);
  if (found) return found === 'global' ? undefined : found;
  const { parent } = name;
  if (parent.type !== 'VariableDeclarator') return undefined;
  return source.scopeManager
    .getDeclaredVariables(parent)
    .find((variable) => variable.identifiers.includes(name));
}

/** What an expression that is a resource does with it. */
export function useOf(node: TSESTree.Node, source: Source): Use {
  const { parent } = node;
  switch (parent?.type) {
    case 'MemberExpression': {
      if (parent.object !== node) return 'neutral';
      const name = memberName(parent);
      // `server[Symbol.asyncDispose]()`
      if (name === undefined || ENDING.test(name) || awaitsEnd(parent)) return 'ends';
      return name === 'pid' && isHandedOn(parent, source) ? 'escapes' : 'neutral';
    }
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node || isLook(parent, source) || isFixtureUse(parent) ? 'neutral' : 'escapes';
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return useOf(parent, source);
    case 'AwaitExpression':
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
    case 'TemplateLiteral':
      return 'neutral';
    case 'AssignmentExpression':
      return parent.left === node ? 'neutral' : 'escapes';
    default:
      return 'escapes';
  }
}

/** `worker.once('exit', done)`: it ends by itself, and that is waited for. */
function awaitsEnd({ parent: call }: TSESTree.MemberExpression): boolean {
  return call.type === 'CallExpression' && /^(?:exit|close)$/.test(stringValue(call.arguments[0]) ?? '');
}

function isHandedOn(node: TSESTree.Node, source: Source): boolean {
  const { parent } = node;
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
  return parent.callee !== node && !isLook(parent, source);
}

/** `use(server)` in a fixture, which gives it to the test. */
function isFixtureUse({ callee, parent }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const given = fixtureAround(parent)?.params[1];
  return given?.type === 'Identifier' && callee.type === 'Identifier' && given.name === callee.name;
}

function isLook(call: TSESTree.CallExpression | TSESTree.NewExpression, source: Source): boolean {
  const callee = unwrap(call.callee);
  const origin = resolveOrigin(callee, source);
  return origin !== undefined && LOOKING.test(exportPath(origin).join('.'));
}
