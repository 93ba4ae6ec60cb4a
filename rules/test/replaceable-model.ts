import type { messages } from '../src/allowed-models/messages.ts';
import type { Options } from '../src/allowed-models/options.ts';
import type { RuleCases } from './rule-tester.ts';

/** Cases of the rule about models. */
export type ModelCases = RuleCases<keyof typeof messages, [Options]>;

/** A model that the guide's policy denies. */
export const DENIED = 'vidore/colpali-v1.2';
/** The model that takes its place. */
export const SMALL = 'vidore/colsmol-500m';

/** Code whose refused names are replaced on demand only, each on its own: one output for each. */
export function doubted(
  code: string,
  doubt: string,
  outputs: readonly string[],
  rest: object = {},
): ModelCases['invalid'][number] {
  const suggestion = { messageId: 'replace', data: { name: DENIED, replacement: SMALL, doubt } } as const;
  return {
    code,
    errors: outputs.map((output) => ({ messageId: 'replaceable', suggestions: [{ ...suggestion, output }] })),
    ...rest,
  };
}
