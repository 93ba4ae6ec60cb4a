import type { TSESTree } from '@typescript-eslint/utils';

import { deferredAround } from '../../resolve/deferred.ts';
import { isFunction, memberName, unwrap } from '../../resolve/syntax.ts';
import type { LintedFile } from '../linted-file.ts';
import type { ModuleLoad } from './module-load.ts';

/** Functions that judge what they are given, by the name that they or the object they are a member of has. */
const ASSERTIONS = new Set(['assert', 'expect', 'should', 't', 'tap']);
/** Assertions that are often imported by themselves. */
const ASSERTION_METHODS = new Set([
  'doesNotReject',
  'doesNotThrow',
  'notThrows',
  'notThrowsAsync',
  'rejects',
  'throws',
  'throwsAsync',
]);

/** Matchers that ask whether something is there, and no more. */
const EXISTENCE_MATCHERS = new Set([
  'toBeDefined',
  'toBeInstanceOf',
  'toBeTruthy',
  'toBeTypeOf',
  'toHaveProperty',
]);

/**
 * Whether it is the loading that a test is about: what `expect(…)` or an assertion judges is the module
 * itself, or a
 * function that does nothing but load it. Further loads of the module in the same function belong to that
 * test.
 *
 * @param judged - The loads that an assertion is about.
 */
export function isUnderTest(load: ModuleLoad, judged: readonly ModuleLoad[]): boolean {
  const code = deferredAround(load.node);
  return judged.some(
    (other) => other.key === load.key && (other === load || deferredAround(subjectOf(other.node)) === code),
  );
}

/**
 * Whether an assertion is about a load, or all that happens to what it gives are assertions that it is there.
 */
export function isJudged({ node, value }: ModuleLoad, { source }: LintedFile): boolean {
  if (isSubject(subjectOf(node))) return true;
  const declarator = value?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return false;
  const references = source.scopeManager
    .getDeclaredVariables(declarator)
    .flatMap((variable) => variable.references);
  const uses = references
    .filter((reference) => !reference.init)
    .map(({ identifier }) => memberOf(identifier));
  return uses.length > 0 && uses.every(isOnlyFound);
}

/** `expect(typeof x).…`, `expect(x).toBeDefined()`. */
function isOnlyFound(node: TSESTree.Node): boolean {
  const subject = subjectOf(node);
  if (!isSubject(subject)) return false;
  if (node.parent?.type === 'UnaryExpression' && node.parent.operator === 'typeof') return true;
  const matcher = subject.parent?.parent;
  return matcher?.type === 'MemberExpression' && EXISTENCE_MATCHERS.has(memberName(matcher) ?? '');
}

function isSubject(node: TSESTree.Node): boolean {
  const { parent } = node;
  return parent?.type === 'CallExpression' && parent.callee !== node && isAssertion(parent.callee);
}

/** The member that is read of a value, or the value itself. */
function memberOf(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  return parent?.type === 'MemberExpression' && parent.object === node ? parent : node;
}

/** The widest expression around a load that says nothing beyond the module or a comparison with it. */
function subjectOf(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'BinaryExpression':
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'UnaryExpression':
      return subjectOf(parent);
    case 'ExpressionStatement':
    case 'ReturnStatement': {
      const block = parent.parent;
      const fn = block.type === 'BlockStatement' && block.body.length === 1 ? block.parent : undefined;
      return isFunction(fn) ? fn : node;
    }
    case 'ArrowFunctionExpression':
      return parent.body === node ? parent : node;
    default:
      return node;
  }
}

function isAssertion(callee: TSESTree.Node): boolean {
  const node = unwrap(callee);
  if (node.type === 'Identifier') return ASSERTIONS.has(node.name) || ASSERTION_METHODS.has(node.name);
  return (
    node.type === 'MemberExpression' &&
    (ASSERTION_METHODS.has(memberName(node) ?? '') || isAssertion(node.object))
  );
}
