import type { Options } from 'yargs';

import type { RunReport } from '../engine/results.ts';
import { UsageError } from '../errors.ts';
import { plural, shownPath } from '../reporters/text.ts';
import type { Invocation } from './invocation.ts';

/** The option `--interactive`, as yargs takes it. */
export const INTERACTIVE_OPTION = {
  type: 'boolean',
  describe: 'Show each change as a diff, and ask whether to make it',
} as const satisfies Options;

/** Options beside which there is nothing to ask, or nobody, and why. */
const OTHERS: readonly (readonly [string, (invocation: Invocation) => boolean, string])[] = [
  ['--diff', ({ outcome }) => outcome === 'diff', 'writes nothing'],
  ['--dry-run', ({ outcome }) => outcome === 'list', 'writes nothing'],
  ['--staged', ({ selection }) => selection?.kind === 'staged', 'is for hooks, which nobody answers'],
  ['--stdin-filename', ({ stdinFilename }) => stdinFilename !== undefined, 'takes a text where answers come from'],
  ['--files-from -', ({ filesFrom }) => filesFrom === '-', 'takes a list where answers come from'],
];

/**
 * Passes where the user can be asked.
 *
 * @throws {UsageError} beside options that leave nothing to ask, and without a terminal.
 */
export function requireTerminal(invocation: Invocation): void {
  for (const [option, isGiven, why] of OTHERS) {
    if (!isGiven(invocation)) continue;
    throw new UsageError(`--interactive asks before it writes, and ${option} ${why}; leave one of them out`);
  }
  const missing = process.stdin.isTTY ? (process.stderr.isTTY ? undefined : 'output') : 'input';
  if (missing === undefined) return;
  throw new UsageError(
    `--interactive asks at a terminal, and the ${missing} of this run is none; ` +
      'leave it out to make all changes, or take --diff to see them',
  );
}

/** What became of a run that the user stopped at once. */
export function interruption({ results }: RunReport, file: string, cwd: string): string {
  const written = results.filter(({ change }) => change?.state === 'written');
  const names = written.map(({ lint }) => `\n  ${shownPath(lint.filePath, cwd)}`).join('');
  const before = written.length === 0 ? 'No file was changed' : `Written before: ${plural(written.length, 'file')}${names}`;
  return `Stopped at ${file}, which is left as it was.\n${before}`;
}
