import { setFlagsFromString } from 'node:v8';

import { packageManifest } from './package-files.ts';

// Lists of files come and go quickly; without this, memory for them grows and is never given back.
setFlagsFromString('--semi-space-growth-factor=1');

const { version } = packageManifest();

if (process.argv.length === 3 && process.argv[2] === '--version') {
  console.log(version);
} else {
  const { main } = await import('./program.ts');
  process.exitCode = await main(process.argv.slice(2), version);
}
