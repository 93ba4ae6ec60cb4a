import path from 'node:path';

import type { DraftFiles } from '../../draft-files.ts';
import { foldersUp } from '../../package-manager.ts';
import type { PytestPlugin, PytestProject } from '../project.ts';
import { listsIn } from './folder-lists.ts';
import type { ListKind, RequirementList } from './list.ts';
import { isOfPytest } from './requirement.ts';

/** Where a project states what its tests need. */
export interface Home {
  readonly folder: string;
  /** The lists that plugins go into. */
  readonly lists: readonly RequirementList[];
  /** All lists of that folder. */
  readonly all: readonly RequirementList[];
  /** All lists of that folder and of those between it and the project's, that state pytest itself. */
  readonly stating: readonly RequirementList[];
}

/** The kinds of lists, those that are most for tests first. */
const KINDS: readonly ListKind[] = [
  'group',
  'poetry',
  'pdm',
  'pipenv',
  'hatch',
  'extra',
  'requirements',
  'pixi',
  'tox',
];

/**
 * Where the plugins of a project's tests are to be stated: where pytest is, in the nearest folder upwards;
 * where nothing states that, in the nearest list for tests. `undefined` where there is none.
 */
export function homeOf(project: PytestProject, files: DraftFiles): Home | undefined {
  const folders = foldersUp(project.directory, project.root).map((folder) => ({
    folder,
    all: listsIn(folder, files),
  }));
  const home = (index: number, lists: readonly RequirementList[]): Home => ({
    folder: folders[index]?.folder ?? project.directory,
    lists,
    all: folders[index]?.all ?? [],
    stating: folders
      .slice(0, index + 1)
      .flatMap(({ all }) => all.filter((list) => isAboutTests(list) && statesPytest(list))),
  });
  for (const choose of [listsWithPytest, emptyListForTests]) {
    const index = folders.findIndex(({ folder, all }) => choose(all, folder, files).length > 0);
    const found = folders[index];
    if (found) return home(index, choose(found.all, found.folder, files));
  }
  return undefined;
}

/**
 * The lists for tests that state pytest; else the one that states it beside what the project itself needs,
 * unless that is a plugin of pytest.
 */
function listsWithPytest(
  all: readonly RequirementList[],
  folder: string,
  files: DraftFiles,
): readonly RequirementList[] {
  const found = all.filter(
    (list) =>
      (list.role === 'tests' && (statesPytest(list) || isDefault(list))) ||
      (list.kind === 'requirements' && isAboutTests(list) && statesPytest(list)),
  );
  if (found.some(statesPytest)) return byKind(found);
  const isPlugin = ['pyproject.toml', 'setup.cfg', 'setup.py'].some((name) =>
    files.tryRead(path.join(folder, name))?.includes('pytest11'),
  );
  return isPlugin ? [] : byKind(all.filter((list) => isAboutTests(list) && statesPytest(list))).slice(0, 1);
}

/** Whether a list is installed where none is asked for, and brings pytest with a plugin of it. */
function isDefault({ kind, name, requirements }: RequirementList): boolean {
  return kind === 'group' && name === 'dev' && requirements.some(isOfPytest);
}

/** A list for tests that states no pytest. */
function emptyListForTests(all: readonly RequirementList[]): readonly RequirementList[] {
  return byKind(all.filter(({ role, add }) => role === 'tests' && add !== undefined)).slice(0, 1);
}

function byKind(lists: readonly RequirementList[]): readonly RequirementList[] {
  const rank = ({ kind }: RequirementList): number =>
    KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length;
  return [...lists].sort((a, b) => rank(a) - rank(b));
}

function isAboutTests({ role }: RequirementList): boolean {
  return role !== 'no tests';
}

function statesPytest({ requirements }: RequirementList): boolean {
  return requirements.some(({ name }) => name === 'pytest');
}

/** Whether a plugin is stated by a list, or by one that it takes in. */
export function brings(
  list: RequirementList,
  plugin: PytestPlugin,
  all: readonly RequirementList[],
): boolean {
  const seen = new Set<RequirementList>();
  const pending = [list];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.requirements.some(({ name }) => name === plugin)) return true;
    const { includes } = next;
    pending.push(...all.filter(({ id }) => includes.includes(id)));
  }
  return false;
}
