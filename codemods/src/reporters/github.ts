import type { Linter } from 'eslint';

import type { RunReport } from '../engine/results.ts';
import { projectPath } from './text.ts';

/**
 * Workflow commands that GitHub Actions shows as annotations of the lines, on the diff too. The log shows of a
 * command only its message, so that begins with the place.
 */
export function github({ results }: RunReport): string {
  return results
    .flatMap(({ root, lint }) =>
      lint.messages.map((message) => {
        const { severity, line, column, ruleId, message: text } = message;
        const file = projectPath(lint.filePath, root);
        const named: Readonly<Record<string, string | number>> = {
          file,
          ...placeOf(message),
          title: ruleId ?? 'cogniverse-codemod',
        };
        const properties = Object.entries(named)
          .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
          .join(',');
        const place = line > 0 ? `${file}:${line}:${column}` : file;
        return `::${severity === 2 ? 'error' : 'warning'} ${properties}::${escapeData(`${place}: ${text}`)}\n`;
      }),
    )
    .join('');
}

/**
 * The lines and columns of an annotation. GitHub shows it below its last line, which may be far from where one of
 * several lines begins, and takes columns on one line only; so it gets an end only there.
 */
function placeOf({
  line,
  column,
  endLine,
  endColumn,
}: Linter.LintMessage): Readonly<Record<string, number>> {
  if (line < 1) return {};
  const isOnOneLine = endLine === line && endColumn !== undefined;
  return { line, col: column, ...(isOnOneLine && { endLine, endColumn }) };
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
