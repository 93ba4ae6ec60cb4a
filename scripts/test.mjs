// npm test: everything that has to hold, one step after the other. The first that fails ends it.
import './lib/node-version.mjs';

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { installChromium } from './lib/chromium.mjs';
import { runMain, step } from './lib/step.mjs';
import { prepare, root, script } from './lib/workspace.mjs';

const results = path.join(root, 'node_modules/.cache/vitest-results.json');
rmSync(results, { force: true });

await runMain(async () => {
  await prepare();
  await installChromium();
  await step('Check types', script('typecheck'));
  await step('Lint', script('lint'));
  await step('Look for unused files, exports and dependencies', script('unused'));
  await step('Compare the generated documentation with its sources', script('docs:check'));
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  await step('Run the tests', { ...script('vitest', ...reporters), shown: true });
});

if (existsSync(results)) {
  /** @type {{ numTotalTests: number, numPassedTests: number, numFailedTests: number }} */
  const sums = JSON.parse(readFileSync(results, 'utf8'));
  const { numTotalTests: total, numPassedTests: passed, numFailedTests: failed } = sums;
  console.log(`${passed} passed, ${failed} failed, ${total - passed - failed} skipped`);
}
