import { linesOf } from '../source-text.ts';

/** A text and its lines, as the findings of its file count them. */
export class SourceLines {
  readonly text: string;
  readonly lines: readonly string[];
  readonly #file: string;
  /** The offsets at which lines begin. */
  readonly #starts: readonly number[];

  constructor(text: string, file: string) {
    this.text = text;
    this.lines = linesOf(text, file);
    this.#file = file;
    const starts: number[] = [];
    let start = 0;
    for (const line of this.lines) {
      starts.push(start);
      start += line.length;
      start += text.startsWith('\r\n', start) ? 2 : 1;
    }
    this.#starts = starts;
  }

  /** The lines of another text, by the rules of the same file. */
  split(text: string): readonly string[] {
    return linesOf(text, this.#file);
  }

  /** The position of the line that an offset lies on. */
  indexAt(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The offset at which a line begins. */
  startOf(index: number): number {
    return this.#starts[index] ?? this.text.length;
  }

  /** The offset at which a line ends, without what ends it. */
  endOf(index: number): number {
    return this.startOf(index) + (this.lines[index]?.length ?? 0);
  }
}
