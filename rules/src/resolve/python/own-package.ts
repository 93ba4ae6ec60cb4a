import path from 'node:path';

import { entriesOf } from '../disk.ts';
import { directoriesAbove } from '../project-files.ts';

const PROJECT_FILES = ['pyproject.toml', 'setup.py', 'setup.cfg', '.git'];

/** Whether a package, by the name that it is imported by, lies at the root of a project around a file, or in `src` there. */
export function isOwnPackage(name: string, file: string): boolean {
  if (!path.isAbsolute(file)) return false;
  return directoriesAbove(path.dirname(file))
    .filter((directory) => PROJECT_FILES.some((project) => entriesOf(directory).has(project)))
    .flatMap((root) => [entriesOf(root), entriesOf(path.join(root, 'src'))])
    .some((entries) => entries.has(name) || entries.has(`${name}.py`));
}
