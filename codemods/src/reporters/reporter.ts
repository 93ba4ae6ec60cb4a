import type { RunReport } from '../engine/results.ts';

/** What a reporter may need beside the report. */
export interface ReportContext {
  /** The folder that paths are shown from. */
  readonly cwd: string;
  /** Whether to colour. */
  readonly colour: boolean;
  /** How wide the terminal is that shows the report; `undefined` where none does. */
  readonly width: number | undefined;
  /** How many findings to show at most, where the format leaves any out. */
  readonly most: number;
}

/** Turns a report into text. */
export type Reporter = (report: RunReport, context: ReportContext) => string | Promise<string>;

/** The names of the reporters. */
export const FORMATS = ['full', 'stylish', 'json', 'github', 'gitlab', 'sarif'] as const;

/** The name of a reporter. */
export type Format = (typeof FORMATS)[number];

/** Loads a reporter. */
export async function loadReporter(format: Format): Promise<Reporter> {
  switch (format) {
    case 'full':
      return (await import('./full/full.ts')).full;
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
