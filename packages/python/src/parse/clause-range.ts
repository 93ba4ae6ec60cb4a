/** From the first character to the place after the last one. */
export type Range = readonly [start: number, end: number];

/** Widens a range until it holds both or none of each pair of brackets. */
export function balancedRange([start, end]: Range, brackets: readonly Range[]): Range {
  let [low, high] = [start, end];
  for (let index = firstClosingAfter(start, brackets); index < brackets.length; index++) {
    const [open, close] = brackets[index] ?? [0, 0];
    if (close < high) low = Math.min(low, open);
    else if (open >= low && open < high) high = close + 1;
    else break;
  }
  return [low, high];
}

function firstClosingAfter(offset: number, brackets: readonly Range[]): number {
  let low = 0;
  let high = brackets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((brackets[middle]?.[1] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the last such word before an offset begins, comments left out. */
export function keywordBefore(
  word: string,
  offset: number,
  { text, scan }: { readonly text: string; readonly scan: { readonly comments: readonly Range[] } },
): number {
  let at = offset;
  do at = text.lastIndexOf(word, at - 1);
  while (at > 0 && isInside(at, scan.comments));
  return at;
}

/** Where the `async` before a `for` begins, if one stands there. */
export function asyncBefore(
  forAt: number,
  { text, scan }: { readonly text: string; readonly scan: { readonly comments: readonly Range[] } },
): number | null {
  const before = text.slice(0, forAt);
  let end = before.trimEnd().length;
  for (;;) {
    const comment = scan.comments.find(([start, commentEnd]) => start < end && end <= commentEnd);
    const next = comment?.[0] ?? (text.charAt(end - 1) === '\\' ? end - 1 : end);
    if (next === end) break;
    end = before.slice(0, next).trimEnd().length;
  }
  const word = /(?<![\p{XID_Continue}_])async$/u.exec(text.slice(Math.max(0, end - 6), end));
  return word === null ? null : end - 5;
}

function isInside(offset: number, ranges: readonly Range[]): boolean {
  return ranges.some(([start, end]) => start <= offset && offset < end);
}
