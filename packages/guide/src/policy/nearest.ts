/**
 * The known word that a misspelt one was probably meant to be.
 *
 * @param word - The word as written.
 * @param known - The words that exist.
 * @returns The nearest one, if at most a third of its letters (and at least one) have to change; else
 *   `undefined`.
 */
function nearest(word: string, known: readonly string[]): string | undefined {
  const measured = known.map((candidate) => ({
    candidate,
    distance: editDistance(word.toLowerCase(), candidate.toLowerCase()),
  }));
  return measured
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((left, right) => left.distance - right.distance)[0]?.candidate;
}

/** A sentence, with a space before it, that names the nearest known word; nothing if none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}

/** Levenshtein's distance: letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let row = [0, ...Array.from(to, (_, index) => index + 1)];
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, wanted] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
