import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

import type { Paint } from '../reporters/text.ts';

/** The cells of a table, as painted text. */
export interface TableCells {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = '  ';
/** A column gets no narrower, unless its cells are. */
const NARROWEST = 12;

/** A table for a terminal: cells that are too long for the width go on over several lines. */
export function renderTable({ header, rows }: TableCells, width: number, paint: Paint): string {
  const widths = columnWidths([header, ...rows], width);
  const lines = (cells: readonly string[]): string => rowLines(cells, widths).join('\n');
  const rule = widths.map((each) => '─'.repeat(each)).join(GAP);
  return [lines(header.map((cell) => paint('bold', cell))), paint('dim', rule), ...rows.map(lines)].join('\n');
}

/** What each column needs, less where that is too much: the widest gives first. */
function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const room = width - GAP.length * (columns - 1);
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    const current = widths[widest] ?? 0;
    if (current <= NARROWEST) break;
    widths[widest] = current - 1;
  }
  return widths;
}

function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const wrapped = widths.map((width, column) => wrapAnsi(cells[column] ?? '', width, { hard: true }).split('\n'));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, column) => padded(lines[line] ?? '', widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
