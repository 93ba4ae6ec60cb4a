/** A replacement of a part of a text, by UTF-16 offsets. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes replacements that do not overlap. Those at the same place are made in the order given. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let output = '';
  let last = 0;
  for (const { start, end, text: replacement } of [...splices].sort((a, b) => a.start - b.start)) {
    output += text.slice(last, start) + replacement;
    last = end;
  }
  return output + text.slice(last);
}

/** Takes a byte order mark off a text. */
export function splitMark(text: string): { readonly mark: string; readonly body: string } {
  return text.startsWith('\uFEFF') ? { mark: '\uFEFF', body: text.slice(1) } : { mark: '', body: text };
}

/** The line end in front of an offset, else the first one of a text; `\n` where it has but one line. */
export function lineEndAt(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset - 1);
  if (before === -1) return /\r?\n/.exec(text)?.[0] ?? '\n';
  return text[before - 1] === '\r' ? '\r\n' : '\n';
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** Line and column of an offset, both from 1; a byte order mark counts for nothing. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).replace(/^\uFEFF/, '');
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - start + 1 };
}

/** Where two texts begin to differ: the place in the first. */
export function firstDifference(before: string, after: string): number {
  let offset = 0;
  while (offset < before.length && before[offset] === after[offset]) offset += 1;
  // What was put in behind a line end belongs to the line that follows only if that is not the file's end.
  const next = /[^\s]/.exec(before.slice(offset));
  return next ? offset + next.index : offset;
}
