import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Ended, expectExit, runWith } from './project.ts';

const IDENTITY = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** A git repository of its own for a test, and the variables that programs run in it with. */
export class GitRepository {
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;

  private constructor(root: string, environment: Readonly<Record<string, string>>) {
    this.root = root;
    this.environment = { ...IDENTITY, ...environment };
  }

  /** Makes a repository without commits. */
  static async make(
    environment: Readonly<Record<string, string>>,
    parent: string = tmpdir(),
  ): Promise<GitRepository> {
    const root = await realpath(await mkdtemp(path.join(parent, 'repository-')));
    const repository = new GitRepository(root, environment);
    await repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  /** Writes files, with their folders. */
  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.root, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  async read(name: string): Promise<string> {
    return readFile(path.join(this.root, name), 'utf8');
  }

  /** Runs git, which must not fail, and returns what it prints. */
  async git(...args: readonly string[]): Promise<string> {
    const ended = await this.run('git', ...args);
    expectExit(ended, 0);
    return ended.stdout;
  }

  /** Commits everything, without hooks. */
  async commitAll(message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--no-verify', '--allow-empty', '-m', message);
  }

  /** Runs a program in the repository. */
  async run(program: string, ...args: readonly string[]): Promise<Ended> {
    return runWith(this.environment, this.root, program, ...args);
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
