import { setFlagsFromString } from 'node:v8';

import { COMMANDS } from './commands/commands.ts';
import { endEarly, startEarly } from './engine/worker-process.ts';
import { packageManifest } from './package-files.ts';

// Lists of files come and go quickly; without this, memory for them grows and is never given back.
setFlagsFromString('--semi-space-growth-factor=1');

const { version } = packageManifest();
const args = process.argv.slice(2);

if (args.length === 1 && args[0] === '--version') {
  console.log(version);
} else {
  if (needsWorker(args)) startEarly();
  const { main } = await import('./program.ts');
  process.exitCode = await main(args, version);
  endEarly();
}

/** Whether a command will have files to work on, most likely: of what a cache knows there may be none. */
function needsWorker([command, ...options]: readonly string[]): boolean {
  return COMMANDS.some(({ name }) => name === command) && !options.some((option) => /^--(?:cache|help)/.test(option));
}
