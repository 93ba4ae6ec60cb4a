import type { Linter } from 'eslint';

import { lintResult, type FileResult, type RunReport } from '../../src/engine/results.ts';
import { htmlReport } from '../../src/reporters/html/html.ts';
import type { HtmlRequest } from '../../src/reporters/html/html-request.ts';
import type { CodePart, ReportData } from '../../src/reporters/html/report-data.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES } from '../../src/rule-names.ts';

/** The folder that the results of these tests lie in; it does not exist. */
const FOLDER = '/nowhere/suite';

/** What `check` asks for without options. */
const PLAIN: HtmlRequest = {
  rules: [...RULE_NAMES, ...PROJECT_RULE_NAMES],
  preset: 'recommended',
  isDemanded: false,
  project: false,
  scope: [],
  history: [],
};

/** A finding of `require-async-timeout` on a line, or as it is said. */
export function finding(line: number, message: Partial<Linter.LintMessage> = {}): Linter.LintMessage {
  const ruleId = 'cogniverse/require-async-timeout';
  return { ruleId, severity: 2, message: `No timeout on line ${line}`, line, column: 1, ...message };
}

/** What a run made of a text. */
export function result(
  name: string,
  source: string,
  messages: readonly Linter.LintMessage[],
  folder = FOLDER,
): FileResult {
  const findings = { messages, suppressedMessages: [] };
  return { root: folder, lint: lintResult(`${folder}/${name}`, findings, { source }) };
}

/** A run that came to results. */
export function runOf(results: readonly FileResult[], others: Partial<RunReport> = {}): RunReport {
  const counts = { listed: results.length, read: results.length, parsed: results.length, changed: 0 };
  return { results, skipped: [], problems: [], counts, ...others };
}

/** A page, and what it carries. */
export interface Page {
  readonly html: string;
  readonly data: ReportData;
  readonly parts: readonly CodePart[];
}

/** The page of a run. */
export function pageOf(report: RunReport, request: Partial<HtmlRequest> = {}, folder = FOLDER): Page {
  const html = htmlReport(report, { ...PLAIN, ...request }, folder);
  const [data, ...parts] = Array.from(
    html.matchAll(/<script type="application\/json" id="[\w-]+">(.*)<\/script>/g),
    ([, json = '']): unknown => JSON.parse(json),
  );
  return { html, data: data as ReportData, parts: parts as CodePart[] };
}
