import { isUtf8 } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { generatePytestFile } from './generate-pytest-file.ts';
import { PYTHON } from './python-tools.ts';
import type { SuiteLanguage } from './suite.ts';

/** Files beyond this are tables and generated ones, of which a suite has none. */
const MAX_BYTES = 100_000;
/** Tests of Python's own parser hold what no suite does. */
const NOT_PARSED = /^(?:test_(?:grammar|syntax|fstring|unparse|source_encoding|coding|utf8source)|bad)/;

/** pytest files. */
export const python: SuiteLanguage = {
  name: 'Python',
  found: standardLibraryTests,
  where: 'of the standard library',
  generate: generatePytestFile,
  nameOf: (original, number) => {
    const stem = original ? path.basename(original, '.py').replace(/^test_/, '') : 'search';
    return `test_${number}_${stem}.py`;
  },
  manifest: ['pyproject.toml', '[project]\nname = "bench"\nversion = "1"\n'],
};

/** The tests of the standard library, in a stable order; many distributions of Python leave them out. */
function standardLibraryTests(): string[] {
  const folder = path.join(standardLibrary(), 'test');
  if (!existsSync(path.join(folder, '__init__.py'))) return [];
  return readdirSync(folder)
    .filter((name) => /^test_.*\.py$/.test(name) && !NOT_PARSED.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).size <= MAX_BYTES && isUtf8(readFileSync(file)))
    .sort();
}

function standardLibrary(): string {
  const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  try {
    return execFileSync(PYTHON, ['-c', script], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
