// What tests import from `@cogniverse/test-setup`. It runs in the main realm; `index.ts` hands it on.
import { currentFile } from './lifecycle.ts';

export { resetAfterEach } from './isolation/reset-after-each.ts';
export { uniqueId } from './isolation/unique-id.ts';
export { getOrLoadModel, RefusedModelError } from './models/get-or-load-model.ts';
export { defineCapability, requires } from './gating/requires.ts';
export type { Capability, CapabilityCheck, Requirement } from './gating/requires.ts';
export { managedWorker } from './workers/managed-worker.ts';
export type { ManagedWorkerOptions } from './workers/managed-worker.ts';

/** Whether a runner's set-up is registered and has begun this test file. */
export function isSetupActive(): boolean {
  return currentFile() !== undefined;
}
