import type { TSESTree } from '@typescript-eslint/utils';

import { evaluateOne } from '../resolve/static-value.ts';
import type { Source } from '../resolve/source.ts';
import { unwrap } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import type { Fault } from './limit.ts';

/** The rule's messages. */
export const messages = {
  missing: '{{test}} has no timeout. {{hint}}',
  uncounted:
    '{{test}} has no timeout of its own; the {{time}} that hold for it come from a place that the option `accept` leaves out. {{hint}}',
  ineffective: '{{test}} has no effective timeout: {{reason}}. {{hint}}',
  ineffectiveShared: 'No effective timeout for {{tests}}: {{reason}}.',
  setTimeout: 'Set the timeout to {{value}} ms.',
  setSeconds: 'Set the timeout to {{value}} s.',
  setUnregistered:
    'Set the timeout to {{value}} s; add pytest-timeout first, since pytest is told to refuse marks that nothing registers.',
};

/** A test as a message names it. */
export function nameOf({ title }: TestCall, source: Source): string {
  const value = title && evaluateOne(title, source);
  return value?.kind === 'constant' && typeof value.value === 'string' ? `Async test "${value.value}"` : 'This async test';
}

/** Which message says why a test has no timeout that counts, and what that message is to be told. */
export function faultOf(
  { wrong, inForce }: { readonly wrong: { readonly verdict: Fault } | undefined; readonly inForce: number },
  unit: 'ms' | 's',
): { readonly messageId: 'missing' | 'ineffective' | 'uncounted'; readonly data: Readonly<Record<string, string>> } {
  if (wrong) return { messageId: 'ineffective', data: { reason: wrong.verdict.reason } };
  if (inForce > 0) return { messageId: 'uncounted', data: { time: `${unit === 's' ? inForce / 1_000 : inForce} ${unit}` } };
  return { messageId: 'missing', data: {} };
}

/** Some tests as a message counts them. */
export function countOf(tests: readonly unknown[]): string {
  return tests.length === 1 ? '1 async test' : `${tests.length} async tests`;
}

const LAST_ARGUMENT = 'Pass milliseconds as the last argument.';

/**
 * How to give a test a timeout.
 *
 * @param isMisplaced - What stands behind the function is nothing that the runner takes there.
 */
export function hintFor({ runner, options, callback, trailing: [last] }: TestCall, isMisplaced: boolean): string {
  switch (runner) {
    case 'mocha':
      return callback && unwrap(callback).type === 'FunctionExpression'
        ? 'Call `this.timeout(milliseconds)` in it.'
        : 'Chain `.timeout(milliseconds)` to it.';
    case 'node':
      return 'Set `timeout` in its options, in front of the function.';
    case 'playwright':
      return 'Call `test.setTimeout(milliseconds)` in it.';
    case 'vitest':
      if (last && unwrap(last).type === 'ObjectExpression')
        return isMisplaced ? 'Move them in front of it, with a `timeout`.' : 'Set `timeout` in its options.';
      return options ? 'Set `timeout` in its options.' : LAST_ARGUMENT;
    default:
      return LAST_ARGUMENT;
  }
}

/** Where a test that has no timeout is marked: from its start to its title, so that its body is not underlined. */
export function headOf({ node, title }: TestCall): TSESTree.SourceLocation {
  return { start: node.loc.start, end: (title ?? node.callee).loc.end };
}
