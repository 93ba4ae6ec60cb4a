import path from 'node:path';

import { isInside } from '../../files/expand-path.ts';
import type { DraftFiles } from '../draft-files.ts';
import { foldersUp } from '../package-manager.ts';
import { listsIn } from './dependencies/folder-lists.ts';
import type { PytestPlugin, PytestProject } from './project.ts';
import { comeWithPytest } from './python-dependency.ts';

/**
 * A project as seen from each folder that its tests are installed for: packages below may state pytest for
 * themselves, and run under the configuration above.
 */
export function environmentsOf(project: PytestProject, files: DraftFiles): readonly PytestProject[] {
  const { directory, tests } = project;
  const folders = new Set(tests.flatMap((file) => foldersUp(path.dirname(file), directory)));
  const inner = [...folders].filter((folder) => {
    if (folder === directory || !isInside(folder, directory)) return false;
    return listsIn(folder, files).some(({ requirements }) =>
      requirements.some(({ name }) => name === 'pytest'),
    );
  });
  const own = tests.length === 0 || tests.some((file) => !inner.some((folder) => isInside(file, folder)));
  return [...(own ? [directory] : []), ...inner.sort()].map((folder) => ({ ...project, directory: folder }));
}

/** Those of some plugins that are there wherever a project's tests are run. */
export function pluginsEverywhere(
  environments: readonly PytestProject[],
  plugins: readonly PytestPlugin[],
  files: DraftFiles,
): ReadonlySet<PytestPlugin> {
  const needed = plugins.map((name) => ({ name, minimum: '' }));
  const sets = environments.map((environment) => comeWithPytest(environment, needed, files));
  return new Set(plugins.filter((plugin) => sets.every((set) => set.has(plugin))));
}
