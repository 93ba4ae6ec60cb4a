import path from 'node:path';

import { parseIni, type PytestConfig, readPytestConfig } from 'eslint-plugin-cogniverse/registration';

import { isRecord } from '../../../is-record.ts';
import { lineEndAt, placeOf, splitMark } from '../../text/splice.ts';
import { editIni } from './edit-ini.ts';
import { editToml, type TomlTable } from './edit-toml.ts';
import { readIniDocument } from './ini-document.ts';
import { findTomlOptions, tomlData } from './toml-document.ts';
import { isList, type Wanted } from './wanted.ts';

/** Where the options of pytest stand in a file. */
type Home =
  { readonly kind: 'ini'; readonly section: string } | { readonly kind: 'toml'; readonly table: TomlTable };

/** The configuration of pytest in a file's text, with what is wanted put into it bit by bit. */
export class ConfigText {
  readonly file: string;
  readonly #mark: string;
  readonly #home: Home;
  #body: string;

  /**
   * @param file Absolute path; its name tells the language.
   * @param text The text of a file that configures pytest, or is to.
   * @throws {Error} where the text is not in that language.
   */
  constructor(file: string, text: string) {
    this.file = file;
    const { mark, body } = splitMark(text);
    this.#mark = mark;
    this.#home = homeOf(file, body);
    this.#body = withSection(body, this.#home);
  }

  get text(): string {
    return this.#mark + this.#body;
  }

  /** What the text says to pytest. */
  get config(): PytestConfig {
    const config = readPytestConfig(this.file, this.#body);
    if (!config) throw new Error(`${this.file} does not configure pytest`);
    return config;
  }

  /** Whether values have TOML's own types, as only pytest 9 and later read them. */
  get isNative(): boolean {
    return this.#home.kind === 'toml' && this.#home.table.isNative;
  }

  /** Puts an option in. Whether that could be done for certain: nothing else reads otherwise than before. */
  put(wanted: Wanted): boolean {
    const edited = this.#edits(wanted).find((body) => this.#isRight(body, wanted));
    if (edited === undefined) return false;
    this.#body = edited;
    return true;
  }

  /** Line and column of an option, else of what holds the options. */
  placeOf(name?: string): { readonly line: number; readonly column: number } {
    return placeOf(this.#body, this.#offsetOf(name));
  }

  /** What to write by hand. */
  snippet(wanted: Wanted): string {
    const name = path.basename(this.file);
    const empty = new ConfigText(this.file, emptySection(this.#home));
    if (!empty.put(wanted)) throw new Error(`${wanted.name} can't be put into an empty ${name}`);
    return empty.#body.trim();
  }

  #edits(wanted: Wanted): readonly string[] {
    const home = this.#home;
    return home.kind === 'ini'
      ? editIni(this.#body, home.section, wanted)
      : editToml(this.#body, home.table, wanted);
  }

  #isRight(body: string, wanted: Wanted): boolean {
    const { name } = wanted;
    try {
      const config = readPytestConfig(this.file, body);
      if (!config) return false;
      const others = [this.#body, body].map((each) => JSON.stringify(this.#dataWithout(name, each)));
      return others[0] === others[1] && isHeld(wanted, this.config, config);
    } catch {
      // The text is not in the language any more.
      return false;
    }
  }

  /** All that a text holds but one option. */
  #dataWithout(name: string, body: string): unknown {
    const home = this.#home;
    if (home.kind === 'toml') return withoutOption(tomlData(body), [...home.table.way, name]);
    return [...parseIni(body)].map(([section, options]) => [
      section,
      [...options].filter(([option]) => section !== home.section || option !== name),
    ]);
  }

  #offsetOf(name: string | undefined): number {
    const home = this.#home;
    if (home.kind === 'ini') {
      const section = readIniDocument(this.#body).find((each) => each.name === home.section);
      return section?.options.find((option) => option.name === name)?.start ?? section?.start ?? 0;
    }
    const { options, home: place } = findTomlOptions(this.#body, home.table.way);
    const option = name === undefined ? undefined : options.get(name);
    const table = place?.kind === 'dotted' ? place.last : place?.table;
    return (option ?? table)?.range[0] ?? 0;
  }
}

function homeOf(file: string, body: string): Home {
  const name = path.basename(file);
  if (name === 'setup.cfg') return { kind: 'ini', section: 'tool:pytest' };
  if (name.endsWith('.ini')) return { kind: 'ini', section: 'pytest' };
  if (name !== 'pyproject.toml') return { kind: 'toml', table: { way: ['pytest'], isNative: true } };
  const data = tomlData(body);
  const tool = isRecord(data) ? data['tool'] : undefined;
  const table = isRecord(tool) ? tool['pytest'] : undefined;
  const isNative = isRecord(table) && Object.keys(table).some((key) => key !== 'ini_options');
  const way = isNative ? ['tool', 'pytest'] : ['tool', 'pytest', 'ini_options'];
  return { kind: 'toml', table: { way, isNative } };
}

function emptySection(home: Home): string {
  return `[${home.kind === 'ini' ? home.section : home.table.way.join('.')}]\n`;
}

/** The text with the section that options are put into, at its end where there is none. */
function withSection(body: string, home: Home): string {
  const isThere =
    home.kind === 'ini'
      ? readIniDocument(body).some(({ name }) => name === home.section)
      : findTomlOptions(body, home.table.way).home !== undefined;
  if (isThere) return body;
  const eol = lineEndAt(body, body.length);
  const between = body === '' ? '' : body.endsWith('\n') ? eol : eol + eol;
  return `${body}${between}${emptySection(home).trim()}${eol}`;
}

function withoutOption(data: unknown, [key = '', ...way]: readonly string[]): unknown {
  if (!isRecord(data)) return data;
  const { [key]: value, ...rest } = data;
  const left = way.length === 0 ? undefined : withoutOption(value, way);
  // The order of keys means nothing, and that of what is put in is no matter.
  return left === undefined ? rest : { ...rest, [key]: left };
}

/** Whether an option reads as it is wanted, and, if it is a list, with all that was in it before. */
function isHeld(wanted: Wanted, before: PytestConfig, after: PytestConfig): boolean {
  const { name } = wanted;
  if (!isList(wanted)) {
    const value = wanted.kind === 'flag' ? 'true' : String(wanted.value);
    return before.text(name) === undefined && after.text(name) === value;
  }
  const read = (config: PytestConfig): readonly string[] =>
    wanted.kind === 'lines' ? config.lines(name) : (config.words(name) ?? []);
  const isFirst = wanted.kind === 'words' && wanted.isFirst === true;
  const old = read(before);
  const fits = (expected: readonly string[]): boolean =>
    JSON.stringify(read(after)) === JSON.stringify(expected);
  if (isFirst) return fits([...wanted.entries, ...old]);
  return fits([...old, ...wanted.entries]) || fits([...wanted.entries, ...old]);
}
