import { lineChanges, type LineChange } from '../line-changes.ts';

/** Beyond this, a merge is not worth waiting for. */
const LIMIT = { timeout: 2_000 };

/** What came out of a merge. */
export interface Merged {
  readonly text: string;
  /** Whether the third text had changes of its own, beside line ends. */
  readonly hasEdits: boolean;
}

/**
 * Brings what changed between a text and its fixed form into a third text that was made from the same text:
 * what the working tree has of a staged file. `undefined` where both change the same lines, or lines beside
 * each other. The third text keeps its line ends, which git may write differently from those it keeps.
 */
export function mergeFix(staged: string, fixed: string, working: string): Merged | undefined {
  const convert = asLineEndsOf(working);
  const before = convert(staged);
  // This needs no comparing of lines, and is how it nearly always is.
  if (before === working) return { text: convert(fixed), hasEdits: false };
  const base = linesOf(before);
  const fixes = lineChanges(base, linesOf(convert(fixed)), LIMIT);
  const edits = lineChanges(base, linesOf(working), LIMIT);
  if (!fixes || !edits) return undefined;
  // A run that was interrupted may have brought some of them there.
  const missing = fixes.filter((fix) => !edits.some((edit) => isEqual(fix, edit)));
  const touch = (fix: LineChange): boolean => edits.some(({ start, end }) => fix.start <= end && start <= fix.end);
  return !missing.some(touch) ? { text: apply(base, [...missing, ...edits]), hasEdits: true } : undefined;
}

/** Makes the line ends of a text those of another one, if all of that one's are the same. */
function asLineEndsOf(model: string): (text: string) => string {
  const withReturn = model.match(/\r\n/g)?.length ?? 0;
  const all = model.match(/\n/g)?.length ?? 0;
  if (all === 0 || (withReturn > 0 && withReturn < all)) return (text) => text;
  const lineEnd = withReturn > 0 ? '\r\n' : '\n';
  return (text) => text.replaceAll(/\r?\n/g, lineEnd);
}

/** The lines of a text with their ends. */
function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function isEqual(a: LineChange, b: LineChange): boolean {
  return a.start === b.start && a.end === b.end && a.lines.join('') === b.lines.join('');
}

function apply(base: readonly string[], changes: readonly LineChange[]): string {
  let text = '';
  let position = 0;
  for (const { start, end, lines } of changes.toSorted((a, b) => a.start - b.start)) {
    text += base.slice(position, start).join('') + lines.join('');
    position = end;
  }
  return text + base.slice(position).join('');
}
