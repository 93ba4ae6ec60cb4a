import path from 'node:path';

import { toPosix } from '../../files/posix.ts';
import { pageAddress } from '../../page-address.ts';
import { foldersUp } from '../../setup/package-manager.ts';
import { addCheck, type CheckPlace } from '../add-check.ts';
import { dependencyOf, statedMajor, statePackages } from '../dependencies.ts';
import { manifestsUp } from '../eslint/config-homes.ts';
import type { Note, PartPlan } from '../part.ts';
import { type InitProject, programIn } from '../project.ts';
import { addToLefthook } from './add-to-lefthook.ts';
import { addToPreCommit, preCommitLines } from './add-to-pre-commit.ts';

const LEFTHOOK = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', '.config/lefthook.yml'];
/** Configurations that are not edited, by the tool that reads them. */
const OTHERS: Readonly<Record<string, string>> = {
  'lefthook.json': 'lefthook',
  'lefthook.toml': 'lefthook',
  '.simple-git-hooks.json': 'simple-git-hooks',
  '.simple-git-hooks.js': 'simple-git-hooks',
  '.simple-git-hooks.cjs': 'simple-git-hooks',
};
/** The version of husky since which a hook is a plain script. */
const PLAIN_HUSKY = 9;
/** Fields of `package.json` that configure hooks. */
const FIELDS: Readonly<Record<string, string>> = {
  'simple-git-hooks': 'simple-git-hooks',
  'pre-commit': 'pre-commit',
};

/** Plans the hook: the check is added to the tool for hooks that the project has; it gets none that it lacks. */
export function planHook(project: InitProject): PartPlan {
  const command = `${programIn(project)} check --staged`;
  const place = findPlace(project, command);
  if (!place) return { part: 'hook', files: [], notes: [withoutTool(project, command)] };
  const { files, notes } = addCheck(place, project);
  // pre-commit installs the program itself.
  const isOurs = files.length > 0 && place.snippet === command;
  const stated = isOurs ? statePackages(project.folder, ['cogniverse-codemod'], project) : undefined;
  return { part: 'hook', files: [...files, ...(stated === undefined ? [] : [stated])], notes };
}

function findPlace(project: InitProject, command: string): CheckPlace | undefined {
  const { folder, root, files } = project;
  const folders = foldersUp(folder, root);
  const find = (names: readonly string[]): string | undefined =>
    folders.flatMap((at) => names.map((name) => path.join(at, name))).find((file) => files.has(file));
  const preCommit = find(['.pre-commit-config.yaml']);
  if (preCommit !== undefined) {
    const { version } = dependencyOf('cogniverse-codemod');
    const snippet = `- ${preCommitLines(version).join('\n  ')}`;
    return { file: preCommit, edit: (text) => addToPreCommit(text, version), snippet };
  }
  const lefthook = find(LEFTHOOK);
  if (lefthook !== undefined) {
    return { file: lefthook, edit: (text) => addToLefthook(text, command), snippet: command };
  }
  const husky = find(['.husky']);
  if (husky === undefined) return undefined;
  const hook = path.join(husky, 'pre-commit');
  // Before version 9 a hook has to be executable, and to load what husky puts beside it.
  if (!files.has(hook) && (statedMajor('husky', folder, project) ?? PLAIN_HUSKY) < PLAIN_HUSKY) {
    const reason = 'husky before version 9 makes it: npx husky add .husky/pre-commit';
    return { file: hook, edit: () => ({ reason }), snippet: command };
  }
  const inFolder = path.relative(path.dirname(husky), folder);
  const here = inFolder === '' ? command : `(cd ${quoted(toPosix(inFolder))} && ${command})`;
  return { file: hook, edit: (text) => ({ text: withLine(text, here) }), snippet: here };
}

/** A script with a further line, in its own line ends. */
function withLine(text: string, line: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}${line}${end}`;
}

function quoted(folder: string): string {
  return /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", `'\\''`)}'`;
}

function withoutTool({ folder, root, files }: InitProject, command: string): Note {
  const folders = foldersUp(folder, root);
  const [, byFile] =
    Object.entries(OTHERS).find(([name]) => folders.some((at) => files.has(path.join(at, name)))) ?? [];
  const manifests = manifestsUp(folder, root);
  const [, byField] =
    Object.entries(FIELDS).find(([field]) => manifests.some((each) => each.field(field) !== undefined)) ?? [];
  const tool = byFile ?? byField;
  if (tool !== undefined) {
    return { kind: 'manual', text: `${tool} runs this project's hooks. Have it run:`, snippet: command };
  }
  return {
    kind: 'skipped',
    text: `no pre-commit, husky or lefthook is set up here. Recipes for each: ${pageAddress('hook.md')}`,
  };
}
