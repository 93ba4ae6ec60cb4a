import path from 'node:path';

import { parse as parseToml } from 'smol-toml';

import { entriesOf, remembered, textOf } from '../disk.ts';
import { directoriesAbove, isRecord } from '../project-files.ts';
import { parseIni } from './ini.ts';
import { shellWords } from './shell-words.ts';

/** What pytest is configured to do, as far as one file's directory tells. */
export interface PytestConfig {
  /** The file that configures it, as an absolute path; `undefined` where none does. */
  readonly file: string | undefined;
  /** The words of `addopts`. */
  readonly addopts: readonly string[];
  /** An option as text: what `-o name=value` in `addopts` says goes before the file. */
  readonly text: (name: string) => string | undefined;
  /** An option as a list of words, as pytest splits them. */
  readonly words: (name: string) => readonly string[] | undefined;
  /** An option as a list of lines. */
  readonly lines: (name: string) => readonly string[];
}

type Options = ReadonlyMap<string, string | readonly string[]>;

/**
 * The configuration of pytest that holds for a file: the nearest one upwards, up to the repository's root, in
 * the order in which pytest looks at the files of one directory.
 */
export function pytestConfigFor(file: string): PytestConfig {
  return path.isAbsolute(file) ? nearestConfig(path.dirname(file)) : NO_CONFIG;
}

const nearestConfig = remembered((directory: string): PytestConfig => {
  const [nearest] = directoriesAbove(directory).flatMap((above) => configIn(above));
  return nearest ?? NO_CONFIG;
});

/** The configuration files of pytest, the first of a directory that holds a configuration counts. */
const READERS: readonly (readonly [name: string, read: (text: string) => Options | undefined])[] = [
  ['pytest.toml', readPytestToml],
  ['.pytest.toml', readPytestToml],
  ['pytest.ini', readPytestIni],
  ['.pytest.ini', readPytestIni],
  ['pyproject.toml', readPyproject],
  ['tox.ini', (text) => parseIni(text).get('pytest')],
  ['setup.cfg', (text) => parseIni(text).get('tool:pytest')],
];

/** The names of the configuration files of pytest, in the order in which it looks at those of a directory. */
export const PYTEST_CONFIG_FILES: readonly string[] = READERS.map(([name]) => name);

/**
 * Reads the text of a configuration file.
 *
 * @returns `undefined` where it holds no configuration of pytest.
 * @throws {Error} where the text is not in the file's language.
 */
export function readPytestConfig(file: string, text: string): PytestConfig | undefined {
  const read = READERS.find(([name]) => name === path.basename(file))?.[1];
  const options = read?.(text.replace(/^\uFEFF/, ''));
  return options && makeConfig(file, options);
}

/**
 * Reads the text of a file that pytest is told to read by `-c`, whatever its name.
 *
 * @throws {Error} where the text is not in the file's language.
 */
export function readNamedConfig(file: string, text: string): PytestConfig {
  const known = readPytestConfig(file, text);
  if (known) return known;
  const read = NAMED_READERS[path.extname(file)];
  return makeConfig(file, read?.(text.replace(/^\uFEFF/, '')) ?? new Map<string, string>());
}

/** By the end of the name. */
const NAMED_READERS: Readonly<Record<string, (text: string) => Options | undefined>> = {
  '.toml': readPyproject,
  '.ini': readPytestIni,
  '.cfg': (text) => parseIni(text).get('tool:pytest'),
};

const configIn = remembered((directory: string): readonly PytestConfig[] => {
  for (const name of PYTEST_CONFIG_FILES) {
    if (!entriesOf(directory).has(name)) continue;
    const config = readConfigFile(path.join(directory, name));
    if (config) return [config];
  }
  return [];
});

function readConfigFile(file: string): PytestConfig | undefined {
  try {
    return readPytestConfig(file, textOf(file) ?? '');
  } catch {
    // pytest refuses a file that is no TOML.
    return undefined;
  }
}

/** Such a file is pytest's configuration even without a section. */
function readPytestIni(text: string): Options {
  return parseIni(text).get('pytest') ?? new Map<string, string>();
}

function readPytestToml(text: string): Options {
  return optionsOf(parseToml(text)['pytest']) ?? new Map<string, string>();
}

