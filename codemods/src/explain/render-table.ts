import stringWidth from 'string-width';

import type { Paint } from '../reporters/text.ts';
import { wrapText } from '../reporters/wrap.ts';

/** The cells of a table, as painted text. */
export interface TableCells {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = '  ';

/** A table for a terminal: cells that are too long for the width go on over several lines. */
export function renderTable({ header, rows }: TableCells, width: number, paint: Paint): string {
  const widths = columnWidths([header, ...rows], width);
  const lines = (cells: readonly string[]): string => rowLines(cells, widths).join('\n');
  const rule = widths.map((each) => '─'.repeat(each)).join(GAP);
  return [lines(header.map((cell) => paint('bold', cell))), paint('dim', rule), ...rows.map(lines)].join(
    '\n',
  );
}

/** What each column needs, less where that is too much: the widest gives first, down to its longest word. */
function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, column) =>
    rows.map((row) => row[column] ?? ''),
  );
  const least = columns.map((cells) => widest(cells.flatMap((cell) => cell.split(' '))));
  const widths = columns.map(widest);
  for (let over = sum(widths) + GAP.length * (widths.length - 1) - width; over > 0; over -= 1) {
    const room = widths.map((each, column) => (each > (least[column] ?? 0) ? each : 0));
    const column = room.indexOf(Math.max(...room));
    if (room[column] === 0) break;
    widths[column] = (widths[column] ?? 0) - 1;
  }
  return widths;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => stringWidth(text)));
}

function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const wrapped = widths.map((width, column) => wrapText(cells[column] ?? '', width, 1));
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
