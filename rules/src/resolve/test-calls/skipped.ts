import type { TSESTree } from '@typescript-eslint/utils';

import { groupBy } from '../group-by.ts';
import { oncePer } from '../once-per.ts';
import type { Source } from '../source.ts';
import { evaluateOne, propertyValues } from '../static-value.ts';
import { isFunction, memberName, staticName } from '../syntax.ts';
import type { HelperCall, TestCall, TestCalls } from './test-call.ts';

const SKIPPING = new Set(['skip', 'todo', 'fixme']);
/** `node:test` runs what is to do like any other test, and forgives its failure. */
const SKIPPING_IN_NODE = new Set(['skip']);

/**
 * Whether a test, suite or hook never runs: by a modifier (`test.skip`, `xit`, `describe.todo`), an option
 * (`{ skip: true }`), Playwright's `test.skip()` in its suite, Mocha's or Vitest's as its first statement, or because
 * a suite around it never does. A skip that depends on a condition does not count.
 */
export function isSkipped(call: TestCall, file: TestCalls, source: Source): boolean {
  for (let at: TestCall | undefined = call; at; at = at.parent) {
    if (at.modifiers.some((modifier) => skippingIn(at).has(modifier)) || isSkippedByOption(at, source)) return true;
    if (at.runner === 'playwright' && isSkippedFromWithin(at, file, source)) return true;
    if (skipsAtOnce(at, source)) return true;
  }
  return call.runner === 'playwright' && isSkippedFromWithin(undefined, file, source);
}

function skippingIn({ runner }: TestCall): ReadonlySet<string> {
  return runner === 'node' ? SKIPPING_IN_NODE : SKIPPING;
}

function isSkippedByOption(call: TestCall, source: Source): boolean {
  const value = call.options && evaluateOne(call.options, source);
  if (value?.kind !== 'object') return false;
  return [...skippingIn(call)].some((name) => {
    const values = propertyValues(value, name);
    return values.length > 0 && values.every((given) => given.kind === 'constant' && Boolean(given.value));
  });
}

function isSkippedFromWithin(parent: TestCall | undefined, file: TestCalls, source: Source): boolean {
  const skips = skipsByParent(file).get(parent) ?? [];
  return parent?.kind !== 'hook' && skips.some((helper) => skipsAlways(helper, source));
}

const skipsByParent = oncePer(({ helpers }: TestCalls) =>
  groupBy(
    helpers.filter(({ name }) => name === 'test.skip' || name === 'test.fixme'),
    ({ parent }) => [parent],
  ),
);

function skipsAlways({ node }: HelperCall, source: Source): boolean {
  if (node.parent.type !== 'ExpressionStatement') return false;
  const block = node.parent.parent;
  const isUnconditional = block.type === 'Program' || isFunction(block.parent);
  const [condition] = node.arguments;
  const value = condition && evaluateOne(condition, source);
  return isUnconditional && (!condition || (value?.kind === 'constant' && value.value === true));
}

/** Mocha's `this.skip()` and Vitest's `skip()` throw: behind one that is the first statement nothing runs. */
function skipsAtOnce(test: TestCall, source: Source): boolean {
  const [first] = test.body?.body.type === 'BlockStatement' ? test.body.body.body : [];
  if (test.kind !== 'test' || first?.type !== 'ExpressionStatement' || first.expression.type !== 'CallExpression') return false;
  const { callee, arguments: given } = first.expression;
  if (callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression') {
    return (test.runner === 'mocha' || test.runner === 'unknown') && memberName(callee) === 'skip';
  }
  const [reason] = given;
  const value = reason && evaluateOne(reason, source);
  const isAlways = !reason || (value?.kind === 'constant' && (value.value === true || typeof value.value === 'string'));
  return test.runner === 'vitest' && isAlways && isSkipOf(contextOf(test), callee);
}

/** The parameter that is the context of a Vitest test; `each` gives it none. */
function contextOf({ body, modifiers }: TestCall): TSESTree.Node | undefined {
  if (modifiers.includes('each')) return undefined;
  return body?.params[modifiers.includes('for') ? 1 : 0];
}

/** `context.skip()`, or `skip()` that was taken out of it. */
function isSkipOf(context: TSESTree.Node | undefined, callee: TSESTree.Expression): boolean {
  if (context?.type === 'Identifier') {
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
    return callee.object.name === context.name && memberName(callee) === 'skip';
  }
  if (context?.type !== 'ObjectPattern' || callee.type !== 'Identifier') return false;
  return context.properties.some(
    (property) =>
      property.type === 'Property' &&
      staticName(property.key, property.computed) === 'skip' &&
      property.value.type === 'Identifier' &&
      property.value.name === callee.name,
  );
}
