import type { Py } from '@cogniverse/eslint-python';

import type { TextEdit } from '../../../text/text-edit.ts';
import { isOrdered, nameOrders, type ImportedName, type Order } from './import-order.ts';
import { isBlank, lineBreakOf, lineEnd, lineStart, nextLine } from './lines.ts';

const INDENT = '    ';

/** How `from module import name` is written where it stands alone: over several lines where one is too short. */
export function writeFromImport(
  module: string,
  names: readonly ImportedName[],
  limit: number,
  lineBreak: string,
): string {
  const texts = names.toSorted(nameOrders.byKind).map(writeName);
  const line = `from ${module} import ${texts.join(', ')}`;
  return line.length <= limit || texts.length < 2 ? line : bracketed(module, texts, lineBreak);
}

/** A name with the other name that it gets. */
export function writeName({ name, asname }: ImportedName): string {
  return asname === null ? name : `${name} as ${asname}`;
}

/**
 * The edits that add names to a `from` import, each at its place in the order that the names have; `undefined` where
 * the statement is written in a way that leaves no simple place.
 *
 * @param limit - Characters that a line may have.
 */
export function joinNames(
  statement: Py.ImportFrom,
  names: readonly ImportedName[],
  text: string,
  limit: number,
): readonly TextEdit[] | undefined {
  const [start, end] = statement.range;
  const written = text.slice(start, end);
  if (/[\r\n]/.test(written)) {
    return written.endsWith(')') && !/\\(?:\r\n?|\n)/.test(written)
      ? joinLines(statement, names, text)
      : undefined;
  }
  const [first, last] = [statement.names[0], statement.names.at(-1)];
  if (!first || !last) return undefined;
  const all = merged(statement.names, names).map((each) =>
    'range' in each ? text.slice(...each.range) : writeName(each),
  );
  const list = all.join(', ');
  const length = lineEnd(text, end) - lineStart(text, start) - (last.range[1] - first.range[0]) + list.length;
  if (length <= limit) return [{ range: [first.range[0], last.range[1]], text: list }];
  return [{ range: [start, end], text: bracketed(statement.module ?? '', all, lineBreakOf(text)) }];
}

function bracketed(module: string, names: readonly string[], lineBreak: string): string {
  const lines = names.map((name) => `${INDENT}${name},${lineBreak}`);
  return `from ${module} import (${lineBreak}${lines.join('')})`;
}

/** The order that names have; that of isort where they have none, so that new names stand in some. */
function orderOf(names: readonly ImportedName[]): Order<ImportedName> {
  return isOrdered(names, nameOrders.byKind) || !isOrdered(names, nameOrders.byAlphabet)
    ? nameOrders.byKind
    : nameOrders.byAlphabet;
}

function merged(
  present: readonly Py.alias[],
  added: readonly ImportedName[],
): readonly (Py.alias | ImportedName)[] {
  const order = orderOf(present);
  return added.toSorted(order).reduce<readonly (Py.alias | ImportedName)[]>((all, name) => {
    const place = all.findIndex((each) => order(name, each) < 0);
    return place < 0 ? [...all, name] : [...all.slice(0, place), name, ...all.slice(place)];
  }, present);
}

function joinLines(
  { names: present }: Py.ImportFrom,
  added: readonly ImportedName[],
  text: string,
): readonly TextEdit[] | undefined {
  const last = present.at(-1);
  if (!last) return undefined;
  const order = orderOf(present);
  const edits: TextEdit[] = [];
  const atEnd: string[] = [];
  for (const name of added.toSorted(order)) {
    const next = present.find((alias) => order(name, alias) < 0);
    if (next) edits.push(insertBefore(next, writeName(name), text));
    else atEnd.push(writeName(name));
  }
  return atEnd.length > 0 ? [...edits, ...appendTo(last, atEnd, text)] : edits;
}

function insertBefore({ range: [start] }: Py.alias, name: string, text: string): TextEdit {
  const line = lineStart(text, start);
  if (!isBlank(text, line, start)) return { range: [start, start], text: `${name}, ` };
  return { range: [line, line], text: `${text.slice(line, start)}${name},${lineBreakOf(text)}` };
}

function appendTo(
  { range: [start, end] }: Py.alias,
  names: readonly string[],
  text: string,
): readonly TextEdit[] {
  const line = lineStart(text, start);
  const [, comma, bracket] = /^([ \t]*,)?[ \t]*(\))?/.exec(text.slice(end, lineEnd(text, end))) ?? [];
  if (!isBlank(text, line, start) || bracket !== undefined) {
    return [{ range: [end, end], text: names.map((name) => `, ${name}`).join('') }];
  }
  const below = nextLine(text, end);
  const lines = names.map((name) => `${text.slice(line, start)}${name},${lineBreakOf(text)}`).join('');
  return [
    ...(comma === undefined ? [{ range: [end, end] as const, text: ',' }] : []),
    { range: [below, below], text: lines },
  ];
}
