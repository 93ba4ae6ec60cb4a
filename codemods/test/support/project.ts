import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

/** The program as it is installed; the tests run what was built. */
export const PROGRAM = fileURLToPath(new URL('../../bin/cogniverse-codemod.js', import.meta.url));

/** Has git do the same whoever runs it. */
export const GIT_ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** What a run of the program said. */
export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run the program. */
export interface RunSettings {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A folder of its own for one test. */
export class Project {
  /** Absolute path without links. */
  readonly root: string;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.root = realpathSync(mkdtempSync(path.join(tmpdir(), 'cogniverse-codemod-')));
    this.write(files);
    onTestFinished(() => {
      rmSync(this.root, { recursive: true, force: true });
    });
  }

  /** The absolute path of a file. */
  at(name: string): string {
    return path.join(this.root, name);
  }

  /** Writes files, with their folders. */
  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(this.at(name)), { recursive: true });
      writeFileSync(this.at(name), content);
    }
    return this;
  }

  /** Reads a file as text. */
  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  /** Runs git in the project. */
  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.root,
      env: { ...process.env, ...GIT_ENVIRONMENT },
      encoding: 'utf8',
    });
  }

  /** Makes the project a repository with everything in it committed. */
  commit(): this {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message=all');
    return this;
  }

  /** Runs the program in the project. */
  run(args: readonly string[], { input = '', cwd = this.root, env = {} }: RunSettings = {}): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd,
      input,
      env: { ...process.env, ...GIT_ENVIRONMENT, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { exitCode: status, stdout, stderr };
  }
}

/** A model that the guide denies, and the one it names instead. */
export const DENIED = 'vidore/colpali-v1.2';
/** What `replace-models` writes for it. */
export const REPLACEMENT = 'vidore/colsmol-500m';

/** A test file that loads a model. */
function suite(id: string): string {
  return [
    "import { AutoModel } from '@huggingface/transformers';",
    "import { expect, it } from 'vitest';",
    '',
    "it('loads', async () => {",
    `  expect(await AutoModel.from_pretrained('${id}')).toBeDefined();`,
    '}, 60_000);',
    '',
  ].join('\n');
}

/** A test file before and after `replace-models`. */
export const BEFORE = suite(DENIED);
/** See {@link BEFORE}. */
export const AFTER = suite(REPLACEMENT);
