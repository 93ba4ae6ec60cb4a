import type { Linter } from 'eslint';

import { lineEdits } from './line-edits.ts';
import type { CodePart, LineEdit, LineRun, Proposal } from './report-data.ts';
import type { SourceLines } from './source-lines.ts';

/** Lines shown above and below a finding or an edit. */
const AROUND = 3;
/** Of a finding or edit over more lines, only the first are shown. */
const MAX_LINES = 12;
const MAX_ADDED = 60;
/** A line that is longer was not written to be read. */
const MAX_LENGTH = 400;
/** Characters in one part of the page: what is parsed when the first finding of a file is opened. */
const PART_SIZE = 512 * 1024;
/** Characters of code in a report, so that any browser opens it; files beyond are listed without theirs. */
const MAX_SIZE = 48 * 1024 * 1024;

/** Gathers the code that a report shows, in parts that are read apart. */
export class CodeParts {
  readonly #parts: string[] = [];
  #lines: Record<string, readonly LineRun[]> = {};
  #proposals: Record<string, readonly Proposal[]> = {};
  #size = 0;
  #left: number;

  /** @param budget Characters of code at the most. */
  constructor(budget = MAX_SIZE) {
    this.#left = budget;
  }

  /**
   * Takes the code around a file's findings, and what they propose.
   *
   * @param file The file's position.
   * @param first The position of its first finding.
   * @returns The part that it is in; -1 where there is no more room.
   */
  add(file: number, source: SourceLines, messages: readonly Linter.LintMessage[], first: number): number {
    if (this.#left <= 0) return -1;
    const wanted = new Set<number>();
    const keep = (from: number, to: number): void => {
      const last = Math.min(to, from + MAX_LINES, source.lines.length) + AROUND;
      for (let line = Math.max(1, from - AROUND); line <= last && line <= source.lines.length; line += 1) {
        wanted.add(line);
      }
    };
    let size = 0;
    for (const [index, message] of messages.entries()) {
      if (message.line > 0) keep(message.line, message.endLine ?? message.line);
      const proposals = proposalsOf(source, message);
      if (proposals.length === 0) continue;
      for (const { edits } of proposals) {
        for (const [line, removed] of edits) keep(line, line + removed - 1);
      }
      this.#proposals[first + index] = proposals;
      size += JSON.stringify(proposals).length;
    }
    const runs = runsOf(
      source,
      [...wanted].sort((a, b) => a - b),
    );
    this.#lines[file] = runs;
    size += JSON.stringify(runs).length;
    this.#left -= size;
    this.#size += size;
    const part = this.#parts.length;
    if (this.#size >= PART_SIZE) this.#close();
    return part;
  }

  /** The parts, as JSON. */
  end(): readonly string[] {
    if (this.#size > 0) this.#close();
    return this.#parts;
  }

  #close(): void {
    const part: CodePart = { lines: this.#lines, proposals: this.#proposals };
    this.#parts.push(JSON.stringify(part));
    this.#lines = {};
    this.#proposals = {};
    this.#size = 0;
  }
}

function proposalsOf(
  source: SourceLines,
  { fix, suggestions = [] }: Linter.LintMessage,
): readonly Proposal[] {
  const safe = fix ? [proposal(lineEdits(source, fix))] : [];
  return [
    ...safe,
    ...suggestions.map(({ desc, fix: edit }) => ({ title: desc, ...proposal(lineEdits(source, edit)) })),
  ];
}

function proposal(edits: readonly LineEdit[]): Proposal {
  const shown: LineEdit[] = [];
  let room = MAX_ADDED;
  let isCut = false;
  for (const [line, removed, ...added] of edits) {
    if (room <= 0) {
      isCut = true;
      break;
    }
    isCut ||= added.length > room || removed > MAX_LINES;
    shown.push([line, Math.min(removed, MAX_LINES), ...added.slice(0, room).map(clipped)]);
    room -= added.length;
  }
  return { edits: shown, ...(isCut && { isCut }) };
}

function runsOf({ lines }: SourceLines, wanted: readonly number[]): readonly LineRun[] {
  const runs: [number, ...string[]][] = [];
  let last = Number.NaN;
  for (const number of wanted) {
    const text = clipped(lines[number - 1] ?? '');
    const run = runs.at(-1);
    if (run && number === last + 1) run.push(text);
    else runs.push([number, text]);
    last = number;
  }
  return runs;
}

function clipped(line: string): string {
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
