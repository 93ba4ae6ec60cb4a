import type { AST } from 'toml-eslint-parser';

import { applySplices, indentAt, lineEndAt, type Splice } from '../../text/splice.ts';
import { addToArray, addToString, newArray } from './edit-toml-list.ts';
import { findTomlOptions, type TomlHome } from './toml-document.ts';
import { tomlString } from './toml-text.ts';
import { isList, type Wanted, type WantedList } from './wanted.ts';

/** A table that holds options of pytest. */
export interface TomlTable {
  /** The keys that lead to it: `['tool', 'pytest', 'ini_options']`. */
  readonly way: readonly string[];
  /**
   * Whether values have TOML's own types, as pytest takes them since version 9, rather than those of an INI
   * file.
   */
  readonly isNative: boolean;
}

/**
 * Puts what is wanted into a table of a TOML file.
 *
 * @param body The text without byte order mark.
 * @returns Texts of which the first that reads as it should is to be taken.
 * @throws {Error} where the text is no TOML.
 */
export function editToml(body: string, { way, isNative }: TomlTable, wanted: Wanted): readonly string[] {
  const { options, home } = findTomlOptions(body, way);
  const option = options.get(wanted.name);
  if (option) {
    if (!isList(wanted)) return [];
    return additions(body, option, wanted).map((splices) => applySplices(body, splices));
  }
  if (!home) return [];
  const anchor = relatedOption([...options], wanted.name);
  return [applySplices(body, [newOption(body, home, { anchor, isNative, wanted })])];
}

function additions(
  body: string,
  { value }: AST.TOMLKeyValue,
  wanted: WantedList,
): readonly (readonly Splice[])[] {
  const isFirst = wanted.kind === 'words' && wanted.isFirst === true;
  if (value.type === 'TOMLArray') return [addToArray(body, value, wanted.entries, isFirst)];
  if (value.type !== 'TOMLValue' || value.kind !== 'string') return [];
  const isLines = wanted.kind === 'lines';
  return addToString(body, value, wanted.entries, { isFirst, isLines }).map((splice) => [splice]);
}

/** The option to write one behind: the last whose name begins alike, else the last. */
function relatedOption(
  options: readonly (readonly [string, AST.TOMLKeyValue])[],
  name: string,
): AST.TOMLKeyValue | undefined {
  const family = /^[^_]+_/.exec(name)?.[0];
  const related = options.filter(([other]) => family !== undefined && other.startsWith(family));
  return (related.at(-1) ?? options.at(-1))?.[1];
}

interface NewOption {
  readonly anchor: AST.TOMLKeyValue | undefined;
  readonly isNative: boolean;
  readonly wanted: Wanted;
}

function newOption(body: string, home: TomlHome, { anchor, isNative, wanted }: NewOption): Splice {
  if (home.kind === 'inline') {
    const value = valueText(wanted, { isNative, eol: '', isInline: true });
    const last = home.table.body.at(-1);
    const at = last?.range[1] ?? home.table.range[0] + 1;
    return { start: at, end: at, text: `${last ? ', ' : ' '}${wanted.name} = ${value}${last ? '' : ' '}` };
  }
  const behind = home.kind === 'dotted' ? home.last : anchor;
  const at = lineEndOf(body, behind?.range[1] ?? (home.kind === 'table' ? home.table.key.range[1] : 0));
  const eol = lineEndAt(body, at);
  const value = valueText(wanted, { isNative, eol, isInline: false });
  const indent = behind ? indentAt(body, behind.range[0]) : '';
  const prefix = home.kind === 'dotted' ? dottedPrefix(body, home.last) : '';
  return { start: at, end: at, text: `${eol}${indent}${prefix}${wanted.name} = ${value}` };
}

/** What stands in front of the last part of a dotted key. */
function dottedPrefix(body: string, { key }: AST.TOMLKeyValue): string {
  return body.slice(key.range[0], key.keys.at(-1)?.range[0]);
}

function lineEndOf(body: string, from: number): number {
  const length = body.slice(from).search(/\r?\n/);
  return length === -1 ? body.length : from + length;
}

interface Layout {
  readonly isNative: boolean;
  readonly eol: string;
  readonly isInline: boolean;
}

function valueText(wanted: Wanted, { isNative, eol, isInline }: Layout): string {
  switch (wanted.kind) {
    case 'flag':
      return 'true';
    case 'value':
      // Plugins have their options read as texts, whatever these stand for.
      return typeof wanted.value === 'number' && !isNative
        ? String(wanted.value)
        : tomlString(String(wanted.value));
    case 'words':
      return !isNative && wanted.name === 'addopts'
        ? tomlString(wanted.entries.join(' '))
        : newArray(wanted.entries, { eol, isSpread: false });
    case 'lines':
      return newArray(wanted.entries, { eol, isSpread: !isInline });
  }
}
