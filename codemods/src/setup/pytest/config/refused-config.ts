import path from 'node:path';

import { parseIni } from 'eslint-plugin-cogniverse/registration';

import { isRecord } from '../../../is-record.ts';
import { splitMark } from '../../text/splice.ts';
import { tomlData } from './toml-document.ts';

/**
 * Why pytest does not start with a configuration that could be read otherwise.
 *
 * @param file Its name tells the language.
 * @returns A clause; `undefined` where pytest takes it.
 */
export function refusalOf(file: string, text: string): string | undefined {
  const { body } = splitMark(text);
  if (/\.(?:ini|cfg)$/.test(file)) return refusalOfIni(body) ?? refusalOfSection(file, body);
  const isRead = path.basename(file) === 'pyproject.toml' && body.includes('pytest');
  return isRead ? refusalOfTables(body) : undefined;
}

function refusalOfTables(body: string): string | undefined {
  const data = tomlData(body);
  const tool = isRecord(data) ? data['tool'] : undefined;
  const table = isRecord(tool) ? tool['pytest'] : undefined;
  const isBoth = isRecord(table) && 'ini_options' in table && Object.keys(table).length > 1;
  return isBoth
    ? 'pytest refuses it: it has options in [tool.pytest] and in [tool.pytest.ini_options], and only one may'
    : undefined;
}

function refusalOfSection(file: string, body: string): string | undefined {
  const sections = parseIni(body);
  const isOld = file.endsWith('.cfg') && sections.has('pytest') && !sections.has('tool:pytest');
  return isOld ? 'pytest refuses it: its section [pytest] is to be named [tool:pytest] there' : undefined;
}

/** Goes by iniconfig, with which pytest reads INI files. */
function refusalOfIni(body: string): string | undefined {
  const sections = new Set<string>();
  let names: Set<string> | undefined;
  let hasValue = false;
  for (const [index, raw] of body.split(/\r\n|[\r\n]/).entries()) {
    const line = raw.trimEnd();
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const refused = (reason: string): string =>
      `pytest refuses it: line ${String(index + 1)} ${reason}`;
    const header = /^\[(.+)\]\s*(?:[#;].*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      if (sections.has(header)) return refused(`begins a second [${header}]; make one of both`);
      sections.add(header);
      names = new Set();
      hasValue = false;
    } else if (/^[\s[]/.test(line)) {
      if (!hasValue) return refused('is indented, but no option stands above it');
    } else {
      const [, found] = /^([^=:]*)=/.exec(line) ?? /^([^:]*):/.exec(line) ?? [];
      const name = found?.trim();
      if (name === undefined) return refused('is neither a section, an option nor a comment');
      if (!names) return refused('stands above the first section; begin it with [pytest]');
      if (names.has(name)) return refused(`sets \`${name}\` a second time; make one of both`);
      names.add(name);
      hasValue = true;
    }
  }
  return undefined;
}
