// What tests import from `@cogniverse/test-setup`. It runs in the main realm; `index.ts` hands it on.
import { currentFile } from './lifecycle.ts';

export { managedWorker } from './workers/managed-worker.ts';
export type { ManagedWorkerOptions } from './workers/managed-worker.ts';

/** Whether a runner's set-up is registered and has begun this test file. */
export function isSetupActive(): boolean {
  return currentFile() !== undefined;
}
