import { messageOf } from '../../errors.ts';
import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import type { Place } from '../runners/target.ts';
import { applySplices, placeOf, splitMark } from '../text/splice.ts';
import { sameList } from './dependencies/folder-lists.ts';
import { brings, homeOf } from './dependencies/home.ts';
import { installCommand } from './dependencies/install.ts';
import type { RequirementList } from './dependencies/list.ts';
import { newList } from './dependencies/new-list.ts';
import { oldestPython } from './dependencies/oldest-python.ts';
import { isOfPytest, rangeOf, styleOf } from './dependencies/requirement.ts';
import type { NeededPlugin, PytestPlugin, PytestProject, PytestStep, StatedPlugins } from './project.ts';

/** The oldest Python 3 that the plugin runs on, and how requirements say so. */
const OLDEST_PYTHON = 9;
const MARKER = `python_version >= '3.${OLDEST_PYTHON}'`;

/**
 * States plugins among the dependencies as the project states pytest: in the file that does so for these
 * tests, in each of its lists for tests, in the style of what stands there. Lockfiles are left alone.
 */
export function stateDependencies(
  project: PytestProject,
  needed: readonly NeededPlugin[],
  files: DraftFiles,
): StatedPlugins {
  const home = homeOf(project, files);
  if (!home) return inNewList(project, needed, files);
  const written = new Set<RequirementList>();
  const steps = needed.flatMap((plugin) => {
    const missing = home.lists.filter((list) => !brings(list, plugin.name, home.all));
    if (missing.length === 0) return home.lists.slice(0, 1).map((list) => present(list, files));
    return missing.map((list) => {
      const step = state(list, plugin, { files, marker: markerFor(plugin, home.folder, files) });
      if (step.kind === 'edit') written.add(list);
      return step;
    });
  });
  const commands = [...written].flatMap(({ kind }) => {
    const together = [...written].filter((list) => list.kind === kind);
    return installCommand(together, home.folder, project.root) ?? [];
  });
  return {
    steps,
    comeWithPytest: comeWithPytest(project, needed, files),
    ...installed(commands[0], home.folder),
  };
}

/** Makes a list with the first of the plugins, to put the others into. */
function inNewList(
  project: PytestProject,
  needed: readonly NeededPlugin[],
  files: DraftFiles,
): StatedPlugins {
  const [first, ...others] = needed;
  if (!first) return { steps: [], comeWithPytest: new Set() };
  const { step, list, folder } = newList(project, first, files);
  const rest = stateDependencies(project, others, files);
  return {
    steps: [step, ...rest.steps],
    comeWithPytest: comeWithPytest(project, needed, files),
    ...installed(list && installCommand([list], folder, project.root), folder),
  };
}

function installed(command: string | undefined, folder: string): Pick<StatedPlugins, 'install'> {
  return command === undefined ? {} : { install: { command, folder } };
}

/** What has to be said of a plugin that the oldest Python of a project has none of. */
function markerFor({ name }: NeededPlugin, folder: string, files: DraftFiles): string {
  const oldest = oldestPython(folder, files);
  return name === 'pytest-cogniverse' && oldest !== undefined && oldest < OLDEST_PYTHON ? MARKER : '';
}

/** Those of some plugins that every list brings which states pytest. */
export function comeWithPytest(
  project: PytestProject,
  needed: readonly NeededPlugin[],
  files: DraftFiles,
): ReadonlySet<PytestPlugin> {
  const home = homeOf(project, files);
  if (!home) return new Set();
  const lists = home.stating.length > 0 ? home.stating : home.lists;
  const come = needed.filter((plugin) => {
    const isEverywhere = lists.every((list) => brings(list, plugin.name, home.all));
    return isEverywhere && markerFor(plugin, home.folder, files) === '';
  });
  return new Set(come.map(({ name }) => name));
}

/** Puts a plugin into a list, or says what to put there by hand. */
function state(
  list: RequirementList,
  plugin: NeededPlugin,
  { files, marker }: { readonly files: DraftFiles; readonly marker: string },
): PytestStep {
  const place = placeIn(list, files);
  const missing = `\`${plugin.name}\` is not among the dependencies`;
  try {
    const text = edited(list, plugin, { text: files.read(list.file), marker });
    if (text !== undefined) {
      files.edit(list.file, text);
      return { ...place, kind: 'edit', missing };
    }
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    return { ...place, kind: 'manual', missing, snippet: snippetFor(list, plugin), reason: messageOf(error) };
  }
  const reason =
    list.kind === 'program'
      ? 'set-up modules are programs'
      : 'the list is written in a way that is not edited';
  return { ...place, kind: 'manual', missing, snippet: snippetFor(list, plugin), reason };
}

/** The text with the plugin in the list, if it then reads as it should. */
function edited(
  list: RequirementList,
  plugin: NeededPlugin,
  { text, marker }: { readonly text: string; readonly marker: string },
): string | undefined {
  const { mark, body } = splitMark(text);
  const current = sameList(list, body);
  if (!current?.add) return undefined;
  const after = applySplices(body, current.add(body, plugin, marker));
  const names = (each: RequirementList | undefined): readonly string[] =>
    (each?.requirements ?? []).map(({ name }) => name).sort();
  const isRight = names(sameList(list, after)).join() === [...names(current), plugin.name].sort().join();
  return isRight ? mark + after : undefined;
}

function snippetFor(list: RequirementList, plugin: NeededPlugin): string {
  const range = rangeOf(plugin, styleOf(list.requirements));
  if (list.isTable === true) return `${plugin.name} = ${JSON.stringify(range === '' ? '*' : range)}`;
  return /\.(?:toml|py)$/.test(list.file) ? `${JSON.stringify(plugin.name + range)},` : plugin.name + range;
}

function present(list: RequirementList, files: DraftFiles): PytestStep {
  return { ...placeIn(list, files), kind: 'present' };
}

/** Where a list states pytest in the file as it is on disk. */
function placeIn(list: RequirementList, files: DraftFiles): Place {
  const { body } = splitMark(files.original(list.file));
  const requirements = sameList(list, body)?.requirements ?? [];
  const { offset } = requirements.find(isOfPytest) ?? requirements[0] ?? { offset: 0 };
  return { file: list.file, ...placeOf(body, offset) };
}
