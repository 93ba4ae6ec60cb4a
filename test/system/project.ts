import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { expect } from 'vitest';

/** How a program ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without input and without the variables of this test run that would change it. */
export function run(cwd: string, program: string, ...args: readonly string[]): Promise<Ended> {
  return runWith({}, cwd, program, ...args);
}

/** The same with further variables in its environment. */
export function runWith(
  environment: Readonly<Record<string, string>>,
  cwd: string,
  program: string,
  ...args: readonly string[]
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_ENV|NODE_OPTIONS|TEST$)/.test(name),
  );
  const child = spawn(program, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', ...environment },
    shell: process.platform === 'win32' && program !== process.execPath,
  });
  const said = { stdout: '', stderr: '' };
  child.stdin.end();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      resolve({ code, ...said });
    });
  });
}

/** Expects an exit code; a failure shows what was said. */
export function expectExit({ code, stdout, stderr }: Ended, expected: number): void {
  expect(code, `${stdout}\n${stderr}`).toBe(expected);
}

/** The files in a folder and below, as sorted paths from it with `/`. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

/** A folder of a project's own below an installed one, so that the packages installed there are found. */
export class Project {
  readonly directory: string;
  /** The project that the packages are installed in. */
  readonly installed: string;

  private constructor(installed: string, directory: string) {
    this.installed = installed;
    this.directory = directory;
  }

  /** Makes a project of files, given by their paths and texts. */
  static async of(installed: string, files: Readonly<Record<string, string>>): Promise<Project> {
    const project = new Project(installed, await mkdtemp(path.join(installed, 'project-')));
    for (const [name, text] of Object.entries(files)) await project.write(name, text);
    return project;
  }

  /** Makes a project as a copy of a folder of this repository's fixtures. */
  static async copyOf(installed: string, fixture: string): Promise<Project> {
    const project = await Project.of(installed, {});
    await cp(path.join(import.meta.dirname, '../fixtures', fixture), project.directory, { recursive: true });
    return project;
  }

  async write(name: string, text: string): Promise<void> {
    const file = path.join(this.directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** The texts of all files but what a runner keeps in `node_modules`, by their paths. */
  async read(): Promise<Record<string, string>> {
    const names = (await filesIn(this.directory)).filter((name) => !name.startsWith('node_modules/'));
    const texts = await Promise.all(names.map((name) => readFile(path.join(this.directory, name), 'utf8')));
    return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
  }

  /** Runs a JavaScript program of an installed package in the project's folder: `eslint/bin/eslint.js`. */
  node(program: string, ...args: readonly string[]): Promise<Ended> {
    return run(this.directory, process.execPath, path.join(this.installed, 'node_modules', program), ...args);
  }

  /** Runs the codemods' program as it is installed. */
  codemod(...args: readonly string[]): Promise<Ended> {
    return this.node('cogniverse-codemod/bin/cogniverse-codemod.js', ...args);
  }
}
