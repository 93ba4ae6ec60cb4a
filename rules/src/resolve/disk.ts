import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';

/**
 * What the rules read beside the linted text is kept until any of it has changed: a linter that looks at ten
 * thousand files asks the disk once, and an editor sees whatever was saved between two looks at a file. A verdict
 * follows from many files at once, each read because of another one, so all of it is forgotten together.
 */

/** How long the disk is not looked at within one run of a linter, in milliseconds. */
const FRESH_FOR = 1_000;
/** Of a linter's time, looking takes a part of this size at most. */
const SHARE = 1 / 25;
/** So many paths are cheaper to find anew than to look at. */
const MAX_PATHS = 10_000;
/** A file that has just been written may be written again without a later time. */
const TICK = 100;
const COARSE_TICK = 2_000;
const UNSETTLED = 'unsettled';

const stamps = new Map<string, string>();
const memories: (() => void)[] = [];
const runs = new WeakSet<object>();
/** The files that runs came by since the disk was looked at. */
const files = new Set<string>();
let looked = performance.now();
let looking = 0;
let generation = 0;
let observer: ReadObserver | undefined;

/** Who is told of all that is asked of the disk, so that the answers can be compared later. */
export interface ReadObserver {
  /** What a file or folder holds. */
  readonly content: (path: string) => void;
  /** Whether there is anything at a path. */
  readonly existence: (path: string) => void;
  /** Whether a folder holds something of that name. */
  readonly entry: (folder: string, name: string, isThere: boolean) => void;
  /** What a folder holds whose names match a pattern. */
  readonly entries: (folder: string, pattern: RegExp, names: readonly string[]) => void;
}

/** Has somebody told of what is read from now on, or nobody any more. */
export function observeReads(told: ReadObserver | undefined): void {
  observer = told;
}

/**
 * Looks whether anything that was read has changed, once for a run of a linter and then every second,
 * or less often where there is much to look at.
 *
 * @param run - An object that a linter makes once for all files of a run, as editors do for each look at a file.
 * @param file - The file that the run comes by.
 */
export function lookAgain(run: object, file: string): void {
  if (runs.has(run)) {
    lookSometimes();
    return;
  }
  runs.add(run);
  // Who comes by a file once more has it open: another look at it is worth one at the disk, however long that takes.
  if (files.has(file) || isWorthALook()) look();
  files.add(file);
}

function lookSometimes(): void {
  if (sinceLook() >= FRESH_FOR && isWorthALook()) look();
}

function isWorthALook(): boolean {
  return sinceLook() * SHARE >= looking;
}

/** How long ago the disk was looked at, in milliseconds; forever, where the clock was set back. */
function sinceLook(): number {
  const since = performance.now() - looked;
  return since < 0 ? Infinity : since;
}

function look(): void {
  const begun = performance.now();
  const isTooMuch = stamps.size > MAX_PATHS;
  if (isTooMuch || [...stamps].some(([path, stamp]) => stampOf(statsOf(path)) !== stamp)) forget();
  files.clear();
  looked = performance.now();
  looking = looked - begun;
}

/** Forgets whatever was read. */
export function forget(): void {
  generation += 1;
  stamps.clear();
  for (const clear of memories) clear();
}

/** Has something cleared when what was read has changed. */
export function onForget(clear: () => void): void {
  memories.push(clear);
}

/** Remembers what a function says of a path, as long as what it has read is unchanged. */
export function remembered<Value>(find: (path: string) => Value): (path: string) => Value {
  const answers = new Map<string, { readonly value: Value }>();
  onForget(() => {
    answers.clear();
  });
  return (asked) => {
    lookSometimes();
    const known = answers.get(asked);
    if (known) return known.value;
    const begun = generation;
    const value = find(asked);
    if (generation === begun) answers.set(asked, { value });
    return value;
  };
}

/** Notes that an answer depends on a path: on a file's text, a directory's entries, or there being nothing. */
export function note(path: string): void {
  stamp(path);
  observer?.content(path);
}

function stamp(path: string): void {
  if (!stamps.has(path)) stamps.set(path, settledStamp(statsOf(path)));
}

/** What the disk says of a file; `undefined` where there is none, whatever else the path may be. */
export function fileStats(file: string): Stats | undefined {
  const stats = statsOf(file);
  const known = stamps.get(file);
  if (known !== undefined && known !== UNSETTLED && known !== stampOf(stats)) forget();
  note(file);
  return stats?.isFile() === true ? stats : undefined;
}

/** The text of a file; `undefined` where it can't be read. */
export function textOf(file: string): string | undefined {
  note(file);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The names of what a directory holds. */
export interface Entries extends Iterable<string> {
  has(name: string): boolean;
  /** Those that match a pattern: another one that comes or goes makes no difference to who asks. */
  matching(pattern: RegExp): readonly string[];
}

/** The names of what a directory holds; none where it can't be read. */
export const entriesOf = remembered((directory): Entries => {
  stamp(directory);
  const names = namesIn(directory);
  const matching = (pattern: RegExp): readonly string[] => {
    const matches = [...names].filter((name) => pattern.test(name));
    observer?.entries(directory, pattern, matches);
    return matches;
  };
  return {
    has(name) {
      const isThere = names.has(name);
      observer?.entry(directory, name, isThere);
      return isThere;
    },
    matching,
    [Symbol.iterator]: () => matching(/(?:)/)[Symbol.iterator](),
  };
});

function namesIn(directory: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(directory));
  } catch {
    return new Set();
  }
}

/** Whether there is anything at a path. */
export function exists(path: string): boolean {
  stamp(path);
  observer?.existence(path);
  return statsOf(path) !== undefined;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file taken for a folder, a name that no disk takes, a folder that may not be looked into.
    return undefined;
  }
}

function stampOf(stats: Stats | undefined): string {
  return stats ? `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size} ${stats.ino}` : 'absent';
}

function settledStamp(stats: Stats | undefined): string {
  if (!stats) return stampOf(stats);
  const tick = Number.isInteger(stats.mtimeMs / 1000) ? COARSE_TICK : TICK;
  const changed = Math.max(stats.mtimeMs, stats.ctimeMs);
  return Math.abs(Date.now() - changed) < tick ? UNSETTLED : stampOf(stats);
}
