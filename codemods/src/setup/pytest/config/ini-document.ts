/** An option of an INI file, and where it stands. */
export interface IniOption {
  readonly name: string;
  /** Offset of the line that it begins in. */
  readonly start: number;
  /** What stands between name and value, blanks included. */
  readonly separator: string;
  /** Where the value on the first line begins and ends; they are the same where that is empty. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The lines that go on with the value, without blank lines and comments. */
  readonly more: readonly IniLine[];
}

/** A line with text in it. */
export interface IniLine {
  readonly indent: string;
  /** Offset behind the indentation. */
  readonly start: number;
  /** Offset behind the last character that is no blank. */
  readonly end: number;
}

/** A section of an INI file. */
export interface IniSection {
  readonly name: string;
  readonly start: number;
  /** Offset of the end of the line that its header stands in. */
  readonly headerEnd: number;
  readonly options: readonly IniOption[];
}

interface OpenOption extends IniOption {
  readonly more: IniLine[];
}

interface OpenSection extends IniSection {
  readonly options: OpenOption[];
}

/** Finds the sections and options of an INI file, as pytest's library iniconfig reads it. */
export function readIniDocument(body: string): readonly IniSection[] {
  const sections: OpenSection[] = [];
  let option: OpenOption | undefined;
  for (const { start, text } of linesOf(body)) {
    if (/^\s*(?:[#;].*)?$/.test(text)) continue;
    const end = start + text.trimEnd().length;
    const header = /^\[(.+)\]\s*(?:[#;].*)?$/.exec(text.trimEnd())?.[1];
    const indent = /^\s*/.exec(text)?.[0] ?? '';
    if (header !== undefined) {
      sections.push({ name: header, start, headerEnd: start + text.length, options: [] });
      option = undefined;
    } else if (indent !== '') {
      option?.more.push({ indent, start: start + indent.length, end });
    } else {
      option = optionOf(text.trimEnd(), start);
      if (option) sections.at(-1)?.options.push(option);
    }
  }
  return sections;
}

function optionOf(line: string, start: number): OpenOption | undefined {
  const [, name = '', separator] =
    /^([^=:]*?)(\s*=[^\S\r\n]*)/.exec(line) ?? /^([^:]*?)(\s*:[^\S\r\n]*)/.exec(line) ?? [];
  if (separator === undefined) return undefined;
  const valueStart = start + name.length + separator.length;
  return { name, start, separator, valueStart, valueEnd: start + line.length, more: [] };
}

function* linesOf(body: string): Generator<{ readonly start: number; readonly text: string }> {
  let start = 0;
  for (const text of body.split(/(\r\n|[\r\n])/)) {
    if (!/^(?:\r\n|[\r\n])$/.test(text)) yield { start, text };
    start += text.length;
  }
}

/** Where an option ends: behind the last character of its value. */
export function endOfOption({ valueEnd, more }: IniOption): number {
  return more.at(-1)?.end ?? valueEnd;
}
