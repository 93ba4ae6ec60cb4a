import type { LoadedExport } from 'eslint-plugin-cogniverse/project';

import type { FileOutcome, FileTask } from './protocol.ts';

/**
 * The tasks to carry out once more, by path: files that others import the models from which they load, now
 * with the exports in question. What an import leads to outside of the run is left alone.
 */
export function byLoadedExports(outcomes: ReadonlyMap<FileTask, FileOutcome>): ReadonlyMap<string, FileTask> {
  const exportsOf = new Map<string, LoadedExport[]>();
  // By path, since outcomes come in no particular order and a name is reported for the first of its tests.
  const byPath = [...outcomes].sort(([a], [b]) => (a.path < b.path ? -1 : 1));
  for (const [, outcome] of byPath) {
    if (outcome.kind !== 'linted') continue;
    for (const { file, path, place } of outcome.importedModels ?? []) {
      exportsOf.set(file, [...(exportsOf.get(file) ?? []), { path, place }]);
    }
  }
  const again = new Map<string, FileTask>();
  for (const [task, outcome] of byPath) {
    const loadedExports = exportsOf.get(task.path);
    if (loadedExports && outcome.kind === 'linted') again.set(task.path, { ...task, loadedExports });
  }
  return again;
}
