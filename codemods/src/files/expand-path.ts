import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import type { SkipReason, StagedContent } from '../engine/protocol.ts';
import { hasCode, messageOf } from '../errors.ts';
import { git, repositoryRoot, splitNul } from './git.ts';
import { listFolder, type Wanted } from './list-folder.ts';
import { INSTALLED, reasonByFolder } from './path-reasons.ts';
import { toPosix } from './posix.ts';

/** A file that may have to be processed. */
export interface Candidate {
  /** Absolute path; its folder is without links, the file itself may be one. */
  readonly path: string;
  /** Path with `/` that tells by its folders whether the file is left alone. */
  readonly relative: string;
  /** Root of the project. */
  readonly root: string;
  readonly named: boolean;
  readonly mayBeLink: boolean;
  /** What the index has of it, where that is what counts. */
  readonly staged?: StagedContent;
  /** Why it is left alone, where that is known before it is looked at. */
  readonly reason?: SkipReason | undefined;
}

/** What a path or pattern stands for. */
export interface Expansion {
  readonly candidates: readonly Candidate[];
  /** Why it stands for nothing. */
  readonly problem?: string;
}

/** Whether something of that name exists, be it a dangling link. */
export function exists(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch (error) {
    // A name too long for the file system is one of a file that can't exist.
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL'].some((code) => hasCode(error, code))) return false;
    throw error;
  }
}

/**
 * The files that an existing path stands for: itself, or what lies below it.
 *
 * @param given The path as the user wrote it.
 * @param how Whether a file counts as `named` by the user, rather than as one of a list, and which files of a folder
 *   are `wanted`.
 */
export async function expandPath(
  given: string,
  cwd: string,
  { named, wanted }: { named: boolean; wanted?: Wanted | undefined },
): Promise<Expansion> {
  const absolute = path.resolve(cwd, given);
  let real: string;
  try {
    if (statSync(absolute).isDirectory()) return await expandFolder(given, realpathSync(absolute), cwd, wanted);
    real = path.join(realpathSync(path.dirname(absolute)), path.basename(absolute));
  } catch (error) {
    return { candidates: [], problem: `${JSON.stringify(given)} ${whyUnreachable(absolute, error)}` };
  }
  const root = projectRoot(path.dirname(real), cwd);
  const relative = named ? path.basename(real) : toPosix(path.relative(root, real));
  return { candidates: [{ path: real, relative, root, named, mayBeLink: true }] };
}

async function expandFolder(
  given: string,
  folder: string,
  cwd: string,
  wanted: Wanted | undefined,
): Promise<Expansion> {
  const files = await listFolder(folder, wanted);
  const base = projectRoot(folder, cwd);
  const prefix = prefixOf(folder, base);
  const candidates = files.map(({ relative, mayBeLink }) => {
    const file = path.join(folder, relative);
    return {
      path: file,
      relative: prefix + relative,
      root: repositoryRoot(path.dirname(file)) ?? base,
      named: false,
      mayBeLink,
    };
  });
  if (candidates.length > 0) return { candidates };
  return {
    candidates,
    problem: `${JSON.stringify(given)} holds no JavaScript, TypeScript or Python file that git does not ignore`,
  };
}

/** The files that a glob pattern matches and git does not ignore. */
export async function expandPattern(
  pattern: string,
  exclusions: readonly string[],
  cwd: string,
): Promise<Expansion> {
  const { globby } = await import('globby');
  const entries = await globby([pattern, ...exclusions], {
    cwd,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: [...INSTALLED.filter((name) => !pattern.includes(name)), '.git'].map((name) => `**/${name}/**`),
    objectMode: true,
    onlyFiles: false,
    suppressErrors: true,
  });
  const base = staticBase(pattern);
  const folder = path.resolve(cwd, base);
  const prefix = prefixOf(folder, projectRoot(folder, cwd));
  const matches = entries
    .filter(({ dirent }) => dirent.isFile() || dirent.isSymbolicLink())
    .map(({ path: file, dirent }): Candidate => {
      const absolute = path.resolve(cwd, file);
      const real = path.join(realpathSync(path.dirname(absolute)), path.basename(absolute));
      const root = projectRoot(path.dirname(real), cwd);
      return {
        path: real,
        relative: prefix + file.slice(base.length),
        root,
        named: false,
        mayBeLink: dirent.isSymbolicLink(),
      };
    });
  const candidates = await withoutIgnored(matches);
  if (candidates.length > 0) return { candidates };
  const why = matches.length > 0 ? 'matches only files that git ignores' : 'matches no file';
  return { candidates, problem: `${JSON.stringify(pattern)} ${why}` };
}

async function withoutIgnored(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  const inputs = new Map<string, string>();
  for (const { path: file } of candidates) {
    const root = repositoryRoot(path.dirname(file));
    // The dot keeps a name that begins with a colon from being taken for a pathspec.
    if (root !== undefined) inputs.set(root, `${inputs.get(root) ?? ''}./${path.relative(root, file)}\0`);
  }
  const ignored = new Set<string>();
  for (const [root, input] of inputs) {
    const answer = await git(root, ['check-ignore', '-z', '--stdin'], { input, answers: [1] });
    for (const file of splitNul(answer)) ignored.add(path.join(root, file));
  }
  return candidates.filter(({ path: file }) => !ignored.has(file));
}

/**
 * What a file's path is judged by in front of its path from the folder that the user named: the way there from
 * the project's root, unless that leads into a folder of files that are left alone; then the user wants these.
 */
function prefixOf(folder: string, root: string): string {
  const way = `${toPosix(path.relative(root, folder))}/`;
  return way === '/' || reasonByFolder(way) ? '' : way;
}

/** The folder that a pattern names before its first wildcard. */
function staticBase(pattern: string): string {
  const wildcard = pattern.search(/[*?[\]{}()!+@]/);
  return pattern.slice(0, pattern.lastIndexOf('/', wildcard) + 1);
}

/**
 * The root of the project that a folder belongs to: its repository's, the nearest folder upwards with a
 * `pyproject.toml`, or the folder that the command runs in.
 */
export function projectRoot(folder: string, cwd: string): string {
  const root = repositoryRoot(folder) ?? pythonProjectRoot(folder);
  if (root !== undefined) return root;
  const here = realpathSync(cwd);
  return isInside(folder, here) ? here : folder;
}

const pythonProjects = new Map<string, string | undefined>();

function pythonProjectRoot(folder: string): string | undefined {
  if (!pythonProjects.has(folder)) {
    const parent = path.dirname(folder);
    const outer = (): string | undefined => (parent === folder ? undefined : pythonProjectRoot(parent));
    pythonProjects.set(folder, existsSync(path.join(folder, 'pyproject.toml')) ? folder : outer());
  }
  return pythonProjects.get(folder);
}

/** Whether a path is a folder or lies below it. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative));
}

function whyUnreachable(file: string, error: unknown): string {
  if (hasCode(error, 'ELOOP')) return 'is a link that leads in a circle';
  if (!hasCode(error, 'ENOENT')) return `can't be reached: ${messageOf(error)}`;
  return exists(file) ? 'is a link to something that does not exist' : 'does not exist';
}
