'use strict';

const loadMain = require('./main-realm.cjs');

/** @type {typeof import('@jest/globals')} */
const hooks = 'beforeEach' in globalThis ? globalThis : require('@jest/globals');

loadMain().beginJestFile({ process, global: globalThis, hooks });
