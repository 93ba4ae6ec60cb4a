import type { Fixer } from '../engine/lint-file.ts';
import { processFile } from '../engine/process-file.ts';
import type { FileOutcome, FileTask, Job } from '../engine/protocol.ts';
import { hasColours, painter, shownPath, type Paint } from '../reporters/text.ts';
import type { ChangePosition, Decide } from './change.ts';
import { fixChosen } from './fix-chosen.ts';
import { END, INTERRUPT, Keyboard } from './keyboard.ts';
import { HELP, prompt, shownChange, type Question } from './question.ts';

/** What is said to a question. */
type Answer = 'yes' | 'no' | 'file' | 'all' | 'quit' | 'interrupt';

const ANSWERS: Readonly<Record<string, Answer>> = {
  y: 'yes',
  n: 'no',
  f: 'file',
  a: 'all',
  q: 'quit',
  [END]: 'quit',
  [INTERRUPT]: 'interrupt',
};
const DEFAULT_WIDTH = 80;

/** A file that can be fixed. */
export interface Reviewed {
  readonly task: FileTask;
  readonly found: FileOutcome;
  readonly position: ChangePosition;
}

/** Asks at the terminal about each change, and makes those that are wanted. */
export class Review {
  readonly #cwd: string;
  readonly #keyboard = new Keyboard(process.stdin);
  readonly #screen = process.stderr;
  readonly #paint: Paint = painter(hasColours(process.stderr));
  /** What holds for all changes that follow, once that has been said. */
  #verdict: boolean | undefined;
  #isWholeFile = false;
  #stoppedAt: string | undefined;

  /** @param cwd The folder that paths are shown from. */
  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** The file that was being asked about when the user stopped at once, as it is shown. */
  get stoppedAt(): string | undefined {
    return this.#stoppedAt;
  }

  /** Takes the keyboard. */
  open(): void {
    this.#keyboard.open();
  }

  /** Gives the keyboard back. */
  close(): void {
    this.#keyboard.close();
    this.#screen.write('\n');
  }

  /** Asks about the changes of a file; what comes out has only those that are wanted. */
  async file({ task, found, position }: Reviewed, job: Job): Promise<FileOutcome> {
    if (this.#verdict === false) return withoutFix(found);
    this.#isWholeFile = false;
    const name = shownPath(task.path, this.#cwd);
    const decide: Decide = (change, at) => this.#decide({ name, change, position: at, file: position });
    const outcome = await processFile(task, job, fixerOf(decide));
    return this.#stoppedAt === undefined ? outcome : withoutFix(found);
  }

  async #decide(question: Question): Promise<boolean> {
    if (this.#verdict !== undefined) return this.#verdict;
    if (this.#isWholeFile) return true;
    const width = this.#screen.columns || DEFAULT_WIDTH;
    this.#screen.write(shownChange(question, { paint: this.#paint, width }));
    const answer = await this.#ask(question);
    this.#screen.write(`${answer === 'interrupt' ? '' : answer}\n`);
    if (answer === 'interrupt') this.#stoppedAt = question.name;
    if (answer === 'all') this.#verdict = true;
    if (answer === 'quit' || answer === 'interrupt') this.#verdict = false;
    this.#isWholeFile = answer === 'file';
    return answer === 'yes' || answer === 'file' || answer === 'all';
  }

  async #ask(question: Question): Promise<Answer> {
    const line = prompt(question, this.#paint);
    this.#keyboard.forget();
    this.#screen.write(line);
    for (;;) {
      const pressed = await this.#keyboard.next();
      const answer = ANSWERS[pressed.toLowerCase()];
      if (answer) return answer;
      // Whoever is used to line by line presses Enter behind each answer.
      if (/^[\r\n]$/.test(pressed)) continue;
      this.#screen.write(`\n\n${HELP}\n${line}`);
    }
  }
}

function fixerOf(decide: Decide): Fixer {
  return async (request, codemod) => {
    if (codemod === undefined) {
      const fix = await fixChosen(request, decide);
      return { findings: request.linted, ...(fix && { fix }) };
    }
    const { mendChosen } = await import('../structural/mend-chosen.ts');
    return mendChosen({ ...request, codemod }, decide);
  };
}

function withoutFix(outcome: FileOutcome): FileOutcome {
  if (outcome.kind !== 'linted') return outcome;
  const { kind, parsed, findings, source } = outcome;
  return { kind, parsed, findings, ...(source !== undefined && { source }) };
}
