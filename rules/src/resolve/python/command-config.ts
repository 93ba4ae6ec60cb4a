import path from 'node:path';

import { textOf } from '../disk.ts';
import { pytestConfigFor, readNamedConfig, valuesOfFlag, type PytestConfig } from './pytest-config.ts';

/**
 * The configuration that pytest reads when it is started with some words: the one that `-c` names, else that of
 * the folder it is started in. `undefined` where the one that is named can't be read.
 */
export function configOfCommand(words: readonly string[], folder: string): PytestConfig | undefined {
  const named = ['-c', '--config-file'].flatMap((flag) => valuesOfFlag(words, flag)).at(-1);
  if (named === undefined) return pytestConfigFor(path.join(folder, 'conftest.py'));
  const file = path.resolve(folder, named);
  const text = textOf(file);
  try {
    return text === undefined ? undefined : readNamedConfig(file, text);
  } catch {
    // pytest refuses a file that is no TOML.
    return undefined;
  }
}
