import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { debug, warn } from './debug.ts';
import { mainProcess, threadState } from './realm.ts';

interface Reported {
  readonly messages: Set<string>;
}

const state = threadState<Reported>('reported', () => ({ messages: new Set() }));

/**
 * Tells the user something once in a run, though most runners give every test file a process or thread of its
 * own. Those have one parent, by which a mark in the temporary directory is named.
 *
 * @param message - Whole sentences.
 */
export function reportOnce(message: string): void {
  if (state.messages.has(message)) {
    return;
  }
  state.messages.add(message);
  if (markIsNew(message)) {
    warn(message);
  } else {
    debug(() => `told before in this run: ${message}`);
  }
}

function markIsNew(message: string): boolean {
  // A runner's process has a channel to the runner; a thread is in the runner's own process.
  const run = mainProcess.send === undefined ? mainProcess.pid : mainProcess.ppid;
  const { createHash } = mainProcess.getBuiltinModule('node:crypto');
  const name = createHash('sha256').update(`${run} ${startOf(run)} ${message}`).digest('hex').slice(0, 24);
  const folder = path.join(tmpdir(), `cogniverse-test-setup-${mainProcess.getuid?.() ?? 0}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(folder, name), '', { flag: 'wx' });
    return true;
  } catch (error) {
    // Where no mark can be made, better too often than not at all.
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
  }
}

/** Tells processes apart that had the same number one after the other, as in containers. */
function startOf(pid: number): number {
  const since = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.ctimeMs;
  return since ?? Math.floor(Date.now() / 3_600_000);
}
