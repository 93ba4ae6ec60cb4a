import { readFileSync } from 'node:fs';
import path from 'node:path';

import { step } from './step.mjs';

/** The repository's root directory. */
export const root = path.resolve(import.meta.dirname, '../..');

/** @type {{ packageManager: string }} */
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The package manager with its exact version, `pnpm@1.2.3`: pinned in package.json and nowhere else. */
const packageManager = manifest.packageManager;

/**
 * The command that runs the pinned pnpm, which npx fetches where it is not there yet.
 *
 * @param {readonly string[]} args
 */
export function pnpm(...args) {
  return { program: 'npx', args: ['--yes', '--loglevel=error', packageManager, ...args], cwd: root };
}

/**
 * The command that runs a script of the root package.json.
 *
 * @param {string} name
 * @param {readonly string[]} args
 */
export function script(name, ...args) {
  return {
    program: 'npm',
    args: ['run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])],
    cwd: root,
    repeat: `npm run ${name}`,
  };
}

/** Installs what the lock file names, then builds the packages. Both are quick where nothing changed. */
export async function prepare() {
  await step(
    `Install dependencies with ${packageManager}`,
    pnpm(
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
      '--reporter=append-only',
      '--config.confirm-modules-purge=false',
    ),
  );
  await step('Build the packages', script('compile'));
}
