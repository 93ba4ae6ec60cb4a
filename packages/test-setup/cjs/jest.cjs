'use strict';

/** @type {typeof import('../src/runners/jest.ts', { with: { 'resolution-mode': 'import' } })} */
const { beginJestFile } = require('./main-realm.cjs')('../dist/runners/jest.js');

beginJestFile({ process, global: globalThis, hooks: require('@jest/globals') });
