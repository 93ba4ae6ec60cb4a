import type { Linter, Rule } from 'eslint';

const BOM = '\uFEFF';

/** A text after edits, and how many of them were made. */
export interface EditedText {
  readonly text: string;
  readonly count: number;
}

/** An edit that a finding proposes. */
export interface Proposal {
  readonly fix: Rule.Fix;
  /** What a suggestion says of itself; absent for a fix. */
  readonly suggestion?: string;
}

/** The edit that a finding proposes: its fix or, with `unsafe`, its first suggestion. */
export function proposalOf({ fix, suggestions }: Linter.LintMessage, unsafe: boolean): Proposal | undefined {
  if (fix) return { fix };
  const suggestion = unsafe ? suggestions?.[0] : undefined;
  return suggestion && { fix: suggestion.fix, suggestion: suggestion.desc };
}

/**
 * Makes the edits that findings propose, as `eslint --fix` makes them: in order of their ranges, and one that
 * overlaps or touches an edit before it waits for the next pass.
 */
export function applyEdits(
  source: string,
  messages: readonly Linter.LintMessage[],
  unsafe: boolean,
): EditedText {
  const bom = source.startsWith(BOM) ? BOM : '';
  const text = source.slice(bom.length);
  const edits = messages.flatMap((message) => proposalOf(message, unsafe)?.fix ?? []);
  edits.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  let output = bom;
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const { range, text: replacement } of edits) {
    const [start, end] = range;
    if (start <= last || start > end) continue;
    output += text.slice(Math.max(0, last), start) + replacement;
    last = end;
    count += 1;
  }
  return { text: output + text.slice(Math.max(0, last)), count };
}
