/** A place in a text as ESTree counts it: lines from 1, columns in UTF-16 units from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds line and column of offsets in one text. The table of lines is made when the first is asked for. */
export class LineTable {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The position of an offset, by the line ends that ECMAScript knows. */
  positionAt(offset: number): Position {
    const starts = (this.#starts ??= lineStarts(this.#text));
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)) starts.push(index + end.length);
  return starts;
}

/** A node's `loc`, worked out when it is read: most nodes are never reported. */
export class Location {
  readonly #lines: LineTable;
  readonly #range: readonly [number, number];

  constructor(lines: LineTable, range: readonly [number, number]) {
    this.#lines = lines;
    this.#range = range;
  }

  get start(): Position {
    return this.#lines.positionAt(this.#range[0]);
  }

  get end(): Position {
    return this.#lines.positionAt(this.#range[1]);
  }
}
