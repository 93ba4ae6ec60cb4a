/**
 * The known name that was most likely meant: within two slips of the keyboard, and fewer for a short name.
 */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  const limit = Math.min(2, Math.floor(given.length / 2));
  const ranked = known
    .map((name) => ({ name, slips: distance(given, name) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.name;
}

/**
 * How many letters must be inserted, deleted, replaced or swapped with their neighbour to make one word the
 * other.
 */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const at = (list: readonly number[], index: number): number => list[index] ?? 0;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, at(beforeLast, j - 2) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
