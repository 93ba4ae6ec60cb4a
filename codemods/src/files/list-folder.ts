import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { git, GitError, repositoryRoot, splitNul } from './git.ts';
import { EXTENSIONS, INSTALLED, isAroundTests, isSource } from './path-reasons.ts';

const SUBMODULE = '160000';
const SYMBOLIC_LINK = '120000';

/** A file below a folder. */
export interface ListedFile {
  /** Path from the folder, with `/`. */
  readonly relative: string;
  /** Whether it may be a link; a tracked file that git knows as a plain one is not. */
  readonly mayBeLink: boolean;
}

/** Which files to list. */
export interface Wanted {
  /** A pattern that matches all of them, and maybe others. */
  readonly glob: string;
  /** Tells by a path, with `/`, whether it is one of them. */
  readonly accepts: (relative: string) => boolean;
}

const SOURCES: Wanted = { glob: `**/*.{${EXTENSIONS}}`, accepts: isSource };
/** The same, and the files around the tests. */
export const PROJECT_FILES: Wanted = {
  glob: '**/*',
  accepts: (relative) => isSource(relative) || isAroundTests(relative),
};

/**
 * Lists files below a folder, by default those in JavaScript, TypeScript and Python: in a repository those that git
 * tracks or would track, with submodules and repositories inside it, but no linked work trees; elsewhere all but what
 * `.gitignore` files exclude. Linked folders are not followed.
 *
 * @param folder Absolute path without links.
 * @throws {GitError} where git refuses.
 */
export async function listFolder(folder: string, wanted = SOURCES): Promise<readonly ListedFile[]> {
  if (repositoryRoot(folder) === undefined) return walkFolder(folder, wanted);
  try {
    return await listRepository(folder, wanted);
  } catch (error) {
    // A folder called `.git` does not make a repository, and git may not be installed.
    if (error instanceof GitError && error.reason !== 'failed') return walkFolder(folder, wanted);
    throw error;
  }
}

async function listRepository(folder: string, wanted: Wanted): Promise<readonly ListedFile[]> {
  const [tracked, untracked] = await Promise.all([
    git(folder, ['ls-files', '-s', '-z']),
    git(folder, ['ls-files', '-o', '--exclude-standard', '-z']),
  ]);
  const files = new Map<string, ListedFile>();
  const repositories: string[] = [];
  for (const entry of splitNul(tracked)) {
    const relative = entry.slice(entry.indexOf('\t') + 1);
    if (entry.startsWith(SUBMODULE)) repositories.push(relative);
    else if (wanted.accepts(relative))
      files.set(relative, { relative, mayBeLink: entry.startsWith(SYMBOLIC_LINK) });
  }
  for (const relative of splitNul(untracked)) {
    if (relative.endsWith('/')) repositories.push(relative.slice(0, -1));
    else if (wanted.accepts(relative)) files.set(relative, { relative, mayBeLink: true });
  }
  for (const repository of repositories) {
    const inner = path.join(folder, repository);
    // A submodule that is not checked out is an empty folder.
    if (!existsSync(path.join(inner, '.git')) || isLinkedWorkTree(inner)) continue;
    for (const file of await listFolder(inner, wanted)) {
      const relative = `${repository}/${file.relative}`;
      files.set(relative, { ...file, relative });
    }
  }
  return [...files.values()];
}

/** Whether a folder is where another branch of some repository is checked out, which has the same files again. */
function isLinkedWorkTree(folder: string): boolean {
  const file = path.join(folder, '.git');
  return statSync(file).isFile() && /^gitdir: .*[\\/]worktrees[\\/][^\\/]+$/m.test(readFileSync(file, 'utf8'));
}

async function walkFolder(folder: string, { glob, accepts }: Wanted): Promise<readonly ListedFile[]> {
  const { globby, isGitIgnored } = await import('globby');
  const entries = await globby([glob, '**/.gitignore'], {
    cwd: folder,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: [...INSTALLED, '.git'].map((name) => `**/${name}/**`),
    objectMode: true,
    onlyFiles: false,
    suppressErrors: true,
  });
  // As git, it passes over pipes and sockets.
  const files = entries.filter(({ dirent }) => dirent.isFile() || dirent.isSymbolicLink());
  // Reading the ignore files costs another walk, which is only worth it where there are any.
  const hasIgnoreFiles = files.some(({ name }) => name === '.gitignore');
  const isIgnored = hasIgnoreFiles ? await isGitIgnored({ cwd: folder, suppressErrors: true }) : () => false;
  return files
    .filter(({ path: relative }) => accepts(relative) && !isIgnored(path.join(folder, relative)))
    .map(({ path: relative, dirent }) => ({ relative, mayBeLink: dirent.isSymbolicLink() }));
}


