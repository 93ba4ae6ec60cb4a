import { existsSync } from 'node:fs';
import path from 'node:path';

import { git, GitError, repositoryRoot, splitNul } from './git.ts';
import { EXTENSIONS, INSTALLED, reasonByName } from './path-reasons.ts';

const SUBMODULE = '160000';
const SYMBOLIC_LINK = '120000';

/** A file below a folder. */
export interface ListedFile {
  /** Path from the folder, with `/`. */
  readonly relative: string;
  /** Whether it may be a link; a tracked file that git knows as a plain one is not. */
  readonly mayBeLink: boolean;
}

/**
 * Lists the JavaScript, TypeScript and Python files below a folder: in a repository those that git tracks or would
 * track, with submodules and repositories inside it; elsewhere all but what `.gitignore` files exclude.
 * Linked folders are not followed.
 *
 * @param folder Absolute path without links.
 * @throws {GitError} where git refuses.
 */
export async function listFolder(folder: string): Promise<readonly ListedFile[]> {
  if (repositoryRoot(folder) === undefined) return walkFolder(folder);
  try {
    return await listRepository(folder);
  } catch (error) {
    // A folder called `.git` does not make a repository, and git may not be installed.
    if (error instanceof GitError && error.reason !== 'failed') return walkFolder(folder);
    throw error;
  }
}

async function listRepository(folder: string): Promise<readonly ListedFile[]> {
  const [tracked, untracked] = await Promise.all([
    git(folder, ['ls-files', '-s', '-z']),
    git(folder, ['ls-files', '-o', '--exclude-standard', '-z']),
  ]);
  const files = new Map<string, ListedFile>();
  const repositories: string[] = [];
  for (const entry of splitNul(tracked)) {
    const relative = entry.slice(entry.indexOf('\t') + 1);
    if (entry.startsWith(SUBMODULE)) repositories.push(relative);
    else if (isSource(relative))
      files.set(relative, { relative, mayBeLink: entry.startsWith(SYMBOLIC_LINK) });
  }
  for (const relative of splitNul(untracked)) {
    if (relative.endsWith('/')) repositories.push(relative.slice(0, -1));
    else if (isSource(relative)) files.set(relative, { relative, mayBeLink: true });
  }
  for (const repository of repositories) {
    const inner = path.join(folder, repository);
    // A submodule that is not checked out is an empty folder.
    if (!existsSync(path.join(inner, '.git'))) continue;
    for (const file of await listFolder(inner)) {
      const relative = `${repository}/${file.relative}`;
      files.set(relative, { ...file, relative });
    }
  }
  return [...files.values()];
}

async function walkFolder(folder: string): Promise<readonly ListedFile[]> {
  const { globby, isGitIgnored } = await import('globby');
  const entries = await globby([`**/*.{${EXTENSIONS}}`, '**/.gitignore'], {
    cwd: folder,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: [...INSTALLED, '.git'].map((name) => `**/${name}/**`),
    objectMode: true,
    onlyFiles: false,
    suppressErrors: true,
  });
  const files = entries.filter(({ dirent }) => !dirent.isDirectory());
  // Reading the ignore files costs another walk, which is only worth it where there are any.
  const hasIgnoreFiles = files.some(({ name }) => name === '.gitignore');
  const isIgnored = hasIgnoreFiles ? await isGitIgnored({ cwd: folder, suppressErrors: true }) : () => false;
  return files
    .filter(({ path: relative }) => isSource(relative) && !isIgnored(path.join(folder, relative)))
    .map(({ path: relative, dirent }) => ({ relative, mayBeLink: dirent.isSymbolicLink() }));
}

function isSource(relative: string): boolean {
  return reasonByName(relative) !== 'not JavaScript, TypeScript or Python';
}
