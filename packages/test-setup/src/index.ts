import type * as Api from './api.ts';
import { loadInMainRealm } from './realm.ts';

// The shape of a module of this package, which is published beside this one.
const { isSetupActive, managedWorker } = loadInMainRealm('./api.js', import.meta.url) as typeof Api;

export { isSetupActive, managedWorker };
