import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const CACHE = path.resolve(import.meta.dirname, '../../../node_modules/.cache');
const NO_PYTHON = 'there is no Python 3.10 or later with venv';

/** A Python with pytest and its plugins as `requirements.txt` states them, or why there is none. */
export type PytestEnvironment = { readonly python: string } | { readonly absent: string };

/** Makes the virtual environment where it is not there yet; it is kept in `node_modules/.cache`. */
export function pytestEnvironment(): PytestEnvironment {
  const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = path.join(CACHE, `pytest-${digest}`);
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) return { python };
  const own = `${folder}-${process.pid}`;
  try {
    execFileSync('python3', ['-c', 'import sys, venv; assert sys.version_info >= (3, 10)'], {
      stdio: 'pipe',
    });
    execFileSync('python3', ['-m', 'venv', own], { stdio: 'pipe', timeout: 60_000 });
  } catch {
    rmSync(own, { recursive: true, force: true });
    return { absent: NO_PYTHON };
  }
  try {
    const ownPython = path.join(own, path.relative(folder, python));
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    execFileSync(ownPython, install, { stdio: 'pipe', timeout: 120_000 });
    execFileSync(ownPython, ['-c', `open(${JSON.stringify(path.join(own, 'complete'))}, 'w').close()`]);
    // Another run may have been faster.
    if (!existsSync(folder)) renameSync(own, folder);
    return { python };
  } catch {
    return { absent: 'the package index can’t be reached' };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
