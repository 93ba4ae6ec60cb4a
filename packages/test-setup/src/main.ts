// What the entries ask of the main realm. `bundle.mjs` makes one file of it, which Node.js loads in a sixth of
// the time that it takes for the modules one by one: most runners load it for every test file.
export * from './api.ts';
export { skipByError, skipWith } from './gating/skip.ts';
export { beginFile } from './lifecycle.ts';
export { beginJestFile } from './runners/jest.ts';
export { beginMochaRun } from './runners/mocha-suite/begin.ts';
export { beginNodeTests } from './runners/node-test/begin.ts';
export { beginPlaywright } from './runners/playwright-worker/begin.ts';
