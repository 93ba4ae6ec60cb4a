import { UsageError } from '../errors.ts';

/** Parts of a name that are shorter say too little of which name is meant. */
const LEAST_PART = 3;

/** What helps on after an unknown name: the one that was most likely meant, or else what there is. */
export function hintAt(given: string, known: readonly string[], otherwise: string): string {
  const meant = didYouMean(given, known);
  return meant === undefined ? otherwise : `Did you mean ${meant}?`;
}

/** An option that a command does not have, or without one the program. */
export function unknownOption(name: string, command: string | undefined, known: readonly string[]): UsageError {
  const option = name.length === 1 ? `-${name}` : `--${name}`;
  const options = known.map((each) => `--${each}`);
  const help = `See cogniverse-codemod ${command === undefined ? '' : `${command} `}--help`;
  return new UsageError(`Unknown option ${option}. ${hintAt(option, options, help)}`);
}

/** Two slips in a word that is shorter make another one of it: `tcsh` is not `bash`. */
const LEAST_FOR_TWO = 5;

/**
 * The known name that was most likely meant: within two slips of the keyboard, and fewer for a short name; or the
 * only one that has what was given for a part, or words for the words that were given.
 */
function didYouMean(given: string, known: readonly string[]): string | undefined {
  const limit = given.length < LEAST_FOR_TWO ? Math.min(1, given.length - 1) : 2;
  const ranked = known
    .map((name) => ({ name, slips: distance(given, name) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  const [best] = ranked;
  if (best) return best.name;
  if (given.length < LEAST_PART) return undefined;
  const parts = [known.filter((name) => name.includes(given)), known.filter((name) => hasWords(name, given))];
  return parts.find((names) => names.length === 1)?.[0];
}

/** Whether the words of one name begin those of another, in order: `late-import` those of `no-late-system-imports`. */
function hasWords(name: string, given: string): boolean {
  const words = name.split('-');
  let at = 0;
  return given.split('-').every((part) => {
    at = words.findIndex((word, index) => index >= at && word.startsWith(part)) + 1;
    return at > 0;
  });
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
