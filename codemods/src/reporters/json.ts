import type { RunReport } from '../engine/results.ts';

/** ESLint's own results, as its `json` formatter prints them. */
export function json({ results }: RunReport): string {
  return JSON.stringify(results.map(({ lint }) => lint));
}
