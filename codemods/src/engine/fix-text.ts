import type { ReadText } from '../parse/language.ts';
import { applyEdits } from './edits.ts';
import { lintText, type LintedAs, type LintedText } from './lint-text.ts';
import type { Fix } from './protocol.ts';

/** As many as `eslint --fix` makes. */
const MAX_PASSES = 10;

/** A fix that must not be written; the message says why. */
export class FixError extends Error {}

/** A linted text that may be fixed. */
export interface FixRequest {
  readonly text: string;
  readonly as: LintedAs;
  /** What came out of linting it. */
  readonly linted: LintedText;
  readonly unsafe: boolean;
}

/**
 * Fixes a text pass by pass until nothing is left to fix, and verifies what came out: it is read as the same
 * dialect with no more errors than before, and the same rules find nothing to fix in it. `undefined` where
 * nothing can be fixed.
 *
 * @throws {FixError} where the outcome doesn't hold.
 */
export function fixText({ text, as, linted, unsafe }: FixRequest): Fix | undefined {
  const { read } = linted;
  if (!read) return undefined;
  let output = text;
  let findings = linted;
  let count = 0;
  for (let pass = 0; pass <= MAX_PASSES; pass += 1) {
    const edited = applyEdits(output, findings.messages, unsafe);
    if (edited.count === 0) {
      if (output === text) return undefined;
      verifyText(read, text, output);
      return {
        output,
        findings: { messages: findings.messages, suppressedMessages: findings.suppressedMessages },
        count,
      };
    }
    output = edited.text;
    count += edited.count;
    findings = lintText(output, as);
    if (findings.read?.dialect !== read.dialect) {
      throw new FixError('the fixed text would have a syntax error');
    }
  }
  throw new FixError(`its fixes do not settle within ${MAX_PASSES} passes`);
}

/**
 * Verifies that a fixed text has no errors that the text did not have, and splits no character.
 *
 * @throws {FixError} where it has, or does.
 */
export function verifyText(read: ReadText, text: string, output: string): void {
  if (/\p{Surrogate}/u.test(output)) throw new FixError('the fixed text would split a character');
  const errors = read.countErrors(output);
  if (errors > 0 && errors > read.countErrors(text)) {
    throw new FixError('the fixed text would have errors that it does not have now');
  }
}
