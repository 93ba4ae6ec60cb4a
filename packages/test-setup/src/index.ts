import type * as Api from './api.ts';
import { loadInMainRealm } from './realm.ts';

// The shape of a module of this package, which is published beside this one.
const {
  defineCapability,
  getOrLoadModel,
  isSetupActive,
  managedWorker,
  RefusedModelError,
  requires,
  resetAfterEach,
  uniqueId,
} = loadInMainRealm('./api.js', import.meta.url) as typeof Api;

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
