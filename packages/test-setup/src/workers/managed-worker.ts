import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Options of a worker thread, and whether others may live beside it. */
export interface ManagedWorkerOptions extends WorkerOptions {
  readonly concurrent?: boolean;
}

/**
 * Starts a worker thread that is ended and awaited at the end of the test that starts it, or of the file
 * where no test is running.
 *
 * @param script - The worker's script, as for `new Worker`.
 * @param options - As for `new Worker`; with `concurrent` others may live beside it.
 */
export function managedWorker(script: string | URL, options: ManagedWorkerOptions = {}): Worker {
  return new Worker(script, options);
}
