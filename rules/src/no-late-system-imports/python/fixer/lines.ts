const LINE_BREAK = /\r\n|\n|\r/g;

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  // A file without `\r` is not searched for one up to its top.
  return start + text.slice(start, offset).lastIndexOf('\r') + 1;
}

/** Where the line of an offset ends, without its line break. */
export function lineEnd(text: string, offset: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = offset;
  return found.exec(text)?.index ?? text.length;
}

/** Where the line after that of an offset starts; the text's end behind the last one. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, text.length);
}

/** The line break that a file uses, by its first one. */
export function lineBreakOf(text: string): string {
  LINE_BREAK.lastIndex = 0;
  return LINE_BREAK.exec(text)?.[0] ?? '\n';
}

/** Whether nothing but white space stands between two offsets of one line. */
export function isBlank(text: string, start: number, end: number): boolean {
  return /^[ \t\f]*$/.test(text.slice(start, end));
}

/** A form feed parts pages, so its line is not empty. */
function isEmptyLine(text: string, start: number): boolean {
  return /^[ \t]*$/.test(text.slice(start, lineEnd(text, start)));
}

/** How many blank lines stand right above the line that starts at an offset. */
export function blankLinesAbove(text: string, start: number): number {
  let count = 0;
  for (let line = start; line > 0; count++) {
    const above = lineStart(text, line - (text.startsWith('\r\n', line - 2) ? 2 : 1));
    if (!isEmptyLine(text, above)) break;
    line = above;
  }
  return count;
}

/** How many blank lines follow from the line on that starts at an offset. */
export function blankLinesFrom(text: string, start: number): number {
  let count = 0;
  for (let line = start; line < text.length && isEmptyLine(text, line); count++) line = nextLine(text, line);
  return count;
}

/** The start of the line that stands some lines further down. */
export function linesDown(text: string, start: number, count: number): number {
  let line = start;
  for (let moved = 0; moved < count; moved++) line = nextLine(text, line);
  return line;
}

/** The start of the line that stands some lines further up. */
export function linesUp(text: string, start: number, count: number): number {
  let line = start;
  for (let moved = 0; moved < count && line > 0; moved++) {
    line = lineStart(text, line - (text.startsWith('\r\n', line - 2) ? 2 : 1));
  }
  return line;
}

/** The text of a comment that stands on the line of an offset behind it, with only white space and `;` between. */
export function trailingComment(text: string, offset: number): string | undefined {
  const rest = text.slice(offset, lineEnd(text, offset));
  return /^[ \t\f]*;?[ \t\f]*(#.*)$/.exec(rest)?.[1]?.trimEnd();
}
