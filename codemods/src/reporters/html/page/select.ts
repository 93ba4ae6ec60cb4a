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
const STATE = FACETS.indexOf('state');
const [NONE, SEVERAL] = [-1, -2];
/** A bit of a whole number for each word. */
const MAX_WORDS = 30;

/** Finds the rows of a query, in one pass. */
export function select(report: Report, facets: Readonly<Record<FacetName, Facet>>, query: Query): Selection {
  const { rows, size } = report;
  const conditions = FACETS.map((name) => ({
    column: facets[name].column,
    wanted: wantedValue(facets[name], query.facets[name]),
    counts: new Int32Array(facets[name].values.length),
  }));
  const paths = new Int32Array(report.paths.length);
  const isBelow = report.paths.map((path) => isIn(path, query.path));
  const hasWords = wordTest(report, query.text);
  const found: number[] = [];
  for (let row = 0; row < size; row += 1) {
    if (!hasWords(row)) continue;
    const missed = missedCondition(conditions, row);
    if (missed === SEVERAL) continue;
    const path = rows.path[row] ?? -1;
    if (missed === NONE) paths[path] = (paths[path] ?? 0) + 1;
    if (isBelow[path] !== true) continue;
    if (missed === NONE) found.push(row);
    // A value counts what it would show: rows that miss no condition, or only that of its own facet.
    for (let index = 0; index < conditions.length; index += 1) {
      const condition = conditions[index];
      if (!condition || (missed !== NONE && index !== missed)) continue;
      const value = condition.column[row] ?? -1;
      if (value >= 0) condition.counts[value] = (condition.counts[value] ?? 0) + 1;
    }
  }
  const countsOf = (name: FacetName): Int32Array =>
    conditions[FACETS.indexOf(name)]?.counts ?? new Int32Array();
  return {
    rows: sorted(report, found, query),
    counts: {
      practice: countsOf('practice'),
      rule: countsOf('rule'),
      language: countsOf('language'),
      severity: countsOf('severity'),
      fix: countsOf('fix'),
      state: countsOf('state'),
    },
    paths,
  };
}

/** What a facet's values have to be. */
interface Condition {
  readonly column: Int32Array;
  /** `undefined` for all. */
  readonly wanted: number | undefined;
}

/** The condition that a row misses, `NONE` or `SEVERAL`. What was fixed is shown only if it is asked for. */
function missedCondition(conditions: readonly Condition[], row: number): number {
  let missed = NONE;
  for (let index = 0; index < conditions.length; index += 1) {
    const condition = conditions[index];
    const value = condition?.column[row];
    const wanted = condition?.wanted;
    if (wanted === undefined ? index !== STATE || value !== FIXED : value === wanted) continue;
    if (missed !== NONE) return SEVERAL;
    missed = index;
  }
  return missed;
}

/** Whether a path is a folder or file, or lies below it. */
export function isIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** `undefined` for all values; a key that no value has leaves nothing. */
function wantedValue({ values }: Facet, key: string | undefined): number | undefined {
  return key === undefined ? undefined : values.findIndex((value) => value.key === key);
}

function wordTest(report: Report, text: string): (row: number) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  if (words.length === 0) return () => true;
  const hits = (texts: readonly string[]): Int32Array =>
    Int32Array.from(texts, (lower) =>
      words.reduce((bits, word, index) => (lower.includes(word) ? bits | (1 << index) : bits), 0),
    );
  const all = 2 ** words.length - 1;
  const { rows, searchable } = report;
  const [inPaths, inMessages, inRules] = [
    hits(searchable.paths),
    hits(searchable.messages),
    hits(searchable.rules),
  ];
  return (row) =>
    ((inPaths[rows.path[row] ?? -1] ?? 0) |
      (inMessages[rows.message[row] ?? -1] ?? 0) |
      (inRules[rows.rule[row] ?? -1] ?? 0)) ===
    all;
}

function sorted(
  { rows, messages, data }: Report,
  found: number[],
  { sort, isDescending }: Query,
): readonly number[] {
  const ranks: Readonly<Record<Query['sort'], ((row: number) => number) | undefined>> = {
    place: undefined,
    rule: rankOf(
      rows.rule,
      data.rules.map(({ name }) => name),
    ),
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
