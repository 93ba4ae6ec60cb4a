import path from 'node:path';

import { listFolder } from '../files/list-folder.ts';
import { reasonByFolder } from '../files/path-reasons.ts';
import { toPosix } from '../files/posix.ts';
import { JsonError } from './text/json-tree.ts';
import { type DraftFiles, UnusableFile } from './draft-files.ts';
import { isForeign } from './foreign-folders.ts';
import { Manifest } from './manifest.ts';
import { hasLockfile, managerOf, type PackageManager } from './package-manager.ts';

/** A package of the project. */
export interface ProjectPackage {
  /** Absolute path of its folder, without links. */
  readonly directory: string;
  readonly manifest: Manifest;
  readonly manager: PackageManager;
  /** Whether other packages of a workspace lie below it. */
  readonly isWorkspaceRoot: boolean;
  /** Names, with `/`, of the configuration files in it and below that belong to no package below. */
  readonly configs: readonly string[];
  /** Whether there are files in it that are called as tests are. */
  readonly hasTests: boolean;
}

/** The packages of a project. */
export interface FoundPackages {
  readonly packages: readonly ProjectPackage[];
  /** Folders, from the root, of packages that are no part of the project, such as examples and inputs of tests. */
  readonly others: readonly string[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** What configurations are called, and what names tell of a runner. */
const CONFIG = new RegExp(
  [
    'package\\.json',
    'vite(?:st)?\\.[^/]*',
    '\\.mocharc\\.[^/]*',
    'mocha\\.opts',
    '[^/]*(?:vitest|jest|playwright)[^/]*\\.[cm]?[jt]s(?:on)?',
  ]
    .map((name) => `(?:^|/)${name}$`)
    .join('|'),
);
const TEST = /\.(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:__tests__|tests?)\/[^/]*\.[cm]?[jt]sx?$/;

/** Whether a file in JavaScript or TypeScript is called as tests are; its path has `/`. */
export function isTestPath(relative: string): boolean {
  return TEST.test(relative);
}

/**
 * Finds the packages in a folder and below: that folder's own, the members of its workspace, and nested packages
 * that are neither examples nor inputs of tests.
 *
 * @param folder Absolute path without links.
 * @param root The project's root.
 */
export async function findPackages(
  folder: string,
  { root, files }: { readonly root: string; readonly files: DraftFiles },
): Promise<FoundPackages> {
  const listed = await listFolder(folder, {
    glob: '**/*',
    accepts: (relative) => CONFIG.test(relative) || isTestPath(relative),
  });
  const names = listed
    .map(({ relative }) => relative)
    .filter((relative) => reasonByFolder(relative) === undefined || !relative.includes('/'))
    .sort();
  const isManifest = (name: string): boolean => path.posix.basename(name) === 'package.json';
  const folders = names.filter(isManifest).map((name) => path.posix.dirname(name));
  const problems: { path: string; message: string }[] = [];
  const packages: ProjectPackage[] = [];
  const others: string[] = [];
  const members = await workspaceMembers(folder, root, folders);
  for (const name of folders) {
    const directory = path.resolve(folder, name);
    if (name !== '.' && !isOwn(name, directory, members)) {
      others.push(toPosix(path.relative(root, directory)));
      continue;
    }
    const file = path.join(directory, 'package.json');
    try {
      packages.push({
        directory,
        manifest: new Manifest(file, files.read(file)),
        manager: managerOf(directory, root),
        isWorkspaceRoot: members.roots.has(directory),
        configs: filesOf(name, names, folders).filter((file) => CONFIG.test(file)),
        hasTests: filesOf(name, names, folders).some(isTestPath),
      });
    } catch (error) {
      if (!(error instanceof JsonError) && !(error instanceof UnusableFile)) throw error;
      problems.push({ path: file, message: error.message });
    }
  }
  return { packages, others, problems };
}

interface Members {
  /** Absolute paths of the folders of members. */
  readonly folders: ReadonlySet<string>;
  /** Absolute paths of the roots of workspaces that have members. */
  readonly roots: ReadonlySet<string>;
}

function isExcluded(pattern: string): boolean {
  return pattern.startsWith('!');
}

/** The members of the workspaces that a folder belongs to or holds. */
async function workspaceMembers(folder: string, root: string, names: readonly string[]): Promise<Members> {
  const { globby } = await import('globby');
  const members = new Set<string>();
  const roots = new Set<string>();
  const owners = new Map<string, PackageManager>();
  for (const directory of [folder, ...names.map((name) => path.resolve(folder, name))]) {
    const manager = managerOf(directory, root);
    if (manager.workspaces !== undefined) owners.set(manager.root, manager);
  }
  for (const [owner, { workspaces = [] }] of owners) {
    const clean = (pattern: string): string => pattern.replace(/^!?(?:\.\/)?/, '').replace(/\/+$/, '');
    if (workspaces.every(isExcluded)) continue;
    const found = await globby(
      workspaces.filter((pattern) => !isExcluded(pattern)).map((pattern) => `${clean(pattern)}/package.json`),
      {
        cwd: owner,
        absolute: true,
        expandDirectories: false,
        ignore: [
          '**/node_modules/**',
          ...workspaces.filter(isExcluded).map((pattern) => `${clean(pattern)}/package.json`),
        ],
        suppressErrors: true,
      },
    );
    for (const file of found) members.add(path.dirname(path.resolve(file)));
    if (found.some((file) => path.dirname(path.resolve(file)) !== owner)) roots.add(owner);
  }
  return { folders: members, roots };
}

/**
 * Whether a nested package is the project's own: a member of its workspace, or, beside a workspace, one that is
 * installed on its own.
 */
function isOwn(name: string, directory: string, { folders, roots }: Members): boolean {
  if (folders.has(directory)) return true;
  if (isForeign(name)) return false;
  const isBeside = [...roots].some((owner) => directory.startsWith(owner + path.sep));
  return !isBeside || hasLockfile(directory) || roots.has(directory);
}

/** The files of a package: those below its folder and below no other package's. */
function filesOf(name: string, names: readonly string[], folders: readonly string[]): readonly string[] {
  const prefix = name === '.' ? '' : `${name}/`;
  const inner = folders
    .filter((other) => other !== name && `${other}/`.startsWith(prefix) && other !== '.')
    .map((other) => `${other}/`);
  return names
    .filter((file) => file.startsWith(prefix) && !inner.some((other) => file.startsWith(other)))
    .map((file) => file.slice(prefix.length))
    .filter((file) => file !== 'package.json');
}
