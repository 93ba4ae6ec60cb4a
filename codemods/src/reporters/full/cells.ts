import stringWidth from 'string-width';

/** How far apart the stops of tabs are. */
const TAB = 4;
/** Longer lines are looked at around the place in question only. */
const LONGEST = 4_000;

/** What takes one place in a line of a terminal: a character with all that combines with it. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

/** A line as a terminal shows it. */
export interface ShownLine {
  readonly cells: readonly Cell[];
  /** Whether something of the line stands before or behind the cells. */
  readonly isCut: { readonly before: boolean; readonly behind: boolean };
  /** How many places stand before the character at an offset of the line. */
  readonly placeOf: (offset: number) => number;
}

const segmenter = new Intl.Segmenter();

/**
 * Characters that would change how a terminal shows what follows: control characters, and those that turn the
 * direction of writing, by which code can look like other code.
 */
// eslint-disable-next-line no-control-regex -- these are what is looked for.
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text with a sign in the place of each character that a terminal would not show as it stands. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\uFFFD';
  });
}

/** @param around The offset that the line is looked at around, where it is very long. */
export function shownLine(line: string, around: number): ShownLine {
  const start = line.length <= LONGEST ? 0 : Math.max(0, Math.min(around - LONGEST / 4, line.length - LONGEST));
  const part = line.slice(start, start + LONGEST);
  const isCut = { before: start > 0, behind: start + LONGEST < line.length };
  return /^[ -~]*$/.test(part) ? plainLine(part, start, isCut) : wideLine(part, start, isCut);
}

/** A line of characters that take one place each. */
function plainLine(part: string, start: number, isCut: ShownLine['isCut']): ShownLine {
  return {
    cells: Array.from(part, (text) => ({ text, width: 1 })),
    isCut,
    placeOf: (offset) => clamp(offset - start, part.length),
  };
}

function wideLine(part: string, start: number, isCut: ShownLine['isCut']): ShownLine {
  const cells: Cell[] = [];
  const places: number[] = [];
  let place = 0;
  for (const { segment } of segmenter.segment(part)) {
    const cell = cellOf(segment, place);
    cells.push(cell);
    places.push(...Array<number>(segment.length).fill(place));
    place += cell.width;
  }
  places.push(place);
  return { cells, isCut, placeOf: (offset) => places[clamp(offset - start, part.length)] ?? place };
}

function cellOf(segment: string, place: number): Cell {
  if (segment === '\t') {
    const width = TAB - (place % TAB);
    return { text: ' '.repeat(width), width };
  }
  const text = printable(segment);
  return { text, width: stringWidth(text) };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** The part of a line from a place on, so wide at most, with `…` where something is left out. */
export function sliceLine({ cells, isCut }: ShownLine, from: number, width: number): string {
  const kept: Cell[] = [];
  let place = 0;
  for (const cell of cells) {
    const end = place + cell.width;
    if (place >= from && end <= from + width) kept.push(cell);
    // A wide character that stands half outside leaves its other half blank.
    else if (place < from && end > from) kept.push({ text: ' '.repeat(end - from), width: end - from });
    place = end;
  }
  const [first] = kept;
  if (!first) return place > 0 ? '…' : '';
  if (isCut.before || from > 0) kept[0] = ellipsis(first);
  const last = kept.at(-1);
  if (last && (isCut.behind || place > from + width)) kept[kept.length - 1] = ellipsis(last);
  return kept
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

function ellipsis({ width }: Cell): Cell {
  return { text: `…${' '.repeat(Math.max(0, width - 1))}`, width };
}
