import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { packageFile } from '../package-files.ts';

const WORKER = packageFile('bundle/worker.js');
/**
 * Two workers within these limits and the main process stay under 300 MB; a file that needs more is repeated
 * without them. As there are as many workers as processors, threads that collect garbage beside them only cost.
 */
const FRUGAL = ['--max-semi-space-size=8', '--max-old-space-size=96', '--single-threaded-gc'];

/** How a worker is started. */
export interface WorkerOptions {
  /** The module that it runs. */
  readonly worker?: URL | undefined;
  /** Whether it may use as much memory as Node.js allows. */
  readonly isAmple?: boolean | undefined;
}

/** A worker that was started before it was known whether there is work. */
interface EarlyWorker {
  readonly worker: ChildProcess;
  isReady: boolean;
}

let early: EarlyWorker | undefined;

/** Starts a process that works for the pool. */
export function startWorker({ worker = WORKER, isAmple = false }: WorkerOptions): ChildProcess {
  return fork(fileURLToPath(worker), {
    execArgv: isAmple ? [] : FRUGAL,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Starts a worker while the command line is still to be read, which takes as long. */
export function startEarly(): Readonly<EarlyWorker> {
  const started: EarlyWorker = { worker: startWorker({}), isReady: false };
  const forget = (): void => {
    if (early === started) early = undefined;
  };
  started.worker
    .once('message', () => {
      started.isReady = true;
    })
    .once('error', forget)
    .once('exit', forget);
  early = started;
  return started;
}

/** The worker that was started early, for whom needs one first; a pool says why it can't be had, if it can't. */
export function takeEarly({ worker, isAmple = false }: WorkerOptions): Readonly<EarlyWorker> | undefined {
  if (worker || isAmple) return undefined;
  const taken = early;
  early = undefined;
  return taken;
}

/** Ends the worker that was started early, if nobody has taken it. */
export function endEarly(): void {
  early?.worker.kill();
  early = undefined;
}
