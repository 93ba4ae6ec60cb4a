import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { onTestFinished } from 'vitest';

import { type PythonEnvironment, pythonEnvironment } from '../../../test/python/environment.ts';

/** The folder of the plugin's distribution. */
export const plugin = path.resolve(import.meta.dirname, '..');

/** Versions of pytest, each with plugins of its time. */
export const versions: readonly { readonly name: string; readonly requirements: readonly string[] }[] = [
  {
    name: 'pytest 7',
    requirements: ['pytest==7.4.4', 'pytest-asyncio==0.21.2', 'pytest-timeout==2.2.0', 'pytest-xdist==3.3.1'],
  },
  {
    name: 'pytest 8',
    requirements: ['pytest==8.4.2', 'pytest-asyncio==0.26.0', 'pytest-timeout==2.4.0', 'pytest-xdist==3.8.0'],
  },
  {
    name: 'pytest 9',
    requirements: ['pytest==9.2.0', 'pytest-asyncio==1.5.0', 'pytest-timeout==2.4.0', 'pytest-xdist==3.8.0'],
  },
];

/** A Python with one of the {@link versions}, or the newest, and this plugin. */
export function pytestWithPlugin(version = versions[versions.length - 1]): Promise<PythonEnvironment> {
  return pythonEnvironment([...(version?.requirements ?? []), plugin]);
}

/** What a run of pytest came to. */
export interface PytestRun {
  /** 0 where all tests passed; `null` where a signal ended it. */
  readonly status: number | null;
  /** stdout, then stderr. */
  readonly output: string;
  /** Milliseconds. */
  readonly took: number;
}

/**
 * Runs pytest in a project of its own.
 *
 * @param environment - As {@link pytestWithPlugin} gives it.
 * @param files - Texts by path. Without a configuration the project has one for pytest-asyncio.
 * @param args - Arguments of pytest.
 * @param env - Variables besides those of the environment.
 */
export async function runPytest(
  environment: PythonEnvironment,
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<PytestRun> {
  if ('absent' in environment) throw new Error(environment.absent);
  return runProgram(environment, makeProject(files), ['-m', 'pytest', ...args], env);
}

/** Writes a project into a folder of its own, which goes when the test ends. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'pytest-setup-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const configuration = '[pytest]\nasyncio_mode = auto\n';
  for (const [file, text] of Object.entries({ '.git/HEAD': '', 'pytest.ini': configuration, ...files })) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return folder;
}

/** Runs the environment's Python in a folder; after a minute it is killed. */
export async function runProgram(
  environment: PythonEnvironment,
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<PytestRun> {
  if ('absent' in environment) throw new Error(environment.absent);
  const begun = performance.now();
  const child = spawn(environment.python, args, { cwd, env: { ...environment.env, ...env }, timeout: 60_000 });
  const streams = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
    return text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { status, output: (await Promise.all(streams)).join('\n'), took: performance.now() - begun };
}
