import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/python');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A Python with what was asked for, and the variables to run it with; or why there is none. */
export type PythonEnvironment =
  | { readonly python: string; readonly env: NodeJS.ProcessEnv }
  | { readonly absent: string };

/**
 * Makes a virtual environment, unless an earlier run has left it in `node_modules/.cache`.
 *
 * @param requirements - As pip takes them: `pytest==8.4.2`. A folder is installed so that edits of its files count.
 * @param interpreter - The Python that it is made with.
 * @returns It has nothing to do with the variables that this process was started with: no pytest options, no
 *   thread variables.
 */
export async function pythonEnvironment(
  requirements: readonly string[],
  interpreter = 'python3',
): Promise<PythonEnvironment> {
  const version = await versionOf(interpreter);
  if (version === undefined) return { absent: 'there is no Python 3.9 or later with venv and pip 22.3' };
  const key = JSON.stringify([version, requirements.map(stated)]);
  const folder = path.join(CACHE, createHash('sha256').update(key).digest('hex').slice(0, 12));
  const bin = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const python = path.join(bin, process.platform === 'win32' ? 'python.exe' : 'python');
  mkdirSync(CACHE, { recursive: true });
  const release = await lock(`${folder}.lock`);
  try {
    const complete = path.join(folder, 'complete');
    if (!existsSync(complete)) {
      rmSync(folder, { recursive: true, force: true });
      // A pip of its own would take longer than all the rest.
      await run(interpreter, ['-m', 'venv', '--without-pip', folder], { timeout: MINUTE });
      const install = ['-m', 'pip', '--python', python, 'install', '--quiet', '--disable-pip-version-check'];
      await run(interpreter, [...install, ...requirements.flatMap(asArguments)], { timeout: 3 * MINUTE });
      writeFileSync(complete, key);
    }
    return { python, env: environmentOf(bin) };
  } catch (error) {
    return { absent: `pip cannot install ${requirements.join(', ')}: ${reasonOf(error)}` };
  } finally {
    release();
  }
}

/** A name for the version that tells the virtual environments of two Pythons apart. */
async function versionOf(interpreter: string): Promise<string | undefined> {
  const script = [
    'import sys, venv, pip',
    'assert sys.version_info >= (3, 9) and tuple(map(int, pip.__version__.split(".")[:2])) >= (22, 3)',
    'print(sys.executable, sys.version)',
  ].join('\n');
  try {
    return (await run(interpreter, ['-c', script], { timeout: MINUTE })).stdout;
  } catch {
    return undefined;
  }
}

/** What a requirement stands for: a folder is what its metadata says. */
function stated(requirement: string): string {
  return path.isAbsolute(requirement)
    ? `${requirement} ${readFileSync(path.join(requirement, 'pyproject.toml'), 'utf8')}`
    : requirement;
}

function asArguments(requirement: string): readonly string[] {
  return path.isAbsolute(requirement) ? ['--editable', requirement] : [requirement];
}

/** Waits for its turn among the test files that need the same environment. */
async function lock(folder: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(folder);
      const beat = setInterval(() => {
        utimesSync(folder, new Date(), new Date());
      }, 5 * SECOND);
      return () => {
        clearInterval(beat);
        rmSync(folder, { recursive: true, force: true });
      };
    } catch {
      // A process that was killed has left it.
      const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - made > 30 * SECOND) rmSync(folder, { recursive: true, force: true });
      await sleep(200);
    }
  }
}

function environmentOf(bin: string): NodeJS.ProcessEnv {
  const kept = ['HOME', 'LANG', 'LC_ALL', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'USERPROFILE'];
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    PATH: [bin, process.env['PATH']].join(path.delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

function reasonOf(error: unknown): string {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return output.trim().split('\n').at(-1) ?? '';
}
