import { areDisjoint } from 'eslint-plugin-cogniverse/editing';
import type { Linter } from 'eslint';

import { FixError } from '../engine/fix-text.ts';
import type { Decide } from '../interactive/change.ts';
import type { StructuralCodemod } from './codemod.ts';
import { applyAll, lintChanged, tryCodemod, type Attempt, type Mended, type MendRequest } from './mend.ts';
import { loadCodemod } from './registry.ts';

type Messages = readonly Linter.LintMessage[];

/** What a codemod would do for some findings of a file. */
type Try = (messages: Messages) => Attempt;

/**
 * Mends those findings of a text that are chosen, and verifies what comes out: it is read as the same dialect
 * with no more errors than before, and the rule finds no more in it than what was not chosen.
 *
 * @throws {FixError} where the outcome doesn't hold.
 */
export async function mendChosen(request: MendRequest, decide: Decide): Promise<Mended> {
  const { text, as, linted, unsafe } = request;
  const codemod = await loadCodemod(request.codemod);
  const attempt: Try = (messages) => tryCodemod(codemod, { ...linted, messages }, as, unsafe);
  const all = attempt(linted.messages);
  if (all.edits.length === 0 || !linted.read) return { findings: all.findings };
  const units = unitsOf(mendedBy(all, linted.messages), attempt);
  let chosen: Messages = [];
  let output = text;
  for (const [index, unit] of units.entries()) {
    const { edits, left } = attempt([...chosen, ...unit]);
    if (left > 0 || !areDisjoint(edits)) continue;
    const after = applyAll(text, edits);
    const isChosen = await decide({ findings: unit, before: output, after }, { index: index + 1, count: units.length });
    if (!isChosen) continue;
    chosen = [...chosen, ...unit];
    output = after;
  }
  if (chosen.length === 0) return { findings: all.findings };
  return { findings: all.findings, fix: { output, findings: verify(request, codemod, output, chosen), count: chosen.length } };
}

/** The findings that an attempt mends: those it gives no reason for. */
function mendedBy({ findings }: Attempt, messages: Messages): Messages {
  return messages.filter((message, index) => findings.messages[index] === message);
}

/** Findings that are mended each for itself, and those that can only be mended together. */
function unitsOf(messages: Messages, attempt: Try): readonly Messages[] {
  const mends = (some: Messages): boolean => {
    const { edits, left } = attempt(some);
    return edits.length > 0 && left === 0;
  };
  const units: Messages[] = [];
  const rest: Linter.LintMessage[] = [];
  for (const message of messages) {
    if (mends([message])) units.push([message]);
    else rest.push(message);
  }
  const texts = new Set(rest.map(({ message }) => message));
  const apart = [...texts].map((text) => rest.filter(({ message }) => message === text)).filter(mends);
  const together = rest.filter((message) => !apart.some((unit) => unit.includes(message)));
  return [...units, ...apart, ...(mends(together) ? [together] : [])].sort(
    ([a], [b]) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0),
  );
}

function verify(
  request: MendRequest,
  codemod: StructuralCodemod,
  output: string,
  chosen: Messages,
): Mended['findings'] {
  const { as, linted, unsafe } = request;
  const again = lintChanged(request, output);
  if (again.messages.length > linted.messages.length - chosen.length) {
    throw new FixError('the rule would find in it what was to be mended');
  }
  return tryCodemod(codemod, again, as, unsafe).findings;
}
