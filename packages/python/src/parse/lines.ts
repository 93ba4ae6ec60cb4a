import type { Location, Position } from '../ast/base.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Where the lines of a text begin. Lines end with `\n`, `\r\n` or `\r` and with nothing else, as Python's do. */
export class Lines {
  readonly #text: string;
  /** Found when the first place is asked for. */
  #found: readonly number[] | undefined;

  /** @param text the text without its BOM */
  constructor(text: string) {
    this.#text = text;
  }

  get #starts(): readonly number[] {
    this.#found ??= lineStarts(this.#text);
    return this.#found;
  }

  /** The texts of the lines without their ends. */
  texts(): string[] {
    return this.#starts.map((start, index) =>
      this.#text.slice(start, this.#starts[index + 1]).replace(/[\r\n]+$/u, ''),
    );
  }

  /** The place of an offset from 0 to the length of the text. */
  positionOf(offset: number): Position {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) };
  }

  /** The places of both ends of a range. */
  locationOf([start, end]: readonly [number, number]): Location {
    return { start: this.positionOf(start), end: this.positionOf(end) };
  }

  /**
   * The offset of a place.
   *
   * @throws {RangeError} where the text has no such place
   */
  offsetOf({ line, column }: Position): number {
    const start = this.#starts[line - 1];
    const end = this.#starts[line] ?? this.#text.length + 1;
    if (start === undefined || column < 0 || start + column >= end) {
      throw new RangeError(`The text has no line ${line}, column ${column}.`);
    }
    return start + column;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > CARRIAGE_RETURN) continue;
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(index + 1) !== LINE_FEED)) {
      starts.push(index + 1);
    }
  }
  return starts;
}
