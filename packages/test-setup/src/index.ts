import { loadMain } from './realm.ts';

const {
  defineCapability,
  getOrLoadModel,
  isSetupActive,
  managedWorker,
  RefusedModelError,
  requires,
  resetAfterEach,
  uniqueId,
} = loadMain();

export {
  defineCapability,
  getOrLoadModel,
  isSetupActive,
  managedWorker,
  RefusedModelError,
  requires,
  resetAfterEach,
  uniqueId,
};
