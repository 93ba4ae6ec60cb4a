/** A piece of a text that is replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edit that puts a text at an offset. */
export function insertion(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** A text after edits that do not overlap; those at one offset stay in their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let output = '';
  let last = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    output += text.slice(last, edit.start) + edit.text;
    last = edit.end;
  }
  return output + text.slice(last);
}
