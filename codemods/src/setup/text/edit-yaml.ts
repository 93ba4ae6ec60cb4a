import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

import { indentAt, lineEndAt, type Splice } from './splice.ts';

/** A text that is not YAML, or YAML of a kind that is not edited. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
}

/**
 * The map that a YAML file holds; `undefined` where it holds nothing.
 *
 * @param body The text without byte order mark.
 * @throws {YamlError} where it is not valid, or holds something else.
 */
export function parseYamlMap(body: string): YAMLMap | undefined {
  const document = parseDocument(body, { keepSourceTokens: true });
  const [error] = document.errors;
  if (error) throw new YamlError(`it is not valid YAML: ${error.message.split('\n')[0] ?? ''}`);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return undefined;
  if (!isMap(contents)) throw new YamlError('it holds no map');
  return contents;
}

/** The data of a YAML file. */
export function yamlData(body: string): unknown {
  const data: unknown = parseDocument(body).toJS();
  return data;
}

/** The pair of a key. */
export function pairOf(map: YAMLMap | undefined, key: string): Pair | undefined {
  return map?.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** The offset at which a pair begins. */
export function offsetOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

/**
 * Puts an element in front of the others of a list that a key of the file's map has, and makes the list where
 * there is none or a single text.
 *
 * @returns The replacements, or why it can't be done.
 */
export function prependYaml(
  body: string,
  map: YAMLMap | undefined,
  key: string,
  value: string,
): readonly Splice[] | string {
  const text = quoted(value, body);
  const pair = pairOf(map, key);
  if (!pair) return insertPair(body, map, [`${key}:`, `  - ${text}`]);
  const node = pair.value;
  if (isSeq(node)) return prependItem(body, node, text);
  if (!isScalar(node) || !node.range) return `\`${key}\` is neither a text nor a list`;
  if (node.anchor !== undefined || node.tag !== undefined) return `\`${key}\` has an anchor or a tag`;
  const [start, end] = node.range;
  if (node.value === null) return [insertion(end, ` [${text}]`)];
  if (body.slice(start, end).includes('\n')) return `\`${key}\` goes over several lines`;
  return [
    { start, end: start, text: `[${text}, ` },
    { start: end, end, text: ']' },
  ];
}

function prependItem(body: string, list: YAMLSeq, text: string): readonly Splice[] | string {
  const [start, end] = list.range ?? [0, 0];
  if (list.flow === true) {
    const inner = body.slice(start + 1, end - 1);
    if (inner.trim() === '') return [insertion(start + 1, text)];
    const lead = /^\s*/.exec(inner)?.[0] ?? '';
    const separator = lead.includes('\n') ? lead : ' ';
    return [insertion(start + 1 + lead.length, `${text},${separator}`)];
  }
  // A list in blocks begins at its first dash.
  if (body[start] !== '-') return 'the list begins in an unusual place';
  return [insertion(start, `- ${text}${lineEndAt(body, start)}${indentAt(body, start)}`)];
}

/**
 * Puts an item behind the last one of a list in blocks, with the blank line that stands between the others.
 *
 * @param lines The item's lines, the first one without the dash.
 * @returns The replacements, or why it can't be done.
 */
export function appendYamlItem(body: string, list: YAMLSeq, lines: readonly string[]): readonly Splice[] | string {
  if (list.flow === true) return 'the list stands in brackets';
  const [start] = list.range ?? [0];
  const last = list.items.at(-1);
  if (body[start] !== '-' || !isNode(last) || !last.range) return 'the list begins in an unusual place';
  const indent = indentAt(body, start);
  let at = endOfLine(body, trimmedEnd(body, last.range[1]));
  // Comments that are further in than the dash belong to the last item.
  for (let next = lineAt(body, at); /^[ \t]*#/.test(next) && indentOf(next) > indent.length; next = lineAt(body, at)) {
    at += next.length;
  }
  const end = lineEndAt(body, body.length);
  const text = lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}${end}`).join('');
  const isOpen = at > 0 && body[at - 1] !== '\n';
  return [insertion(at, `${isOpen ? end : ''}${hasBlankBetween(body, list) ? end : ''}${text}`)];
}

/** Whether a blank line stands between the last two items of a list. */
function hasBlankBetween(body: string, { items }: YAMLSeq): boolean {
  const [before, last] = items.slice(-2);
  if (!isNode(before) || !isNode(last) || !before.range || !last.range) return false;
  return /\n[ \t]*\r?\n/.test(body.slice(trimmedEnd(body, before.range[1]), last.range[0]));
}

/** An offset without the blanks and line ends in front of it. */
function trimmedEnd(body: string, offset: number): number {
  return body.slice(0, offset).trimEnd().length;
}

/** Behind the line end that follows an offset. */
function endOfLine(body: string, offset: number): number {
  const newline = body.indexOf('\n', offset);
  return newline === -1 ? body.length : newline + 1;
}

/** The line that begins at an offset, with its line end. */
function lineAt(body: string, offset: number): string {
  return body.slice(offset, endOfLine(body, offset));
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

/**
 * Puts a key with a text into a map in blocks.
 *
 * @param before The pair that it goes in front of; without one it goes to the end.
 */
export function insertYamlText(
  body: string,
  map: YAMLMap,
  { key, value, before }: { readonly key: string; readonly value: string; readonly before: Pair | undefined },
): readonly Splice[] | string {
  if (map.flow === true) return 'the map stands in braces';
  const line = `${quoted(key, body)}: ${quoted(value, body)}`;
  if (before)
    return [
      insertion(
        offsetOf(before),
        line + lineEndAt(body, offsetOf(before)) + indentAt(body, offsetOf(before)),
      ),
    ];
  return insertPair(body, map, [line]);
}

/** Puts lines of a new pair behind the last one of a map, or behind all that a file without a map holds. */
export function insertPair(
  body: string,
  map: YAMLMap | undefined,
  lines: readonly string[],
): readonly Splice[] | string {
  const end = lineEndAt(body, body.length);
  const last = map?.items.at(-1);
  if (!map || !last) {
    if (map) return 'the map is empty';
    const text = lines.join(end) + end;
    // `...` ends a document, and what stands behind it is another one.
    if (/^\.\.\.\s*$/m.test(body)) return 'the document is closed';
    return [insertion(body.length, body === '' || body.endsWith('\n') ? text : end + text)];
  }
  if (map.flow === true) return 'the map stands in braces';
  const indent = indentAt(body, offsetOf(last));
  const text = lines.map((line) => indent + line).join(end);
  const at = endOfPair(body, last);
  return at > 0 && body[at - 1] === '\n' ? [insertion(at, text + end)] : [insertion(at, end + text)];
}

/** The end of the last line of a pair, comments on that line included. */
function endOfPair(body: string, { key, value }: Pair): number {
  const node = isScalar(value) || isCollection(value) ? value : isScalar(key) ? key : undefined;
  const range = node?.range ?? [0, 0, 0];
  const from = Math.max(range[1], isScalar(key) ? (key.range?.[1] ?? 0) : 0);
  if (from > 0 && body[from - 1] === '\n') return from;
  const newline = body.indexOf('\n', from);
  return newline === -1 ? body.length : newline + 1;
}

/** A text as a scalar, in the quotes that the file uses. `@` may not begin a plain one. */
function quoted(text: string, body: string): string {
  if (/^[\w./~^-][\w./~^ -]*$/.test(text)) return text;
  const count = (mark: RegExp): number => body.match(mark)?.length ?? 0;
  return count(/(?<=[\s[,])"[^"\n]*"/g) > count(/(?<=[\s[,])'[^'\n]*'/g) ? JSON.stringify(text) : `'${text}'`;
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
