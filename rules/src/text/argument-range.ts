import type { TSESTree } from '@typescript-eslint/utils';

import type { SourceText } from './source-text.ts';

/** Where an argument of a call starts and ends, the parentheses around it included. */
export function argumentRange(
  call: TSESTree.CallExpression,
  argument: TSESTree.Node,
  source: SourceText,
): readonly [start: number, end: number] {
  let [start, end] = argument.range;
  const closing = call.range[1] - 1;
  for (;;) {
    const next = source.codeAfter(end);
    if (source.text.charAt(next) !== ')' || next >= closing) return [start, end];
    end = next + 1;
    start = source.codeBefore(start) - 1;
  }
}
