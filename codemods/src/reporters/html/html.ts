import { existsSync } from 'node:fs';
import path from 'node:path';

import type { Problem, RunReport } from '../../engine/results.ts';
import { packageManifest } from '../../package-files.ts';
import { shownPath } from '../text.ts';
import { documentOf } from './document.ts';
import { ruleData, rulesSeen, sectionData } from './guide-state.ts';
import { compare, readHistory, type Comparison } from './history.ts';
import type { HtmlRequest } from './html-request.ts';
import { LANGUAGES } from './languages.ts';
import { madeAt } from './made.ts';
import type { FindingColumns, ReportData, RuleData, RunFigures, SectionData } from './report-data.ts';
import { pathFrom, tablesOf } from './report-tables.ts';

/**
 * The report as one page: the state of a suite against the guide, its findings, and what changed.
 *
 * @param cwd The folder that paths are shown from.
 * @throws {UsageError} where a former report can't be read, or `SOURCE_DATE_EPOCH` is no date.
 */
export function htmlReport(report: RunReport, request: HtmlRequest, cwd: string): string {
  const made = madeAt(process.env);
  const history = readHistory(request.history);
  for (const file of history.missing)
    console.error(`${shownPath(file, cwd)} is not there: no history comes from it`);
  const { results, counts, problems, baselined = 0 } = report;
  const seen = rulesSeen(request);
  const rules = ruleData();
  const { files, messages, findings, parts } = tablesOf(results, cwd);
  const sections = sectionData(counts.read > 0 ? seen : new Set());
  const read = new Set(
    results.flatMap(({ lint }) => (lint.fatalErrorCount > 0 ? [] : pathFrom(cwd, lint.filePath))),
  );
  const compared = compare(findings, history.last, (rule, file) => {
    const isRun = rule === '' || [...seen].some((name) => name === rule);
    return isRun && (read.has(file) || !existsSync(path.resolve(cwd, file)));
  });
  const data: ReportData = {
    format: 1,
    tool: packageManifest().version,
    project: path.basename(cwd),
    preset: request.preset,
    ...(request.scope && { scope: request.scope }),
    figures: figuresOf({
      made,
      read: counts.read,
      files: files.path.length,
      findings,
      rules,
      sections,
      compared,
    }),
    problems: problems.map((problem) => problemText(problem, cwd)),
    hidden: baselined,
    sections,
    rules,
    languages: LANGUAGES,
    files,
    messages,
    findings: { ...findings, isNew: compared?.isNew ?? [] },
    fixed: compared?.fixed ?? [],
    history: history.runs.filter((run) => run.made < made.toISOString()),
  };
  return documentOf(data, parts);
}

interface Counted {
  readonly made: Date;
  readonly read: number;
  readonly files: number;
  readonly findings: FindingColumns;
  readonly rules: readonly RuleData[];
  readonly sections: readonly SectionData[];
  readonly compared: Comparison | undefined;
}

function figuresOf({ made, read, files, findings, rules, sections, compared }: Counted): RunFigures {
  const byRule = new Map<number, number>();
  for (const rule of findings.rule) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const open = new Set(findings.section);
  const seen = sections.filter(({ isSeen }, index) => isSeen || open.has(index));
  return {
    made: made.toISOString(),
    findings: findings.id.length,
    errors: findings.severity.filter((severity) => severity === 2).length,
    files,
    read,
    mendable: findings.mending.filter((mending) => mending > 0).length,
    held: seen.filter((section) => !open.has(sections.indexOf(section))).length,
    seen: seen.length,
    rules: Object.fromEntries(
      rules.flatMap(({ name }, index): [string, number][] => {
        const count = byRule.get(index);
        return count === undefined ? [] : [[name === '' ? 'unreadable' : name, count]];
      }),
    ),
    ...(compared && { added: compared.isNew.filter(Boolean).length, fixed: compared.fixed.length }),
  };
}

function problemText({ path: file, message }: Problem, cwd: string): string {
  return file === undefined ? message : `${pathFrom(cwd, file)}: ${message}`;
}
