import { readdirSync } from 'node:fs';
import path from 'node:path';

import { packagesStatedIn } from 'eslint-plugin-cogniverse/registration';

import type { DraftFiles } from '../../draft-files.ts';
import { splitMark } from '../../text/splice.ts';
import { TomlError } from '../../text/toml-tree.ts';
import { isGenerated, requirementsList, setupCfgLists, setupModuleLists, toxLists } from './line-lists.ts';
import type { RequirementList } from './list.ts';
import { TOML_FILES, tomlLists } from './toml-lists.ts';

type Reader = (file: string, body: string) => readonly RequirementList[];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...TOML_FILES.map((name): [string, Reader] => [name, tomlLists]),
  ['setup.cfg', setupCfgLists],
  ['tox.ini', toxLists],
  ['setup.py', setupModuleLists],
]);
/** Folders that a project keeps lists of requirements in. */
const FOLDERS = ['requirements', 'reqs', 'tests', 'test', 'ci'];
const REQUIREMENTS = /^(?!.*constraints)[\w.-]*requirements?[\w.-]*\.(?:txt|in|pip)$/i;

/** The lists of packages that a folder's files state. */
export function listsIn(folder: string, files: DraftFiles): readonly RequirementList[] {
  return filesIn(folder).flatMap((file) => listsOf(file, files));
}

/** The first file of requirements in a folder that states pytest and is written by a program. */
export function generatedIn(folder: string, files: DraftFiles): string | undefined {
  return filesIn(folder).find((file) => {
    const body = READERS.has(path.basename(file)) ? '' : (bodyOf(file, files) ?? '');
    return isGenerated(body) && packagesStatedIn(path.basename(file), body).has('pytest');
  });
}

/** The files of a folder that may state packages. */
function filesIn(folder: string): readonly string[] {
  const own = entriesOf(folder)
    .filter((name) => READERS.has(name) || REQUIREMENTS.test(name))
    .map((name) => path.join(folder, name));
  const inner = FOLDERS.flatMap((name) =>
    entriesOf(path.join(folder, name))
      .filter((entry) => isRequirements(name, entry))
      .map((entry) => path.join(folder, name, entry)),
  );
  return [...own, ...inner];
}

/** The lists of packages that a file states; none where it can't be read. */
function listsOf(file: string, files: DraftFiles): readonly RequirementList[] {
  const body = bodyOf(file, files);
  return body === undefined ? [] : listsInText(file, body);
}

function bodyOf(file: string, files: DraftFiles): string | undefined {
  const text = files.tryRead(file);
  return text === undefined ? undefined : splitMark(text).body;
}

/** The list of a text that stands where another one of the same file does. */
export function sameList(list: RequirementList, body: string): RequirementList | undefined {
  return listsInText(list.file, body).find(({ key }) => key === list.key);
}

function listsInText(file: string, body: string): readonly RequirementList[] {
  const read = READERS.get(path.basename(file)) ?? requirementsList;
  try {
    return read(file, body);
  } catch (error) {
    if (error instanceof TomlError) return [];
    throw error;
  }
}

/** In a folder called after them, all such files are requirements. */
function isRequirements(folder: string, name: string): boolean {
  return (
    REQUIREMENTS.test(name) ||
    (folder.startsWith('req') && /^(?!.*constraints)[\w.-]+\.(?:txt|in|pip)$/i.test(name))
  );
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
