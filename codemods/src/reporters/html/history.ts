import { readFileSync } from 'node:fs';

import { hasCode, messageOf, UsageError } from '../../errors.ts';
import type { FindingColumns, FixedFinding, ReportData, RunFigures } from './report-data.ts';

const DATA = /<script type="application\/json" id="data">(?<json>[^<]*)<\/script>/;

/** What former reports tell a new one. */
export interface History {
  /** The last of them. */
  readonly last: ReportData | undefined;
  /** The figures of all runs, the oldest first. */
  readonly runs: readonly RunFigures[];
  /** Files that are not there, which a first run can't help. */
  readonly missing: readonly string[];
}

/**
 * Reads former reports. Each carries the figures of those before it.
 *
 * @throws {UsageError} where a file is no report.
 */
export function readHistory(files: readonly string[]): History {
  const missing: string[] = [];
  const runs = new Map<string, RunFigures>();
  let last: ReportData | undefined;
  for (const file of files) {
    const data = readReport(file);
    if (!data) {
      missing.push(file);
      continue;
    }
    for (const figures of [...data.history, data.figures]) runs.set(figures.made, figures);
    if (!last || last.figures.made < data.figures.made) last = data;
  }
  const sorted = [...runs.values()].sort((a, b) => (a.made < b.made ? -1 : 1));
  return { last, runs: sorted, missing };
}

/** `undefined` where there is no such file. */
function readReport(file: string): ReportData | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new UsageError(`--history ${JSON.stringify(file)} can't be read: ${messageOf(error)}`);
  }
  const json = DATA.exec(text)?.groups?.['json'];
  const data: unknown = json === undefined ? undefined : parsed(json);
  if (isReport(data)) return data;
  throw new UsageError(`--history ${JSON.stringify(file)} is no report that check --format html has written`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isReport(data: unknown): data is ReportData {
  if (typeof data !== 'object' || data === null || !('format' in data)) return false;
  return data.format === 1 && 'history' in data && 'findings' in data;
}

/** What changed since the last report. */
export interface Comparison {
  /** 1 for each finding that is new, 0 for the others. */
  readonly isNew: readonly number[];
  readonly fixed: readonly FixedFinding[];
}

/**
 * Compares findings with those of the last report, if there is one. What this run did not look at is not
 * fixed.
 *
 * @param isLookedAt Whether the run looked at a rule in a file, which may be gone.
 */
export function compare(
  { id }: Pick<FindingColumns, 'id'>,
  last: ReportData | undefined,
  isLookedAt: (rule: string, path: string) => boolean,
): Comparison | undefined {
  if (!last) return undefined;
  const former = new Map<string, number[]>();
  for (const [index, known] of last.findings.id.entries()) {
    const same = former.get(known);
    if (same) same.push(index);
    else former.set(known, [index]);
  }
  const isNew = id.map((known) => (former.get(known)?.shift() === undefined ? 1 : 0));
  const gone = [...former.values()].flat().sort((a, b) => a - b);
  const fixed = gone
    .map((index) => formerFinding(last, index))
    .filter(({ rule, path }) => isLookedAt(rule, path));
  return { isNew, fixed };
}

function formerFinding({ findings, files, rules, messages }: ReportData, index: number): FixedFinding {
  const { file, rule, line, severity, message, id } = findings;
  return {
    path: files.path[file[index] ?? -1] ?? '',
    rule: rules[rule[index] ?? -1]?.name ?? '',
    line: line[index] ?? 0,
    severity: severity[index] ?? 2,
    message: messages[message[index] ?? -1] ?? '',
    id: id[index] ?? '',
  };
}
