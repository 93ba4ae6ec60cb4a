'use strict';

const { isUtf8 } = require('node:buffer');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { MessageChannel, receiveMessageOnPort, Worker } = require('node:worker_threads');

const HOST = path.join(__dirname, '../bundle/host.js');
const TIMEOUT_MS = 120_000;
const REPLACEMENT_CHARACTER = '\uFFFD';

/**
 * Makes a transform for the stock jscodeshift CLI out of one of this package's codemods. It writes what the
 * codemod's own command writes. Options: `--preset=strict`, `--unsafe`.
 *
 * @param {string} command Name of the codemod.
 * @returns {import('jscodeshift').Transform}
 */
module.exports = function createTransform(command) {
  return function transform(file, _api, options) {
    if (file.source.includes(REPLACEMENT_CHARACTER) && !isUtf8(readFileSync(file.path))) return undefined;
    /** @type {{ preset?: unknown, unsafe?: unknown }} */
    const { preset, unsafe } = options;
    const answer = ask({
      command,
      path: path.resolve(file.path),
      text: file.source,
      preset,
      unsafe: unsafe === true,
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.output;
  };
};

/**
 * @typedef {object} Host
 * @property {import('node:worker_threads').MessagePort} port
 * @property {Int32Array<SharedArrayBuffer>} signal
 */

/** @type {Host | undefined} */
let host;

/**
 * Asks the thread that runs the rules, and waits. A thread of its own is out of reach of the hooks that
 * jscodeshift puts on `require`, which would compile ESLint and all rules once more.
 *
 * @param {import('../dist/transforms/host.js').Request} request
 * @returns {import('../dist/transforms/host.js').Answer}
 */
function ask(request) {
  host ??= start();
  Atomics.store(host.signal, 0, 0);
  host.port.postMessage(request);
  if (Atomics.wait(host.signal, 0, 0, TIMEOUT_MS) === 'timed-out') {
    host = undefined;
    throw new Error(`no answer for ${request.path} within ${TIMEOUT_MS / 1000} seconds`);
  }
  return receiveMessageOnPort(host.port)?.message ?? {};
}

/** @returns {Host} */
function start() {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(HOST, { workerData: { port: port2, signal }, transferList: [port2] });
  worker.unref();
  return { port: port1, signal };
}
