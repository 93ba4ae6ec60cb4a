import { syncBuiltinESMExports } from 'node:module';

import type { SetupPolicy } from '@cogniverse/guide/runtime';

import { takeSitesIn } from './creation-site.ts';
import { guardFile } from './guard.ts';
import { watchChildren } from './watch-children.ts';
import { watchSockets } from './watch-sockets.ts';
import { watchTimers } from './watch-timers.ts';
import { watchWorkers } from './watch-workers.ts';

/** The file that begins, as far as watching it asks. */
export interface WatchedFile {
  /** Absolute path. */
  readonly file: string | undefined;
  /** The globals that its tests see. */
  readonly global: typeof globalThis;
}

/** Watches what a test file starts, as far as the policy has something done about it. */
export function watchFile({ file, global }: WatchedFile, { guard, leaks }: SetupPolicy): void {
  guardFile(file);
  takeSitesIn(global);
  let changed = false;
  if (guard !== 'off' || leaks !== 'off') {
    changed = watchWorkers();
    watchChildren();
  }
  if (leaks !== 'off') {
    watchSockets();
    changed = watchTimers(global) || changed;
  }
  if (changed) {
    syncBuiltinESMExports();
  }
}
