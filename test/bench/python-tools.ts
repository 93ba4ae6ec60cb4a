import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Python's program. */
export const PYTHON = process.platform === 'win32' ? 'python' : 'python3';

const PACKAGES = ['ruff==0.17.6', 'pylint==4.1.4', 'flake8==7.5.0'];

/** Linters for Python, as programs of a virtual environment. */
export interface PythonTools {
  readonly ruff: string;
  readonly pylint: string;
  readonly flake8: string;
}

/**
 * Makes a virtual environment with the linters that are measured.
 *
 * @param directory - Where to make it, absolute.
 * @returns Why there is none, where Python or the package index is absent.
 */
export function installPythonTools(directory: string): PythonTools | string {
  const programs = path.join(directory, process.platform === 'win32' ? 'Scripts' : 'bin');
  const inEnvironment = (name: string): string => path.join(programs, name);
  try {
    run(PYTHON, '-m', 'venv', directory);
    run(inEnvironment('python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  return {
    ruff: inEnvironment('ruff'),
    pylint: inEnvironment('pylint'),
    flake8: inEnvironment('flake8'),
  };
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
