import path from 'node:path';

import { skipWith } from '../../gating/skip.ts';
import { beginFile } from '../../lifecycle.ts';
import { currentPolicy } from '../../policy.ts';
import { onFirstTest } from './test-class.ts';
import { skipInNodeTest, wrapTests } from './wrap-tests.ts';

/**
 * Begins a process that runs tests of node:test, before its file is loaded.
 *
 * @param entry - The test file; `undefined` where several files share the process.
 */
export function beginNodeTests(entry: string | undefined): void {
  const file = beginFile({
    runner: 'node',
    file: entry === undefined ? undefined : path.resolve(entry),
    process,
    global: globalThis,
    ownModules: true,
  });
  skipWith(skipInNodeTest);
  onFirstTest((methods) => {
    wrapTests(methods, file, currentPolicy().timeouts.default);
  });
}
