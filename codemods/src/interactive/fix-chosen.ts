import type { Linter } from 'eslint';

import { applyEdits, proposalOf, type Proposal } from '../engine/edits.ts';
import { FixError, verifyText, type FixRequest } from '../engine/fix-text.ts';
import { lintText } from '../engine/lint-text.ts';
import type { Fix } from '../engine/protocol.ts';
import type { Decide } from './change.ts';
import { Declined } from './declined.ts';

/** So often changes may give rise to further ones; a person answers in between. */
const MAX_ROUNDS = 100;

/** An edit, and the findings that it is proposed for. */
interface RuleChange extends Proposal {
  readonly findings: Linter.LintMessage[];
}

/**
 * Makes those fixes of a text that are chosen. Changes that touch one that was chosen are asked about when that
 * one is made, as they then are.
 *
 * @throws {FixError} where what comes out has errors that the text does not have.
 */
export async function fixChosen({ text, as, linted, unsafe }: FixRequest, decide: Decide): Promise<Fix | undefined> {
  const { read } = linted;
  if (!read) return undefined;
  const declined = new Declined();
  let output = text;
  let now = linted;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const chosen = await choose(output, proposals(now.messages, unsafe), declined, { unsafe, decide });
    if (chosen.length === 0) {
      if (output === text) return undefined;
      verifyText(read, text, output);
      const { messages, suppressedMessages } = now;
      const count = Math.max(1, linted.messages.length - messages.length);
      return { output, findings: { messages, suppressedMessages }, count };
    }
    const { text: edited } = applyEdits(output, chosen, unsafe);
    declined.follow(output, edited);
    output = edited;
    now = lintText(output, as);
    if (now.read?.dialect !== read.dialect) throw new FixError('the fixed text would have a syntax error');
  }
  throw new FixError(`its fixes do not settle within ${MAX_ROUNDS} rounds`);
}

/** The edits that findings propose, in their order, each once. */
function proposals(messages: readonly Linter.LintMessage[], unsafe: boolean): readonly RuleChange[] {
  const changes = new Map<string, RuleChange>();
  for (const message of messages) {
    const proposal = proposalOf(message, unsafe);
    if (!proposal) continue;
    const key = JSON.stringify(proposal);
    const known = changes.get(key);
    if (known) known.findings.push(message);
    else changes.set(key, { ...proposal, findings: [message] });
  }
  return [...changes.values()].sort(
    ({ fix: { range: a } }, { fix: { range: b } }) => a[0] - b[0] || a[1] - b[1],
  );
}

/** Asks about the changes of a text; answers with a finding for each that is to be made, none of which touch. */
async function choose(
  before: string,
  all: readonly RuleChange[],
  declined: Declined,
  { unsafe, decide }: { readonly unsafe: boolean; readonly decide: Decide },
): Promise<readonly Linter.LintMessage[]> {
  const open = all.filter(({ findings }) => !findings.every((finding) => declined.has(finding)));
  const chosen: Linter.LintMessage[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, { fix, suggestion, findings }] of open.entries()) {
    const [first] = findings;
    if (!first || fix.range[0] <= last) continue;
    const { text: after } = applyEdits(before, [first], unsafe);
    const change = { findings, before, after, ...(suggestion !== undefined && { suggestion }) };
    if (await decide(change, { index: index + 1, count: open.length })) {
      chosen.push(first);
      last = fix.range[1];
    } else {
      declined.add(findings);
    }
  }
  return chosen;
}
