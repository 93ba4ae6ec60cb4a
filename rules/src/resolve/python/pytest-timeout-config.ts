import path from 'node:path';

import { parse as parseToml } from 'smol-toml';

import { entriesOf, remembered, textOf } from '../disk.ts';
import { directoriesAbove, isRecord } from '../project-files.ts';
import { parseIni } from './ini.ts';
import { valuesOfFlag, type PytestConfig } from './pytest-config.ts';
import { shellWords } from './shell-words.ts';

/** The timeout that a project's configuration sets for every test, in the words of pytest-timeout. */
export interface DefaultTimeout {
  /** The file that states it, as an absolute path. */
  readonly file: string;
  /** What is set there: `timeout`, `--timeout` or `PYTEST_TIMEOUT`. */
  readonly name: string;
  /** Seconds, as they stand there. */
  readonly value: string;
}

/**
 * The default timeout of the tests in a directory, of those that pytest-timeout reads: the flag before the environment
 * before the configuration file.
 */
export function defaultTimeout(config: PytestConfig, directory: string): DefaultTimeout | undefined {
  const { file } = config;
  const flag = valuesOfFlag(config.addopts, FLAG).at(-1);
  if (file !== undefined && flag !== undefined) return { file, name: FLAG, value: flag };
  const environment = environmentTimeout(config, directory);
  if (environment) return environment;
  const option = config.text('timeout');
  return file === undefined || option === undefined || option === ''
    ? undefined
    : { file, name: 'timeout', value: option };
}

const VARIABLE = 'PYTEST_TIMEOUT';
const FLAG = '--timeout';

/** The variable as pytest-env or tox set it, or the flag that tox gives. */
function environmentTimeout(config: PytestConfig, directory: string): DefaultTimeout | undefined {
  const line = config
    .lines('env')
    .map(assignment)
    .find(([name]) => name === VARIABLE);
  if (config.file !== undefined && line) return { file: config.file, name: VARIABLE, value: line[1] };
  if (!path.isAbsolute(directory)) return undefined;
  for (const above of directoriesAbove(directory)) {
    const stated = timeoutsIn(above)[0];
    if (stated) return stated;
  }
  return undefined;
}

/** `NAME=value`, as pytest-env writes it with `D:` (a default) or `R:` (raw) in front. */
function assignment(line: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^(?:[DR]:)*\s*([^=]*?)\s*=\s*(.*)$/i.exec(line) ?? [];
  return [name, value];
}

const timeoutsIn = remembered((directory: string): readonly DefaultTimeout[] =>
  [readToml(directory), readTox(directory)].flat(),
);

/** `[tool.pytest_env]` of `pyproject.toml`. */
function readToml(directory: string): readonly DefaultTimeout[] {
  const file = path.join(directory, 'pyproject.toml');
  const text = readMentioning(directory, 'pyproject.toml');
  if (text === undefined) return [];
  try {
    const { tool } = parseToml(text);
    const table = isRecord(tool) ? tool['pytest_env'] : undefined;
    const stated = isRecord(table) ? table[VARIABLE] : undefined;
    const value = isRecord(stated) ? stated['value'] : stated;
    const isStated = typeof value === 'string' || typeof value === 'number';
    return isStated ? [{ file, name: VARIABLE, value: String(value) }] : [];
  } catch {
    return [];
  }
}

/** `commands`, `setenv` or `set_env` of an environment in `tox.ini`. */
function readTox(directory: string): readonly DefaultTimeout[] {
  const file = path.join(directory, 'tox.ini');
  const sections = parseIni(readMentioning(directory, 'tox.ini') ?? '');
  return [...sections].flatMap(([section, options]) => {
    if (!section.startsWith('testenv')) return [];
    const lines = ['setenv', 'set_env'].flatMap((name) => options.get(name)?.split('\n') ?? []);
    const set = lines
      .map(assignment)
      .filter(([name]) => name === VARIABLE)
      .map(([name, value]) => ({ file, name, value }));
    const given = flagsOfCommands(options.get('commands') ?? '');
    return [...given.map((value) => ({ file, name: FLAG, value })), ...set];
  });
}

/** What the last `--timeout` of each `pytest` says. */
function flagsOfCommands(commands: string): readonly string[] {
  return commands
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map(shellWords)
    .filter((words) => words.some((word) => /(?:^|\/)(?:pytest|py\.test)$/.test(word)))
    .flatMap((words) => valuesOfFlag(words, FLAG).slice(-1))
    .filter((value) => /^\d/.test(value));
}

function readMentioning(directory: string, name: string): string | undefined {
  if (!entriesOf(directory).has(name)) return undefined;
  const text = textOf(path.join(directory, name));
  return text !== undefined && (text.includes(VARIABLE) || text.includes(FLAG)) ? text : undefined;
}
