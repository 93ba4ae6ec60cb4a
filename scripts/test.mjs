// npm test: everything that has to hold, one step after the other. The first that fails ends it.
import './lib/node-version.mjs';

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { runMain, step, StepFailed } from './lib/step.mjs';
import { prepare, root, script } from './lib/workspace.mjs';

const RESULTS = 'node_modules/.cache/vitest-results.json';

await runMain(async () => {
  await prepare();
  await step('Check types', script('typecheck'));
  await step('Lint', script('lint'));
  await step('Look for unused files, exports and dependencies', script('unused'));
  await step('Compare the generated documentation with its sources', script('docs:check'));
  await runTests();
});

/** Runs all tests and closes with their sum, alone on the last line. */
async function runTests() {
  const file = path.join(root, RESULTS);
  rmSync(file, { force: true });
  const tests = script('vitest', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`);
  const code = await step('Run the tests', { ...tests, shown: true }, () => existsSync(file));
  /** @type {{ numTotalTests: number, numPassedTests: number, numFailedTests: number }} */
  const {
    numTotalTests: total,
    numPassedTests: passed,
    numFailedTests: failed,
  } = JSON.parse(readFileSync(file, 'utf8'));
  if (code !== 0) {
    const why =
      failed > 0
        ? ''
        : ' No test failed, but a test file could not be loaded or an error was thrown outside a test.';
    console.error(`\n${new StepFailed('Run the tests', code, tests.repeat).message}${why}`);
    process.exitCode = code;
  }
  console.log(`${passed} passed, ${failed} failed, ${total - passed - failed} skipped`);
}
