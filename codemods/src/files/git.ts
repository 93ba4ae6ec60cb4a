import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { hasCode, UsageError } from '../errors.ts';

/** Variables that tie git to one repository; a hook sets them for the repository it runs in. */
const REPOSITORY_VARIABLES: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
]);

/** git refused, or can't be run. */
export class GitError extends Error {
  override readonly name = 'GitError';
  /** Whether git is missing, knows of no repository, or failed otherwise. */
  readonly reason: 'missing' | 'no repository' | 'failed';

  constructor(message: string, reason: GitError['reason']) {
    super(message);
    this.reason = reason;
  }
}

/** How to run git. */
export interface GitOptions {
  /** Text for git's standard input. */
  readonly input?: string;
  /** Exit codes beside 0 that are answers rather than failures. */
  readonly answers?: readonly number[];
  /** Absolute path of the index to use instead of the repository's. */
  readonly index?: string;
}

/**
 * Runs git in a folder and returns what it prints.
 *
 * @throws {GitError} where git fails or is not installed.
 */
export async function git(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const { input = '', answers = [], index } = options;
  return new Promise((resolve, reject) => {
    const child = spawnGit(folder, args, index);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => errors.push(data));
    child.on('error', (error) => {
      reject(startFailure(error));
    });
    child.on('close', (code) => {
      if (code === 0 || (code !== null && answers.includes(code))) {
        resolve(Buffer.concat(output).toString('utf8'));
        return;
      }
      const message = Buffer.concat(errors).toString('utf8').trim();
      const reason = /not a git repository/i.test(message) ? 'no repository' : 'failed';
      reject(new GitError(`git ${args[0] ?? ''}: ${message}`, reason));
    });
    // git may answer without reading all of its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Starts git in a folder, with the repository's index or another one. */
export function spawnGit(
  folder: string,
  args: readonly string[],
  index?: string,
): ChildProcessWithoutNullStreams {
  const environment = environmentFor(folder);
  const env = index === undefined ? environment : { ...environment, GIT_INDEX_FILE: index };
  return spawn('git', args, { cwd: folder, env });
}

/** What it means that git could not be started. */
export function startFailure(error: Error): GitError {
  const isMissing = hasCode(error, 'ENOENT');
  return new GitError(isMissing ? 'git is not installed' : error.message, isMissing ? 'missing' : 'failed');
}

/** The index that the hook of a commit has of its own, as `git commit -a` does; an absolute path. */
export function indexOfHook(root: string): string | undefined {
  const { GIT_INDEX_FILE: index } = process.env;
  const isOurs = index !== undefined && root === repositoryRoot(process.cwd());
  return isOurs ? path.resolve(root, index) : undefined;
}

/** The absolute path of a file that git keeps for a work tree, such as its index. */
export async function gitPath(root: string, name: string): Promise<string> {
  return path.resolve(root, (await git(root, ['rev-parse', '--git-path', name])).replace(/\n$/, ''));
}

/** Splits what git prints with `-z`. */
export function splitNul(text: string): string[] {
  return text.split('\0').filter((part) => part !== '');
}

const roots = new Map<string, string | undefined>();

/** The root of the repository, work tree or submodule that a folder belongs to. */
export function repositoryRoot(folder: string): string | undefined {
  if (!roots.has(folder)) {
    const parent = path.dirname(folder);
    const outer = (): string | undefined => (parent === folder ? undefined : repositoryRoot(parent));
    roots.set(folder, existsSync(path.join(folder, '.git')) ? folder : outer());
  }
  return roots.get(folder);
}

/**
 * The root of the repository that a folder belongs to.
 *
 * @param option The option that needs one.
 * @throws {UsageError} where it belongs to none.
 */
export function rootOf(folder: string, option: string): string {
  const root = repositoryRoot(folder);
  if (root !== undefined) return root;
  throw new UsageError(`${option} needs a git repository, and ${folder} is in none`);
}

function environmentFor(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !REPOSITORY_VARIABLES.has(name));
  const root = repositoryRoot(folder);
  const index = root === undefined ? undefined : indexOfHook(root);
  return {
    ...Object.fromEntries(inherited),
    ...(index !== undefined && { GIT_INDEX_FILE: index }),
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
}
