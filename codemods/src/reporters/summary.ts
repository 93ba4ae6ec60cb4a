import type { SkipReason } from '../engine/protocol.ts';
import type { RunReport } from '../engine/results.ts';
import { plural, shownPath } from './text.ts';

/** Reasons that the author of a file may not expect: such files are listed one by one. */
const UNEXPECTED: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'binary',
  'UTF-16',
  'not valid UTF-8',
  'not valid in its encoding',
  'larger than 20 MB',
  'links out of the project',
  'links to nothing',
  'not a regular file',
  'with conflicts that are not resolved',
  'with a name that is not UTF-8',
]);

/** What could not be done, and what was left alone though someone may expect otherwise: a line for each. */
export function notes({ problems, skipped }: RunReport, cwd: string): string[] {
  return [
    ...problems.map(({ path, message }) =>
      path === undefined ? message : `${shownPath(path, cwd)}: ${message}`,
    ),
    ...skipped
      .filter(({ reason, named }) => named || UNEXPECTED.has(reason))
      .map(({ path, reason }) => `${shownPath(path, cwd)}: skipped: ${reason}`),
  ];
}

/** Whether anything was found, where the report itself is silent, and how many files came how far; in one line. */
export function summary(report: RunReport, milliseconds: number): string {
  const { counts, skipped, results, baselined = 0 } = report;
  const isProposal = results.some(({ change }) => change?.state === 'proposed');
  const reasons = new Map<SkipReason, number>();
  for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const why = [...reasons]
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b, 'en'))
    .map(([reason, count]) => `${count.toLocaleString('en')} ${reason}`);
  const parts = [
    `${plural(counts.listed, 'file')} listed`,
    `${counts.read.toLocaleString('en')} read`,
    `${counts.parsed.toLocaleString('en')} parsed`,
    `${counts.changed.toLocaleString('en')} ${isProposal ? 'would change' : 'changed'}`,
    `${skipped.length.toLocaleString('en')} skipped${why.length > 0 ? ` (${why.join(', ')})` : ''}`,
    ...(baselined > 0 ? [`${plural(baselined, 'finding')} in the baseline`] : []),
  ];
  return `${verdict(report)}${parts.join(', ')} in ${(milliseconds / 1000).toFixed(1)} s`;
}

/** What a report without findings does not say. */
function verdict({ counts, results, problems, baselined = 0 }: RunReport): string {
  const isSilent = results.every(({ lint, change }) => lint.messages.length === 0 && !change);
  if (!isSilent || counts.read === 0 || problems.length > 0) return '';
  return baselined > 0 ? 'No new findings. ' : 'No findings. ';
}
