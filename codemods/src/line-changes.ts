import { diffArrays } from 'diff';

/** Lines of a text that another text has differently. */
export interface LineChange {
  /** The first of the lines, from 0; where lines are only added, the one that they come before. */
  readonly start: number;
  /** The line behind the last of them. */
  readonly end: number;
  /** What stands there instead. */
  readonly lines: readonly string[];
}

/** When to give up the search for the least changes. */
export type DiffLimit = { readonly timeout: number } | { readonly maxEditLength: number };

/** The lines in which two texts differ, in order; `undefined` where finding that out takes too long. */
export function lineChanges(
  before: readonly string[],
  after: readonly string[],
  limit: DiffLimit,
): readonly LineChange[] | undefined {
  const parts = diffArrays([...before], [...after], limit);
  if (!parts) return undefined;
  const changes: LineChange[] = [];
  let position = 0;
  for (const { added, removed, value } of parts) {
    const last = changes.at(-1);
    const start = position;
    if (!added) position += value.length;
    if (!added && !removed) continue;
    const lines = added ? value : [];
    // What is removed and what is added in its place come one after the other.
    const isSame = last?.end === start;
    if (isSame) changes.pop();
    changes.push({
      start: isSame ? last.start : start,
      end: position,
      lines: isSame ? [...last.lines, ...lines] : lines,
    });
  }
  return changes;
}
