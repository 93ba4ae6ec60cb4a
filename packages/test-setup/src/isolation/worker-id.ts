import { threadId } from 'node:worker_threads';

import { currentFile, type RunnerName } from '../lifecycle.ts';
import { mainProcess } from '../realm.ts';

/** Where each runner says which of its workers this is. */
const variables: Readonly<Record<RunnerName, string>> = {
  vitest: 'VITEST_POOL_ID',
  jest: 'JEST_WORKER_ID',
  mocha: 'MOCHA_WORKER_ID',
  node: 'NODE_TEST_WORKER_ID',
  playwright: 'TEST_WORKER_INDEX',
};

/**
 * The runner's id of the worker that this is: letters and digits. Where the runner has none (Mocha without
 * `--parallel`, node:test before Node.js 24) it is the process id.
 */
export function workerId(): string {
  const runner = currentFile()?.host.runner;
  const given = runner === undefined ? undefined : mainProcess.env[variables[runner]];
  if (given !== undefined && /^[a-z\d]+$/i.test(given)) return given.toLowerCase();
  return threadId === 0 ? `${mainProcess.pid}` : `${mainProcess.pid}t${threadId}`;
}
