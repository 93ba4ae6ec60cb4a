import { beforeEach } from 'node:test';
import { isMainThread } from 'node:worker_threads';

import { loadMain } from '../realm.ts';

/** Set in the process of a test file: `fork` hands `--import` on to processes that are none. */
const MARK = 'COGNIVERSE_TEST_PROCESS';

if (isMainThread && process.env[MARK] !== String(process.ppid)) {
  process.env[MARK] = String(process.pid);
  const sharesProcess = runsFilesInRunner();
  loadMain().beginNodeTests(sharesProcess ? undefined : process.argv[1]);
  // The root of all tests is there already: a hook is the first of its kind that can be seen.
  if (sharesProcess) beforeEach(() => undefined);
}

/** `node --test --test-isolation=none`, which is `--experimental-test-isolation` in Node.js 22. */
function runsFilesInRunner(): boolean {
  const { execArgv } = process;
  return (
    execArgv.includes('--test') &&
    execArgv.some(
      (flag, at) =>
        /^--(?:experimental-)?test-isolation(?:=none)?$/.test(flag) &&
        (flag.endsWith('=none') || execArgv[at + 1] === 'none'),
    )
  );
}
