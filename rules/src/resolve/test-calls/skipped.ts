import type { Source } from '../source.ts';
import { evaluateOne, propertyValues } from '../static-value.ts';
import { isFunction } from '../syntax.ts';
import type { HelperCall, TestCall, TestCalls } from './test-call.ts';

const SKIPPING = new Set(['skip', 'todo', 'fixme']);
/** `node:test` runs what is to do like any other test, and forgives its failure. */
const SKIPPING_IN_NODE = new Set(['skip']);

/**
 * Whether a test, suite or hook never runs: by a modifier (`test.skip`, `xit`, `describe.todo`), an option
 * (`{ skip: true }`), Playwright's `test.skip()` in its suite, or because a suite around it never does. A skip that
 * depends on a condition does not count.
 */
export function isSkipped(call: TestCall, file: TestCalls, source: Source): boolean {
  for (let at: TestCall | undefined = call; at; at = at.parent) {
    if (at.modifiers.some((modifier) => skippingIn(at).has(modifier)) || isSkippedByOption(at, source)) return true;
    if (at.runner === 'playwright' && isSkippedFromWithin(at, file, source)) return true;
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
  return file.helpers.some(
    (helper) => helper.parent === parent && parent?.kind !== 'hook' && skipsAlways(helper, source),
  );
}

function skipsAlways({ name, node }: HelperCall, source: Source): boolean {
  if (name !== 'test.skip' && name !== 'test.fixme') return false;
  if (node.parent.type !== 'ExpressionStatement') return false;
  const block = node.parent.parent;
  const isUnconditional = block.type === 'Program' || isFunction(block.parent);
  const [condition] = node.arguments;
  const value = condition && evaluateOne(condition, source);
  return isUnconditional && (!condition || (value?.kind === 'constant' && value.value === true));
}
