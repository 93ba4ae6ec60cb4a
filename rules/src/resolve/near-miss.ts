/** From this length on, a word with one letter put in the place of another is taken for a misspelling. */
const FOR_REPLACED = 5;
/** From this length on, one with two letters that are wrong. */
const FOR_TWO = 9;
/** Below this length, a word with a letter too many or too few is another word. */
const FOR_ONE = 4;

/**
 * The name that another one was meant to be; `undefined` where none is near enough to be sure, or two are as
 * near. Parts between `_`, `-`, `.` and `/` are compared by themselves: `requires_cpu` is not `requires_gpu`.
 */
export function nearMiss(name: string, known: Iterable<string>): string | undefined {
  const near = [...new Set(known)].flatMap((other) => {
    const distance = other === name ? undefined : distanceOf(name, other);
    return distance === undefined ? [] : [{ other, distance }];
  });
  const least = Math.min(...near.map(({ distance }) => distance));
  const nearest = near.filter(({ distance }) => distance === least).map(({ other }) => other);
  // `skipf` has the ends of `skipif`, not those of `skip`.
  const alike = nearest.length > 1 ? nearest.filter((other) => endsOf(other) === endsOf(name)) : nearest;
  return alike.length === 1 ? alike[0] : undefined;
}

function endsOf(name: string): string {
  return `${name.at(0)}${name.at(-1)}`;
}

/** How many letters are wrong; `undefined` where these are two names. */
function distanceOf(name: string, other: string): number | undefined {
  const joined = withoutSeparators(name);
  if (joined === withoutSeparators(other)) return 0;
  // `python3` and `python2`, `level_1` and `level_2`
  if (joined.replace(/\d/g, '') === withoutSeparators(other).replace(/\d/g, '')) return undefined;
  const parts = partsOf(name);
  const others = partsOf(other);
  if (parts.length !== others.length) return undefined;
  const distances = parts.map((part, place) => partDistance(part, others[place] ?? ''));
  return distances.every((distance) => distance !== undefined)
    ? distances.reduce((sum, distance) => sum + distance, 0)
    : undefined;
}

function withoutSeparators(name: string): string {
  return partsOf(name).join('');
}

function partsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[-_./]/)
    .filter((part) => part !== '');
}

function partDistance(part: string, other: string): number | undefined {
  if (part === other) return 0;
  const shorter = Math.min(part.length, other.length);
  // A letter that was typed twice, as in `gpuu`, is sure in a short word too.
  if (shorter === FOR_ONE - 1 && withoutDoubles(part) === withoutDoubles(other)) return 1;
  if (shorter < FOR_ONE) return undefined;
  const edits = editsBetween(part, other);
  const isReplaced = part.length === other.length && !isSwapped(part, other);
  if (edits === 1) return isReplaced && shorter < FOR_REPLACED ? undefined : 1;
  return edits === 2 && shorter >= FOR_TWO ? 2 : undefined;
}

function withoutDoubles(word: string): string {
  return word.replace(/(.)\1+/g, '$1');
}

/** Whether two words of one length that differ by one edit differ by two neighbours that changed places. */
function isSwapped(part: string, other: string): boolean {
  return Array.from(part).filter((letter, place) => letter !== other[place]).length > 1;
}

/** Letters put in, left out, replaced, or swapped with their neighbour. */
function editsBetween(part: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= part.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = part[row - 1] === other[column - 1];
      const ways = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      ];
      const isSwap = part[row - 1] === other[column - 2] && part[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && isSwap) ways.push((beforeLast[column - 2] ?? 0) + 1);
      current.push(Math.min(...ways));
    }
    beforeLast = last;
    last = current;
  }
  return last.at(-1) ?? 0;
}
