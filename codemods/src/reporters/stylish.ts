import type { Linter } from 'eslint';

import type { FileResult, RunReport } from '../engine/results.ts';
import { painter, plural, shownPath, type Paint } from './text.ts';
import type { ReportContext } from './reporter.ts';

/** Findings for people, in the manner of ESLint's own output, and the files that a fix changed. */
export function stylish({ results }: RunReport, { cwd, colour }: ReportContext): string {
  const paint = painter(colour);
  const blocks = results
    .filter(({ lint }) => lint.messages.length > 0)
    .map((result) => block(result, cwd, paint));
  const parts = [...blocks, changes(results, cwd, paint), totals(results, paint)].filter(
    (part) => part !== '',
  );
  return parts.map((part) => `${part}\n`).join('\n');
}

function block({ lint }: FileResult, cwd: string, paint: Paint): string {
  const rows = lint.messages.map((message) => ({ message, place: `${message.line}:${message.column}` }));
  const placeWidth = longest(rows.map(({ place }) => place));
  const severityWidth = longest(rows.map(({ message }) => severity(message)));
  const lines = rows.map(({ message, place }) => {
    const painted = paint(message.severity === 2 ? 'red' : 'yellow', severity(message).padEnd(severityWidth));
    const rule = message.ruleId === null ? '' : `  ${paint('dim', message.ruleId)}`;
    const text = message.message.replace(/\s+/g, ' ');
    return `  ${paint('dim', place.padStart(placeWidth))}  ${painted}  ${text}${rule}`;
  });
  return [paint('underline', shownPath(lint.filePath, cwd)), ...lines].join('\n');
}

function longest(texts: readonly string[]): number {
  return texts.reduce((length, text) => Math.max(length, text.length), 0);
}

function severity(message: Linter.LintMessage): string {
  return message.severity === 2 ? 'error' : 'warning';
}

function changes(results: readonly FileResult[], cwd: string, paint: Paint): string {
  return results
    .flatMap(({ lint, change }) => {
      if (!change || change.state === 'refused') return [];
      const verb = change.state === 'written' ? 'fixed' : 'would fix';
      return [
        `${paint('green', verb)} ${plural(change.fixes, 'finding')} in ${shownPath(lint.filePath, cwd)}`,
      ];
    })
    .join('\n');
}

function totals(results: readonly FileResult[], paint: Paint): string {
  const sum = (count: (lint: FileResult['lint']) => number): number =>
    results.reduce((total, { lint }) => total + count(lint), 0);
  const errors = sum(({ errorCount }) => errorCount);
  const warnings = sum(({ warningCount }) => warningCount);
  if (errors + warnings === 0) return '';
  const fixable = sum(
    ({ fixableErrorCount, fixableWarningCount }) => fixableErrorCount + fixableWarningCount,
  );
  const kinds = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const left = `✖ ${plural(errors + warnings, 'problem')} (${kinds})`;
  const hint = fixable > 0 ? `, ${fixable} of which a fix command can fix` : '';
  return paint(['bold', errors > 0 ? 'red' : 'yellow'], left + hint);
}
