import { loadMain } from '../realm.ts';

/** Mocha's root hooks, which it takes from the modules of `--require`. */
export const mochaHooks = loadMain().beginMochaRun();
