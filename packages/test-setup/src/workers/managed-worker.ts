import type { Worker, WorkerOptions } from 'node:worker_threads';

import { captureSite, describeSite } from '../background/creation-site.ts';
import { describeWorker, unwatchedWorker } from '../background/watch-workers.ts';
import { warn } from '../debug.ts';
import { currentFile, isInTest } from '../lifecycle.ts';
import { currentPolicy } from '../policy.ts';
import { reportOnce } from '../report-once.ts';
import { wrapMethod } from '../wrap-method.ts';
import { keep, livingWorker } from './managed.ts';

/** Options of a worker thread, and whether others may live beside it. */
export interface ManagedWorkerOptions extends WorkerOptions {
  readonly concurrent?: boolean;
}

const STACK_DEPTH = 30;

/**
 * Starts a worker thread that is ended, and awaited, after the test that starts it, with the hooks of that
 * test, or at the end of the file where no test is running.
 *
 * One lives at a time. Where another managed worker is alive that was not told to end, this one is started
 * all the same and a warning says where both were made; with `guard: "error"` in the policy it is refused.
 * `concurrent: true` says that it is meant.
 *
 * @param script - The worker's script, as for `new Worker`.
 * @param options - As for `new Worker`; with `concurrent` others may live beside it.
 * @throws {Error} If another one is alive and the policy says `error`.
 */
export function managedWorker(
  script: string | URL,
  { concurrent = false, ...options }: ManagedWorkerOptions = {},
): Worker {
  const site = captureSite(managedWorker, STACK_DEPTH);
  const living = concurrent ? undefined : livingWorker();
  if (living !== undefined) {
    oneAtATime(
      `a second managed worker is started:\n${describeSite(site, '    ')}\n` +
        `  while ${living.name} is alive, made\n${describeSite(living.site, '    ')}\n` +
        '  Await the terminate() of the first one, or say that both are meant: { concurrent: true }.',
    );
  }
  if (currentFile() === undefined) {
    reportOnce(
      'managedWorker() was called without the set-up, so nothing ends the worker. Register ' +
        '@cogniverse/test-setup in the configuration of the runner.',
    );
  }
  const worker = new (unwatchedWorker())(script, options);
  const managed = {
    worker,
    scope: isInTest() ? ('test' as const) : ('file' as const),
    name: describeWorker(worker, script),
    site,
    isEnding: false,
  };
  wrapMethod(worker, 'terminate', (terminate) => (...args) => {
    managed.isEnding = true;
    return Reflect.apply(terminate, worker, args);
  });
  keep(managed);
  return worker;
}

function oneAtATime(message: string): void {
  const { guard } = currentPolicy().setup;
  if (guard === 'error') {
    throw new Error(message);
  }
  if (guard === 'warn') {
    warn(message);
  }
}
