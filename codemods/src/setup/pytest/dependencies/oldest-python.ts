import path from 'node:path';

import { type DraftFiles, UnusableFile } from '../../draft-files.ts';

const STATED =
  /^\s*(?:requires-python|python_requires|python)\s*[=:]\s*["']?\s*(?:>=|~=|\^|==|~)\s*3\.(\d+)/m;

/** The oldest version of Python 3 that a project runs on, as its minor number, where it says so. */
export function oldestPython(folder: string, files: DraftFiles): number | undefined {
  for (const name of ['pyproject.toml', 'setup.cfg', 'setup.py']) {
    const minor = STATED.exec(textOf(path.join(folder, name), files))?.[1];
    if (minor !== undefined) return Number(minor);
  }
  return undefined;
}

/** The text of a file; empty where there is none that can be read. */
export function textOf(file: string, files: DraftFiles): string {
  try {
    return files.read(file);
  } catch (error) {
    if (error instanceof UnusableFile) return '';
    throw error;
  }
}
