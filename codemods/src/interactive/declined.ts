import type { Linter } from 'eslint';

import { lineChanges, type LineChange } from '../line-changes.ts';

/** Where lines have gone is not worth longer waiting. */
const LIMIT = { timeout: 2_000 };

interface Answered {
  readonly message: Linter.LintMessage;
  /** The line it stands on now; `undefined` where that line has been changed. */
  readonly line: number | undefined;
}

/** Findings whose change was declined, and where they are after other changes. */
export class Declined {
  #answered: readonly Answered[] = [];

  /** Notes findings at their places in the present text. */
  add(messages: readonly Linter.LintMessage[]): void {
    this.#answered = [...this.#answered, ...messages.map((message) => ({ message, line: message.line }))];
  }

  /** Follows a change of the text. */
  follow(before: string, after: string): void {
    if (this.#answered.length === 0) return;
    const changes = lineChanges(before.split('\n'), after.split('\n'), LIMIT);
    this.#answered = this.#answered.map(({ message, line }) => ({
      message,
      line: line === undefined || !changes ? undefined : movedLine(line, changes),
    }));
  }

  /** Whether a finding of the present text is one of them. */
  has({ ruleId, message: text, line, column }: Linter.LintMessage): boolean {
    return this.#answered.some(
      ({ message, line: itsLine }) =>
        message.ruleId === ruleId &&
        (itsLine === undefined ? message.message === text : itsLine === line && message.column === column),
    );
  }
}

/** The number that a line has after changes; `undefined` where it is one of the changed. */
function movedLine(line: number, changes: readonly LineChange[]): number | undefined {
  let moved = line;
  for (const { start, end, lines } of changes) {
    if (line <= start) break;
    if (line <= end) return undefined;
    moved += lines.length - (end - start);
  }
  return moved;
}
