/** Sections of an INI file: options by name, in the order in which they stand. */
export type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads an INI file as pytest does (by its library iniconfig), which no INI parser of JavaScript follows: an indented
 * line goes on with the value above it, `:` sets a value as `=` does, a comment takes a line of its own, and names are
 * case-sensitive. What pytest refuses is skipped; of two options of one name the first counts.
 */
export function parseIni(text: string): IniSections {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let option: string | undefined;
  for (const line of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|[\r\n]/)
    .map((raw) => raw.trimEnd())) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const header = /^\[(.+)\]\s*(?:[#;].*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      section = sections.get(header) ?? new Map<string, string>();
      sections.set(header, section);
      option = undefined;
    } else if (/^\s/.test(line)) {
      const value = option === undefined ? undefined : section?.get(option);
      if (section && option !== undefined && value !== undefined)
        section.set(option, joinLines(value, line.trim()));
    } else {
      const [, name = '', value = ''] = /^([^=:]*)=(.*)$/.exec(line) ?? /^([^:]*):(.*)$/.exec(line) ?? [];
      option = name.trim();
      if (section?.has(option)) option = undefined;
      else section?.set(option, value.trim());
    }
  }
  return sections;
}

function joinLines(value: string, line: string): string {
  return value === '' ? line : `${value}\n${line}`;
}
