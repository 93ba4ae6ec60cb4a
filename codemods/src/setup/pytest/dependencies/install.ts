import { existsSync } from 'node:fs';
import path from 'node:path';

import { toPosix } from '../../../files/posix.ts';
import { textOf } from '../../../files/text-of.ts';
import { foldersUp } from '../../package-manager.ts';
import type { RequirementList } from './list.ts';

type Manager = 'uv' | 'poetry' | 'pdm' | 'pip';

/** What tells of a manager: its lockfile, or a part of `pyproject.toml`. */
const SIGNS: readonly (readonly [Manager, lockfile: string, table: RegExp])[] = [
  ['uv', 'uv.lock', /^\[+tool\.uv[.\]]/m],
  ['poetry', 'poetry.lock', /^\[+tool\.poetry[.\]]/m],
  ['pdm', 'pdm.lock', /^\[+tool\.pdm[.\]]/m],
];

/**
 * The program that installs a Python project: the one whose lockfile is nearest, or that it is written for.
 */
function pythonManager(folder: string, root: string): Manager {
  const folders = foldersUp(folder, root);
  for (const at of folders) {
    const locked = SIGNS.find(([, lockfile]) => existsSync(path.join(at, lockfile)));
    if (locked) return locked[0];
  }
  const text = textOf(path.join(folder, 'pyproject.toml')) ?? '';
  return SIGNS.find(([, , table]) => table.test(text))?.[0] ?? 'pip';
}

/**
 * The command that installs what lists state, all of them of one kind; `undefined` where the program that
 * uses the list sees to that itself.
 *
 * @param folder The folder that the command is run in.
 */
export function installCommand(
  lists: readonly RequirementList[],
  folder: string,
  root: string,
): string | undefined {
  const [list] = lists;
  if (!list) return undefined;
  const names = [...new Set(lists.map(({ name }) => name))];
  const manager = pythonManager(folder, root);
  const flags = (flag: string): string => names.map((name) => ` ${flag} ${name}`).join('');
  switch (list.kind) {
    case 'extra':
    case 'program':
      if (list.name === '') return 'pip install -e .';
      if (manager === 'uv') return `uv sync${flags('--extra')}`;
      if (manager === 'poetry') return `poetry lock && poetry install${flags('--extras')}`;
      return manager === 'pdm' ? `pdm install${flags('-G')}` : `pip install -e ".[${names.join(',')}]"`;
    case 'group':
      if (manager === 'uv') return `uv sync${names.includes('dev') ? '' : flags('--group')}`;
      if (manager === 'poetry') return 'poetry lock && poetry install';
      return manager === 'pdm' ? 'pdm install' : `pip install${flags('--group')}`;
    case 'main':
      if (manager === 'uv') return 'uv sync';
      if (manager === 'poetry') return 'poetry lock && poetry install';
      return manager === 'pdm' ? 'pdm install' : 'pip install -e .';
    case 'poetry':
      return 'poetry lock && poetry install';
    case 'pdm':
      return 'pdm install';
    case 'pipenv':
      return 'pipenv install --dev';
    case 'pixi':
      return 'pixi install';
    case 'requirements':
      return requirementsCommand(lists, folder, manager);
    case 'hatch':
    case 'tox':
      return undefined;
  }
}

function requirementsCommand(lists: readonly RequirementList[], folder: string, manager: Manager): string {
  const pip = manager === 'uv' ? 'uv pip' : 'pip';
  const commands = lists.map(({ file }) => {
    const name = toPosix(path.relative(folder, file));
    const compiled = name.replace(/\.in$/, '.txt');
    if (compiled === name || !existsSync(path.join(folder, compiled))) return [undefined, name] as const;
    const isUv = /\buv pip compile\b/.test(textOf(path.join(folder, compiled)) ?? '');
    return [isUv ? `uv pip compile ${name} -o ${compiled}` : `pip-compile ${name}`, compiled] as const;
  });
  const installs = commands.map(([, name]) => ` -r ${name}`).join('');
  return [...commands.flatMap(([compile]) => compile ?? []), `${pip} install${installs}`].join(' && ');
}
