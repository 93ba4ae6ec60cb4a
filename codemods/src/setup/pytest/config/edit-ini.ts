import { applySplices, lineEndAt, type Splice } from '../../text/splice.ts';
import { endOfOption, type IniOption, type IniSection, readIniDocument } from './ini-document.ts';
import { isList, type Wanted, type WantedList } from './wanted.ts';

const INDENT = '    ';

/**
 * Puts what is wanted into a section of an INI file.
 *
 * @param body The text without byte order mark.
 * @returns Texts of which the first that reads as it should is to be taken.
 */
export function editIni(body: string, sectionName: string, wanted: Wanted): readonly string[] {
  const section = readIniDocument(body).find(({ name }) => name === sectionName);
  if (!section) return [];
  const option = section.options.find(({ name }) => name === wanted.name);
  if (!option) return [applySplices(body, [newOption(body, section, wanted)])];
  return isList(wanted) ? [applySplices(body, [addition(body, section, option, wanted)])] : [];
}

function newOption(body: string, section: IniSection, wanted: Wanted): Splice {
  const anchor = relatedOption(section, wanted.name);
  const at = anchor ? lineEndOf(body, endOfOption(anchor)) : section.headerEnd;
  const eol = lineEndAt(body, at);
  const separator = (anchor ?? section.options.at(-1))?.separator.trim() ?? '=';
  const isTight = anchor && !/\s/.test(anchor.separator) && anchor.valueStart < anchor.valueEnd;
  const between = isTight === true ? separator : ` ${separator} `;
  const text = `${eol}${wanted.name}${between}${valueText(wanted, section, eol)}`;
  return { start: at, end: at, text: text.replace(/ +(?=\r?\n|$)/g, '') };
}

/** The option to write one behind: the last whose name begins alike, else the last. */
function relatedOption({ options }: IniSection, name: string): IniOption | undefined {
  const family = /^[^_]+_/.exec(name)?.[0];
  const related = options.filter((option) => family !== undefined && option.name.startsWith(family));
  return related.at(-1) ?? options.at(-1);
}

function valueText(wanted: Wanted, section: IniSection, eol: string): string {
  switch (wanted.kind) {
    case 'value':
      return String(wanted.value);
    case 'flag':
      return 'true';
    case 'words':
      return wanted.entries.join(' ');
    case 'lines':
      return wanted.entries.map((entry) => `${eol}${indentIn(section)}${entry}`).join('');
  }
}

/** The indentation of values that go on, as in the rest of a section. */
function indentIn({ options }: IniSection): string {
  return options.flatMap(({ more }) => more)[0]?.indent ?? INDENT;
}

function addition(body: string, section: IniSection, option: IniOption, wanted: WantedList): Splice {
  const { valueStart, valueEnd, more } = option;
  const isEmpty = valueStart === valueEnd;
  const isFirst = wanted.kind === 'words' && wanted.isFirst === true;
  const last = more.at(-1);
  const words = wanted.entries.join(' ');
  if (wanted.kind === 'words' && !last) {
    if (!isEmpty && isFirst) return insertion(valueStart, `${words} `);
    const blank = isEmpty && /\s$/.test(option.separator) ? '' : ' ';
    return insertion(valueEnd, `${blank}${words}`);
  }
  const eol = lineEndAt(body, endOfOption(option));
  const first = more[0];
  if (isFirst && first) {
    return isEmpty
      ? insertion(first.start, `${words}${eol}${first.indent}`)
      : insertion(valueStart, `${words} `);
  }
  const entries = wanted.kind === 'words' ? [words] : wanted.entries;
  const indent = last?.indent ?? indentIn(section);
  const end = lineEndOf(body, endOfOption(option));
  return insertion(end, entries.map((entry) => `${eol}${indent}${entry}`).join(''));
}

/** Where a line ends, blanks at its end included, which stay where they are. */
function lineEndOf(body: string, from: number): number {
  return from + (/^[^\S\r\n]*/.exec(body.slice(from))?.[0].length ?? 0);
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
