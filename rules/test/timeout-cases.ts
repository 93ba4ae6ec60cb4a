import { requireAsyncTimeout } from '../src/require-async-timeout/index.ts';
import type { messages } from '../src/require-async-timeout/messages.ts';
import type { Options } from '../src/require-async-timeout/options.ts';
import { mayHoldAsyncTest } from '../src/require-async-timeout/prefilter.ts';
import { testFixes, testPrefilter, testRule, type InvalidCase, type RuleCases, type ValidCase } from './rule-tester.ts';

type MessageIds = keyof typeof messages;
type Entry = ValidCase<readonly [Options?]>;

/** Code with one test that the rule reports. */
export interface UnboundedCase extends Entry {
  /** The code with the rule's fix. */
  readonly fixed?: string;
  /** The code with the rule's suggestion, where it offers that instead of a fix. */
  readonly suggested?: string;
  /** What the message gives as the reason; without it the message is that a timeout is missing. */
  readonly reason?: string;
  /** The timeout that holds, and that `accept` does not count. */
  readonly uncounted?: string;
  /** How many tests rely on the value that is reported. */
  readonly tests?: string;
  readonly column?: number;
}

/** Cases of one runner, each with the same line in front. */
export interface TimeoutCases {
  readonly prefix?: string;
  /** What all cases share, unless they say otherwise. */
  readonly shared?: Omit<Entry, 'code'>;
  readonly bounded: readonly (string | Entry)[];
  readonly unbounded: readonly UnboundedCase[];
}

/** Runs the rule on the cases of a runner, under each parser, with its fixes and its prefilter. */
export function testTimeouts(name: string, { prefix = '', shared = {}, bounded, unbounded }: TimeoutCases): void {
  const cases: RuleCases<MessageIds, readonly [Options?]> = {
    valid: bounded
      .map((entry) => (typeof entry === 'string' ? { code: entry } : entry))
      .map((entry) => ({ ...shared, ...entry, code: prefix + entry.code })),
    invalid: unbounded.map((entry) => invalidCase({ ...shared, ...entry }, prefix)),
  };
  testRule(name, requireAsyncTimeout, cases);
  testFixes(requireAsyncTimeout, cases);
  testPrefilter(mayHoldAsyncTest, cases);
}

function invalidCase(
  { fixed, suggested, reason, uncounted, tests, column, code, ...entry }: UnboundedCase,
  prefix: string,
): InvalidCase<MessageIds, readonly [Options?]> {
  const alone = uncounted !== undefined ? 'uncounted' : 'missing';
  const messageId = tests !== undefined ? 'ineffectiveShared' : reason !== undefined ? 'ineffective' : alone;
  return {
    ...entry,
    code: prefix + code,
    output: fixed === undefined ? null : prefix + fixed,
    errors: [
      {
        messageId,
        ...(tests !== undefined && reason !== undefined && { data: { tests, reason } }),
        ...(column !== undefined && { column }),
        ...(suggested !== undefined && { suggestions: [{ messageId: 'setTimeout', output: prefix + suggested }] }),
      },
    ],
  };
}
