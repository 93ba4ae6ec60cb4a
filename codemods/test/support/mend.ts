import { processFile } from '../../src/engine/process-file.ts';
import type { CodemodName } from '../../src/structural/codemod-names.ts';
import { COMMANDS } from '../../src/commands/commands.ts';
import { FIX_ALL } from './job.ts';

/** What a structural codemod made of a text. */
export interface MendedText {
  /** The text, changed or not. */
  readonly text: string;
  /** Why findings stay, by the line they stand on. */
  readonly left: readonly (readonly [line: number, reason: string])[];
  /** How many findings were mended. */
  readonly count: number;
}

/**
 * Runs a structural codemod on a text.
 *
 * @param file Absolute path that the text is taken to lie at.
 */
export async function mendText(
  codemod: CodemodName,
  text: string,
  file = '/project/test/suite.test.ts',
): Promise<MendedText> {
  const { rules = [] } = COMMANDS.find(({ name }) => name === codemod) ?? {};
  const task = { path: file, root: '/project', named: false, text };
  const outcome = await processFile(task, { ...FIX_ALL, rules, codemod, isDemanded: true });
  if (outcome.kind !== 'linted') throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  const { messages } = outcome.fix?.findings ?? outcome.findings;
  return {
    text: outcome.fix?.output ?? text,
    left: messages.map(({ line, message }) => [
      line,
      /Left as it is: (.*)\.$/s.exec(message)?.[1] ?? message,
    ]),
    count: outcome.fix?.count ?? 0,
  };
}
