import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { median } from './statistics.ts';
import { packageFile } from './tools.ts';

/** What a test file takes in a runner, in milliseconds: medians over all files of all runs. */
export interface SetupTime {
  readonly runner: string;
  /** With a set-up file that is empty. */
  readonly empty: number;
  /** With the set-up, in a project without a policy. */
  readonly setup: number;
  /** With the set-up, in a project whose policy is written in JSON. */
  readonly withPolicy: number;
}

/** Test files in a run. */
const FILES = 20;

interface Runner {
  readonly name: string;
  readonly entry: string;
  /** Runs all files of a project, and gives what each took. */
  readonly run: (project: string, results: string) => readonly number[];
}

const RUNNERS: readonly Runner[] = [
  { name: 'vitest, a process each', entry: 'vitest', run: vitest('forks') },
  { name: 'vitest, a thread each', entry: 'vitest', run: vitest('threads') },
  { name: 'jest', entry: 'jest', run: jest },
];

/**
 * Measures what the set-up adds to a test file, beside a set-up file that is empty. The projects take turns, one
 * file runs at a time, and a first run of each does not count.
 *
 * @param directory - Where the projects go.
 */
export function measureSetupTime(directory: string, runs: number): SetupTime[] {
  return RUNNERS.map(({ name, entry, run }) => {
    const installed = `@cogniverse/test-setup/${entry}`;
    const folder = path.join(directory, name.replaceAll(/\W+/g, '-'));
    const projects = {
      empty: makeProject(path.join(folder, 'empty'), './empty.cjs', entry),
      setup: makeProject(path.join(folder, 'setup'), installed, entry),
      withPolicy: makeProject(path.join(folder, 'with-policy'), installed, entry, {
        'cogniverse.config.json': '{ "setup": { "wait": "1s" }, "models": { "allow": ["mine/*"] } }',
      }),
    };
    const times = { empty: new Array<number>(), setup: new Array<number>(), withPolicy: new Array<number>() };
    for (let count = 0; count <= runs; count += 1) {
      for (const kind of ['empty', 'setup', 'withPolicy'] as const) {
        const measured = run(projects[kind], path.join(directory, 'times.json'));
        if (count > 0) times[kind].push(...measured);
      }
    }
    return {
      runner: name,
      empty: median(times.empty),
      setup: median(times.setup),
      withPolicy: median(times.withPolicy),
    };
  });
}

/** A project with the package as npm installs it: a link would have the runners take it for the project's own. */
function makeProject(
  directory: string,
  setupFile: string,
  entry: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const modules = path.join(directory, 'node_modules');
  mkdirSync(path.join(modules, '@cogniverse'), { recursive: true });
  for (const name of ['@cogniverse/test-setup', '@cogniverse/guide']) {
    const from = path.dirname(packageFile(name, 'package.json'));
    cpSync(from, path.join(modules, name), {
      recursive: true,
      filter: (file) => !file.includes('node_modules', from.length) && !file.includes('tsbuildinfo'),
    });
  }
  symlinkSync(path.dirname(packageFile(entry, 'package.json')), path.join(modules, entry), 'junction');
  const files: Record<string, string> = {
    'package.json': '{ "type": "commonjs" }',
    'empty.cjs': '',
    'vitest.config.mjs': `export default { test: ${JSON.stringify({ setupFiles: [setupFile], fileParallelism: false })} };`,
    'jest.config.cjs': `module.exports = ${JSON.stringify({ setupFilesAfterEnv: [setupFile], transform: {} })};`,
    ...more,
  };
  const text =
    entry === 'vitest'
      ? "import { expect, test } from 'vitest';\ntest('adds', () => { expect(1 + 1).toBe(2); });\n"
      : "test('adds', () => { expect(1 + 1).toBe(2); });\n";
  for (let count = 0; count < FILES; count += 1) files[`file-${count}.test.${entry === 'vitest' ? 'mjs' : 'cjs'}`] = text;
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(directory, name), content);
  return directory;
}

function vitest(pool: string): Runner['run'] {
  return (project, results) => {
    const reporter = path.resolve(import.meta.dirname, '../setup-reporter.cjs');
    const args = ['run', '--root', '.', '--pool', pool, '--reporter', reporter];
    runProgram(packageFile('vitest', 'vitest.mjs'), args, project, { SETUP_TIMES: results });
    return readTimes(results);
  };
}

function jest(project: string, results: string): readonly number[] {
  const args = ['--rootDir', '.', '--runInBand', '--json', '--outputFile', results, '--testMatch', '**/*.test.cjs'];
  runProgram(packageFile('jest', 'bin/jest.js'), args, project, {});
  const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as {
    testResults: readonly { readonly startTime: number; readonly endTime: number }[];
  };
  return testResults.map(({ startTime, endTime }) => endTime - startTime);
}

function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}:\n${stdout}\n${stderr}`);
}

function readTimes(file: string): readonly number[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly number[];
}
