import path from 'node:path';

import { pluginRegistration } from 'eslint-plugin-cogniverse/registration';

import { type DraftFiles, UnusableFile } from '../../draft-files.ts';
import { foldersUp } from '../../package-manager.ts';
import type { Place } from '../../runners/target.ts';
import { appendTomlTable, insertTomlPair } from '../../text/edit-toml.ts';
import { applySplices, placeOf, splitMark } from '../../text/splice.ts';
import { TomlError, tomlEntries } from '../../text/toml-tree.ts';
import { ConfigHome } from '../config-home.ts';
import type { NeededPlugin, PytestProject, PytestStep } from '../project.ts';
import { generatedIn, listsIn } from './folder-lists.ts';
import type { RequirementList } from './list.ts';
import { rangeOf } from './requirement.ts';
import { newDevelopmentList, newGroup } from './toml-lists.ts';

/** A list that was made for a plugin, or what to do by hand. */
interface NewList {
  readonly step: PytestStep;
  readonly list?: RequirementList;
  readonly folder: string;
}

/**
 * Makes a list for development in the nearest `pyproject.toml` that describes a project, where nothing states
 * what tests need.
 */
export function newList(project: PytestProject, plugin: NeededPlugin, files: DraftFiles): NewList {
  const { directory } = project;
  const { config } = new ConfigHome(project, files).config;
  if (plugin.name === 'pytest-cogniverse' && pluginRegistration(directory, config)) {
    // A workflow or a Dockerfile installs it.
    return { step: { ...start(project), kind: 'present' }, folder: directory };
  }
  const missing = `\`${plugin.name}\` is not among the dependencies`;
  for (const folder of foldersUp(project.directory, project.root)) {
    const file = path.join(folder, 'pyproject.toml');
    const text = withList(file, plugin, files);
    if (text === undefined) continue;
    files.edit(file, text);
    const list = listsIn(folder, files).find(({ requirements }) =>
      requirements.some(({ name }) => name === plugin.name),
    );
    const place = placeOf(files.original(file), 0);
    return { step: { file, ...place, kind: 'edit', missing }, folder, ...(list && { list }) };
  }
  const above = foldersUp(directory, project.root);
  const [generated] = above.flatMap((folder) => generatedIn(folder, files) ?? []);
  const step: PytestStep = {
    ...(generated === undefined ? start(project) : { file: generated, line: 1, column: 1 }),
    kind: 'manual',
    missing,
    snippet: plugin.name + rangeOf(plugin, { operator: '>=', blank: '' }),
    reason:
      generated === undefined
        ? 'no file says what the tests need; add it to what they are installed with'
        : 'a program writes this file, with hashes or from another one; add it to what that is made from',
  };
  return { step, folder: directory };
}

/** Where to speak of a project that states no dependencies. */
function start({ directory, configFile, conftests, tests }: PytestProject): Place {
  const file = configFile ?? conftests[0] ?? tests[0] ?? path.join(directory, 'requirements.txt');
  return { file, line: 1, column: 1 };
}

function withList(file: string, plugin: NeededPlugin, files: DraftFiles): string | undefined {
  try {
    const { mark, body } = splitMark(files.read(file));
    const entries = tomlEntries(body);
    const has = (way: string): boolean => entries.some(({ path: keys }) => keys.join('.').startsWith(way));
    const isPoetry = has('tool.poetry') && !has('project');
    if (!isPoetry && !has('project')) return undefined;
    const groups = entries.find(({ path: keys }) => keys.join('.') === 'dependency-groups')?.node;
    const splices =
      groups?.type === 'TOMLTable'
        ? insertTomlPair(body, groups, { line: newGroup(plugin), index: groups.body.length })
        : appendTomlTable(body, newDevelopmentList(plugin, isPoetry));
    const after = applySplices(body, splices);
    // What stands there already in another form makes it no TOML any more.
    tomlEntries(after);
    return mark + after;
  } catch (error) {
    if (error instanceof UnusableFile || error instanceof TomlError) return undefined;
    throw error;
  }
}