function readPyproject(text: string): Options | undefined {
  if (!text.includes('pytest')) return undefined;
  const { tool } = parseToml(text);
  const table = isRecord(tool) ? tool['pytest'] : undefined;
  if (!isRecord(table)) return undefined;
  const { ini_options: ini, ...native } = table;
  return Object.keys(native).length > 0 ? optionsOf(native) : optionsOf(ini);
}

function optionsOf(table: unknown): Options | undefined {
  if (!isRecord(table)) return undefined;
  return new Map(
    Object.entries(table).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]),
  );
}

function makeConfig(file: string | undefined, options: Options): PytestConfig {
  const addopts = wordsOf(options.get('addopts')) ?? [];
  const overrides = new Map(overridesIn(addopts));
  const option = (name: string): string | readonly string[] | undefined =>
    overrides.get(name) ?? options.get(name);
  return {
    file,
    addopts,
    text: (name) => asText(option(name)),
    words: (name) => wordsOf(option(name)),
    lines: (name) => linesOf(option(name)),
  };
}

const NO_CONFIG = makeConfig(undefined, new Map());

function asText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join('\n') : value;
}

function wordsOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? shellWords(value) : value;
}

function linesOf(value: string | readonly string[] | undefined): readonly string[] {
  const lines = typeof value === 'string' ? value.split('\n') : (value ?? []);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function overridesIn(addopts: readonly string[]): readonly [string, string][] {
  const stated = [...valuesOfFlag(addopts, '--override-ini'), ...valuesOfFlag(addopts, '-o')];
  return stated.flatMap((text): [string, string][] => {
    const [, name, value] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}

/**
 * The values given to a command-line flag: `--flag value`, `--flag=value`, and `-fvalue` for a flag of one
 * letter.
 */
export function valuesOfFlag(words: readonly string[], flag: string): readonly string[] {
  const isShort = /^-[^-]$/.test(flag);
  return words.flatMap((word, index) => {
    if (word === flag) return words[index + 1] ?? [];
    if (!isShort) return word.startsWith(`${flag}=`) ? word.slice(flag.length + 1) : [];
    return word.startsWith(flag) && !word.startsWith('--') ? word.slice(flag.length) : [];
  });
}

/** Whether pytest is told to refuse marks that nobody registers, and nobody registers this one. */
export function refusesMark(config: PytestConfig, name: string): boolean {
  const isRegistered = config.lines('markers').some((line) => /^\w+/.exec(line)?.[0] === name);
  return !isRegistered && isStrictAboutMarks(config);
}

/** Whether pytest is told to refuse marks that nobody registers. */
export function isStrictAboutMarks(config: PytestConfig): boolean {
  return (
    config.addopts.some((word) => word === '--strict-markers' || word === '--strict') ||
    ['strict_markers', 'strict'].some((option) => /^(?:true|1|yes|on)$/i.test(config.text(option) ?? '')) ||
    // A mark that is unknown makes a warning.
    warningFilters(config).findLast(isAboutUnknownMarks)?.action === 'error'
  );
}

/** Whether pytest is told to say nothing of marks that nobody registers, by a filter for just that. */
export function acceptsAnyMark(config: PytestConfig): boolean {
  const filter = warningFilters(config).findLast(isAboutUnknownMarks);
  return filter?.action === 'ignore' && (filter.message !== '' || filter.category.includes('PytestUnknownMark'));
}

/** `action:message:category` */
interface WarningFilter {
  readonly action: string;
  readonly message: string;
  readonly category: string;
}

/** The later goes before the earlier. */
function warningFilters(config: PytestConfig): readonly WarningFilter[] {
  return [...config.lines('filterwarnings'), ...valuesOfFlag(config.addopts, '-W')].map((line) => {
    const [action = '', message = '', category = ''] = line.split(':').map((part) => part.trim());
    return { action, message, category };
  });
}

function isAboutUnknownMarks({ message, category }: WarningFilter): boolean {
  return (
    /^(?:(?:builtins\.)?(?:User)?Warning|(?:_?pytest\.(?:[\w.]+\.)?)?Pytest(?:UnknownMark)?Warning|)$/.test(
      category,
    ) &&
    (message === '' || /^(?:\.\*)?Unknown pytest\\?\.mark/.test(message))
  );
}
