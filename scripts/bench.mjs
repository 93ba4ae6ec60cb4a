// npm run bench [-- --files N --runs N]: times of the rules and codemods beside those of their peers.
import './lib/node-version.mjs';

import path from 'node:path';

import { runMain, step } from './lib/step.mjs';
import { prepare, root, script } from './lib/workspace.mjs';

await runMain(async () => {
  await prepare();
  await step('Build the benchmark', script('build:bench'));
  const program = path.join(root, 'test/bench/dist/main.js');
  const args = [program, ...process.argv.slice(2)];
  await step('Run the benchmark', { program: process.execPath, args, cwd: root, shown: true });
});
