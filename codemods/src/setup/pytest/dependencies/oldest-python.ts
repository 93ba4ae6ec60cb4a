import path from 'node:path';

import type { DraftFiles } from '../../draft-files.ts';

const STATED =
  /^\s*(?:requires-python|python_requires|python)\s*[=:]\s*["']?\s*(?:>=|~=|\^|==|~)\s*3\.(\d+)/m;

/** The oldest version of Python 3 that a project runs on, as its minor number, where it says so. */
export function oldestPython(folder: string, files: DraftFiles): number | undefined {
  for (const name of ['pyproject.toml', 'setup.cfg', 'setup.py']) {
    const minor = STATED.exec(files.tryRead(path.join(folder, name)) ?? '')?.[1];
    if (minor !== undefined) return Number(minor);
  }
  return undefined;
}
