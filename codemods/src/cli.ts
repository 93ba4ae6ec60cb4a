import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

if (process.argv.length === 3 && process.argv[2] === '--version') {
  console.log(version);
} else {
  const { main } = await import('./program.ts');
  process.exitCode = await main(process.argv.slice(2), version);
}
