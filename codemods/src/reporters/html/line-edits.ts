import type { Rule } from 'eslint';

import { lineChanges } from '../../line-changes.ts';
import type { LineEdit } from './report-data.ts';
import type { SourceLines } from './source-lines.ts';

/** Beyond as many changed lines, the least edits are not worth looking for. */
const MAX_CHANGES = 200;

/**
 * The lines that a fix changes. ESLint makes one range of all that a fix does, which may span a whole file;
 * here it is taken apart again.
 */
export function lineEdits(source: SourceLines, { range: [from, to], text }: Rule.Fix): readonly LineEdit[] {
  const [first, last] = [source.indexAt(from), source.indexAt(to)];
  const before = source.lines.slice(first, last + 1);
  const after = source.split(
    source.text.slice(source.startOf(first), from) + text + source.text.slice(to, source.endOf(last)),
  );
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return between(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
    first + head + 1,
  );
}

/** @param line The number of the first of the lines before. */
function between(before: readonly string[], after: readonly string[], line: number): readonly LineEdit[] {
  if (before.length === 0 && after.length === 0) return [];
  const changes = lineChanges(before, after, { maxEditLength: MAX_CHANGES });
  if (!changes) return [[line, before.length, ...after]];
  return changes.map(({ start, end, lines }) => [line + start, end - start, ...lines]);
}
