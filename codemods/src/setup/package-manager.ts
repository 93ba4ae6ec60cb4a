import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { isRecord } from '../is-record.ts';
import { manifestIn, workspacePatterns } from './manifest.ts';
import { yamlData } from './text/edit-yaml.ts';

/** The package managers that are known. */
export type ManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** Who installs a package's dependencies, and where. */
export interface PackageManager {
  readonly name: ManagerName;
  /** The folder that is installed as a whole: that of the lockfile, or of the workspace. */
  readonly root: string;
  /** The patterns of the workspace's packages, from its root; `undefined` where there is no workspace. */
  readonly workspaces: readonly string[] | undefined;
  /** Whether a package sees only what it states itself, not what the folders above have installed. */
  readonly isStrict: boolean;
}

const LOCKFILES: Readonly<Record<string, ManagerName>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
};

/** The command that installs what `package.json` states. */
export const INSTALL: Readonly<Record<ManagerName, string>> = {
  npm: 'npm install',
  pnpm: 'pnpm install',
  yarn: 'yarn install',
  bun: 'bun install',
};

/** Whether a folder has a lockfile of its own. */
export function hasLockfile(folder: string): boolean {
  return Object.keys(LOCKFILES).some((name) => existsSync(path.join(folder, name)));
}

/**
 * The package manager of a package: that of the nearest folder, up to the project's root, with a lockfile, else
 * of the nearest that is a workspace or names one. npm, in the package's own folder, where nothing says.
 *
 * @param directory The package's folder.
 * @param root The project's root.
 */
export function managerOf(directory: string, root: string): PackageManager {
  const folders = foldersUp(directory, root);
  const isInstalled = (folder: string): boolean => hasLockfile(folder) || isPnpmWorkspace(folder);
  const home =
    folders.find(isInstalled) ??
    folders.find((folder) => workspacesIn(folder) !== undefined) ??
    folders.find((folder) => namedManager(folder) !== undefined) ??
    directory;
  const name = namedManager(home) ?? lockedManager(home) ?? (isPnpmWorkspace(home) ? 'pnpm' : undefined);
  return {
    name: name ?? folders.map(namedManager).find((named) => named !== undefined) ?? 'npm',
    root: home,
    workspaces: workspacesIn(home),
    isStrict: ['.pnp.cjs', '.pnp.js'].some((file) => existsSync(path.join(home, file))),
  };
}

function isPnpmWorkspace(folder: string): boolean {
  return existsSync(path.join(folder, 'pnpm-workspace.yaml'));
}

/** The patterns of the packages of a workspace whose root a folder is. */
function workspacesIn(folder: string): readonly string[] | undefined {
  const data = yamlIn(folder, 'pnpm-workspace.yaml');
  if (isRecord(data) && Array.isArray(data['packages'])) {
    return data['packages'].filter((pattern): pattern is string => typeof pattern === 'string');
  }
  const manifest = manifestIn(folder);
  return manifest && workspacePatterns(manifest);
}

/** The data of a YAML file in a folder; `undefined` where there is none, or none that can be read. */
export function yamlIn(folder: string, name: string): unknown {
  const file = path.join(folder, name);
  try {
    return yamlData(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** A folder and those above it, up to a root that it lies in; the folder alone if it does not. */
export function foldersUp(folder: string, root: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== root && path.dirname(at) !== at;) {
    at = path.dirname(at);
    folders.push(at);
  }
  return folders.at(-1) === root ? folders : [folder];
}

function namedManager(folder: string): ManagerName | undefined {
  const manifest = manifestIn(folder);
  const dev = manifest?.field('devEngines');
  const asked = isRecord(dev) && isRecord(dev['packageManager']) ? dev['packageManager']['name'] : undefined;
  const given = manifest?.field('packageManager') ?? asked;
  const [, name] = /^(npm|pnpm|yarn|bun)(?:@|$)/.exec(typeof given === 'string' ? given : '') ?? [];
  return isManager(name) ? name : undefined;
}

function isManager(name: string | undefined): name is ManagerName {
  return name !== undefined && name in INSTALL;
}

function lockedManager(folder: string): ManagerName | undefined {
  return Object.entries(LOCKFILES).find(([name]) => existsSync(path.join(folder, name)))?.[1];
}
