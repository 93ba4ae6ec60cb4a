import { FACETS, type Facet, type FacetName } from './facets.ts';
import type { Query } from './query.ts';
import type { Report } from './report.ts';

/** What a query selects. */
export interface Selection {
  /** Positions of rows, in order. */
  readonly rows: readonly number[];
  /** How many rows each value of a facet has with the query's other conditions. */
  readonly counts: Readonly<Record<FacetName, Int32Array>>;
  /** How many rows each path has with all conditions but that of the path. */
  readonly paths: Int32Array;
}

const FIXED = 3;

/** Finds the rows of a query, in one pass. */
export function select(report: Report, facets: Readonly<Record<FacetName, Facet>>, query: Query): Selection {
  const { rows, size } = report;
  const wanted = FACETS.map((name) => wantedValue(facets[name], query.facets[name]));
  const columns = FACETS.map((name) => facets[name].column);
  const counts = FACETS.map((name) => new Int32Array(facets[name].values.length));
  const paths = new Int32Array(report.paths.length);
  const isBelow = report.paths.map((path) => isIn(path, query.path));
  const hasWords = wordTest(report, query.text);
  const isFixedWanted = wanted[FACETS.indexOf('state')] === FIXED;
  const found: number[] = [];
  for (let row = 0; row < size; row += 1) {
    if (!hasWords(row)) continue;
    const path = rows.path[row] ?? -1;
    const isPathWanted = isBelow[path] === true;
    const isGone = rows.state[row] === FIXED;
    // Those that are gone count only where they are asked for.
    let [missed, misses] = [-1, isGone && !isFixedWanted ? 1 : 0];
    if (misses > 0) missed = FACETS.indexOf('state');
    for (let facet = 0; facet < columns.length; facet += 1) {
      const value = wanted[facet];
      if (value === undefined || columns[facet]?.[row] === value) continue;
      if (facet !== missed) misses += 1;
      missed = facet;
    }
    if (misses > 1) continue;
    if (misses === 0) paths[path] = (paths[path] ?? 0) + 1;
    if (!isPathWanted) continue;
    if (misses === 0) found.push(row);
    for (let facet = 0; facet < columns.length; facet += 1) {
      if (misses === 1 && facet !== missed) continue;
      const value = columns[facet]?.[row] ?? -1;
      const count = counts[facet];
      if (count && value >= 0) count[value] = (count[value] ?? 0) + 1;
    }
  }
  return {
    rows: sorted(report, found, query),
    counts: Object.fromEntries(FACETS.map((name, index) => [name, counts[index]])) as Selection['counts'],
    paths,
  };
}

/** Whether a path is a folder or file, or lies below it. */
export function isIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** `undefined` for all values; a key that no value has leaves nothing. */
function wantedValue({ values }: Facet, key: string | undefined): number | undefined {
  return key === undefined ? undefined : values.findIndex((value) => value.key === key);
}

function wordTest({ rows, paths, messages, data }: Report, text: string): (row: number) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const hits = (texts: readonly string[]): readonly number[] =>
    texts.map((candidate) => {
      const lower = candidate.toLowerCase();
      return words.reduce((bits, word, index) => (lower.includes(word) ? bits | (1 << index % 31) : bits), 0);
    });
  const all = words.reduce((bits, _, index) => bits | (1 << index % 31), 0);
  const [inPaths, inMessages] = [hits(paths), hits(messages)];
  const inRules = hits(data.rules.map(({ name }) => name));
  return (row) =>
    ((inPaths[rows.path[row] ?? -1] ?? 0) |
      (inMessages[rows.message[row] ?? -1] ?? 0) |
      (inRules[rows.rule[row] ?? -1] ?? 0)) ===
    all;
}

function sorted({ rows, messages, data }: Report, found: number[], { sort, isDescending }: Query): readonly number[] {
  const ranks: Readonly<Record<Query['sort'], ((row: number) => number) | undefined>> = {
    place: undefined,
    rule: rankOf(rows.rule, data.rules.map(({ name }) => name)),
    message: sort === 'message' ? rankOf(rows.message, messages) : undefined,
    severity: (row) => -(rows.severity[row] ?? 0),
    fix: (row) => FIX_ORDER.indexOf(rows.mending[row] ?? -1),
  };
  const rank = ranks[sort];
  const sign = isDescending ? -1 : 1;
  if (rank) return found.sort((a, b) => sign * (rank(a) - rank(b)) || a - b);
  return isDescending ? found.reverse() : found;
}

/** Automatic fixes first, then suggestions, codemods, work by hand, and what is gone. */
const FIX_ORDER: readonly number[] = [1, 2, 3, 0, -1];

function rankOf(column: Int32Array, texts: readonly string[]): (row: number) => number {
  const order = texts.map((_, index) => index).sort((a, b) => compare(texts[a] ?? '', texts[b] ?? ''));
  const ranks = new Int32Array(texts.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return (row) => ranks[column[row] ?? -1] ?? -1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
