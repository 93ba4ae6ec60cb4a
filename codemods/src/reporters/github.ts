import type { RunReport } from '../engine/results.ts';
import { projectPath } from './text.ts';

/** Workflow commands that GitHub Actions shows as annotations of the changed lines. */
export function github({ results }: RunReport): string {
  return results
    .flatMap(({ root, lint }) =>
      lint.messages.map(({ severity, line, column, endLine, endColumn, ruleId, message }) => {
        const place = line > 0 ? { line, col: column, endLine, endColumn } : {};
        const properties = {
          file: projectPath(lint.filePath, root),
          ...place,
          title: ruleId ?? 'cogniverse-codemod',
        };
        const list = Object.entries(properties)
          .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${escapeProperty(String(value))}`))
          .join(',');
        return `::${severity === 2 ? 'error' : 'warning'} ${list}::${escapeData(message)}\n`;
      }),
    )
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
