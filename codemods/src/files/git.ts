import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { hasCode } from '../errors.ts';

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
  const { input = '', answers = [] } = options;
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: environmentFor(folder) });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => errors.push(data));
    child.on('error', (error) => {
      const isMissing = hasCode(error, 'ENOENT');
      reject(
        new GitError(isMissing ? 'git is not installed' : error.message, isMissing ? 'missing' : 'failed'),
      );
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

function environmentFor(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !REPOSITORY_VARIABLES.has(name));
  // A hook of `git commit -a` has its own index, named from the root, and valid for that repository only.
  const { GIT_INDEX_FILE: index } = process.env;
  const root = repositoryRoot(folder);
  const isHooks = index !== undefined && root !== undefined && root === repositoryRoot(process.cwd());
  return {
    ...Object.fromEntries(inherited),
    ...(isHooks && { GIT_INDEX_FILE: path.resolve(root, index) }),
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
}
