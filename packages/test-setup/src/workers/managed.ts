import type { Worker } from 'node:worker_threads';

import { type CreationSite, describeSite } from '../background/creation-site.ts';
import { within } from '../clock.ts';
import { debug, warn } from '../debug.ts';
import { threadState } from '../realm.ts';

/** What ends a managed worker: the test that started it, or the file. */
export type Scope = 'test' | 'file';

/** A managed worker, and what is to be said of it. */
export interface ManagedWorker {
  readonly worker: Worker;
  readonly scope: Scope;
  readonly name: string;
  readonly site: CreationSite;
  /** Whether its end was asked for. */
  isEnding: boolean;
}

interface ManagedState {
  readonly workers: Set<ManagedWorker>;
}

const state = threadState<ManagedState>('managed workers', () => ({ workers: new Set() }));

const END_WITHIN_MS = 5000;

/** Keeps a worker in mind until it has ended. */
export function keep(managed: ManagedWorker): void {
  state.workers.add(managed);
  managed.worker.once('exit', () => state.workers.delete(managed));
}

/** A worker that is alive and that nobody has told to end. */
export function livingWorker(): ManagedWorker | undefined {
  return [...state.workers].find(({ isEnding }) => !isEnding);
}

/** Ends the workers of a scope and waits until they have ended; the end of a file ends all. */
export async function endManagedWorkers(scope: Scope): Promise<void> {
  const ending = [...state.workers].filter((managed) => scope === 'file' || managed.scope === scope);
  await Promise.all(ending.map(end));
}

async function end(managed: ManagedWorker): Promise<void> {
  managed.isEnding = true;
  await within(END_WITHIN_MS, managed.worker.terminate());
  if (managed.worker.threadId === -1) {
    debug(() => `ended ${managed.name}`);
  } else {
    warn(`${managed.name} does not end. It was made\n${describeSite(managed.site, '    ')}`);
  }
}
