'use strict';

const { EventEmitter } = require('node:events');

/**
 * Loads a module of this package in the main realm, with Node's own loader: Jest's cannot load ES modules,
 * and would load a copy for every test file.
 *
 * @param {string} specifier - Relative to this folder.
 */
module.exports = function loadInMainRealm(specifier) {
  /** @type {NodeJS.Process} */
  let main;
  try {
    // Jest shares the core modules of Node.js with its contexts, so their functions are the main realm's.
    main = Reflect.construct(EventEmitter.constructor, ['return process'])();
  } catch {
    main = process;
  }
  return main.getBuiltinModule('node:module').createRequire(__filename)(specifier);
};
