import type { AST } from 'toml-eslint-parser';

import { indentAt, lineEndAt, type Splice } from './splice.ts';
import { keysOf } from './toml-tree.ts';

/**
 * Puts a text into a list, laid out as its neighbour is: in its quotes, on a line of its own or not, with a
 * comma at the end of the list or without.
 *
 * @param index Where it stands afterwards.
 */
export function insertTomlText(
  body: string,
  list: AST.TOMLArray,
  { text, index }: { readonly text: string; readonly index: number },
): readonly Splice[] {
  const { elements } = list;
  const next = elements[index];
  const previous = elements[index - 1];
  const neighbour = previous ?? next;
  if (!neighbour) return [insertion(list.range[0] + 1, quotedAs('"', text))];
  const item = quotedAs(body.slice(neighbour.range[0], neighbour.range[0] + 1), text);
  if (!previous) {
    const [start] = neighbour.range;
    const gap = isFirstOnLine(body, start) ? lineEndAt(body, start) + indentAt(body, start) : ' ';
    return [insertion(start, `${item},${gap}`)];
  }
  return insertBehind(body, {
    item,
    previous: previous.range,
    next: next?.range[0],
    end: list.range[1] - 1,
  });
}

/**
 * Puts a pair into a table, on a line of its own behind another pair, or behind the table's head.
 *
 * @param line The pair as it is written.
 * @param index Where it stands afterwards.
 */
export function insertTomlPair(
  body: string,
  table: AST.TOMLTable | AST.TOMLInlineTable,
  { line, index }: { readonly line: string; readonly index: number },
): readonly Splice[] {
  const previous = table.body[index - 1];
  const next = table.body[index];
  if (table.type === 'TOMLInlineTable') {
    if (previous)
      return insertBehind(body, {
        item: line,
        previous: previous.range,
        next: next?.range[0],
        end: table.range[1] - 1,
      });
    return [insertion(table.range[0] + 1, next ? ` ${line},` : ` ${line} `)];
  }
  if (previous) return [behindLine(body, previous.range[1], indentAt(body, previous.range[0]) + line)];
  if (next) {
    const [start] = next.range;
    return [insertion(start, line + lineEndAt(body, start) + indentAt(body, start))];
  }
  return [behindLine(body, table.key.range[1], indentAt(body, table.range[0]) + line)];
}

/** Puts a table behind everything that a file holds. */
export function appendTomlTable(body: string, lines: readonly string[]): readonly Splice[] {
  const end = lineEndAt(body, body.length);
  const kept = body.trimEnd();
  const text = lines.join(end) + end;
  return [{ start: kept.length, end: body.length, text: kept === '' ? text : end + end + text }];
}

/** The keys of the pairs of a table that have but one key each. */
export function tomlKeys(table: AST.TOMLTable | AST.TOMLInlineTable): readonly string[] {
  return table.body.map((pair) => keysOf(pair).join('.'));
}

interface Gap {
  readonly item: string;
  readonly previous: readonly [start: number, end: number];
  /** Where the next item begins, if there is one. */
  readonly next: number | undefined;
  /** Where the list is closed. */
  readonly end: number;
}

function insertBehind(body: string, { item, previous, next, end }: Gap): readonly Splice[] {
  const [start, after] = previous;
  const between = body.slice(after, next ?? end);
  const comma = withoutComments(between).indexOf(',');
  const isOnOwnLine = isFirstOnLine(body, start) && between.includes('\n');
  if (!isOnOwnLine) {
    return comma === -1 ? [insertion(after, `, ${item}`)] : [insertion(after + comma + 1, ` ${item},`)];
  }
  const from = comma === -1 ? after : after + comma + 1;
  const at = from + body.slice(from).search(/\r?\n/);
  const text = `${lineEndAt(body, body.length)}${indentAt(body, start)}${item}`;
  if (comma === -1) return [insertion(after, ','), insertion(at, text)];
  return [insertion(at, `${text},`)];
}

/** A text of the same length in which comments are blanks. */
function withoutComments(text: string): string {
  return text.replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
}

function behindLine(body: string, offset: number, line: string): Splice {
  const newline = body.indexOf('\n', offset);
  const end = lineEndAt(body, body.length);
  return newline === -1 ? insertion(body.length, end + line) : insertion(newline + 1, line + end);
}

function isFirstOnLine(body: string, offset: number): boolean {
  return body.slice(body.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** A text as a string in the quotes that others have. */
function quotedAs(quote: string, text: string): string {
  if (quote === "'" && !text.includes("'")) return `'${text}'`;
  return JSON.stringify(text);
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
