import type { RunReport } from '../engine/results.ts';

/** What a reporter may need beside the report. */
export interface ReportContext {
  /** The folder that paths are shown from. */
  readonly cwd: string;
  /** Whether to colour. */
  readonly colour: boolean;
}

/** Turns a report into text. */
export type Reporter = (report: RunReport, context: ReportContext) => string | Promise<string>;

/** The names of the reporters. */
export const FORMATS = ['stylish', 'json', 'github', 'gitlab', 'sarif'] as const;

/** The name of a reporter. */
export type Format = (typeof FORMATS)[number];

/** Loads a reporter. */
export async function loadReporter(format: Format): Promise<Reporter> {
  switch (format) {
    case 'stylish':
      return (await import('./stylish.ts')).stylish;
    case 'json':
      return (await import('./json.ts')).json;
    case 'github':
      return (await import('./github.ts')).github;
    case 'gitlab':
      return (await import('./gitlab.ts')).gitlab;
    case 'sarif':
      return (await import('./sarif.ts')).sarif;
  }
}
