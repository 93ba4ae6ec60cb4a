'use strict';

// Notes what a process and its workers require, a line for each, in the file that LOG_REQUIRES names.
const { appendFileSync } = require('node:fs');
const { Module } = require('node:module');

const { require: load } = Module.prototype;
Module.prototype.require = function (/** @type {string} */ id) {
  appendFileSync(process.env['LOG_REQUIRES'] ?? '', `${id}\n`);
  return load.call(this, id);
};
