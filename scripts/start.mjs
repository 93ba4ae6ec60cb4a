// npm start [-- PATH ...]: what the toolkit finds in test suites, and what it would write. Changes nothing.
import './lib/node-version.mjs';

import path from 'node:path';

import { runMain, step } from './lib/step.mjs';
import { prepare, root } from './lib/workspace.mjs';

const EXAMPLES = ['test/examples/typescript-suite', 'test/examples/pytest-suite'];

await runMain(async () => {
  await prepare();
  const given = process.argv.slice(2);
  const paths = given.length > 0 ? given : EXAMPLES;
  // npm runs scripts in the package's directory; paths are meant from where the user stands.
  const cwd = given.length > 0 ? (process.env.INIT_CWD ?? process.cwd()) : root;
  const where = paths.join(' ');
  await codemod(`Check ${where}`, cwd, 'check', ...paths);
  await codemod(`Fix ${where}: what would be written`, cwd, 'fix', '--diff', ...paths);
  if (given.length === 0) console.log('\nThese were the bundled example suites. For your own: npm start -- PATH');
});

/**
 * Findings are a result, so only "could not run" (2 and above) fails.
 *
 * @param {string} title
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function codemod(title, cwd, ...args) {
  const program = path.join(root, 'codemods/bin/cogniverse-codemod.js');
  console.log();
  await step(
    title,
    { program: process.execPath, args: [program, ...args], cwd, shown: true },
    (code) => code < 2,
  );
}
