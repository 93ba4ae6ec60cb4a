import { compareTexts } from '../compare-texts.ts';

/** What a finding is counted under. */
export interface FindingKey {
  /** Path from the baseline's folder, with `/`. */
  readonly file: string;
  readonly rule: string;
  readonly place: string;
}

/** A {@link Tally} that is only looked at. */
export type Accepted = Omit<Tally, 'add' | 'take'>;

/** Counts findings by file, rule and place. */
export class Tally {
  readonly #counts = new Map<string, { readonly key: FindingKey; count: number }>();

  /** Counts a finding, or so many. */
  add(key: FindingKey, count = 1): void {
    const entry = this.#counts.get(idOf(key));
    if (entry) entry.count += count;
    else this.#counts.set(idOf(key), { key, count });
  }

  /** Takes one away, if there is one. */
  take(key: FindingKey): boolean {
    const entry = this.#counts.get(idOf(key));
    if (!entry || entry.count === 0) return false;
    entry.count -= 1;
    return true;
  }

  /** How many there are of a finding. */
  count(key: FindingKey): number {
    return this.#counts.get(idOf(key))?.count ?? 0;
  }

  /** What is counted, and how many there are of it. */
  *entries(): Generator<readonly [FindingKey, number]> {
    for (const { key, count } of this.#counts.values()) {
      if (count > 0) yield [key, count];
    }
  }

  /** How many there are in all. */
  get total(): number {
    return [...this.entries()].reduce((sum, [, count]) => sum + count, 0);
  }

  /** The counts by file, rule and place, each sorted. */
  toJSON(): object {
    const sorted = [...this.entries()].sort(([a], [b]) => compareKeys(a, b));
    const files: Record<string, Record<string, Record<string, number>>> = {};
    for (const [{ file, rule, place }, count] of sorted) {
      const rules = (files[file] ??= {});
      const places = (rules[rule] ??= {});
      places[place] = count;
    }
    return files;
  }
}

function idOf({ file, rule, place }: FindingKey): string {
  return JSON.stringify([file, rule, place]);
}

function compareKeys(a: FindingKey, b: FindingKey): number {
  return compareTexts(a.file, b.file) || compareTexts(a.rule, b.rule) || compareTexts(a.place, b.place);
}
