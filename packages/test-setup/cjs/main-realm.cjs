'use strict';

const { EventEmitter } = require('node:events');

/**
 * Loads this package's code in the main realm, with Node's own loader: Jest's would load a copy of it for
 * every test file.
 *
 * @returns {typeof import('../src/main.ts', { with: { 'resolution-mode': 'import' } })}
 */
module.exports = function loadMain() {
  /** @type {NodeJS.Process} */
  let main;
  try {
    // Jest shares the core modules of Node.js with its contexts, so their functions are the main realm's.
    main = Reflect.construct(EventEmitter.constructor, ['return process'])();
  } catch {
    main = process;
  }
  return main.getBuiltinModule('node:module').createRequire(__filename)('../dist/main.cjs');
};
