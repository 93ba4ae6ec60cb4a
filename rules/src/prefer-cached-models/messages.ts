import type { TSESLint } from '@typescript-eslint/utils';

import type { Options } from './options.ts';

/** The rule's messages. */
export const messages = {
  inTest: '{{loader}} loads {{model}} for this test alone. {{use}}',
  eachTest: '{{loader}} loads {{model}} again for each test. {{use}}',
  again: '{{loader}} loads {{model}} {{count}} times in this file. {{use}}',
};

/** The message for each kind of load. */
export const MESSAGES = { 'in-test': 'inTest', 'each-test': 'eachTest', 'again': 'again' } as const;

/** The rule's context. */
export type Context = Readonly<TSESLint.RuleContext<keyof typeof messages, [Options]>>;

/** What a message is filled with. */
export function dataOf(
  {
    loader,
    model,
    count,
  }: { readonly loader: string; readonly model: string | undefined; readonly count: number },
  use: string,
): Record<string, unknown> {
  return { loader, model: model === undefined ? 'its model' : `"${model}"`, count, use };
}
