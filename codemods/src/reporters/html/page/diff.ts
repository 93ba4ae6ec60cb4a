import type { LineEdit, LineRun } from '../report-data.ts';

/** A line of a diff. `from` and `to` tell the part that changed, where one line took the place of another. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  /** The line's number before the change, or after it where it is added. */
  readonly number: number;
  readonly text: string;
  readonly from?: number;
  readonly to?: number;
}

const AROUND = 2;

/** The diff of a proposal's edits, with the lines around that the report has. */
export function diffLines(runs: readonly LineRun[], edits: readonly LineEdit[]): readonly DiffLine[] {
  const known = linesByNumber(runs);
  const diff: DiffLine[] = [];
  let next = 0;
  let shift = 0;
  for (const [index, [line, removed, ...added]] of edits.entries()) {
    const start = Math.max(line - AROUND, next);
    if (diff.length > 0 && start > next) diff.push({ kind: 'gap', number: 0, text: '' });
    diff.push(...context(known, start, line));
    const gone = range(line, line + removed).flatMap((number) => textOf(known, number));
    for (const [offset, { number, text }] of gone.entries()) {
      diff.push({ kind: 'removed', number, text, ...changed(text, pairOf(gone.length, added, offset)) });
    }
    for (const [offset, text] of added.entries()) {
      const former = gone.length === added.length ? gone[offset]?.text : undefined;
      diff.push({ kind: 'added', number: line + shift + offset, text, ...changed(text, former) });
    }
    shift += added.length - removed;
    next = line + removed;
    const following = edits[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
    const end = Math.min(next + AROUND, following);
    diff.push(...context(known, next, end));
    next = end;
  }
  return diff;
}

/** The lines of a report by their numbers. */
export function linesByNumber(runs: readonly LineRun[]): ReadonlyMap<number, string> {
  return new Map(
    runs.flatMap(([first, ...lines]) => lines.map((text, index): [number, string] => [first + index, text])),
  );
}

function context(known: ReadonlyMap<number, string>, from: number, to: number): readonly DiffLine[] {
  return range(from, to).flatMap((number) =>
    textOf(known, number).map(({ text }): DiffLine => ({ kind: 'same', number, text })),
  );
}

function textOf(known: ReadonlyMap<number, string>, number: number): { number: number; text: string }[] {
  const text = known.get(number);
  return text === undefined ? [] : [{ number, text }];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** The line that took a line's place, where as many came as went. */
function pairOf(count: number, added: readonly string[], offset: number): string | undefined {
  return count === added.length ? added[offset] : undefined;
}

/** What of a line differs from the other, unless it is most of it. */
function changed(text: string, other: string | undefined): Pick<DiffLine, 'from' | 'to'> {
  if (other === undefined) return {};
  let from = 0;
  while (from < text.length && text[from] === other[from]) from += 1;
  let tail = 0;
  const most = Math.min(text.length, other.length) - from;
  while (tail < most && text.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const isAlike = from + tail >= other.length / 3 && from + tail >= text.length / 3;
  return isAlike ? { from, to: text.length - tail } : {};
}
