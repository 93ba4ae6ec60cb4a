import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { debug } from './debug.ts';
import { mainProcess } from './realm.ts';
import { shortName } from './short-name.ts';

// Most runners give every test file a process or thread of its own. What one of them has found out is left for
// the others in small files, which are named by the run.

const DAY = 24 * 60 * 60_000;

/** What a process of this run has left for the others. */
export interface RunFile {
  readonly value: unknown;
  /** Milliseconds since it was left. */
  readonly age: number;
}

/**
 * Reads what a process of this run has left under a key.
 *
 * @returns `undefined` if there is nothing.
 */
export function readForRun(key: string): RunFile | undefined {
  const file = fileOf(key);
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const read: unknown = isOurs(path.dirname(file)) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    const isWanted = typeof read === 'object' && read !== null && 'key' in read && read.key === key;
    return isWanted ? { age, value: Reflect.get(read, 'value') } : undefined;
  } catch {
    // There is none.
    return undefined;
  }
}

/** Leaves a value, as JSON holds it, for the other processes of this run. Where that fails, nothing is left. */
export function writeForRun(key: string, value: unknown): void {
  const file = fileOf(key);
  try {
    if (prepare(path.dirname(file))) {
      const draft = `${file}.${mainProcess.pid}`;
      writeFileSync(draft, JSON.stringify({ key, value }), { mode: 0o600 });
      renameSync(draft, file);
    }
  } catch (error) {
    debug(() => `cannot share ${key}: ${String(error)}`);
  }
}

/**
 * Says whether this is the first process of the run to ask for a key.
 *
 * @returns `true` also where that cannot be told.
 */
export function isFirstInRun(key: string): boolean {
  const file = fileOf(key);
  try {
    if (prepare(path.dirname(file))) {
      writeFileSync(file, JSON.stringify({ key }), { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
  }
}

/** The processes of one run have one parent, the runner; where the tests run in the runner, it is itself. */
function fileOf(key: string): string {
  const isChild = mainProcess.connected || mainProcess.env['NODE_TEST_CONTEXT'] !== undefined;
  const run = isChild ? mainProcess.ppid : mainProcess.pid;
  const name = shortName(`${run} ${startOf(run)}\n${mainProcess.cwd()}\n${key}`);
  return path.join(tmpdir(), `cogniverse-${mainProcess.getuid?.() ?? 'user'}`, `${name}.json`);
}

/** Tells processes apart that had the same number one after the other, as in containers. */
function startOf(pid: number): string {
  try {
    // Behind the program's name in brackets, the twentieth value is when it started, in ticks since the boot.
    const [, after = ''] = /.*\)(.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return after.trim().split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Makes the folder, and removes what earlier runs have left in it. */
function prepare(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder)) {
    return false;
  }
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat !== undefined && Date.now() - stat.mtimeMs > DAY) {
      rmSync(file, { force: true });
    }
  }
  return true;
}

/** A folder for temporary files may be everybody's. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder);
  return stat.isDirectory() && (mainProcess.getuid === undefined || stat.uid === mainProcess.getuid());
}
