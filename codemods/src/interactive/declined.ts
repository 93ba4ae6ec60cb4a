import { diffArrays } from 'diff';
import type { Linter } from 'eslint';

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
    const lines = movedLines(before.split('\n'), after.split('\n'));
    this.#answered = this.#answered.map(({ message, line }) => ({
      message,
      line: line === undefined ? undefined : lines.get(line),
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

/** The numbers that unchanged lines have after a change, by those before. */
function movedLines(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let [old, now] = [1, 1];
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
    if (!added && !removed) {
      for (let offset = 0; offset < count; offset += 1) lines.set(old + offset, now + offset);
    }
    if (!added) old += count;
    if (!removed) now += count;
  }
  return lines;
}
