import type { RunReport } from '../engine/results.ts';
import { fingerprint, knownFindings } from '../findings/identity.ts';
import { projectPath } from './text.ts';

/** GitLab's Code Quality report, which merge requests show beside the changed lines. */
export function gitlab({ results }: RunReport): string {
  const issues = results.flatMap((result) =>
    knownFindings(result).map((finding) => {
      const { ruleId, message, severity, line, endLine } = finding.message;
      return {
        description: message,
        check_name: ruleId ?? 'cogniverse-codemod',
        // GitLab takes what it has seen before by this alone, and drops the second of two that are alike.
        fingerprint: fingerprint(result, finding),
        severity: severity === 2 ? 'major' : 'minor',
        location: {
          path: projectPath(result.lint.filePath, result.root),
          lines: { begin: Math.max(line, 1), ...(endLine !== undefined && { end: endLine }) },
        },
      };
    }),
  );
  return `${JSON.stringify(issues, null, 2)}\n`;
}
