import { areDisjoint, type TextEdit } from 'eslint-plugin-cogniverse/editing';
import type { Linter } from 'eslint';

import { verifyText, FixError } from '../engine/fix-text.ts';
import { lintText, type LintedAs, type LintedText } from '../engine/lint-text.ts';
import type { Findings, Fix } from '../engine/protocol.ts';
import { messageOf } from '../errors.ts';
import { RULE_PREFIX } from '../rule-names.ts';
import type { CodemodName } from './codemod-names.ts';
import type { StructuralCodemod, StructuralFile } from './codemod.ts';
import { openFile } from './open-file.ts';
import { loadCodemod } from './registry.ts';

const BOM = '\uFEFF';

/** A linted text, and the codemod to mend it with. */
export interface MendRequest {
  readonly text: string;
  readonly as: LintedAs;
  /** What came out of linting it. */
  readonly linted: LintedText;
  readonly unsafe: boolean;
  readonly codemod: CodemodName;
}

/** What a codemod makes of a file: its findings, each with why it stays, and the mended text if anything is. */
export interface Mended {
  readonly findings: Findings;
  readonly fix?: Fix;
}

/**
 * Mends what a rule found in a text with a structural codemod, and verifies what comes out: it is read as the
 * same dialect with no more errors than before, the rule finds what was said to stay and nothing else, and the
 * codemod finds nothing more to do.
 *
 * @throws {FixError} where the outcome doesn't hold.
 */
export async function mend({ text, as, linted, unsafe, codemod: name }: MendRequest): Promise<Mended> {
  const codemod = await loadCodemod(name);
  const first = tryCodemod(codemod, linted, as, unsafe);
  if (first.edits.length === 0) return { findings: first.findings };
  if (!areDisjoint(first.edits)) throw new FixError('its edits overlap');
  const output = applyAll(text, first.edits);
  const again = lintChanged({ text, as, linted }, output);
  const second = tryCodemod(codemod, again, as, unsafe);
  if (second.edits.length > 0) throw new FixError('a second run would change it again');
  if (again.messages.length !== first.left) {
    throw new FixError('the rule would not find in it what was to be left as it is');
  }
  const count = linted.messages.length - first.left;
  return { findings: first.findings, fix: { output, findings: second.findings, count } };
}

/**
 * Lints a changed text, once it is known to be read as the same dialect with no more errors than before.
 *
 * @throws {FixError} where it is not.
 */
export function lintChanged(
  { text, as, linted }: Pick<MendRequest, 'text' | 'as' | 'linted'>,
  output: string,
): LintedText {
  const again = lintText(output, as);
  if (!linted.read || again.read?.dialect !== linted.read.dialect) {
    throw new FixError('the changed text would have a syntax error');
  }
  verifyText(linted.read, text, output);
  return again;
}

/** What a codemod would do to a text. */
export interface Attempt {
  readonly edits: readonly TextEdit[];
  /** How many findings stay. */
  readonly left: number;
  readonly findings: Findings;
}

/** What a codemod would do to a text; nothing where jscodeshift can't parse it. */
export function tryCodemod(
  codemod: StructuralCodemod,
  { messages, suppressedMessages, read }: LintedText,
  as: LintedAs,
  unsafe: boolean,
): Attempt {
  const unchanged = { edits: [], left: messages.length, findings: { messages, suppressedMessages } };
  if (!read || messages.length === 0) return unchanged;
  let file: StructuralFile;
  try {
    const rule = RULE_PREFIX + codemod.rule;
    file = openFile({ sourceCode: read.sourceCode, file: as.file, rule, messages, unsafe });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = `jscodeshift can't parse the file (${messageOf(error)})`;
    return {
      ...unchanged,
      findings: { messages: messages.map(withReason(() => reason)), suppressedMessages },
    };
  }
  const { edits, left } = codemod.edit(file);
  const reasons = new Map([...left].map(([{ message }, reason]) => [message, reason]));
  return {
    edits,
    left: left.size,
    findings: { messages: messages.map(withReason((message) => reasons.get(message))), suppressedMessages },
  };
}

function withReason(
  reasonOf: (message: Linter.LintMessage) => string | undefined,
): (message: Linter.LintMessage) => Linter.LintMessage {
  return (message) => {
    const reason = reasonOf(message);
    return reason === undefined
      ? message
      : { ...message, message: `${message.message} Left as it is: ${reason}.` };
  };
}

/** A text with edits made, which do not overlap. */
export function applyAll(text: string, edits: readonly TextEdit[]): string {
  const mark = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(mark.length);
  const sorted = edits.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  let output = mark;
  let position = 0;
  for (const { range, text: replacement } of sorted) {
    output += body.slice(position, range[0]) + replacement;
    position = range[1];
  }
  return output + body.slice(position);
}
