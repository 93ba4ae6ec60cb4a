import type { Paint } from '../text.ts';
import { shownLine, sliceLine, type ShownLine } from './cells.ts';

/** What a frame points at; lines and columns begin at 1, and the end is exclusive, as in ESLint's messages. */
export interface FrameRange {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** How a frame is drawn. */
export interface FrameStyle {
  /** How wide the frame may be. */
  readonly width: number;
  readonly paint: Paint;
  readonly colour: 'red' | 'yellow';
}

/** Lines before and behind what is pointed at. */
const CONTEXT = 2;
/** Of a longer range, its first and last lines are shown. */
const LONGEST_RANGE = 8;
const FIRST_LINES = 3;
const LAST_LINES = 2;
/** So much of the code is shown on however narrow a terminal. */
const LEAST_WIDTH = 20;

/** The lines of code around a place, with a gutter and carets below; none where the text has no such line. */
export function codeFrame(lines: readonly string[], range: FrameRange, style: FrameStyle): readonly string[] {
  const { paint, colour } = style;
  const { line, column } = range;
  const endLine = Math.min(Math.max(range.endLine ?? line, line), lines.length);
  if (line < 1 || line > lines.length) return [];
  const numbers = shownNumbers(lines, line, endLine);
  const numberWidth = String(numbers.at(-1) ?? line).length;
  const width = Math.max(LEAST_WIDTH, style.width - numberWidth - '> '.length - ' | '.length);
  const shown = new Map<number, ShownLine>();
  for (const number of numbers) {
    if (number > 0) shown.set(number, shownLine(lines[number - 1] ?? '', column - 1));
  }
  const focus = shown.get(line);
  const [start, end] = focus ? spanOf(focus, lines[line - 1] ?? '', range) : [0, 1];
  const from = firstPlace(start, end, width);
  const isSpread = endLine > line;
  const gutter = (mark: string, number: string): string =>
    `${paint(['bold', colour], mark)} ${paint('dim', `${number.padStart(numberWidth)} |`)}`;
  const carets = (first: number, behind: number): readonly string[] => {
    const [left, right] = [Math.max(0, first - from), Math.min(width, behind - from)];
    if (right <= left) return [];
    return [`${gutter(' ', '')} ${' '.repeat(left)}${paint(['bold', colour], '^'.repeat(right - left))}`];
  };
  return numbers.flatMap((number) => {
    const text = shown.get(number);
    if (!text) return [gutter(' ', '...').trimEnd()];
    const code = sliceLine(text, from, width);
    const isMarked = number >= line && number <= endLine;
    const row = `${gutter(isMarked ? '>' : ' ', String(number))}${code === '' ? '' : ` ${code}`}`;
    if (number === line) return [row, ...carets(start, end)];
    if (isSpread && number === endLine) return [row, ...carets(...lastSpan(text, lines[number - 1] ?? '', range))];
    return [row];
  });
}

/** The numbers of the lines to show, in order; 0 stands for lines that are left out. */
function shownNumbers(lines: readonly string[], line: number, endLine: number): readonly number[] {
  let first = Math.max(1, line - CONTEXT);
  let last = Math.min(lines.length, endLine + CONTEXT);
  while (first < line && isBlank(lines[first - 1])) first += 1;
  while (last > endLine && isBlank(lines[last - 1])) last -= 1;
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  if (endLine - line < LONGEST_RANGE) return all;
  const [head, tail] = [line + FIRST_LINES, endLine - LAST_LINES];
  return [...all.filter((number) => number < head), 0, ...all.filter((number) => number > tail)];
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** The places that carets stand below in the first line of a range: one at least. */
function spanOf(shown: ShownLine, line: string, range: FrameRange): readonly [start: number, end: number] {
  const { column, endColumn = column } = range;
  const isSpread = range.endLine !== undefined && range.endLine > range.line;
  const start = shown.placeOf(column - 1);
  const end = shown.placeOf(isSpread ? line.trimEnd().length : endColumn - 1);
  return [start, Math.max(start + 1, end)];
}

function lastSpan(shown: ShownLine, line: string, { endColumn = 1 }: FrameRange): readonly [start: number, end: number] {
  const indent = line.length - line.trimStart().length;
  return [shown.placeOf(indent), shown.placeOf(endColumn - 1)];
}

/** The place that a frame begins at, so that what is pointed at can be seen. */
function firstPlace(start: number, end: number, width: number): number {
  // One place is kept for the sign that the line goes on.
  if (end < width) return 0;
  if (end - start >= width) return Math.max(0, start - 2);
  const room = width - (end - start);
  return Math.max(0, start - Math.floor(room / 2));
}
