import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { debug } from '../debug.ts';
import { mainProcess } from '../realm.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An outcome that a process of this run left for the others. */
export interface SharedOutcome {
  /** Why something is not there. */
  readonly missing: string | undefined;
}

/** What another process of this run found a moment ago. */
export function readShared(key: string): SharedOutcome | undefined {
  const file = fileOf(key);
  try {
    if (Date.now() - statSync(file).mtimeMs > MINUTE) return undefined;
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null && 'key' in read && read.key === key
      ? { missing: 'missing' in read && typeof read.missing === 'string' ? read.missing : undefined }
      : undefined;
  } catch {
    // There is none, or it is being written.
    return undefined;
  }
}

/** Leaves an outcome for the other processes of this run. Where that fails, each of them looks itself. */
export function writeShared(key: string, missing: string | undefined): void {
  const file = fileOf(key);
  try {
    const folder = path.dirname(file);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(folder)) return;
    removeOld(folder);
    const draft = `${file}.${mainProcess.pid}`;
    writeFileSync(draft, JSON.stringify({ key, missing }), { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    debug(() => `cannot share what was found: ${String(error)}`);
  }
}

/** The processes of one run have one parent, the runner; where the tests run in the runner, it is itself. */
function fileOf(key: string): string {
  const isChild = mainProcess.connected || mainProcess.env['NODE_TEST_CONTEXT'] !== undefined;
  const run = isChild ? mainProcess.ppid : mainProcess.pid;
  const hash = createHash('sha256').update(`${mainProcess.cwd()}\n${key}`).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `cogniverse-${mainProcess.getuid?.() ?? 'user'}`, `${run}-${hash}.json`);
}

/** A folder for temporary files may be everybody's. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder);
  return stat.isDirectory() && (mainProcess.getuid === undefined || stat.uid === mainProcess.getuid());
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > DAY) rmSync(file, { force: true });
  }
}
