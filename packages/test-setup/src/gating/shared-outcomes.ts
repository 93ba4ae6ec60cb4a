import { readForRun, writeForRun } from '../run-files.ts';

const MINUTE = 60_000;

/** An outcome that a process of this run left for the others. */
export interface SharedOutcome {
  /** Why something is not there. */
  readonly missing: string | undefined;
}

/** What another process of this run found a moment ago. */
export function readShared(key: string): SharedOutcome | undefined {
  const shared = readForRun(outcomeOf(key));
  if (shared === undefined || shared.age > MINUTE) return undefined;
  return { missing: typeof shared.value === 'string' ? shared.value : undefined };
}

/** Leaves an outcome for the other processes of this run. Where that fails, each of them looks itself. */
export function writeShared(key: string, missing: string | undefined): void {
  writeForRun(outcomeOf(key), missing);
}

function outcomeOf(key: string): string {
  return `outcome of ${key}`;
}
